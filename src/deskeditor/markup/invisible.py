"""Characters that nobody sees: which of them a text needs, and how the others are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

ZWSP, ZWNJ, ZWJ = "\u200b", "\u200c", "\u200d"
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u061c": "Arabic letter mark",
    ZWSP: "zero-width space",
    ZWNJ: "zero-width non-joiner",
    ZWJ: "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of direction",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2060": "word joiner",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first-strong isolate",
    "\u2069": "end of isolate",
    "\ufeff": "byte order mark",
}
INVISIBLE = frozenset(_NAMES)
"""Characters without width, and those that turn the direction of what follows."""
_SPACE_NAMES = {"\u00a0": "no-break space", "\u202f": "narrow no-break space"}

_INVISIBLE = re.compile(f"[{''.join(_NAMES)}]")
_TOLD = re.compile(f"[{''.join(_NAMES)}{''.join(_SPACE_NAMES)}]")
_SPACES = re.compile("[\u00a0\u202f]")
_MARKS_OF_DIRECTION = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
"""What an author of Arabic or Hebrew may have put in; embeddings and overrides are no part of a text."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINS = re.compile("[\u0600-\u08ff\u0900-\u109f\u1780-\u18af\u1a20-\u1aaf\ua840-\ua8ff\uaa60-\uaaff\ufb50-\ufefc]")
"""Scripts in which it matters whether two letters join: Arabic and its neighbours, India, Southeast Asia."""
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1a20-\u1aaf]")
"""Scripts that mark the edges of words, where a line may break, with a space of no width."""
_PICTURE = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
"""Emoji, and what may stand at the end of one."""


def strays(text: str) -> Iterator[int]:
    """The places of invisible characters that the text does not need.

    It needs a joiner between two emoji, joiners and non-joiners where a script joins its letters, a space without width
    in Thai or Khmer, and marks of direction where some of it is written from right to left.
    """
    if not _INVISIBLE.search(text):
        return
    directed = _RIGHT_TO_LEFT.search(text) is not None
    last, place = "", 0
    for found in _INVISIBLE.finditer(text):
        if found.start() > place:
            last = text[found.start() - 1]
        place = found.end()
        if _is_needed(found[0], last, text[place : place + 1], directed):
            last = found[0]
        else:
            yield found.start()


def _is_needed(character: str, before: str, after: str, directed: bool) -> bool:
    if character == ZWJ and _PICTURE.match(before) and _PICTURE.match(after):
        return True
    if character in (ZWJ, ZWNJ):
        return bool(_JOINS.match(before)) and (not after or not _INVISIBLE.match(after))
    if character == ZWSP:
        return bool(_UNSPACED.match(before) and _UNSPACED.match(after))
    return directed and character in _MARKS_OF_DIRECTION


def no_break_spaces(text: str) -> Iterator[int]:
    """The places of spaces that do not break."""
    return (found.start() for found in _SPACES.finditer(text))


def told(text: str) -> str:
    """The text with what cannot be seen in it said in words: ``a⟨zero-width space⟩b``."""
    return _TOLD.sub(lambda found: f"⟨{(_NAMES | _SPACE_NAMES)[found[0]]}⟩", text)
