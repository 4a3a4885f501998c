"""A word of many pages is laid out where lines end inside words, and is kept to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextOption
from tests.ui_editor.conftest import NOW

from deskeditor.core.article import Article
from deskeditor.ui.editor.long_words import LONG_WORD, LONGEST
from deskeditor.ui.editor.source import SourceView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from tests.ui_editor.conftest import OpenStory

ANYWHERE = QTextOption.WrapMode.WrapAnywhere
USUAL = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
LONG = "x" * 3 * LONGEST


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        (f"It left.\n\n{LONG}\n", ANYWHERE),
        ("x" * (LONGEST - 1) + "\n", USUAL),
        ("It left at dawn, " * (LONGEST // 8) + "so.\n", USUAL),
        ("배가떠났다" * (LONGEST // 4) + "\n", USUAL),
        ("a-" * LONGEST + "\n", USUAL),
    ],
)
def test_lines_end_inside_words_where_a_word_is_too_long(
    open_story: OpenStory, body: str, mode: QTextOption.WrapMode
) -> None:
    editor = open_story(body=body)
    assert editor.wordWrapMode() is mode
    assert editor.take_changes() == {}
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.textCursor().insertText("y")
    assert editor.take_changes() == {"body": body.removesuffix("\n") + "y\n"}


def test_words_that_are_just_not_too_long_are_looked_through_in_time() -> None:
    assert LONG_WORD.search(f"{'x' * (LONGEST - 1)} " * 200) is None


def test_a_long_word_that_is_pasted_and_taken_back(open_story: OpenStory, qtbot: QtBot) -> None:
    editor = open_story(body="It left at dawn.\n")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setText(LONG)
    with qtbot.waitSignal(editor.long_words.met):
        editor.insertFromMimeData(data)
    assert editor.wordWrapMode() is ANYWHERE
    assert editor.take_changes() == {"body": f"It left at dawn.{LONG}\n"}
    editor.undo()
    qtbot.waitUntil(lambda: editor.wordWrapMode() is USUAL)


def test_the_markdown_of_a_long_word(qtbot: QtBot) -> None:
    view = SourceView()
    qtbot.addWidget(view)
    view.begin(f"It left.\n\n{LONG}\n")
    assert view.wordWrapMode() is ANYWHERE
    assert view.text() == f"It left.\n\n{LONG}\n"
    view.begin("It left.\n")
    qtbot.waitUntil(lambda: view.wordWrapMode() is USUAL)


def test_another_story_is_shown_as_ever(open_story: OpenStory) -> None:
    editor = open_story(body=f"{LONG}\n")
    editor.load(Article("a2", "urn:a2", "other", NOW, NOW, body="It left at dawn.\n"), {})
    assert editor.wordWrapMode() is USUAL
    editor.load(Article("a1", "urn:a1", "a-story", NOW, NOW, body=f"{LONG}\n"), {})
    assert editor.wordWrapMode() is ANYWHERE
