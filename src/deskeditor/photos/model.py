"""What the pictures part hands out and is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from deskeditor.core.photo import PhotoFields


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file as found."""

    media_type: str
    """By the content; the file's name is not asked."""
    width: int
    height: int
    """Pixels, as shown (after EXIF orientation)."""
    size: int
    """Bytes."""
    sha256: str
    """Of the file, in lower-case hexadecimal."""
    fields: PhotoFields
    """What the file's XMP, IIM and EXIF say."""
    warnings: tuple[str, ...] = ()
    """Sentences for the editor: metadata that contradict each other or could not be read."""


@dataclass(frozen=True, slots=True)
class RenditionSize:
    """A size to make: as wide as ``width``, or cropped around the centre to ``width`` × ``height``."""

    name: str
    width: int
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture made for a page; width and height are what it really has."""

    name: str
    filename: str
    width: int
    height: int
    media_type: str
    data: bytes


STANDARD_SIZES = (
    RenditionSize("thumb-320", 320),
    RenditionSize("web-800", 800),
    RenditionSize("web-1600", 1600),
    RenditionSize("square-600", 600, 600),
    RenditionSize("social-1200x675", 1200, 675),
)
