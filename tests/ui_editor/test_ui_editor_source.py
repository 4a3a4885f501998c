"""The Markdown of a page: given and taken to the character, and where a place on the one stands on the other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui_editor.test_ui_editor_law import documents

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.document import Document
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.lines import OBJECTS
from deskeditor.ui.editor.look import end_of, kind_of
from deskeditor.ui.editor.page import Page
from deskeditor.ui.editor.places import carried, in_markdown, on_page
from deskeditor.ui.editor.source import SourceView

SETTINGS = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
lines = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufdd0\ufdd1"), max_size=20
)
texts = st.lists(lines, max_size=6).map("\n".join)


def page_of(body: str) -> Page:
    now = datetime(2025, 12, 5, tzinfo=UTC)
    return Page(Article("a", "urn:a", "a", now, now, headline="The ferry", body=body), Pictures(), QPalette)


@SETTINGS
@given(text=texts)
@example(text="a\u00a0b\u202fc\n\n\U0001f600 \ufffc\n")
def test_a_text_is_given_as_it_was_taken(qtbot: QtBot, text: str) -> None:
    view = SourceView()
    view.begin(text)
    assert view.text() == text
    view.deleteLater()


@SETTINGS
@given(text=texts, later=texts, data=st.data())
def test_what_comes_from_elsewhere_is_one_step_and_leaves_the_cursor_at_its_words(
    qtbot: QtBot, text: str, later: str, data: st.DataObject
) -> None:
    view = SourceView()
    view.begin(text)
    place = data.draw(st.integers(0, len(text)))
    view.place = place
    assert view.place == place
    view.take(f"{later}{text}")
    assert view.text() == f"{later}{text}"
    if text != later + text:
        view.undo()
        assert view.text() == text
    view.deleteLater()


@SETTINGS
@given(document=documents, data=st.data())
def test_a_place_on_the_page_is_found_again(qtbot: QtBot, document: Document, data: st.DataObject) -> None:
    body = markup.write(markup.normal(document))
    page = page_of(body)
    number = data.draw(st.integers(body_start(page), page.blockCount() - 1))
    block = page.findBlockByNumber(number)
    position = block.position() + data.draw(st.integers(0, end_of(block) - block.position()))
    place = in_markdown(page, position)
    assert 0 <= place <= len(page.journal.markdown())
    again = page.findBlock(on_page(page, place))
    if kind_of(block) not in OBJECTS and block.text().strip().isalnum():
        assert again.blockNumber() == number


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("Of the fer|ry.\n", "Of the fer|ry."),
        ("|Of the ferry.\n", "|Of the ferry."),
        ("Of the ferry.|\n", "Of the ferry.|"),
        ("Of **the fer|ry** and more.\n", "Of the fer|ry and more."),
        ("See [the ferry](https://ferry.example/and/more) an|d more.\n", "See the ferry an|d more."),
        (r"5 \* 3 \* |2" + "\n", "5 * 3 * |2"),
        ("One.\n\n## Cross|head\n\nTwo.\n", "Cross|head"),
        ("- one\n- t|wo\n    1. deep\n", "t|wo"),
        ("- one\n- two\n    1. de|ep\n", "de|ep"),
        ("> Said\n>\n> some|body.\n", "some|body."),
        ("![A ferry](photo:p1)\nThe cap|tion\n", "The cap|tion"),
        ("한강의 |다리 \U0001f600 x\n", "한강의 |다리 \U0001f600 x"),
        ("\U0001f600 한강의 |다리\n", "\U0001f600 한강의 |다리"),
    ],
)
def test_the_caret_is_in_the_same_word(qtbot: QtBot, markdown: str, seen: str) -> None:
    place = markdown.index("|")
    body = markdown.replace("|", "")
    page = page_of(body)
    assert page.journal.markdown() == body
    position = on_page(page, place)
    block = page.findBlock(position)
    cursor = QTextCursor(block)
    cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
    before = cursor.selectedText()
    assert before == seen[: seen.index("|")]
    assert block.text() == seen.replace("|", "")
    assert in_markdown(page, position) == place


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* one\n* t|wo\n", "- one\n- t|wo\n"),
        ("a __bo|ld__ b", "a **bo|ld** b"),
        ("Hard\nwrapped, |text\nhere.", "Hard wrapped, |text here."),
        ("same |same", "same |same"),
        ("|x\n", "|y\n"),
        ("One.|\n\n\n\nTwo", "One.|\n\nTwo"),
    ],
)
def test_a_place_is_carried_into_a_text_that_says_the_same(old: str, new: str) -> None:
    assert carried(old.index("|"), old.replace("|", ""), new.replace("|", "")) == new.index("|")


@given(texts, texts, st.data())
def test_a_carried_place_is_inside_the_text(old: str, new: str, data: st.DataObject) -> None:
    assert 0 <= carried(data.draw(st.integers(0, len(old))), old, new) <= len(new)


def test_marks_go_around_the_selection_and_shift_enter_is_a_line_end(qtbot: QtBot) -> None:
    view = SourceView()
    qtbot.addWidget(view)
    view.begin("a ferry b")
    cursor = view.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.surround("**")
    assert view.text() == "a **ferry** b"
    assert view.textCursor().selectedText() == "ferry"
    view.undo()
    assert view.text() == "a ferry b"
    view.place = 9
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.text() == "a ferry b\n"


def test_only_what_is_seen_is_dimmed(qtbot: QtBot) -> None:
    view = SourceView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.begin("## A *word*\n" + "plain\n" * 500 + "**last**")
    assert [(run.start, run.length) for run in view.document().firstBlock().layout().formats()] == [
        (0, 2),
        (5, 1),
        (10, 1),
    ]
    assert not view.document().lastBlock().layout().formats()
    assert not view.document().isUndoAvailable()
