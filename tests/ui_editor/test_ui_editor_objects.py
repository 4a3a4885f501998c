"""Objects on the page: dragged, deleted and brought back, and marked where something is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest

from deskeditor.core.article import Article
from deskeditor.core.document import Block, Figure, Paragraph, Run
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.margins import missing_of
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

OpenStory = Callable[..., StoryEditor]
Key = Qt.Key
STORY = "One.\n\n![A white ferry](photo:p1)\nThe caption\n\nTwo.\n\nThree.\n"
NOW = datetime(2025, 12, 5, tzinfo=UTC)
MOVE = Qt.DropAction.MoveAction
NONE = Qt.KeyboardModifier.NoModifier


def body(editor: StoryEditor) -> tuple[Block, ...]:
    return to_document(editor.document()).blocks


def said(editor: StoryEditor) -> list[str]:
    """The paragraphs of the body, a photo as its id."""
    found = []
    for block in body(editor):
        assert isinstance(block, Paragraph | Figure)
        found.append(block.photo_id if isinstance(block, Figure) else "".join(run.text for run in block.runs))
    return found


def choose(editor: StoryEditor, number: int) -> None:
    block = editor.document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def edge(editor: StoryEditor, number: int, *, top: bool) -> QPointF:
    """Just inside a block, at its upper or lower edge, in the view."""
    rect = editor.document().documentLayout().blockBoundingRect(editor.document().findBlockByNumber(number))
    y = rect.top() + 2 if top else rect.bottom() - 2
    return QPointF(rect.left() + 20, y - editor.verticalScrollBar().value())


class DropInside(QDropEvent):
    """A drop of what was dragged from the same editor."""

    def __init__(self, editor: StoryEditor, place: QPointF) -> None:
        self._mime = editor.createMimeDataFromSelection()
        self._editor = editor
        super().__init__(place, MOVE, self._mime, Qt.MouseButton.LeftButton, NONE)
        self.setDropAction(MOVE)

    def source(self) -> QObject:
        return self._editor


class DragInside(QDragMoveEvent):
    """What is dragged from the same editor, over it."""

    def __init__(self, editor: StoryEditor, place: QPointF) -> None:
        self._mime = editor.createMimeDataFromSelection()
        self._editor = editor
        super().__init__(place.toPoint(), MOVE, self._mime, Qt.MouseButton.LeftButton, NONE)

    def source(self) -> QObject:
        return self._editor


@pytest.mark.filterwarnings("ignore:.*QDragMoveEvent:DeprecationWarning")
@pytest.mark.parametrize(
    ("number", "top", "expected"),
    [
        (5, True, ["p1", "One.", "Two.", "Three."]),
        (8, False, ["One.", "Two.", "p1", "Three."]),
        (9, True, ["One.", "Two.", "p1", "Three."]),
        (9, False, ["One.", "Two.", "Three.", "p1"]),
        (1, True, ["p1", "One.", "Two.", "Three."]),
        (8, True, ["One.", "p1", "Two.", "Three."]),
    ],
)
def test_a_figure_is_dragged_between_paragraphs_and_never_into_one(
    open_story: OpenStory, number: int, top: bool, expected: list[str]
) -> None:
    editor = open_story(headline="Ferry", body=STORY)
    editor.resize(800, 1200)
    before = body(editor)
    choose(editor, 6)
    place = edge(editor, number, top=top)
    editor.dragMoveEvent(DragInside(editor, place))
    editor.grab()
    editor.dropEvent(DropInside(editor, place))
    assert said(editor) == expected
    assert next(to_document(editor.document()).figures()).caption == (Run("The caption"),)
    while editor.document().isUndoAvailable():
        editor.undo()
    assert body(editor) == before


def test_a_deleted_photo_is_told_of_and_brought_back(open_story: OpenStory) -> None:
    editor = open_story(body=STORY)
    before, told = body(editor), list[object]()
    editor.departed.left.connect(told.append)
    choose(editor, 6)
    QTest.keyClick(editor, Key.Key_Delete)
    assert told == [[Kind.PICTURE]]
    assert said(editor) == ["One.", "Two.", "Three."]
    editor.departed.bring_back()
    assert body(editor) == before
    editor.departed.bring_back()
    assert body(editor) == before


def test_what_was_written_since_stays_when_a_photo_is_brought_back(open_story: OpenStory) -> None:
    editor = open_story(body=STORY)
    choose(editor, 6)
    QTest.keyClick(editor, Key.Key_Delete)
    QTest.keyClicks(editor, "New ")
    editor.departed.bring_back()
    assert said(editor) == ["One.", "New Two.", "p1", "Three."]


def test_what_was_undone_by_key_is_not_brought_back_twice(open_story: OpenStory) -> None:
    editor = open_story(body=STORY)
    choose(editor, 6)
    QTest.keyClick(editor, Key.Key_Delete)
    editor.undo()
    QTest.keyClicks(editor, "ab")
    editor.departed.bring_back()
    assert said(editor).count("p1") == 1


def test_only_what_is_more_than_words_is_told_of(open_story: OpenStory) -> None:
    editor = open_story(body="One.\n\n***\n\nTwo.\n")
    told = list[object]()
    editor.departed.left.connect(told.append)
    editor.selectAll()
    QTest.keyClick(editor, Key.Key_Backspace)
    assert told == []


def test_what_a_figure_is_missing_is_said_beside_it(open_story: OpenStory, photo: UsedPhoto) -> None:
    editor = open_story(body="![](photo:p1)\n\nText.\n")
    article = Article("a1", "urn:a1", "a-story", NOW, NOW, body="![](photo:p1)\n\nText.\n")
    editor.apply_article(article, {"p1": replace(photo, credit="")})
    caption = editor.document().findBlockByNumber(6)
    assert list(missing_of(caption, editor._pictures)) == ["caption", "alt text", "credit"]
    rect = editor.document().documentLayout().blockBoundingRect(caption)
    wanted = list[tuple[str, Role]]()
    editor.photo_wanted.connect(lambda *shown: wanted.append(shown))
    place = QPoint(40, int(rect.bottom()) + 8 - editor.verticalScrollBar().value())
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert wanted == [("p1", Role.INLINE)]
    editor.setTextCursor(QTextCursor(caption))
    QTest.keyClicks(editor, "A ferry")
    assert list(missing_of(caption, editor._pictures)) == ["alt text", "credit"]


def test_a_link_comes_with_its_address_where_there_is_no_word(open_story: OpenStory) -> None:
    editor = open_story(body="Read \n")
    cursor = QTextCursor(editor.document().findBlockByNumber(5))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, " ")
    editor.set_link("story:s1", "The ferry leaves")
    QTest.keyClicks(editor, " now")
    (paragraph,) = body(editor)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs[1:] == (Run("The ferry leaves", link="story:s1"), Run(" now"))


def test_links_and_notes_are_followed_by_key(open_story: OpenStory) -> None:
    editor = open_story(body="Read [this](https://example.org).[^1]\n\n[^1]: Source\n")
    opened = list[str]()
    editor.link_opened.connect(opened.append)
    cursor = QTextCursor(editor.document().findBlockByNumber(5))
    cursor.setPosition(cursor.position() + 7)
    editor.setTextCursor(cursor)
    editor.open_at_cursor()
    assert opened == ["https://example.org"]
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.open_at_cursor()
    assert editor.textCursor().block().text() == "Source"
    QTest.keyClick(editor, Key.Key_Return)
    assert editor.textCursor().atBlockEnd()
    assert editor.textCursor().blockNumber() == 5
