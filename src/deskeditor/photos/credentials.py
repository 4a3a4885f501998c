"""Content credentials (C2PA 2.2) in a file: found, told, and not verified.

To verify them takes the whole chain of certificates and its trust lists, which change by the week. A signature is
over the bytes of the file, so that it can only hold in the original, which is kept as it came.
"""

from __future__ import annotations

import re
from io import BufferedReader

from lxml import etree
from PIL import ImageFile, JpegImagePlugin, PngImagePlugin, TiffImagePlugin

from deskeditor.photos import xmp

EMBEDDED, REMOTE = "embedded", "remote"
_PROVENANCE = "{http://purl.org/dc/terms/}provenance"
_TIFF_TAG = 0xCD41
_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""The UUID of the box in AVIF."""
_HEAD = 2 << 20
"""Bytes of an AVIF in which its boxes are looked for; the credentials stand before the pixels."""
_GENERATOR = re.compile(rb"\x6fclaim_generator([\x60-\x77]|\x78.)", re.DOTALL)
"""A CBOR key and the head of the text that follows it."""


def find(image: ImageFile.ImageFile, file: BufferedReader, root: etree._Element | None) -> tuple[str, str]:
    """``embedded``, ``remote`` (the XMP says where they are) or nothing; and the program that they name."""
    manifest = _manifest(image, file)
    if manifest:
        return EMBEDDED, _generator(manifest)
    return (REMOTE if xmp.plain(root, _PROVENANCE) else ""), ""


def _manifest(image: ImageFile.ImageFile, file: BufferedReader) -> bytes:
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        return b"".join(data for segment, data in image.applist if segment == "APP11" and b"c2pa" in data)
    if isinstance(image, PngImagePlugin.PngImageFile):
        return next((chunk[1] for chunk in getattr(image, "private_chunks", ()) if chunk[0] == b"caBX"), b"")
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        value = image.tag_v2.get(_TIFF_TAG, b"")
        return value if isinstance(value, bytes) else b"present" if value else b""
    if image.format == "WEBP":
        return _riff_chunk(file, b"C2PA")
    if image.format == "AVIF":
        file.seek(0)
        head = file.read(_HEAD)
        place = head.find(b"uuid" + _BOX)
        return head[place:] if place >= 0 else b""
    return b""


def _riff_chunk(file: BufferedReader, wanted: bytes) -> bytes:
    file.seek(12)
    while len(head := file.read(8)) == 8:
        size = int.from_bytes(head[4:], "little")
        if head[:4] == wanted:
            return file.read(min(size, _HEAD)) or wanted
        file.seek(size + size % 2, 1)
    return b""


def _generator(manifest: bytes) -> str:
    found = _GENERATOR.search(manifest)
    if not found:
        return ""
    head = found[1]
    length = head[1] if head[0] == 0x78 else head[0] - 0x60
    text = manifest[found.end() : found.end() + length]
    return " ".join(text.decode("utf-8", "replace").split())
