"""Pictures and what is written in them: read under limits, shown small, sent out in the sizes a page needs.

Pillow and lxml are loaded with the first picture, not with the window: each costs a third of an empty window's start.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deskeditor.core.photo import PhotoFields
from deskeditor.photos.model import STANDARD_SIZES, Picture, Rendition, RenditionSize

__all__ = [
    "STANDARD_SIZES",
    "Picture",
    "Rendition",
    "RenditionSize",
    "make_renditions",
    "read_picture",
    "thumbnail",
]


def read_picture(path: Path) -> Picture:
    """What the file is and what it says of itself.

    The whole picture is decoded once, so that what is accepted can also be shown. Raises ``DeskError`` where the file
    is missing, a folder, empty, not a picture, cut off, of a format that is not read, or larger than the limits of
    ``deskeditor.photos.opening``.
    """
    from deskeditor.photos import reading

    return reading.read_picture(path)


def thumbnail(path: Path, box: int) -> bytes:
    """A JPEG in sRGB, upright, whose longer side is at most ``box`` pixels; raises as ``read_picture`` does."""
    from deskeditor.photos import renditions

    return renditions.thumbnail(path, box)


def make_renditions(path: Path, fields: PhotoFields, sizes: Sequence[RenditionSize]) -> list[Rendition]:
    """The picture in the sizes asked for, in their order, as JPEG in sRGB with ``fields`` written in.

    Nothing of the original's own metadata is passed on. The picture is decoded once and never enlarged; a size that
    keeps the ratio is left out where a smaller one already carries the whole picture. The same input gives the same
    bytes. Raises as ``read_picture`` does, and where the fields are longer than a JPEG can carry (64 KB).
    """
    from deskeditor.photos import renditions

    return renditions.make_renditions(path, fields, sizes)
