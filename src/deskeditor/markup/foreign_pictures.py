"""Pictures of foreign HTML: those whose bytes stand in it are taken, all others counted."""

from __future__ import annotations

import binascii
import re
import unicodedata
from urllib.parse import unquote_to_bytes

MOST = 100
"""Pictures that are taken of one text: each has to be decoded and kept."""

_DATA = re.compile(r"data:image/([\w.+-]*)[^,]{0,200},", re.IGNORECASE)
_SOURCES = ("srcset", "data-src", "data-srcset")
"""Where pages name the picture that is to come into the place of the one that is there first."""
_EMOJI_LENGTH = 12


class ForeignPictures:
    """The pictures of one text."""

    def __init__(self) -> None:
        self.taken: dict[str, bytes] = {}
        """Their bytes, as they came, by a name that no photo of a desk has. The same bytes are one picture."""
        self.elsewhere = 0
        """Pictures on the web or on a disk."""
        self.unread = 0
        """Pictures whose bytes are there and of no use: drawings, damage, more than can be taken."""
        self._names: dict[bytes, str] = {}

    def take(self, attributes: dict[str, str]) -> str:
        """The name of the picture that the element shows; empty where it is not taken."""
        address = attributes.get("src", "").strip()
        given = _DATA.match(address)
        data = _decoded(address[given.end() :], given.group()) if given else b""
        if any(attributes.get(name) for name in _SOURCES) and (not given or _is_dot(data) or _is_drawing(given)):
            self.elsewhere += 1
        elif given is None:
            # Without an address it had one that the cleaner did not let pass: of a file, of a letter's enclosure.
            self.elsewhere += not _says_it_is_a_dot(attributes)
        elif data in self._names:
            return self._names[data]
        elif not data or _is_drawing(given) or len(self.taken) >= MOST:
            self.unread += 1
        elif not _is_dot(data):
            name = self._names[data] = f"pasted-{len(self.taken) + 1}"
            self.taken[name] = data
            return name
        return ""


def word_in_place_of(attributes: dict[str, str]) -> str:
    """The sign that a small picture stands for in a line of text: an emoji; empty for any other picture."""
    alt = attributes.get("alt", "").strip()
    signs = [unicodedata.category(char) for char in alt if char > "\xff"]
    return alt if len(alt) <= _EMOJI_LENGTH and "So" in signs and not any(char.isalnum() for char in alt) else ""


def _decoded(text: str, head: str) -> bytes:
    try:
        return binascii.a2b_base64(unquote_to_bytes(text)) if ";base64" in head.lower() else unquote_to_bytes(text)
    except ValueError:
        return b""


def _is_drawing(given: re.Match[str]) -> bool:
    return given[1].lower() == "svg+xml"


def _says_it_is_a_dot(attributes: dict[str, str]) -> bool:
    """Whether it is there to be fetched, not to be seen: that tells a sender who has read the text."""
    return any(attributes.get(side, "").strip().removesuffix("px") in ("0", "1") for side in ("width", "height"))


def _is_dot(data: bytes) -> bool:
    """Whether it is a single pixel, which holds the place of another picture."""
    if data.startswith(b"\x89PNG"):
        return data[16:24] == b"\0\0\0\1\0\0\0\1"
    return data.startswith(b"GIF8") and data[6:10] == b"\1\0\1\0"
