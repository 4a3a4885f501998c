"""The length of a text, counted as the editors of its language count it.

A word is a stretch of letters and digits. Korean is counted by *eojeol*: what stands between two spaces is one, with
its quotation marks and its Chinese characters. Chinese and Japanese part no words by spaces: each character counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb]")
# An ideograph or a syllable of Chinese or Japanese; or a stretch of other letters, with the marks inside a word.
UNSPACED = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+(?:[-'’.,·][^\W{UNSPACED}]+)*")

COUNTED_BY_CHARACTER = frozenset({"ja", "zh", "yue"})
"""Languages whose texts have a length in characters, not in words."""
_WORDS_A_MINUTE = 238
"""Silently, of English non-fiction: M. Brysbaert, *How many words do we read per minute?*, 2019."""
_EOJEOL_A_MINUTE = 200
_CHARACTERS_A_MINUTE = 500
"""The round figures that newsrooms reckon with."""
_SPACES = " \u00a0\u2009\u202f\u3000"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is. ``characters`` has the spaces within the lines and ``spaces`` tells how many they are."""

    words: int = 0
    characters: int = 0
    spaces: int = 0

    def __add__(self, other: Length) -> Length:
        return Length(self.words + other.words, self.characters + other.characters, self.spaces + other.spaces)

    def __sub__(self, other: Length) -> Length:
        return Length(self.words - other.words, self.characters - other.characters, self.spaces - other.spaces)


def sum_of(lengths: Sequence[Length]) -> Length:
    """The lengths together."""
    return Length(
        sum(length.words for length in lengths),
        sum(length.characters for length in lengths),
        sum(length.spaces for length in lengths),
    )


def count_words(text: str) -> int:
    """How many words a text has. A line at a time: other threads wait for one search, however long a text it is in."""
    return sum(map(_count_in_line, text.split("\n")))


def _count_in_line(line: str) -> int:
    if not _HANGUL.search(line):
        return len(_WORD.findall(line))
    return sum(1 if _HANGUL.search(part) else len(_WORD.findall(part)) for part in line.split())


def length_of(text: str) -> Length:
    """The length of a text; line ends, tabs between cells, and the spaces beside both, are none of it."""
    lines = [line.strip(" ") for line in text.replace("\t", "\n").split("\n")]
    spaces = sum(line.count(space) for line in lines for space in _SPACES)
    return Length(count_words(text), sum(map(len, lines)), spaces)


def is_counted_by_character(language: str) -> bool:
    """Whether editors of that language (BCP 47) tell a length in characters."""
    return language.split("-")[0].lower() in COUNTED_BY_CHARACTER


def reading_minutes(length: Length, language: str) -> float:
    """How long most people take to read it in silence."""
    if is_counted_by_character(language):
        return (length.characters - length.spaces) / _CHARACTERS_A_MINUTE
    korean = language.split("-")[0].lower() == "ko"
    return length.words / (_EOJEOL_A_MINUTE if korean else _WORDS_A_MINUTE)
