"""Files that are no picture, or none that may be decoded: each is refused in its own sentence."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from deskeditor.core.errors import DeskError
from deskeditor.core.photo import PhotoFields
from deskeditor.photos import STANDARD_SIZES, make_renditions, opening, read_picture, thumbnail

READERS: list[Callable[[Path], object]] = [
    read_picture,
    lambda path: thumbnail(path, 64),
    lambda path: make_renditions(path, PhotoFields(), STANDARD_SIZES),
]


def refusal(path: Path) -> DeskError:
    """The error that reading, thumbnail and renditions alike end with."""
    errors = []
    for reader in READERS:
        with pytest.raises(DeskError) as caught:
            reader(path)
        errors.append(caught.value)
    assert len({error.sentence() for error in errors}) == 1
    assert errors[0].where == path.name
    return errors[0]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG of grey pixels that are promised and not there."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(10)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"")


NO_PICTURES = {
    "empty": (b"", "the file is empty"),
    "text": (b"Dear editor,\nhere is the photo.", "this is text, not a picture"),
    "korean": ("편집자님께 ".encode() * 1000, "this is text, not a picture"),
    "web page": (b"\n<!DOCTYPE html><title>404</title>", "this is a web page under a picture's name"),
    "commented page": (b"<!-- cached --><html>", "this is a web page under a picture's name"),
    "drawing": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "this is an SVG drawing"),
    "phone": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "this is a HEIC picture"),
    "document": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF document"),
    "raw": (b"II*\0\x10\0\0\0CR\2\0", "this is a camera's raw file"),
    "noise": (bytes(range(256)) * 8, "this is not a picture that DeskEditor reads"),
    "bitmap": (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "this is not a picture that DeskEditor reads"),
    "header only": (b"\xff\xd8\xff\xe0\0\x10JFIF", "the picture is cut off or damaged"),
    "huge": (png(60_000, 60_000), "the picture has more than 120 million pixels"),
    "large": (png(12_000, 10_001), "the picture has more than 120 million pixels"),
    "wide": (png(2_000_000_000, 1), "the picture has more than 120 million pixels"),
    "no pixels": (png(100, 100), "the picture is cut off or damaged"),
    "text bomb": (
        png(1, 1, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000)))),
        "the texts inside the picture unpack to megabytes",
    ),
    "texts": (png(1, 1, chunk(b"zTXt", b"C\0\0" + zlib.compress(bytes(1_000_000))) * 70), "the texts inside"),
}


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_refused(tmp_path: Path, name: str) -> None:
    content, what = NO_PICTURES[name]
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    assert refusal(path).what.startswith(what)


def test_sentence_names_the_file_and_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"BM" + bytes(50))
    assert refusal(path).sentence() == (
        "photo.jpg: this is not a picture that DeskEditor reads; save it as JPEG, PNG or WebP"
    )


def test_missing_folder_and_pipe_are_told_apart(tmp_path: Path) -> None:
    folder, pipe, file = tmp_path / "folder.jpg", tmp_path / "pipe.jpg", tmp_path / "file"
    folder.mkdir()
    os.mkfifo(pipe)
    file.touch()
    assert refusal(tmp_path / "none.jpg").what == "there is no such file"
    assert refusal(folder).what == "this is a folder, not a picture"
    assert refusal(pipe).what == "this is a device or a pipe, not a picture file"
    assert refusal(file / "photo.jpg").what.startswith("the file cannot be read")
    assert refusal(tmp_path / "a\0b.jpg").what.startswith("the file cannot be read")


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read everything, so that a test of permissions runs as another user."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_unreadable_file_is_refused(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (4, 4)).save(path)
    path.chmod(0)
    request.getfixturevalue("nobody")
    assert refusal(path).what == "the file may not be read"


def test_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    with path.open("wb") as file:
        file.truncate(opening.FILE_LIMIT + 1)
    assert refusal(path).what == "the file is larger than 500 MB"


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_cut_off_picture_is_refused(tmp_path: Path, name: str, part: float) -> None:
    path = tmp_path / "photo"
    Image.effect_noise((200, 200), 90).convert("RGB").save(path, name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert refusal(path).what == "the picture is cut off or damaged"


def test_camera_raw_by_its_small_first_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.nef"
    Image.new("RGB", (16, 12)).save(path, "TIFF", tiffinfo={254: 1})
    assert refusal(path).what == "this is a camera's raw file"


def test_jpeg_of_a_thousand_scans_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.effect_noise((400, 400), 90).save(path, progressive=True)
    content = path.read_bytes()
    scan = content[content.rindex(b"\xff\xda") : -2]
    path.write_bytes(content[:-2] + scan * 1000 + content[-2:])
    assert refusal(path).what == "the JPEG is built to take minutes to open"


def test_ordinary_progressive_jpeg_is_read(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    Image.effect_noise((400, 400), 90).convert("RGB").save(path, progressive=True)
    assert read_picture(path).width == 400


def test_largest_picture_is_read(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.new("1", (12_000, 10_000)).save(path)
    assert read_picture(path).width == 12_000


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "AVIF"])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_flipped_bytes_are_read_or_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "photo"
    Image.effect_noise((40, 40), 90).convert("RGB").save(path, name)
    content = bytearray(path.read_bytes())
    read = refused = 0
    for position in range(0, len(content), max(1, len(content) // 300)):
        broken = content.copy()
        broken[position] ^= 0xFF
        path.write_bytes(broken)
        try:
            read_picture(path)
            read += 1
        except DeskError:
            refused += 1
    assert read + refused > 100
    assert refused > 0
