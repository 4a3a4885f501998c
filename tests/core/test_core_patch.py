"""What a hand changes between two saves, as one stretch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.patch import Patch, merged, patch_between

texts = st.text(alphabet="ab한\U0001f600\n", max_size=60)


@given(texts, texts)
def test_the_patch_makes_the_one_of_the_other(before: str, after: str) -> None:
    patch = patch_between(before, after)
    assert patch.apply(before) == after
    assert patch.inserted == after[patch.start : patch.end]


@given(texts, texts, texts, texts)
def test_what_did_not_change_is_not_in_it(head: str, old: str, new: str, tail: str) -> None:
    head, tail = head * 400, tail * 400
    patch = patch_between(head + old + tail, head + new + tail)
    assert patch.apply(head + old + tail) == head + new + tail
    assert len(patch.inserted) <= len(new)
    assert patch.removed <= len(old)


def test_one_key_in_a_long_story_is_one_character() -> None:
    story = "It left at dawn. " * 20_000
    assert patch_between(story, f"{story[:170_000]}x{story[170_000:]}") == Patch(170_000, 0, "x")
    assert patch_between(story, story) == Patch(len(story), 0, "")


words = st.text("ab ")


@given(head=words, first=words, one=words, second=words, other=words, tail=words)
def test_changes_of_two_places_are_both_made(
    head: str, first: str, one: str, second: str, other: str, tail: str
) -> None:
    def text(left: str, right: str) -> str:
        return f"{head}{left}, between them {right}{tail}."

    before, here, there = text(first, second), text(one, second), text(first, other)
    assert merged(before, here, there) == merged(before, there, here) == text(one, other)


def test_changes_of_one_place_are_not_merged() -> None:
    assert merged("a b c", "a x c", "a y c") is None
    assert merged("a b", "a b1", "a b2") is None
    assert merged("a b", "a b", "a c") == "a c"
    assert merged("one two three", "ONE two three", "one two THREE") == "ONE two THREE"
