"""What two sequences have in common: patience, then the shortest way, each within an effort that is given.

Where an element stands once in both, and in the same order, it is an anchor (Bram Cohen's patience). What lies
between two anchors is aligned by the shortest edit script (E. Myers, *An O(ND) Difference Algorithm*, 1986). Both are
slow where everything is alike and nothing in its place, so their steps are counted: what is left when the effort is
spent is taken as different.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

Pair = tuple[int, int]
EFFORT = 1_000_000
"""Steps; about a second."""
LONGEST_WAY = 400
"""Differences of a stretch without an anchor; where there are more it is taken as another text."""


class Effort:
    """Steps that may still be taken."""

    def __init__(self, steps: int = EFFORT) -> None:
        self._left = steps

    def spend(self, steps: int) -> bool:
        """Take them; False, and none are taken, where that would be too many."""
        if steps > self._left:
            return False
        self._left -= steps
        return True


def align(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort | None = None) -> list[Pair]:
    """Places that hold the same, rising in both."""
    effort = effort or Effort()
    numbers: dict[Hashable, int] = {}
    known = [[numbers.setdefault(item, len(numbers)) for item in items] for items in (old, new)]
    return sorted(_aligned(known[0], known[1], effort))


def _aligned(old: Sequence[int], new: Sequence[int], effort: Effort) -> list[Pair]:
    pairs: list[Pair] = []
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        start, end, first, last = gaps.pop()
        while start < end and first < last and old[start] == new[first]:
            pairs.append((start, first))
            start, first = start + 1, first + 1
        while start < end and first < last and old[end - 1] == new[last - 1]:
            end, last = end - 1, last - 1
            pairs.append((end, last))
        if start == end or first == last or not effort.spend(end - start + last - first):
            continue
        anchors = _anchors(old[start:end], new[first:last])
        if anchors:
            at = (start, first)
            for one, other in anchors:
                gaps.append((at[0], start + one, at[1], first + other))
                pairs.append((start + one, first + other))
                at = (start + one + 1, first + other + 1)
            gaps.append((at[0], end, at[1], last))
        else:
            pairs += [(start + one, first + other) for one, other in _shortest(old[start:end], new[first:last], effort)]
    return pairs


def _anchors(old: Sequence[int], new: Sequence[int]) -> list[Pair]:
    """What stands once in both, as far as it is in the same order."""
    counts, others = Counter(old), Counter(new)
    places = {item: place for place, item in enumerate(new) if others[item] == 1}
    once = [(place, places[item]) for place, item in enumerate(old) if counts[item] == 1 and item in places]
    return _rising(once)


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest part of the pairs, whose first numbers rise, in which the second ones rise too."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    top = -1
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(tails[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            tails.append(number)
            top = number
        else:
            ends[length], tails[length] = place, number
    found: list[Pair] = []
    while top >= 0:
        found.append(pairs[top])
        top = before[top]
    return found[::-1]


def heaviest(weights: Mapping[Pair, float], width: int) -> list[Pair]:
    """Of pairs with their weights, those that rise in both and weigh most together; seconds are below ``width``."""
    # A Fenwick tree: the heaviest chain that ends below a place, and its last pair.
    best: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
    pairs = sorted(weights, key=lambda pair: (pair[0], -pair[1]))
    before: list[int] = []
    top = (0.0, -1)
    for number, (one, other) in enumerate(pairs):
        chain, place = (0.0, -1), other
        while place > 0:
            chain = max(chain, best[place])
            place -= place & -place
        total = (chain[0] + weights[one, other], number)
        before.append(chain[1])
        top = max(top, total)
        place = other + 1
        while place <= width:
            best[place] = max(best[place], total)
            place += place & -place
    found: list[Pair] = []
    number = top[1]
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _shortest(old: Sequence[int], new: Sequence[int], effort: Effort) -> list[Pair]:
    """The pairs of a shortest edit script; none where it is too long or the effort is spent."""
    furthest = {1: 0}
    trail: list[dict[int, int]] = []
    for ways in range(min(len(old) + len(new), LONGEST_WAY) + 1):
        trail.append(dict(furthest))
        steps = 0
        for line in range(-ways, ways + 1, 2):
            one = furthest[line + 1] if _is_down(furthest, line, ways) else furthest[line - 1] + 1
            other = begun = one - line
            while one < len(old) and other < len(new) and old[one] == new[other]:
                one, other = one + 1, other + 1
            furthest[line] = one
            steps += 1 + other - begun
            if one >= len(old) and other >= len(new):
                return _back(trail, one, other)
        if not effort.spend(steps):
            break
    return []


def _back(trail: Sequence[dict[int, int]], one: int, other: int) -> list[Pair]:
    pairs: list[Pair] = []
    for ways in range(len(trail) - 1, -1, -1):
        furthest, line = trail[ways], one - other
        line += 1 if _is_down(furthest, line, ways) else -1
        start = furthest[line]
        first = start - line
        while one > start and other > first:
            one, other = one - 1, other - 1
            pairs.append((one, other))
        one, other = start, first
    return pairs[::-1]


def _is_down(furthest: dict[int, int], line: int, ways: int) -> bool:
    """Whether that line is reached by something that only the new sequence has."""
    return line == -ways or (line != ways and furthest[line - 1] < furthest[line + 1])
