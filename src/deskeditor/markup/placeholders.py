"""Placeholders: ``TK`` ("to come") is what editors write where a fact is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

_IN_BRACKETS = r"\[TK\b[^\[\]\n]{0,200}\]"
_MARKER = re.compile(rf"{_IN_BRACKETS}|(?<![A-Za-z0-9])(?:TK)+(?![A-Za-z0-9])")
_KOREAN_MARKER = re.compile(rf"{_IN_BRACKETS}|(?<![A-Za-z0-9])TK(?:TK)+(?![A-Za-z0-9])")


def placeholders(text: str, language: str) -> Iterator[re.Match[str]]:
    """What in a text stands for something that is still to come: ``TK``, ``TKTK``, ``[TK the mayor's age]``.

    In Korean a bare TK is a region (Daegu and North Gyeongsang), of which newspapers speak daily.
    """
    korean = language.split("-")[0].lower() == "ko"
    return (_KOREAN_MARKER if korean else _MARKER).finditer(text)
