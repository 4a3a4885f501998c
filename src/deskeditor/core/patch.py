"""The difference between two texts as one stretch: what a hand that types changes between two saves."""

from __future__ import annotations

from dataclasses import dataclass


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


def merged(before: str, one: str, other: str) -> str | None:
    """Both changes of a text made in it; None where they touch the same place, or each other."""
    if before in (one, other):
        return other if before == one else one
    first, second = patch_between(before, one), patch_between(before, other)
    if second.start < first.start:
        first, second = second, first
    if first.start + first.removed >= second.start:
        return None
    return first.apply(second.apply(before))


def _same(one: str, other: str, most: int) -> int:
    """Characters that are the same from the start on, up to ``most``: by halves, so that C compares and not Python."""
    same, different = 0, most + 1
    while different - same > 1:
        middle = (same + different) // 2
        if other.startswith(one[same:middle], same):
            same = middle
        else:
            different = middle
    return same


def _same_at_end(one: str, other: str, most: int) -> int:
    same, different, one_end, other_end = 0, most + 1, len(one), len(other)
    while different - same > 1:
        middle = (same + different) // 2
        if other.endswith(one[one_end - middle : one_end - same], 0, other_end - same):
            same = middle
        else:
            different = middle
    return same
