"""Front matter: what is joined is split again, and what cannot be trusted is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskeditor.core.errors import DeskError
from deskeditor.markup.front_matter import join, split

AMBIGUOUS = [
    "no", "Yes", "2024-01-01", "12:30", "0123", "1e5", "1_000", "0x1f", "~", "<<", "=", "---", "...", "null",
    "a: b", "# x", "- a",
    "1.", ".5", "\n---\n", "a\nb", "\ufeffx", "\ufdd0", "\x85", "\u2028", "*a",
    "&a", "!a", "%a", "@a", "'", '"', "[", "{", "",
]  # fmt: skip
texts = st.text() | st.sampled_from(AMBIGUOUS)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
bodies = st.text() | st.sampled_from(["---\na: b\n---\n", "\nx", "\r\nx", "\ufeff---\n", "--- x", "...\n"])


@given(st.dictionaries(texts | st.just("x" * 200), values, max_size=4), bodies)
@settings(max_examples=300, deadline=None)
def test_what_is_joined_is_split(fields: dict[str, object], body: str) -> None:
    assert split(join(fields, body)) == (fields, body)


def test_the_order_the_letters_and_the_lines_are_kept() -> None:
    fields: dict[str, object] = {"slug": "x", "headline": "한국: " + "long " * 40 + "end", "date": date(2025, 12, 5)}
    lines = join(fields, "Body.\n").split("\n")
    assert [line.split(":")[0] for line in lines[1:4]] == ["slug", "headline", "date"]
    assert lines[4:] == ["---", "", "Body.", ""]
    assert split("\n".join(lines))[0]["date"] == "2025-12-05"


@pytest.mark.parametrize(
    "text", ["", "Body.", "---\nnever ended", "---\nA rule, then text.\n---\nmore", "--- a\nb: c\n---\n"]
)
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    assert split(text) == ({}, text)


def test_other_line_ends_are_read() -> None:
    assert split("\ufeff---\r\na: 1\r\nb: no\r\n---\r\n\r\nBody\r\n") == ({"a": 1, "b": "no"}, "Body\r\n")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: 1\nb: 2\na: 3", 4),
        ("a: &x 1\nb: *x", 2),
        ("a: 1\nb: !!python/name:os.system", 3),
        ("[" * 5_000, 2),
        ("a: 1\n? [b]\n: 2", 3),
        ("a: 1\n\tb: 2", 3),
        ("a: 1\n--- x", 3),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(source: str, line: int) -> None:
    with pytest.raises(DeskError) as refused:
        split(f"---\n{source}\n---\nbody")
    assert refused.value.where == f"line {line}"


def test_a_front_matter_without_end_in_sight_is_refused() -> None:
    with pytest.raises(DeskError):
        split("---\na: " + "x" * 300_000 + "\n---\n")
