"""Opening a picture from outside under limits, and saying in a sentence why one is refused."""

from __future__ import annotations

import codecs
import logging
import mmap
import re
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

# Pillow loads all its forty formats to find one of these three, unless they are there already.
from PIL import AvifImagePlugin, Image, ImageFile, TiffImagePlugin, WebPImagePlugin  # noqa: F401

from deskeditor.core.errors import DeskError

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "AVIF")
"""Pillow's names; there is no other way in."""

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
}
"""An MPO is a JPEG with further pictures behind it; only the first is read."""

FILE_LIMIT = 500_000_000
"""Bytes."""
PIXEL_LIMIT = 120_000_000
"""Twice the largest news camera; 480 MB decoded."""
SCAN_LIMIT = 100
"""Scans of a progressive JPEG. Encoders write about ten; each more costs the whole picture's time again."""

# Pillow warns at this and refuses at the double; what it only warns of is refused below. What else it says of
# odd files would only litter the terminal: the caller hears of them in a sentence.
Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
warnings.filterwarnings("ignore", module=r"PIL\.")
logging.getLogger("PIL").addHandler(logging.NullHandler())

_AS_PICTURE = "save it as JPEG, PNG or WebP"
_MAGIC = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftypavi[fs]", re.DOTALL)
_REFUSALS = (
    (
        re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE),
        "this is a web page under a picture's name",
        "save the picture itself from the browser",
    ),
    (
        re.compile(rb"<svg[\s>]", re.IGNORECASE),
        "this is an SVG drawing, which DeskEditor does not read",
        "export it as PNG",
    ),
    (
        re.compile(rb"\A....ftyp(hei|hev|mif1|msf1)", re.DOTALL),
        "this is a HEIC picture, which DeskEditor does not read",
        "export it as JPEG from the phone or its photo program",
    ),
    (re.compile(rb"\A%PDF"), "this is a PDF document, not a picture", _AS_PICTURE),
)
_KIND = 254
"""The TIFF tag by which raw files, TIFFs too, say that their first picture is but a small copy."""
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_MARKER_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


@contextmanager
def opened(path: Path) -> Iterator[tuple[ImageFile.ImageFile, BufferedReader]]:
    """The picture, its header read and within the limits but not decoded, and its open file.

    Raises ``DeskError`` where there is no picture that may be decoded.
    """
    with open_file(path) as file:
        image = _identify(path, file)
        with image:
            yield image, file


def load(image: ImageFile.ImageFile, path: Path) -> None:
    """Decode the picture; raises ``DeskError`` where it is damaged or does not fit into memory."""
    try:
        image.load()
    except MemoryError as error:
        raise _refuse(path, "there is not enough memory for this picture", "close other programs") from error
    except Exception as error:  # hostile bytes make the decoders raise nearly every kind of error
        raise _damaged(path) from error


def open_file(path: Path) -> BufferedReader:
    """The file, if it is one and not too large; raises ``DeskError``."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refuse(path, "this is a folder, not a picture", "choose the pictures inside it")
        if not stat.S_ISREG(status.st_mode):
            raise _refuse(path, "this is a device or a pipe, not a picture file")
        if status.st_size == 0:
            raise _refuse(path, "the file is empty", "copy it again from where it came")
        if status.st_size > FILE_LIMIT:
            raise _refuse(path, f"the file is larger than {FILE_LIMIT // 1_000_000} MB", "save it smaller, as JPEG")
        return path.open("rb")
    except FileNotFoundError as error:
        raise _refuse(path, "there is no such file", "check its name and folder") from error
    except PermissionError as error:
        raise _refuse(path, "the file may not be read", "allow reading it in its properties") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refuse(path, f"the file cannot be read ({reason})", "check the disk that it is on") from error


def _identify(path: Path, file: BufferedReader) -> ImageFile.ImageFile:
    head = file.read(4096)
    try:
        image = Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(path) from error
    except Exception as error:  # hostile bytes make the decoders raise nearly every kind of error
        if "MAX_TEXT" in str(error):
            raise _refuse(path, "the texts inside the picture unpack to megabytes", "save it anew") from error
        raise _not_a_picture(path, head) from error
    if image.width * image.height > PIXEL_LIMIT:
        raise _too_many_pixels(path)
    if image.info.get("progressive") and _count_scans(file) > SCAN_LIMIT:
        raise _refuse(path, "the JPEG is built to take minutes to open", "save it anew as an ordinary JPEG")
    if isinstance(image, TiffImagePlugin.TiffImageFile) and (image.tag_v2.get(_KIND) == 1 or head[8:10] == b"CR"):
        raise _raw(path)
    return image


def _count_scans(file: BufferedReader) -> int:
    """Scans of a JPEG's first picture, counted no further than one above the limit."""
    position, scans = 2, 0
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        while scans <= SCAN_LIMIT and position + 4 <= len(data) and data[position] == 0xFF:
            marker = data[position + 1]
            if marker == _END_OF_IMAGE:
                break
            if marker == 0xFF:  # padding
                position += 1
                continue
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
            if marker == _START_OF_SCAN:
                scans += 1
                found = _MARKER_AFTER_SCAN.search(data, position)
                position = found.start() if found else len(data)
    return scans


def _not_a_picture(path: Path, head: bytes) -> DeskError:
    if _MAGIC.match(head):
        return _raw(path) if head[8:10] == b"CR" else _damaged(path)
    for pattern, what, mend in _REFUSALS:
        if pattern.search(head):
            return _refuse(path, what, mend)
    if _is_text(head):
        return _refuse(path, "this is text, not a picture", "import it as an article, or choose the picture")
    return _refuse(path, "this is not a picture that DeskEditor reads", _AS_PICTURE)


def _is_text(head: bytes) -> bool:
    try:
        # Incrementally, because the head may end inside a character.
        return "\0" not in codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False


def _too_many_pixels(path: Path) -> DeskError:
    what = f"the picture has more than {PIXEL_LIMIT // 1_000_000} million pixels"
    return _refuse(path, what, "save it smaller")


def _damaged(path: Path) -> DeskError:
    return _refuse(path, "the picture is cut off or damaged", "copy it again from where it came")


def _raw(path: Path) -> DeskError:
    return _refuse(path, "this is a camera's raw file", "develop it to a JPEG first")


def _refuse(path: Path, what: str, mend: str = "") -> DeskError:
    return DeskError(what, where=path.name or str(path), mend=mend)
