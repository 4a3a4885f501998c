"""Letters that follow one another: what waits until they are seen, and that nothing comes of it but speed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui_editor.conftest import NOW
from tests.ui_editor.test_ui_editor_spelling import WRONG, Judge, waves

from deskeditor.core.article import Article
from deskeditor.markup import length_of, plain_text
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.spelling import Spelling
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import runs_of, to_document

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OpenStory = Callable[..., StoryEditor]
BODY = """The teh ferry left at *dawn* to recieve mail.

- The [quay](https://quay.example/)

> Nobody {==remembers==}{>>#one<<}.
"""
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Up, Qt.Key.Key_Backspace, Qt.Key.Key_Return)
typed = st.one_of(
    st.sampled_from([" and so", "teh ", "'tis ", "!!! aside ", '"', "--", "...", "**b**", "- ", "é", "\u200b", "日本"]),
    st.text(st.sampled_from("ab '\"-.*`1"), min_size=1, max_size=4),
)


def go_to(editor: StoryEditor, number: int, place: int) -> None:
    block = editor.document().findBlockByNumber(body_start(editor.document()) + number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + min(place, block.length() - 1))
    editor.setTextCursor(cursor)


def press(editor: StoryEditor, key: str | Qt.Key) -> None:
    code, text = (Qt.Key.Key_unknown, key) if isinstance(key, str) else (key, "")
    QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text))


def test_what_flows_is_what_comes_in_letter_by_letter(open_story: OpenStory, qtbot: QtBot) -> None:
    editors = [open_story(), open_story()]
    for editor in editors:
        Spelling(editor, Judge())
    stories = count()

    @settings(max_examples=60, deadline=None)
    @given(
        number=st.integers(0, 2),
        place=st.integers(0, 30),
        steps=st.lists(st.one_of(typed, st.sampled_from(KEYS)), min_size=1, max_size=8),
    )
    @example(number=0, place=0, steps=["!!! aside "])
    @example(number=0, place=4, steps=["so ", Qt.Key.Key_End, " and", Qt.Key.Key_Home, "so it went"])
    @example(number=0, place=9, steps=[" and so it ", "'tis", " true"])
    def law(number: int, place: int, steps: list[str | Qt.Key]) -> None:
        pages = []
        for editor in editors:
            editor.load(Article(f"story-{next(stories)}", "urn:a", "a-story", NOW, NOW, language="en", body=BODY), {})
            page = editor.document()
            before = to_document(page)
            go_to(editor, number, place)
            for step in steps:
                for key in step if isinstance(step, str) else (step,):
                    if editor is editors[1]:
                        editor.stop_flow()
                    press(editor, key)
                    assert {*waves(editor.textCursor().block())} <= WRONG  # at no time it stands beside its word
            editor.catch_up()
            blocks = [page.findBlockByNumber(at) for at in range(page.blockCount())]
            underlined = [waves(block) for block in blocks]
            pages.append((to_document(page), editor.textCursor().position(), page.availableUndoSteps(), underlined))
            qtbot.waitUntil(lambda editor=editor: editor.counts.complete)  # type: ignore[misc]
            assert editor.counts.story() == length_of(plain_text(editor.take_changes().get("body", BODY)))
            while page.isUndoAvailable():
                editor.undo()
            assert to_document(page) == before
        assert pages[0] == pages[1]

    law()


def test_changes_are_tracked_from_the_next_letter_on(open_story: OpenStory) -> None:
    editor = open_story(body="The ferry\n")
    go_to(editor, 0, 9)
    QTest.keyClicks(editor, " left")
    editor.changes.track("Kim Minji", on=True)
    QTest.keyClicks(editor, "s")
    assert [run.text for run in runs_of(editor.textCursor().block()) if run.change is not None] == ["s"]


def test_the_page_that_is_left_at_once_has_all_its_letters_and_counts(open_story: OpenStory, qtbot: QtBot) -> None:
    editor = open_story(body="The ferry\n")
    go_to(editor, 0, 9)
    QTest.keyClicks(editor, " left")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    go_to(editor, 0, 0)
    editor.document().undo()
    assert editor.take_changes() == {"body": "The ferry left\n"}
    qtbot.waitUntil(lambda: editor.counts.complete)
    assert editor.counts.story().words == 3


def test_a_key_of_two_units_moves_the_caret_as_any_other(open_story: OpenStory, qtbot: QtBot) -> None:
    editor = open_story(body="The ferry\n")
    go_to(editor, 0, 9)
    QTest.keyClicks(editor, " left")
    editor.catch_up()
    with qtbot.waitSignal(editor.moved, timeout=100):
        press(editor, "😀")


def shown(editor: StoryEditor) -> QImage:
    """What is on the screen, without anything being painted for the purpose."""
    area = QRect(editor.mapToGlobal(QPoint(0, 0)), editor.size())
    return editor.screen().grabWindow(0, area.x(), area.y(), area.width(), area.height()).toImage()


def test_a_sign_that_nobody_sees_is_marked_when_it_flows_in(open_story: OpenStory) -> None:
    editor = open_story(body="\n\n".join(["The ferry left. " * 20] * 12))
    go_to(editor, 1, 200)
    editor.setCursorWidth(0)
    for letter in " left the qu\u200b":
        press(editor, letter)
        QApplication.processEvents()
    at_once = shown(editor)
    editor.viewport().repaint()
    assert shown(editor) == at_once
