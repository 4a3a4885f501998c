"""Reading a picture file: what it is, and what it says of itself."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PIL import Image, ImageFile, JpegImagePlugin

from deskeditor.core.photo import PhotoFields
from deskeditor.photos import exif, fields, iim, opening, xmp
from deskeditor.photos.colour import measure
from deskeditor.photos.model import Picture


def read_picture(path: Path) -> Picture:
    """See ``deskeditor.photos.read_picture``."""
    with opening.opened(path) as (image, file):
        shown = measure(image, path)
        # A JPEG at an eighth takes a third of the time, and being cut off shows as surely.
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        opening.load(image, path)
        found, warnings = _read_fields(image, shown.exif)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = os.fstat(file.fileno()).st_size
    media_type = opening.MEDIA_TYPES[image.format or ""]
    return Picture(media_type, shown.width, shown.height, size, digest, found, tuple(warnings))


def _read_fields(image: ImageFile.ImageFile, tags: Image.Exif | None) -> tuple[PhotoFields, list[str]]:
    warnings: list[str] = []
    from_xmp = xmp.read(image, warnings)
    from_iim, edited = iim.read(image)
    from_exif = exif.read(tags, warnings)
    if _is_signed(image):
        warnings.append("The picture carries content credentials (C2PA); they stay in the original only.")
    return fields.merge(from_xmp, from_iim, from_exif, warnings, iim_edited=edited), warnings


def _is_signed(image: ImageFile.ImageFile) -> bool:
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return False
    return any(segment == "APP11" and b"c2pa" in data for segment, data in image.applist)
