"""Alt texts: for those who cannot see the picture, and therefore no second caption."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum

LENGTH = 250
"""Characters to aim for, by IPTC; screen readers cannot stop inside an alt text and go on."""
NEAR = 0.85
"""Of the words in common, in order."""
COMPARED = 400
"""Words; what is longer is no alt text."""


class Repeats(StrEnum):
    """How an alt text stands to the caption that is read out beside it."""

    NOT = ""
    EQUAL = "equal"
    NEARLY = "nearly"


def repeats(alt: str, caption: str) -> Repeats:
    """Whether the alt text says what the caption says: the same words but for case, marks and a few changes."""
    one, other = _words(alt), _words(caption)
    if not one or not other:
        return Repeats.NOT
    if one == other:
        return Repeats.EQUAL
    if min(len(one), len(other)) / max(len(one), len(other)) < NEAR / (2 - NEAR):
        return Repeats.NOT
    near = SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR
    return Repeats.NEARLY if near else Repeats.NOT


def over(alt: str) -> int:
    """Characters above what is aimed for; 0 where it fits."""
    return max(0, len(alt.strip()) - LENGTH)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())[:COMPARED]
