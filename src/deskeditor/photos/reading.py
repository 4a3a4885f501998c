"""Reading a picture file: what it is, and what it says of itself."""

from __future__ import annotations

import hashlib
import os
from io import BufferedReader
from pathlib import Path

from PIL import ImageFile

from deskeditor.photos import credentials, exif, fields, iim, opening, regions, renditions, xmp
from deskeditor.photos.colour import Shown, measure
from deskeditor.photos.embedding import encode
from deskeditor.photos.likeness import likeness
from deskeditor.photos.model import Picture, Said

_RATING, _LABEL = "{http://ns.adobe.com/xap/1.0/}Rating", "{http://ns.adobe.com/xap/1.0/}Label"
_SMALL = 320
"""Pixels of the longer side, of which a likeness is taken where nobody asks for a larger picture."""


def fingerprint(path: Path) -> str:
    """See ``deskeditor.photos.fingerprint``."""
    with opening.open_file(path) as file:
        return _digest(file)


def read_picture(path: Path, box: int, sha256: str) -> Picture:
    """See ``deskeditor.photos.read_picture``."""
    with opening.opened(path) as (image, file):
        digest = sha256 or _digest(file)
        size = os.fstat(file.fileno()).st_size
        file.seek(0)
        shown = measure(image, path)
        said = _read(image, file, shown)
        media_type = opening.MEDIA_TYPES[image.format or ""]
        # A JPEG that is small enough takes a third of the time, and being cut off shows as surely.
        small = renditions.decode(image, path, shown.orientation, min(1.0, (box or _SMALL) / max(image.size)))
    return Picture(
        media_type,
        shown.width,
        shown.height,
        size,
        digest,
        said,
        likeness(small),
        encode(small) if box else b"",
    )


def read_said(path: Path, legacy: str) -> Said:
    """See ``deskeditor.photos.read_said``."""
    with opening.opened(path) as (image, file):
        return _read(image, file, measure(image, path), legacy)


def _digest(file: BufferedReader) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _read(image: ImageFile.ImageFile, file: BufferedReader, shown: Shown, legacy: str = iim.LEGACY) -> Said:
    warnings: list[str] = []
    root = xmp.parse(image, warnings)
    from_iim, edited = iim.read(image, legacy)
    from_exif = exif.read(shown.exif, warnings)
    found, conflicts = fields.merge(xmp.parse_fields(root), from_iim, from_exif, warnings, iim_edited=edited)
    signed, by = credentials.find(image, file, root)
    if signed:
        maker = f", made by {by}" if by else ""
        kept = "they stay in the original only" if signed == credentials.EMBEDDED else "they lie elsewhere"
        warnings.append(f"The picture carries content credentials (C2PA{maker}), which are not verified; {kept}.")
    return Said(
        found,
        conflicts,
        regions.read(root, shown.width, shown.height),
        exif.position(shown.exif),
        signed,
        _rating(xmp.plain(root, _RATING)),
        xmp.plain(root, _LABEL)[:100],
        tuple(warnings),
    )


def _rating(text: str) -> int:
    """Stars, 0 to 5; -1 is the mark of what was rejected."""
    try:
        return min(max(round(float(text)), -1), 5)
    except (ValueError, OverflowError):
        return 0
