"""Text as it stands on one line, and how much of it is kept."""

from __future__ import annotations

import re

TEXT_LIMIT = 20 * 1024 * 1024
"""Bytes of a body in UTF-8."""

_SPACE = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
"""White space that only parts words; no-break, thin and ideographic spaces are typed on purpose."""


def one_line(text: str) -> str:
    """The text with every run of such white space as one space, and none at its ends."""
    return _SPACE.sub(" ", text).strip(" ")
