"""Slugs, URNs and file names that every system takes."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.names import RESERVED, SLUG_LENGTH, free_slug, make_slug, make_urn, safe_filename

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text(max_size=500))
def test_every_text_makes_a_slug_that_is_safe_as_a_folder(text: str) -> None:
    slug = make_slug(text, "story")
    assert SLUG.fullmatch(slug)
    assert len(slug) <= SLUG_LENGTH
    assert slug not in RESERVED


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("../../x", "x"),
        ("CON", "story-con"),
        ("🦀🎉", "story"),
        ("Ferry service returns", "ferry-service-returns"),
        ("해녀 학교", "haenyeo-haggyo"),
    ],
)
def test_awkward_texts(text: str, slug: str) -> None:
    assert make_slug(text, "story") == slug


@given(st.sets(st.sampled_from(["a", "a-2", "a-3", "a-4"])))
def test_a_taken_slug_gets_the_next_number(taken: set[str]) -> None:
    slug = free_slug("a", taken.__contains__)
    assert slug not in taken
    assert slug == "a" or "a" in taken


@given(st.text(max_size=300))
def test_file_names_hold_no_path_and_no_hidden_characters(name: str) -> None:
    safe = safe_filename(name)
    assert safe
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e]', safe)
    assert not safe.endswith((" ", "."))
    assert safe.split(".")[0].lower() not in RESERVED


def test_urn_is_that_of_rfc_3085() -> None:
    assert make_urn("news.example.com", date(2025, 12, 5), "ferry") == "urn:newsml:news.example.com:20251205:ferry"
