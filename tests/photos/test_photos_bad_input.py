"""Files that are broken or made to harm: each is read as far as it is sound, or refused, and costs little time."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.photos.test_photos_refusals import chunk
from tests.photos.test_photos_sources import RDF, app13, resources

from deskeditor.core.errors import DeskError
from deskeditor.core.photo import PhotoFields
from deskeditor.photos import STANDARD_SIZES, Picture, make_renditions, pixels, read_picture, thumbnail

SECONDS = 10.0
DAMAGED, TOO_LARGE = "the picture is cut off or damaged", "the picture has more than 120 million pixels"
TEXTS = "the texts inside the picture unpack to megabytes"


def jpeg(**said: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 80).convert("RGB").save(out, "JPEG", **said)
    return out.getvalue()


JPEG = jpeg()


def with_segments(*segments: bytes) -> bytes:
    return JPEG[:2] + b"".join(segments) + JPEG[2:]


def exif(directory: bytes) -> bytes:
    data = b"Exif\0\0II*\0\x08\0\0\0" + directory
    return with_segments(b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data)


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def iim(*datasets: bytes) -> bytes:
    return with_segments(app13(resources((0x0404, b"".join(datasets)))))


def dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + struct.pack(">H", len(value)) + value


def png(*chunks: bytes, size: tuple[int, int] = (4, 4)) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0))
    pixels_of = chunk(b"IDAT", zlib.compress(bytes(20)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels_of + chunk(b"IEND", b"")


def saved(name: str, image: Image.Image, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, name, **how)
    return out.getvalue()


def with_xmp(text: str) -> bytes:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", text)
    return saved("PNG", Image.new("RGB", (9, 9)), pnginfo=info)


def wide_jpeg() -> bytes:
    data = bytearray(JPEG)
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


BOMB = zlib.compress(bytes(200_000_000))
CITY = '<rdf:Description photoshop:City="{}"/>'
GREY, FRAMES = Image.effect_noise((60, 40), 80), [Image.new("RGB", (60, 40), (60 * n, 0, 0)) for n in range(4)]
LOOP = struct.pack("<H", 2) + entry(0x8769, 4, 1, 8) + entry(0x8825, 4, 1, 8) + struct.pack("<I", 8)
NOWHERE = struct.pack("<H", 1) + entry(0x8825, 4, 1, 26) + struct.pack("<I", 0) + struct.pack("<H", 2)
NOWHERE += entry(2, 5, 3, 60) + entry(4, 5, 3, 60) + struct.pack("<I", 0) + bytes(60)

REFUSED: dict[str, tuple[bytes, str]] = {
    "zero bytes": (b"", "the file is empty"),
    "HTML": (b"<!doctype html><html>", "this is a web page under a picture's name"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this is an SVG drawing"),
    "half a file": (JPEG[: len(JPEG) // 2], DAMAGED),
    "60,000 squared": (png(size=(60_000, 60_000)), TOO_LARGE),
    "65,500 squared": (png(size=(65_500, 65_500)), TOO_LARGE),
    "65,500 squared, JPEG": (wide_jpeg(), TOO_LARGE),
    "zTXt bomb": (png(chunk(b"zTXt", b"Comment\0\0" + BOMB)), TEXTS),
    "iTXt bomb": (png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + BOMB)), TEXTS),
    "iCCP bomb": (png(chunk(b"iCCP", b"icc\0\0" + BOMB)), TEXTS),
}
READ: dict[str, tuple[Callable[[], bytes], PhotoFields]] = {
    "PNG named .jpg": (lambda: saved("PNG", GREY), PhotoFields()),
    "trailing junk": (lambda: JPEG + b"junk" * 5_000, PhotoFields()),
    "XMP with entities": (
        lambda: with_xmp(
            '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]>' + RDF.format(CITY.format("&a;"))
        ),
        PhotoFields(),
    ),
    "XMP of 100,000 levels": (
        lambda: with_xmp(RDF.format(f"<rdf:Description>{'<a>' * 100_000}{'</a>' * 100_000}</rdf:Description>")),
        PhotoFields(),
    ),
    "XMP in UTF-16": (lambda: jpeg(xmp=RDF.format(CITY.format("목포")).encode("utf-16")), PhotoFields(city="목포")),
    "XMP in UTF-16 without a mark": (
        lambda: jpeg(xmp=RDF.format(CITY.format("목포")).encode("utf-16-be")),
        PhotoFields(city="목포"),
    ),
    "XMP in Latin-1": (
        lambda: jpeg(xmp=RDF.format(CITY.format("Málaga")).encode("latin-1")),
        PhotoFields(city="M\ufffdlaga"),
    ),
    "XMP over 64 KB": (
        lambda: with_xmp(RDF.format(CITY.format("Mokpo") + f"<!--{'x' * 100_000}-->")),
        PhotoFields(city="Mokpo"),
    ),
    "IIM mis-declared": (
        lambda: iim(dataset(1, 90, b"\x1b%G"), dataset(2, 90, b"M\xe1laga")),
        PhotoFields(city="Málaga"),
    ),
    "IIM that lies about a length": (
        lambda: iim(dataset(2, 90, b"Mokpo"), b"\x1c\x02\x78\xea\x60short"),
        PhotoFields(city="Mokpo"),
    ),
    "IIM of four gigabytes": (
        lambda: iim(dataset(2, 90, b"Mokpo"), b"\x1c\x02\x78\x80\x04\xff\xff\xff\xffx"),
        PhotoFields(city="Mokpo", caption="x"),
    ),
    "EXIF that loops": (lambda: exif(LOOP), PhotoFields()),
    "EXIF orientation 99": (
        lambda: exif(struct.pack("<H", 1) + entry(0x112, 3, 1, 99) + struct.pack("<I", 0)),
        PhotoFields(),
    ),
    "EXIF with zero denominators": (lambda: exif(NOWHERE), PhotoFields()),
    "20,000 APP segments": (lambda: with_segments(b"\xff\xe5\0\x0cxxxxxxxxxx" * 20_000), PhotoFields()),
    "CMYK": (lambda: saved("JPEG", GREY.convert("CMYK")), PhotoFields()),
    "16 bits, PNG": (lambda: saved("PNG", Image.new("I;16", (50, 40))), PhotoFields()),
    "16 bits, TIFF": (lambda: saved("TIFF", Image.new("I;16", (50, 40))), PhotoFields()),
    "palette": (lambda: saved("PNG", GREY.convert("P")), PhotoFields()),
    "1×1": (lambda: saved("PNG", Image.new("RGB", (1, 1))), PhotoFields()),
    "1×30,000": (lambda: saved("PNG", Image.new("RGB", (1, 30_000))), PhotoFields()),
    "multi-page": (lambda: saved("TIFF", FRAMES[0], save_all=True, append_images=FRAMES[1:]), PhotoFields()),
    "animated GIF": (lambda: saved("GIF", FRAMES[0], save_all=True, append_images=FRAMES[1:]), PhotoFields()),
    "animated WebP": (lambda: saved("WEBP", FRAMES[0], save_all=True, append_images=FRAMES[1:]), PhotoFields()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    content, what = REFUSED[name]
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    start = time.monotonic()
    with pytest.raises(DeskError) as caught:
        read_picture(path, 320)
    assert caught.value.what.startswith(what)
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("name", READ)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_it_is_read_as_far_as_it_is_sound_and_goes_out(tmp_path: Path, name: str) -> None:
    make, fields = READ[name]
    path = tmp_path / "photo.jpg"
    path.write_bytes(make())
    start = time.monotonic()
    picture: Picture = read_picture(path, 320)
    assert picture.fields == fields
    assert picture.said.position is None
    assert thumbnail(path, 320)
    assert pixels(path, 320).data
    assert make_renditions(path, picture.fields, STANDARD_SIZES)
    assert time.monotonic() - start < SECONDS
