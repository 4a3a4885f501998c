"""Which characters a text may hold: what no file format can carry is mended on the way in."""

from __future__ import annotations

import re

# Control characters, surrogates and noncharacters: none may stand in XML 1.0 or HTML, and the parser uses U+0002 and
# U+0003 for its own marks.
_ILL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|\r\n?|[\x0b\x0c\x85\u2028\u2029]"
)
_ILL_ASTRAL = re.compile(
    "[" + "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)) + "]"
)
_WHITESPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text with one kind of line end, without control characters; lone surrogates and noncharacters are U+FFFD."""
    if text.isprintable():
        return text
    return _ILL_ASTRAL.sub("\ufffd", _ILL.sub(_mended, text))


def unfit(text: str) -> int:
    """How many characters of the text ``clean`` takes out or puts another in the place of; line ends are none."""
    if text.isprintable():
        return 0
    ill = sum(_mended(found) != "\n" for found in _ILL.finditer(text))
    return ill + sum(1 for _ in _ILL_ASTRAL.finditer(text))


def one_line(text: str) -> str:
    """The text cleaned, with each stretch of white space that holds a line end as one space, and none at its ends."""
    return " ".join(part.strip() for part in clean(text).replace("\t", " ").split("\n")).strip()


def _mended(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    return "\ufffd" if found >= "\ud800" else ""
