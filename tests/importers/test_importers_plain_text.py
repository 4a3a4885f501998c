"""Plain text comes in as it was typed."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deskeditor import markup
from deskeditor.importers import IncomingArticle, pick


def read(folder: Path, text: str, name: str = "notes.txt", encoding: str = "utf-8") -> IncomingArticle:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    incoming = pick(path).read(path)
    assert isinstance(incoming, IncomingArticle)
    return incoming


def test_a_first_line_alone_is_the_headline(tmp_path: Path) -> None:
    story = read(tmp_path, "\n  \nThe ferry is back\n\nIt sailed on Friday.\nAt noon.\n \nAll aboard.\n").fields
    assert story["headline"] == "The ferry is back"
    assert markup.plain_text(story["body"]) == "It sailed on Friday.\nAt noon.\n\nAll aboard."


def test_a_first_line_that_goes_on_is_text(tmp_path: Path) -> None:
    story = read(tmp_path, "It sailed on Friday.\nAt noon.\n\nAll aboard.").fields
    assert story["headline"] == "notes"
    assert markup.plain_text(story["body"]).startswith("It sailed on Friday.\nAt noon.")


def test_a_first_line_over_200_characters_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "x" * 200 + "\n\nbody").fields["headline"] == "x" * 200
    story = read(tmp_path, "x" * 201 + "\n\nbody").fields
    assert story["headline"] == "notes"
    assert story["body"].startswith("x" * 201)


def test_one_line_is_a_headline_without_a_body(tmp_path: Path) -> None:
    story = read(tmp_path, "The ferry is back").fields
    assert (story["headline"], story["body"]) == ("The ferry is back", "")


def test_marks_stay_as_they_were_typed(tmp_path: Path) -> None:
    typed = "# not a heading\n\n*not italic* [no](link) <b>no tag</b> &amp; ![no](picture.jpg) 1. no\n\n    no code"
    body = read(tmp_path, f"Headline\n\n{typed}").fields["body"]
    assert markup.plain_text(body) == typed.replace("    ", "")


def test_line_ends_and_byte_order_marks_of_other_systems(tmp_path: Path) -> None:
    text = "해녀 학교\r\n\r\n제주의 해녀\r\n학교\r\n\r\n끝"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        story = read(tmp_path, text, encoding=encoding)
        assert story.fields["headline"] == "해녀 학교"
        assert markup.plain_text(story.fields["body"]) == "제주의 해녀\n학교\n\n끝"


def test_control_characters_are_left_out_with_a_word(tmp_path: Path) -> None:
    story = read(tmp_path, "Head\x1b[31mline\n\nbody\x07\n")
    assert story.fields["headline"] == "Head[31mline"
    assert markup.plain_text(story.fields["body"]) == "body"
    assert story.warnings == ("2 control characters left out of the text",)


LINES = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S")), min_size=1, max_size=20),
    min_size=1,
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4))
@example([["#"], ["```", "~~~"], ["- a", "1. b"], ["> c"], ["---"]])
@example([["![a](photo:b)"], ["[a]: http://b"], ["<!-- a"], ["\\", "\\\\"], ["a", "==="], ["*a_ **b__"]])
@example([["0~", "~"], ["a^b", "c^"]])
@example([["&amp;", "&#35;", "http://news.example", "a@b.example"], ["+"], ["a  b"], [":"], ["|a|b|", "|-|-|"]])
def test_every_character_of_every_paragraph_is_kept(tmp_path: Path, paragraphs: list[list[str]]) -> None:
    text = "\n\n".join("\n".join(lines) for lines in paragraphs)
    body = read(tmp_path, f"Headline\n\n{text}").fields["body"]
    assert re.split(r"\n\n", markup.plain_text(body)) == ["\n".join(lines) for lines in paragraphs]
