"""What two sequences have in common: in order, the same in both, and found with an effort that has an end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.alignment import Effort, align, heaviest

letters = st.lists(st.sampled_from("abcde"), max_size=14)
weights = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9).map(float), max_size=12)


def longest(old: list[str], new: list[str]) -> int:
    """The length of the longest common subsequence, by definition."""
    rows = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for one, item in enumerate(old):
        for other, made in enumerate(new):
            same = rows[one][other] + 1
            rows[one + 1][other + 1] = same if item == made else max(rows[one][other + 1], rows[one + 1][other])
    return rows[-1][-1]


@given(letters, letters)
def test_pairs_rise_and_hold_the_same(old: list[str], new: list[str]) -> None:
    pairs = align(old, new)
    assert all(old[one] == new[other] for one, other in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(st.lists(st.sampled_from("ab"), max_size=14), st.lists(st.sampled_from("ab"), max_size=14))
def test_without_anchors_as_much_as_can_be_is_the_same(old: list[str], new: list[str]) -> None:
    doubled = ([*old, *old], [*new, *new])  # nothing stands once
    assert len(align(*doubled)) == longest(*doubled)


def test_an_anchor_holds_what_is_around_it_apart() -> None:
    assert align("the cat the dog", "the dog") == [(0, 0), (1, 1), (2, 2), (3, 3), (12, 4), (13, 5), (14, 6)]


@given(letters, letters, st.integers(0, 30))
def test_a_spent_effort_finds_less_and_never_wrong(old: list[str], new: list[str], steps: int) -> None:
    pairs = align(old, new, Effort(steps))
    assert all(old[one] == new[other] for one, other in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def test_what_is_alike_everywhere_has_an_end() -> None:
    effort = Effort(200_000)
    old, new = ["a", "b"] * 20_000, ["b", "a", "a"] * 20_000
    assert all(old[one] == new[other] for one, other in align(old, new, effort))
    assert not effort.spend(200_000)


@given(weights)
def test_the_heaviest_chain_is_the_heaviest(scores: dict[tuple[int, int], float]) -> None:
    chain = heaviest(scores, 6)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(chain))

    def best(after: tuple[int, int]) -> float:
        ahead = [pair for pair in scores if pair[0] > after[0] and pair[1] > after[1]]
        return max((scores[pair] + best(pair) for pair in ahead), default=0.0)

    assert sum(scores[pair] for pair in chain) == best((-1, -1))
