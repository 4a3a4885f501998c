"""Pictures and what is written in them: read under limits, shown small, sent out in the sizes a page needs.

Pillow and lxml are loaded with the first picture, not with the window: each costs a third of an empty window's start.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deskeditor.core.framing import AS_IT_CAME, Framing
from deskeditor.core.photo import PhotoFields, Position
from deskeditor.core.region import Region
from deskeditor.photos.model import STANDARD_SIZES, Picture, Pixels, Rendition, RenditionSize, Said

__all__ = [
    "STANDARD_SIZES",
    "Picture",
    "Pixels",
    "Rendition",
    "RenditionSize",
    "Said",
    "fingerprint",
    "make_renditions",
    "pixels",
    "read_picture",
    "read_said",
    "sidecar",
    "thumbnail",
]


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file, without a look at the picture; raises ``DeskError`` where it cannot be one."""
    from deskeditor.photos import reading

    return reading.fingerprint(path)


def read_picture(path: Path, box: int = 0, sha256: str = "") -> Picture:
    """What the file is and what it says of itself; with ``box``, also its thumbnail, from the same decode.

    ``sha256`` is its fingerprint where that was taken just before.

    The whole picture is decoded once, so that what is accepted can also be shown. Raises ``DeskError`` where the file
    is missing, a folder, empty, not a picture, cut off, of a format that is not read, larger than the limits of
    ``deskeditor.photos.opening``, or takes more time or memory than those of ``deskeditor.photos.apart``.
    """
    from deskeditor.photos import apart

    return apart.read_picture(path, box, sha256)


def read_said(path: Path, legacy: str = "cp1252") -> Said:
    """What a picture says of itself, without its pixels being read; raises as ``read_picture`` does.

    ``legacy`` is the encoding of IIM texts that are not UTF-8, one of ``photos.iim.ENCODINGS``.
    """
    from deskeditor.photos import reading

    return reading.read_said(path, legacy)


def thumbnail(path: Path, box: int, framing: Framing = AS_IT_CAME) -> bytes:
    """A JPEG in sRGB, framed, whose longer side is at most ``box`` pixels; raises as ``read_picture`` does."""
    from deskeditor.photos import renditions

    return renditions.thumbnail(path, box, framing)


def pixels(path: Path, box: int) -> Pixels:
    """The picture as it came, upright, its longer side at most ``box`` pixels; raises as ``read_picture`` does."""
    from deskeditor.photos import renditions

    return renditions.pixels(path, box)


def make_renditions(
    path: Path,
    fields: PhotoFields,
    sizes: Sequence[RenditionSize],
    *,
    framing: Framing = AS_IT_CAME,
    regions: Sequence[Region] = (),
    position: Position | None = None,
) -> list[Rendition]:
    """The picture in the sizes asked for, in their order, framed and in sRGB, with ``fields`` written in.

    Of the original's own metadata only XMP for which the desk has no field is passed on (see ``xmp.write``); neither
    camera data nor, without ``position``, where it was. ``regions`` are moved to where they lie in each size. The
    picture is decoded once and never enlarged; a size that keeps the ratio is left out where a smaller one already
    carries all that is shown. The same input gives the same bytes. Raises as ``read_picture`` does, and where the
    fields are longer than a JPEG can carry (64 KB).
    """
    from deskeditor.photos import renditions

    return renditions.make_renditions(path, fields, sizes, framing, regions, position)


def sidecar(fields: PhotoFields) -> bytes:
    """The fields as an XMP packet, to lie beside a file that is not to be written (``.xmp``)."""
    from deskeditor.photos import xmp
    from deskeditor.photos.fields import values_of

    return xmp.write(values_of(fields))
