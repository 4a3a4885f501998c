"""The byline as a line of text, and the names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

NAME_BREAKS = re.compile(r"\s*(?:[,、，\n]|\s(?:and|AND)\s|\s&\s)\s*")


def split_byline(text: str) -> tuple[str, ...]:
    """The names of a byline: parted by a comma (、 and ，too), "and", "&" or a line end; a leading "By" is none."""
    listed = re.sub(r"^\s*by[ \u00a0:]\s*", "", text, flags=re.IGNORECASE)
    listed = re.sub(r",\s*and\s", ", ", listed)
    return tuple(name for part in NAME_BREAKS.split(listed) if (name := part.strip()))


def join_byline(names: Sequence[str], language: str = "en") -> str:
    """The names as they stand on the page: ``A, B and C`` in English, with commas alone in other languages."""
    if len(names) < 2 or language.partition("-")[0] != "en":
        return ", ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
