"""The IPTC Information Interchange Model (IIM 4.2) inside Photoshop's resource blocks."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

from PIL import ImageFile, TiffImagePlugin, TiffTags

from deskeditor.photos import dates
from deskeditor.photos.fields import HOMES, Home, Values, cleaned, cut

LEGACY = "cp1252"
ENCODINGS = (LEGACY, "mac_roman", "cp949", "shift_jis", "gb18030", "big5", "cp1250", "cp1251", "iso8859_15")
"""Of texts that are not UTF-8, which no program can tell apart for certain: a person chooses among them."""
_IIM_RESOURCE = 0x0404
_DIGEST_RESOURCE = 0x0425
TIFF_IIM = 33723
TIFF_RESOURCES = 34377
# Pillow holds it for a single value, and of the 32-bit numbers that most programs write keeps the first alone.
TiffTags.TAGS_V2[TIFF_IIM] = TiffTags.TagInfo(TIFF_IIM, "IptcNaaInfo", TiffTags.UNDEFINED, 0)
_UTF_8 = b"\x1b%G"
_VERSION = b"\0\4"


def read(image: ImageFile.ImageFile, legacy: str = LEGACY) -> tuple[Values, bool]:
    """The fields of the picture's IIM, and whether they were edited after the XMP (by the digest in 0x0425)."""
    block, digest = _find(image)
    return parse(block, legacy), bool(block) and len(digest) == 16 and not _fits(digest, block)


def _fits(digest: bytes, block: bytes) -> bool:
    """Whether it is the block's, which TIFF fills up with zeros to whole numbers."""
    ends = [len(block) - zeros for zeros in range(4) if block.endswith(b"\0" * zeros)]
    return any(hashlib.md5(block[:end], usedforsecurity=False).digest() == digest for end in ends)


def parse(block: bytes, legacy: str = LEGACY) -> Values:
    """The fields of an IIM block; reading ends at the first bytes that are no dataset."""
    datasets: dict[int, list[str]] = {}
    for record, number, data in _datasets(block):
        if record == 2:
            datasets.setdefault(number, []).append(decode(data, legacy))
    return cleaned({home.name: _values(home, datasets) for home in HOMES if home.iim in datasets})


def _values(home: Home, datasets: dict[int, list[str]]) -> list[str]:
    if not home.iim_time:
        return datasets[home.iim]
    return [dates.from_iim(datasets[home.iim][0].strip(), datasets.get(home.iim_time, [""])[0].strip())]


def decode(data: bytes, legacy: str = LEGACY) -> str:
    """Text as old programs left it: strictly UTF-8, whatever the block's 1:90 says, else in the ``legacy`` encoding."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        # Programs that count bytes cut Korean in the middle of a syllable; a lone letter of Windows-1252 at the end
        # looks the same, but then nothing before it is proper UTF-8 beyond ASCII.
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            return data[: error.start].decode()
        return data.decode(legacy, "replace")


def write(values: Values) -> bytes:
    """An IIM block in UTF-8; each value is cut to its limit at a code point. Empty where no field has a home here."""
    datasets = [dataset for home in HOMES if home.iim and home.name in values for dataset in _written(home, values)]
    if not datasets:
        return b""
    return _dataset(1, 90, _UTF_8) + _dataset(2, 0, _VERSION) + b"".join(_dataset(2, n, data) for n, data in datasets)


def _written(home: Home, values: Values) -> Iterator[tuple[int, bytes]]:
    if not home.iim_time:
        yield from ((home.iim, cut(value, home.limit)) for value in values[home.name])
        return
    for number, text in zip((home.iim, home.iim_time), dates.to_iim(values[home.name][0]), strict=True):
        if text:
            yield number, text.encode()


def segment(block: bytes) -> bytes:
    """The JPEG segment APP13 that holds the block and its digest; empty for an empty block."""
    if not block:
        return b""
    content = b"Photoshop 3.0\0" + _resource(_IIM_RESOURCE, block) + digest_resource(block)
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def digest_resource(block: bytes) -> bytes:
    """The resource by which a reader sees that the block was last written together with the XMP."""
    return _resource(_DIGEST_RESOURCE, hashlib.md5(block, usedforsecurity=False).digest())


def _resource(number: int, data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def _datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    position = 0
    while position + 5 <= len(block) and block[position] == 0x1C:
        _, record, number, size = struct.unpack_from(">BBBH", block, position)
        position += 5
        if size & 0x8000:  # an extended dataset: these are the bytes of the size, which follows
            length = size & 0x7FFF
            size = int.from_bytes(block[position : position + length], "big")
            position += length
        yield record, number, block[position : position + size]
        position += size


def _find(image: ImageFile.ImageFile) -> tuple[bytes, bytes]:
    """The IIM block and the digest kept beside it, each empty where there is none."""
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        resources = dict(_resources(_tag(image, TIFF_RESOURCES)))
        return _tag(image, TIFF_IIM) or resources.get(_IIM_RESOURCE, b""), resources.get(_DIGEST_RESOURCE, b"")
    resources = image.info.get("photoshop", {})
    return resources.get(_IIM_RESOURCE, b""), resources.get(_DIGEST_RESOURCE, b"")


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while data[position : position + 4] == b"8BIM" and position + 12 <= len(data):
        number, name_length = struct.unpack_from(">HB", data, position + 4)
        position += 7 + name_length
        position += position % 2
        size = int.from_bytes(data[position : position + 4], "big")
        position += 4
        yield number, data[position : position + size]
        position += size + size % 2


def _tag(image: TiffImagePlugin.TiffImageFile, number: int) -> bytes:
    """A TIFF tag's bytes; old programs declare IIM as 32-bit numbers, padded with zeros at the end."""
    value = image.tag_v2.get(number, b"")
    parts = value if isinstance(value, tuple) else (value,)
    if all(isinstance(part, bytes) for part in parts):
        return b"".join(parts)
    if not all(isinstance(part, int) and 0 <= part < 1 << 32 for part in parts):
        return b""
    return struct.pack(f"{'<' if image.tag_v2.prefix == b'II' else '>'}{len(parts)}I", *parts)
