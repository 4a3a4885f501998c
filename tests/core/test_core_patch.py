"""What a hand changes between two saves, as one stretch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.patch import Patch, patch_between

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
