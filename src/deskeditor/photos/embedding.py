"""A picture and what is said of it, in the bytes of a file: each format carries what it has a place for."""

from __future__ import annotations

import io
from collections.abc import Sequence

from lxml import etree
from PIL import Image, PngImagePlugin, TiffImagePlugin

from deskeditor.core.errors import DeskError
from deskeditor.core.photo import PhotoFields, Position
from deskeditor.photos import exif, fields, iim, xmp

QUALITY = 82
"""Of JPEG, in Pillow's terms: no marks to be seen on a page, half the bytes of 95."""
SEGMENT = 65_504
"""Bytes of XMP in a JPEG segment."""

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/avif": ".avif",
}
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/tiff": "TIFF", "image/avif": "AVIF"}
"""Pillow's names of what can be written."""


class Metadata:
    """What the files of one picture say; ``original`` is the packet of the file that they are made from."""

    def __init__(
        self, texts: PhotoFields, original: etree._Element | None, position: Position | None, where: str
    ) -> None:
        self._values = fields.values_of(texts)
        self._original = original
        self._where = where
        self._tags = exif.tags_of(self._values, position)
        self._exif = exif.write(self._tags)
        self._iim = iim.write(self._values)

    def packet(self, media_type: str, parts: Sequence[etree._Element] = (), *, is_small: bool = False) -> bytes:
        """The XMP of one file; a small one says only what the desk says, so that a page of them stays light.

        Raises ``DeskError`` where the texts are longer than its format can carry.
        """
        packet = xmp.write(self._values) if is_small else xmp.write(self._values, self._original, parts)
        if media_type != "image/jpeg" or len(packet) <= SEGMENT:
            return packet
        # What was found beside the desk's own fields gives way to them.
        packet = xmp.write(self._values)
        if len(packet) > SEGMENT:
            what = "the caption, keywords and other texts are together longer than a JPEG can carry (64 KB)"
            raise DeskError(what, where=self._where, mend="shorten them")
        return packet

    def arguments(
        self, media_type: str, parts: Sequence[etree._Element] = (), *, is_small: bool = False
    ) -> dict[str, object]:
        """What makes Pillow write it; as ``packet``."""
        packet = self.packet(media_type, parts, is_small=is_small)
        match media_type:
            case "image/jpeg":
                # Each text stands in the XMP at greater length than in EXIF and IIM: their segments have the room.
                return {"xmp": packet, "exif": self._exif, "extra": iim.segment(self._iim)}
            case "image/png":
                info = PngImagePlugin.PngInfo()
                info.add_itxt("XML:com.adobe.xmp", packet.decode())
                return {"pnginfo": info, "exif": self._exif}
            case "image/tiff":
                return {"tiffinfo": self._directory(packet)}
            case _:
                return {"xmp": packet, "exif": self._exif}

    def _directory(self, packet: bytes) -> TiffImagePlugin.ImageFileDirectory_v2:
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        for tag, value in self._tags.items():
            tags[tag] = value
        tags[700] = packet
        tags.tagtype[700] = 1
        if self._iim:
            tags[iim.TIFF_IIM], tags[iim.TIFF_RESOURCES] = self._iim, iim.digest_resource(self._iim)
            tags.tagtype[iim.TIFF_IIM] = tags.tagtype[iim.TIFF_RESOURCES] = 7
        return tags


def encode(image: Image.Image, media_type: str = "image/jpeg", arguments: dict[str, object] | None = None) -> bytes:
    """The file; ``arguments`` as from ``Metadata``."""
    image.info.clear()
    out = io.BytesIO()
    how: dict[str, object] = {} if media_type in ("image/png", "image/tiff") else {"quality": QUALITY}
    image.save(out, FORMATS[media_type], **how, **(arguments or {}))
    return out.getvalue()
