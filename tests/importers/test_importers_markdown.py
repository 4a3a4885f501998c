"""Markdown with front matter: what is known is taken over, what is not is told."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor import markup
from deskeditor.core.article import Status
from deskeditor.importers import IncomingArticle, pick
from deskeditor.importers.figures import FigureReader


def read(folder: Path, text: str, name: str = "story.md") -> IncomingArticle:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    incoming = pick(path).read(path)
    assert isinstance(incoming, IncomingArticle)
    return incoming


def test_every_key_of_a_story(tmp_path: Path) -> None:
    story = read(
        tmp_path,
        """---
slug: ferry-returns
section: Island
kicker: Transport
headline: "The ferry: back"
standfirst: After ten days
  in the dock.
byline: [Min Lee, Seo Park]
dateline: MOKPO
language: en
status: ready
embargo: 2025-12-05T06:00:00+09:00
tags: [Ferries, Jeju, Ferries]
note: call the harbour
---
The ferry sailed.
""",
    )
    assert story.fields == {
        "slug": "ferry-returns",
        "section": "Island",
        "kicker": "Transport",
        "headline": "The ferry: back",
        "standfirst": "After ten days in the dock.",
        "byline": ("Min Lee", "Seo Park"),
        "dateline": "MOKPO",
        "language": "en",
        "status": Status.READY,
        "embargo": datetime(2025, 12, 4, 21, tzinfo=UTC),
        "note": "call the harbour",
        "body": "The ferry sailed.",
    }
    assert story.tags == ("Ferries", "Jeju")
    assert story.warnings == ()


def test_the_words_of_other_systems(tmp_path: Path) -> None:
    story = read(
        tmp_path,
        "---\nTitle: Ferry\nsummary: Back\nauthors:\n- name: Min Lee\n- Seo Park\ndate: 2025-12-05T10:00:00Z\n"
        "lang: ko\ntags: Ferries, Jeju\n---\nbody",
    )
    assert story.fields["headline"] == "Ferry"
    assert story.fields["standfirst"] == "Back"
    assert story.fields["byline"] == ("Min Lee", "Seo Park")
    assert story.fields["language"] == "ko"
    assert story.tags == ("Ferries", "Jeju")
    assert story.created == datetime(2025, 12, 5, 10, tzinfo=UTC)
    assert read(tmp_path, "---\nauthor: Min Lee\n---\nbody").fields["byline"] == ("Min Lee",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("weather: fine", "weather"),
        ("status: perfect", "perfect"),
        ("embargo: soon", "embargo"),
        ("kicker: [a, list]", "kicker"),
        ("headline: true", "headline"),
        ("title: one\nheadline: two", "headline"),
        ("photos: [{caption: of nothing}]", "photos"),
        ("photos: [missing.jpg]", "missing.jpg"),
    ],
)
def test_what_is_left_aside_is_told(tmp_path: Path, line: str, told: str) -> None:
    story = read(tmp_path, f"---\n{line}\n---\nbody")
    assert len(story.warnings) == 1
    assert told in story.warnings[0]
    assert story.fields["body"] == "body"


def test_what_every_desk_gives_by_itself_is_passed_over(tmp_path: Path) -> None:
    story = read(
        tmp_path, "---\nid: 5\nversion: 3\nmodified: 2025-12-05\nversionCreated: 2025-12-05\nheadline:\n---\nbody"
    )
    assert story.warnings == ()
    assert story.fields == {"headline": "story", "body": "body"}


def test_numbers_dates_and_norwegian_without_quotes_are_text(tmp_path: Path) -> None:
    fields = read(tmp_path, "---\nheadline: 1984\nkicker: 2025-12-05\nlanguage: no\nembargo: 2025-12-05\n---\nx").fields
    assert (fields["headline"], fields["kicker"], fields["language"]) == ("1984", "2025-12-05", "no")
    assert fields["embargo"] is not None
    assert fields["embargo"].utcoffset() is not None


@pytest.mark.parametrize("heading", ["# The *ferry*: back", "# The ferry: back ##", "The ferry: back\n==="])
def test_the_first_heading_is_the_headline(tmp_path: Path, heading: str) -> None:
    story = read(tmp_path, f"\n{heading}\n\nIt sailed.\n\n# Another\n").fields
    assert story["headline"] == "The ferry: back"
    assert story["body"] == "It sailed.\n\n# Another"


def test_a_heading_beside_a_headline(tmp_path: Path) -> None:
    same = read(tmp_path, "---\nheadline: Ferry\n---\n# Ferry\n\nIt sailed.").fields
    assert (same["headline"], same["body"]) == ("Ferry", "It sailed.")
    other = read(tmp_path, "---\nheadline: Ferry\n---\n# At sea\n\nIt sailed.").fields
    assert (other["headline"], other["body"]) == ("Ferry", "# At sea\n\nIt sailed.")


def test_without_any_headline_the_file_names_the_story(tmp_path: Path) -> None:
    assert read(tmp_path, "It sailed.", "ferry-returns.markdown").fields["headline"] == "ferry-returns"


def test_the_body_may_be_a_key(tmp_path: Path) -> None:
    assert read(tmp_path, "---\nheadline: a\nbody: |\n  one\n\n  two\n---\n").fields["body"] == "one\n\ntwo"


def test_markdown_stays_as_it_was_written(tmp_path: Path) -> None:
    body = (
        "Some *text*\nand more.\n\n- a\n- b\n\n```\n![code](picture.jpg)\n\n\nstill code\n```\n\n`![code](a.jpg)` end"
    )
    assert read(tmp_path, body).fields["body"] == body


@pytest.mark.parametrize(
    "text",
    [
        "![" * 50_000,
        "![a](" * 50_000,
        '![a](b "' * 50_000,
        "![a](" + " " * 100_000 + "x",
        "`" * 100_000 + "![",
        "![" + "\\]" * 50_000,
        "![a](b" + "(" * 100_000,
        "# " + "a #" * 30_000,
        "\n" * 100_000 + "![a](b)",
        "![x](missing.jpg)\n" * 2_000,
    ],
)
def test_hostile_markdown_costs_no_more_than_its_length(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    read(tmp_path, text)
    assert time.perf_counter() - started < 10


def test_text_is_kept_where_pictures_are_not(tmp_path: Path) -> None:
    body = read(tmp_path, "Before ![a](missing.jpg) after.").fields["body"]
    assert markup.plain_text(body) == "Before ![a](missing.jpg) after."


@given(st.text(alphabet="ab \t\n`~-1.[](", max_size=80))
def test_a_text_without_pictures_stays_as_it_is(text: str) -> None:
    assert FigureReader(Path("nowhere"), {}).read(text).strip() == text.strip()


def test_blank_lines_in_code_beside_a_picture_stay(tmp_path: Path) -> None:
    code = "    one\n\n\n    two\n\n~~~\nthree\n\n\n~~~"
    story = read(tmp_path, f"text\n\n{code}\n\n![no](missing.jpg)\n\n\nend")
    assert f"text\n\n{code}\n\n" in story.fields["body"]


def test_spaces_that_are_typed_on_purpose_stay(tmp_path: Path) -> None:
    story = read(tmp_path, '---\nheadline: "Où\u00a0? \u3000 Là\u202f!"\nkicker: "a \\n  b"\n---\nbody')
    assert story.fields["headline"] == "Où\u00a0? \u3000 Là\u202f!"
    assert story.fields["kicker"] == "a b"
