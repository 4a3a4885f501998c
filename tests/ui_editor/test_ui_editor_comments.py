"""Marks of comments on the page: where they are found, what can be marked, and what stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor

from deskeditor.ui.editor.comments import thread_at

if TYPE_CHECKING:
    from tests.ui_editor.conftest import OpenStory

KEEP = QTextCursor.MoveMode.KeepAnchor
EVERYWHERE = """The {==first==}{>>#a<<} one.

## A {==crosshead==}{>>#b<<}

- An {==item==}{>>#c<<}
    - {==deeper==}{>>#d<<}

> {==quoted==}{>>#e<<}

![alt](photo:p1)
A {==caption==}{>>#f<<}

| {==head==}{>>#g<<} | x |
| --- | --- |
| y | {==cell==}{>>#h<<} |

!!! aside "Box"
    In the {==box==}{>>#i<<}

No comment.

Again the {==first==}{>>#a<<} and **bold {==both==}{>>#j<<}**[^1].

[^1]: A {==note==}{>>#k<<}
"""


def test_marks_are_found_in_every_kind_of_text_each_thread_once(open_story: OpenStory) -> None:
    editor = open_story(body=EVERYWHERE)
    found = [(anchor.thread, anchor.words) for anchor in editor.comments.anchors()]
    words = ["first", "crosshead", "item", "deeper", "quoted", "caption", "head", "cell", "box", "both", "note"]
    assert found == list(zip("abcdefghijk", words, strict=True))
    assert editor.page is not None
    editor.page.journal.markdown()
    assert [(anchor.thread, anchor.words) for anchor in editor.comments.anchors()] == found
    for thread, text in found:
        assert editor.comments.go_to(thread)
        assert editor.comments.at_caret == thread
        cursor = editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Right, KEEP, len(text))
        assert cursor.selectedText() == text
    assert not editor.comments.go_to("none")


def test_a_mark_over_paragraphs_and_formats_is_one_step_of_undo(open_story: OpenStory) -> None:
    body = "One **bold [link](https://a.example)** end.\n\n- item\n\nLast.\n"
    editor = open_story(headline="Head", body=body)
    editor.selectAll()
    thread = editor.comments.begin()
    assert editor.page is not None
    marked = editor.page.body_now()
    assert marked.count(f"{{>>#{thread}<<}}") == 3
    assert "**bold [link](https://a.example)**" in marked
    editor.undo()
    assert editor.page.body_now() == body
    editor.redo()
    assert editor.page.body_now() == marked
    editor.comments.take_off(thread)
    assert editor.page.body_now() == body


def test_only_what_is_free_is_marked_anew(open_story: OpenStory) -> None:
    editor = open_story(body="A {==b c==}{>>#x<<} d.\n")
    editor.setTextCursor(editor.document().find("c d"))
    thread = editor.comments.begin()
    assert [(anchor.thread, anchor.words) for anchor in editor.comments.anchors()] == [("x", "b c"), (thread, " d")]
    editor.setTextCursor(editor.document().find("b"))
    assert editor.comments.begin() == "x"
    editor.comments.hush(["x"])
    editor.setTextCursor(editor.document().find("b"))
    new = editor.comments.begin()
    assert [anchor.thread for anchor in editor.comments.anchors()] == [new, "x", thread]


def test_the_headline_takes_no_mark(open_story: OpenStory) -> None:
    editor = open_story(headline="Head", body="Body\n")
    editor.setTextCursor(editor.document().find("Head"))
    assert editor.comments.begin() == ""
    assert editor.comments.anchors() == []


@pytest.mark.parametrize(("place", "thread"), [(0, ""), (2, "x"), (3, "x"), (4, "y"), (5, "y"), (6, "")])
def test_at_the_edge_of_two_marks_the_one_behind_the_caret_is_meant(
    open_story: OpenStory, place: int, thread: str
) -> None:
    editor = open_story(body="A {==bb==}{>>#x<<}{==c==}{>>#y<<} d.\n")
    cursor = editor.document().find("A bbc")
    cursor.setPosition(cursor.selectionStart() + place)
    assert thread_at(cursor) == thread


def test_other_programs_get_the_words_without_the_mark(open_story: OpenStory) -> None:
    editor = open_story(body="The {==night ferry==}{>>#zq9x7<<} is back.\n\nYes.\n")
    editor.selectAll()
    mime = editor.createMimeDataFromSelection()
    for text in (mime.text(), mime.html()):
        assert "night ferry" in text
        assert "zq9x7" not in text
        assert "{==" not in text
