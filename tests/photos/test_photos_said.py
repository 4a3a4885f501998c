"""What a file says besides its fields: conflicts, stars, content credentials, and whether it is like another."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from deskeditor.core.photo import Conflict
from deskeditor.photos import iim, read_picture, read_said, xmp
from deskeditor.photos.likeness import MOST_APART

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dcterms="http://purl.org/dc/terms/"><rdf:Description {}/>'
    "</rdf:RDF></x:xmpmeta>"
)
MANIFEST = b"jumbc2pa\x00\x6fclaim_generator\x78\x1eCamera Firm/1.2 \xec\x82\xac\xec\xa7\x84 c2pa-rs.. rest"


def saved(path: Path, kind: str = "JPEG", **how: object) -> Path:
    Image.new("RGB", (32, 24), "teal").save(path, kind, **how)
    return path


def test_a_conflict_has_both_sides(tmp_path: Path) -> None:
    block = iim.write({"caption": ("old words",), "keywords": ("a", "b")})
    packet = xmp.write({"caption": ("new words",), "keywords": ("a", "c")})
    said = read_said(saved(tmp_path / "photo.jpg", xmp=packet, extra=iim.segment(block)))
    assert said.conflicts == (
        Conflict("caption", ("new words",), ("old words",), "xmp"),
        Conflict("keywords", ("a", "c"), ("a", "b"), "xmp"),
    )
    assert len(said.warnings) == 2


@pytest.mark.parametrize(
    ("in_xmp", "in_iim", "differ"),
    [
        ("2026-05-15T12:00:00+09:00", "2026-05-15T18:00:00+09:00", True),
        ("2026-05-15T12:00:00+09:00", "2026-05-15T03:00:00Z", False),
        ("2026-05-15T02:00+09:00", "2026-05-14T17:00:00+00:00", False),
        ("2026-05-15T12:00:00.25+09:00", "2026-05-15T12:00:00+09:00", False),
        ("2026-05-15T12:00", "2026-05-15T18:00:00+09:00", False),
        ("2026-05-15", "2026-05-15T18:00:00+09:00", False),
        ("2026-05-15", "2026-05-16", True),
    ],
)
def test_another_time_of_the_same_day_is_a_conflict(tmp_path: Path, in_xmp: str, in_iim: str, *, differ: bool) -> None:
    block = iim.write({"embargo": (in_iim,)})
    path = saved(tmp_path / "photo.jpg", xmp=xmp.write({"embargo": (in_xmp,)}), extra=iim.segment(block))
    assert [conflict.field for conflict in read_said(path).conflicts] == (["embargo"] if differ else [])


@pytest.mark.parametrize(
    ("attributes", "stars"),
    [('xmp:Rating="4"', 4), ('xmp:Rating="-1"', -1), ('xmp:Rating="9e9"', 5), ('xmp:Rating="many"', 0), ("", 0)],
)
def test_stars_are_read(tmp_path: Path, attributes: str, stars: int) -> None:
    said = read_said(saved(tmp_path / "photo.jpg", xmp=XMP.format(f'{attributes} xmp:Label="Front"').encode()))
    assert (said.rating, said.label) == (stars, "Front")


def signed(path: Path, kind: str) -> Path:
    """A picture with a manifest where C2PA has it in that format."""
    saved(path, kind)
    data = path.read_bytes()
    if kind == "JPEG":
        part = b"JP" + struct.pack(">HI", 1, 1) + MANIFEST
        data = data[:2] + b"\xff\xeb" + struct.pack(">H", len(part) + 2) + part + data[2:]
    elif kind == "PNG":
        from zlib import crc32

        chunk = struct.pack(">I", len(MANIFEST)) + b"caBX" + MANIFEST + struct.pack(">I", crc32(b"caBX" + MANIFEST))
        data = data[:33] + chunk + data[33:]
    elif kind == "WEBP":
        body = data[12:] + b"C2PA" + struct.pack("<I", len(MANIFEST)) + MANIFEST + b"\0" * (len(MANIFEST) % 2)
        data = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    elif kind == "TIFF":
        Image.new("RGB", (32, 24)).save(path, kind, tiffinfo={0xCD41: MANIFEST})
        return path
    else:
        uuid = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
        data += struct.pack(">I", 24 + len(MANIFEST)) + b"uuid" + uuid + MANIFEST
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_content_credentials_are_told_and_not_believed(tmp_path: Path, kind: str) -> None:
    said = read_said(signed(tmp_path / "photo", kind))
    assert said.credentials == "embedded"
    (warning,) = said.warnings
    assert "made by Camera Firm/1.2 사진 c2pa-rs" in warning
    assert "not verified" in warning
    assert "in the original only" in warning


def test_credentials_that_lie_elsewhere_are_told(tmp_path: Path) -> None:
    packet = XMP.format('dcterms:provenance="https://credentials.example/1"').encode()
    said = read_said(saved(tmp_path / "photo.jpg", xmp=packet))
    assert said.credentials == "remote"
    assert "lie elsewhere" in said.warnings[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_picture_without_credentials_has_none(tmp_path: Path, kind: str) -> None:
    assert read_said(saved(tmp_path / "photo", kind)).credentials == ""


def scene(seed: int) -> Image.Image:
    """A picture with large and small things in it."""
    image = Image.new("RGB", (1200, 800), (120, 150, 200))
    draw = ImageDraw.Draw(image)
    for number in range(12):
        x, y = (seed * 277 + number * 331) % 1100, (seed * 419 + number * 173) % 700
        colour = tuple((seed * 61 + number * 47 * part) % 256 for part in (1, 2, 3))
        draw.ellipse((x, y, x + 90 + 20 * number, y + 160), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(2))


def likeness(image: Image.Image, path: Path, quality: int = 90) -> int:
    image.save(path, quality=quality)
    return int(read_picture(path).likeness or "0", 16)


def test_another_size_and_quality_is_the_same_picture(tmp_path: Path) -> None:
    for seed in range(8):
        first = likeness(scene(seed), tmp_path / "first.png")
        again = likeness(scene(seed).resize((640, 427)), tmp_path / "again.jpg", quality=40)
        darker = likeness(scene(seed).point(lambda value: int(value * 0.9)), tmp_path / "darker.jpg")
        assert (first ^ again).bit_count() <= MOST_APART
        assert (first ^ darker).bit_count() <= MOST_APART


def test_another_picture_is_another(tmp_path: Path) -> None:
    found = [likeness(scene(seed), tmp_path / "photo.png") for seed in range(12)]
    apart = [(one ^ other).bit_count() for place, one in enumerate(found) for other in found[:place]]
    assert min(apart) > MOST_APART


def test_an_even_picture_is_like_no_other(tmp_path: Path) -> None:
    for path in (tmp_path / "grey.png", tmp_path / "noise.png"):
        image = Image.new("RGB", (300, 200), "gray") if path.stem == "grey" else Image.effect_noise((300, 200), 20)
        image.save(path)
        assert read_picture(path).likeness == ""


def test_a_thumbnail_comes_from_the_same_decode(tmp_path: Path) -> None:
    scene(1).save(tmp_path / "photo.jpg")
    picture = read_picture(tmp_path / "photo.jpg", 320)
    assert Image.open(io.BytesIO(picture.thumbnail)).size == (320, 213)
    assert read_picture(tmp_path / "photo.jpg").thumbnail == b""
