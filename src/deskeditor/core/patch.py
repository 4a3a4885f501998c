"""The difference between two texts as one stretch: what a hand that types changes between two saves."""

from __future__ import annotations

from dataclasses import dataclass

STRETCH = 4096


@dataclass(frozen=True, slots=True)
class Patch:
    """In the place of ``removed`` characters from ``start`` on stands ``inserted``; counted in code points."""

    start: int
    removed: int
    inserted: str

    def apply(self, text: str) -> str:
        """The text with the change made."""
        return text[: self.start] + self.inserted + text[self.start + self.removed :]

    @property
    def end(self) -> int:
        """Where the inserted text ends: the caret of whoever typed it."""
        return self.start + len(self.inserted)


def patch_between(before: str, after: str) -> Patch:
    """The shortest one stretch that makes ``after`` of ``before``."""
    shorter = min(len(before), len(after))
    start = _same(before, after, shorter)
    tail = _same_at_end(before, after, shorter - start)
    return Patch(start, len(before) - start - tail, after[start : len(after) - tail])


def _same(one: str, other: str, most: int) -> int:
    place = 0
    while place + STRETCH <= most and one[place : place + STRETCH] == other[place : place + STRETCH]:
        place += STRETCH
    while place < most and one[place] == other[place]:
        place += 1
    return place


def _same_at_end(one: str, other: str, most: int) -> int:
    ends, length = (len(one), len(other)), 0
    while (
        length + STRETCH <= most
        and one[ends[0] - length - STRETCH : ends[0] - length] == other[ends[1] - length - STRETCH : ends[1] - length]
    ):
        length += STRETCH
    while length < most and one[ends[0] - length - 1] == other[ends[1] - length - 1]:
        length += 1
    return length
