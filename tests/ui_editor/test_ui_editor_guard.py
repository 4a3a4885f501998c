"""The fields of the page never merge, whichever way text is deleted or put in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from deskeditor.core.article import Article
from deskeditor.ui.editor.lines import FIELDS, Kind
from deskeditor.ui.editor.look import end_of, kind_of
from deskeditor.ui.editor.story import StoryEditor

OpenStory = Callable[..., StoryEditor]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOW = datetime(2025, 12, 5, tzinfo=UTC)
NONE = Qt.KeyboardModifier.NoModifier

ERASERS = [
    (Key.Key_Backspace, NONE),
    (Key.Key_Backspace, SHIFT),
    (Key.Key_Backspace, CTRL),
    (Key.Key_Delete, NONE),
    (Key.Key_Delete, CTRL),
    (Key.Key_K, CTRL),
    (Key.Key_U, CTRL),
]


def texts(editor: StoryEditor) -> list[str]:
    block, found = editor.document().begin(), []
    while block.isValid():
        found.append(block.text())
        block = block.next()
    return found


def kinds(editor: StoryEditor) -> list[Kind]:
    block, found = editor.document().begin(), []
    while block.isValid():
        found.append(kind_of(block))
        block = block.next()
    return found


def put_cursor(editor: StoryEditor, block: int, offset: int = 0, to_block: int | None = None, to: int = 0) -> None:
    page = editor.document()
    cursor = QTextCursor(page)
    cursor.setPosition(page.findBlockByNumber(block).position() + offset)
    if to_block is not None:
        cursor.setPosition(page.findBlockByNumber(to_block).position() + to, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def full(open_story: OpenStory, **more: object) -> StoryEditor:
    fields: dict[str, object] = {
        "kicker": "Harbour",
        "headline": "Ferry leaves",
        "standfirst": "At dawn",
        "byline": ("Jane Doe",),
        "dateline": "Port Ellen",
        "body": "First paragraph.\n\nSecond paragraph.\n",
    }
    return open_story(**{**fields, **more})


@pytest.mark.parametrize(("key", "held"), ERASERS)
@pytest.mark.parametrize("lead", [False, True])
@pytest.mark.parametrize("at_end", [False, True])
def test_no_key_deletes_across_the_edge_of_a_field(
    open_story: OpenStory, key: Key, held: Qt.KeyboardModifier, lead: bool, at_end: bool
) -> None:
    editor = full(open_story, lead=lead)
    fields = range(7 if lead else 5)
    before = kinds(editor)
    for field in fields:
        block = editor.document().findBlockByNumber(field)
        if kind_of(block) is Kind.LEAD_PICTURE:
            continue
        put_cursor(editor, field, block.length() - 1 if at_end else 0)
        others = [text for number, text in enumerate(texts(editor)) if number != field]
        QTest.keyClick(editor, key, held)
        assert kinds(editor) == before
        assert [text for number, text in enumerate(texts(editor)) if number != field] == others


@pytest.mark.parametrize(("key", "held"), ERASERS)
def test_no_key_deletes_from_the_body_into_the_fields(
    open_story: OpenStory, key: Key, held: Qt.KeyboardModifier
) -> None:
    editor = full(open_story)
    put_cursor(editor, 5)
    QTest.keyClick(editor, key, held)
    assert texts(editor)[:5] == ["Harbour", "Ferry leaves", "At dawn", "Jane Doe", "Port Ellen"]
    assert kinds(editor)[:5] == list(FIELDS)


def delete_by_key(editor: StoryEditor) -> None:
    QTest.keyClick(editor, Key.Key_Delete)


def delete_by_backspace(editor: StoryEditor) -> None:
    QTest.keyClick(editor, Key.Key_Backspace)


def delete_by_word(editor: StoryEditor) -> None:
    QTest.keyClick(editor, Key.Key_Backspace, CTRL)


def cut_by_key(editor: StoryEditor) -> None:
    QTest.keyClick(editor, Key.Key_X, CTRL)


def cut_by_slot(editor: StoryEditor) -> None:
    editor.cut()


@pytest.mark.parametrize("erase", [delete_by_key, delete_by_backspace, delete_by_word, cut_by_key, cut_by_slot])
def test_a_selection_across_fields_is_deleted_field_by_field(
    open_story: OpenStory, erase: Callable[[StoryEditor], None]
) -> None:
    editor = full(open_story)
    put_cursor(editor, 1, 5, 5, 6)
    erase(editor)
    assert texts(editor) == ["Harbour", "Ferry", "", "", "", "paragraph.", "Second paragraph."]
    assert kinds(editor)[:5] == list(FIELDS)
    editor.undo()
    assert texts(editor)[1:4] == ["Ferry leaves", "At dawn", "Jane Doe"]


def type_over(editor: StoryEditor) -> None:
    QTest.keyClick(editor, Key.Key_X)


def compose_over(editor: StoryEditor) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent("ㅎ", []))
    commit = QInputMethodEvent()
    commit.setCommitString("x")
    QApplication.sendEvent(editor, commit)


def paste_over(editor: StoryEditor) -> None:
    mime = QMimeData()
    mime.setText("x")
    editor.insertFromMimeData(mime)


@pytest.mark.parametrize("put", [type_over, compose_over, paste_over])
def test_text_over_a_selection_across_fields_stays_in_the_first(
    open_story: OpenStory, put: Callable[[StoryEditor], None]
) -> None:
    editor = full(open_story)
    put_cursor(editor, 1, 5, 3, 5)
    put(editor)
    assert texts(editor)[:5] == ["Harbour", "Ferryx", "", "Doe", "Port Ellen"]
    assert kinds(editor)[:5] == list(FIELDS)
    editor.undo()
    if put is compose_over:
        editor.undo()
    assert texts(editor)[:5] == ["Harbour", "Ferry leaves", "At dawn", "Jane Doe", "Port Ellen"]


@pytest.mark.parametrize("lead", [False, True])
def test_select_all_and_delete_keeps_the_fields(open_story: OpenStory, lead: bool) -> None:
    editor = full(open_story, lead=lead, body="# Head\n\nText.\n")
    editor.selectAll()
    QTest.keyClick(editor, Key.Key_Delete)
    assert kinds(editor) == [*FIELDS, Kind.PARAGRAPH]
    assert texts(editor) == [""] * 6
    editor.undo()
    assert texts(editor)[1] == "Ferry leaves"
    assert editor.lead_photo == ("p1" if lead else "")


def test_enter_goes_through_the_fields_and_makes_nothing(open_story: OpenStory) -> None:
    editor = full(open_story)
    count = editor.document().blockCount()
    put_cursor(editor, 0)
    visited = []
    for _ in range(5):
        QTest.keyClick(editor, Key.Key_Return)
        visited.append(editor.textCursor().blockNumber())
    assert visited == [1, 2, 3, 4, 5]
    assert editor.document().blockCount() == count
    QTest.keyClick(editor, Key.Key_Return)
    assert editor.document().blockCount() == count + 1


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\u2028", "\u2029", "\n\n  "])
def test_pasted_lines_become_one_in_a_field(open_story: OpenStory, breaks: str) -> None:
    editor = full(open_story, headline="")
    put_cursor(editor, 1)
    mime = QMimeData()
    mime.setText(f"Ferry\u00a0A{breaks}leaves")
    editor.insertFromMimeData(mime)
    assert texts(editor)[1] == "Ferry\u00a0A leaves"
    assert editor.take_changes() == {"headline": "Ferry\u00a0A leaves"}


def test_composed_line_ends_become_spaces_in_a_field(open_story: OpenStory) -> None:
    editor = full(open_story, headline="")
    put_cursor(editor, 1)
    commit = QInputMethodEvent()
    commit.setCommitString("one\ntwo")
    QApplication.sendEvent(editor, commit)
    assert texts(editor)[1] == "one two"
    assert kinds(editor)[:5] == list(FIELDS)


def test_a_composition_cannot_replace_across_the_edge_of_a_field(open_story: OpenStory) -> None:
    editor = full(open_story)
    put_cursor(editor, 1, 2)
    commit = QInputMethodEvent()
    commit.setCommitString("x", -9, 400)
    QApplication.sendEvent(editor, commit)
    assert texts(editor)[:3] == ["Harbour", "x", "At dawn"]


def test_tab_leaves_the_story_at_both_ends(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, editor, after = QLineEdit(window), StoryEditor(window), QLineEdit(window)
    editor.load(Article("a1", "urn:a1", "a-story", NOW, NOW, body="Text.\n"), {})
    window.show()
    qtbot.waitExposed(window)
    editor.setFocus()
    put_cursor(editor, 5, 3)
    QTest.keyClick(editor, Key.Key_Tab)
    assert window.focusWidget() is after
    editor.setFocus()
    put_cursor(editor, 0)
    QTest.keyClick(editor, Key.Key_Backtab)
    assert window.focusWidget() is before


def test_tab_walks_the_fields(open_story: OpenStory) -> None:
    editor = full(open_story, lead=True)
    put_cursor(editor, 0)
    visited = []
    for _ in range(6):
        QTest.keyClick(editor, Key.Key_Tab)
        visited.append(kind_of(editor.textCursor().block()))
    assert visited == [*FIELDS[1:], Kind.LEAD_CAPTION, Kind.PARAGRAPH]
    QTest.keyClick(editor, Key.Key_Backtab)
    assert kind_of(editor.textCursor().block()) is Kind.LEAD_CAPTION


@pytest.mark.parametrize("back", [True, False])
def test_a_figure_and_its_caption_are_not_torn_apart_by_keys(open_story: OpenStory, back: bool) -> None:
    editor = full(open_story, body="Before.\n\n![White ferry](photo:p1)\nCaption here.\n\nAfter.\n")
    body = [Kind.PARAGRAPH, Kind.PICTURE, Kind.CAPTION, Kind.PARAGRAPH]
    key = Key.Key_Backspace if back else Key.Key_Delete
    caption = editor.document().findBlockByNumber(7)
    put_cursor(editor, 7, 0 if back else caption.length() - 1)
    QTest.keyClick(editor, key)
    put_cursor(editor, 8 if back else 5, 0 if back else 7)
    QTest.keyClick(editor, key)
    assert kinds(editor)[5:] == body
    assert texts(editor)[7] == "Caption here."


def test_a_selection_that_ends_inside_a_caption_keeps_the_figure(open_story: OpenStory) -> None:
    editor = full(open_story, body="Before.\n\n![White ferry](photo:p1)\nCaption here.\n\nAfter.\n")
    put_cursor(editor, 5, 3, 7, 8)
    QTest.keyClick(editor, Key.Key_Delete)
    assert texts(editor)[5:] == ["Bef", "\ufffc", "here.", "After."]
    put_cursor(editor, 7, 2, 8, 3)
    QTest.keyClick(editor, Key.Key_Delete)
    assert texts(editor)[5:] == ["Bef", "\ufffc", "he", "er."]


def test_the_end_of_a_block_is_the_end_of_its_text(open_story: OpenStory) -> None:
    editor = full(open_story)
    assert end_of(editor.document().begin()) == len("Harbour")


def test_what_assistive_technology_merges_comes_apart_again(qtbot: QtBot, open_story: OpenStory) -> None:
    editor = full(open_story)
    cursor = QTextCursor(editor.document())
    cursor.setPosition(2)
    cursor.setPosition(editor.document().findBlockByNumber(3).position() + 2, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    qtbot.waitUntil(lambda: kinds(editor)[:5] == list(FIELDS))
    assert texts(editor)[:4] == ["Harbour", "Ferry leaves", "At dawn", "Jane Doe"]


class DropInside(QDropEvent):
    """A drop of what was dragged from the same editor."""

    def __init__(self, editor: StoryEditor, block: int, offset: int) -> None:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(editor.document().findBlockByNumber(block).position() + offset)
        self._mime = editor.createMimeDataFromSelection()
        self._editor = editor
        place = QPointF(editor.cursorRect(cursor).center())
        move = Qt.DropAction.MoveAction
        super().__init__(place, move, self._mime, Qt.MouseButton.LeftButton, NONE)
        self.setDropAction(move)

    def source(self) -> QObject:
        return self._editor


def test_dragging_across_fields_leaves_them_standing(open_story: OpenStory) -> None:
    editor = full(open_story)
    before = texts(editor)
    put_cursor(editor, 1, 5, 3, 4)
    editor.dropEvent(DropInside(editor, 6, 6))
    assert kinds(editor)[:5] == list(FIELDS)
    assert texts(editor)[:5] == ["Harbour", "Ferry", "", " Doe", "Port Ellen"]
    assert texts(editor)[6:] == ["Second leaves", "At dawn", "Jane paragraph."]
    editor.undo()
    assert texts(editor) == before


def test_a_click_into_a_selection_ends_it(open_story: OpenStory) -> None:
    editor = full(open_story)
    put_cursor(editor, 5, 0, 5, 15)
    place = editor.cursorRect(editor.textCursor()).center() - QPoint(40, 0)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert not editor.textCursor().hasSelection()
    assert editor.textCursor().blockNumber() == 5


def beside_column(editor: StoryEditor, x: int, y: int) -> QWidget:
    found = editor.childAt(x, y)
    assert found is not None
    assert found is not editor.viewport()
    return found


def test_a_click_beside_the_column_goes_into_its_line(open_story: OpenStory) -> None:
    editor = full(open_story)
    put_cursor(editor, 5, 3)
    height = editor.cursorRect(editor.textCursor()).center().y()
    put_cursor(editor, 0)
    QTest.mouseClick(beside_column(editor, 8, height), Qt.MouseButton.LeftButton, NONE, QPoint(8, height))
    assert (editor.textCursor().blockNumber(), editor.textCursor().positionInBlock()) == (5, 0)
    QTest.mouseClick(beside_column(editor, 750, height), Qt.MouseButton.LeftButton, NONE, QPoint(30, height))
    assert editor.textCursor().blockNumber() == 5
    assert editor.textCursor().positionInBlock() > 0


def test_the_wheel_beside_the_column_turns_the_page(open_story: OpenStory) -> None:
    editor = open_story(body="It left at dawn.\n\n" * 60)
    beside = beside_column(editor, 8, 100)
    place = QPointF(8, 100)
    turn = QWheelEvent(
        place,
        QPointF(beside.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(beside, turn)
    assert editor.verticalScrollBar().value() > 0


def test_a_story_that_is_read_only_takes_nothing(open_story: OpenStory) -> None:
    editor = full(open_story)
    before = texts(editor)
    editor.set_read_only(True)
    put_cursor(editor, 1, 5, 5, 3)
    for key, held in [*ERASERS, (Key.Key_X, NONE), (Key.Key_X, CTRL), (Key.Key_Return, NONE), (Key.Key_V, CTRL)]:
        QTest.keyClick(editor, key, held)
    editor.toggle_bold()
    editor.insert_rule()
    paste_over(editor)
    compose_over(editor)
    assert texts(editor) == before
    assert editor.take_changes() == {}
