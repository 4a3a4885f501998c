"""What the pictures part hands out and is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from deskeditor.core.photo import Conflict, PhotoFields, Position
from deskeditor.core.region import Region


@dataclass(frozen=True, slots=True)
class Said:
    """What a file's XMP, IIM and EXIF say."""

    fields: PhotoFields
    conflicts: tuple[Conflict, ...] = ()
    regions: tuple[Region, ...] = ()
    position: Position | None = None
    credentials: str = ""
    """As in ``core.photo.Photo``."""
    rating: int = 0
    """Stars, 0 to 5; -1 is rejected."""
    label: str = ""
    warnings: tuple[str, ...] = ()
    """Sentences for the editor: metadata that contradict each other or could not be read."""


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
    said: Said
    likeness: str = ""
    """A perceptual hash (see ``photos.likeness``); empty for a picture that is too even to have one."""
    thumbnail: bytes = b""
    """As ``photos.thumbnail`` of the box that was asked for."""

    @property
    def fields(self) -> PhotoFields:
        """What the file says of the picture."""
        return self.said.fields

    @property
    def warnings(self) -> tuple[str, ...]:
        """What it leaves in doubt."""
        return self.said.warnings


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture decoded: three bytes a pixel (sRGB), row by row without gaps."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class RenditionSize:
    """A size to make: as wide as ``width``, or cropped to ``width`` × ``height``."""

    name: str
    width: int
    height: int | None = None
    media_type: str = "image/jpeg"


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
