"""What is laid over the text: where it is seen, around a composition, and never as a step of undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import floor

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest

from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.look import Colours
from deskeditor.ui.editor.overlay import FormatRange, Passage, laid
from deskeditor.ui.editor.story import StoryEditor

OpenStory = Callable[..., StoryEditor]

LONG = "\n\n".join(f"Paragraph {number} of the ferry and the tide." for number in range(400)) + "\n"


class Ferries:
    """A layer that underlines a word, and remembers the blocks that it was asked of."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, passage: Passage, colours: Colours) -> Iterator[FormatRange]:
        self.asked.append(passage.block.blockNumber())
        text = QTextCharFormat()
        text.setFontUnderline(True)
        if (place := passage.text.find("ferry")) >= 0:
            yield laid(place, 5, text)


def underlined(block: QTextBlock) -> list[tuple[int, int]]:
    return [(run.start, run.length) for run in block.layout().formats() if run.format.fontUnderline()]


def test_only_what_is_seen_is_laid(open_story: OpenStory) -> None:
    editor, ferries = open_story(body=LONG), Ferries()
    editor.overlay.add(ferries)
    editor.look_over()
    assert len(ferries.asked) < 40
    last = editor.document().lastBlock()
    assert not underlined(last)
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert underlined(last)
    assert len(ferries.asked) < 80


def test_the_top_of_a_long_story_is_what_is_seen_before_all_of_it_is_laid_out(open_story: OpenStory) -> None:
    editor = open_story(body=LONG)
    assert [block.blockNumber() for block in editor.seen_blocks()][:7] == [0, 1, 2, 3, 4, 5, 6]


def test_a_block_is_laid_again_when_it_changes(open_story: OpenStory) -> None:
    editor, ferries = open_story(body="Nothing\n\nThe ferry\n"), Ferries()
    editor.overlay.add(ferries)
    editor.look_over()
    ferries.asked.clear()
    cursor = QTextCursor(editor.document().findBlockByNumber(6))
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "a ")
    assert underlined(cursor.block()) == [(6, 5)]
    assert set(ferries.asked) == {6}
    editor.undo()
    assert underlined(cursor.block()) == [(4, 5)]
    assert not editor.document().isUndoAvailable()


def test_joined_blocks_are_laid_again(open_story: OpenStory) -> None:
    editor, ferries = open_story(body="One \n\nThe ferry\n"), Ferries()
    editor.overlay.add(ferries)
    cursor = QTextCursor(editor.document().findBlockByNumber(5))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.deleteChar()
    assert underlined(editor.document().findBlockByNumber(5)) == [(7, 5)]


def test_what_is_laid_makes_room_for_a_composition(open_story: OpenStory) -> None:
    editor, ferries = open_story(body="A ferry\n"), Ferries()
    editor.overlay.add(ferries)
    editor.look_over()
    block = editor.document().findBlockByNumber(5)
    cursor = QTextCursor(block)
    editor.setTextCursor(cursor)
    QCoreApplication.sendEvent(editor, QInputMethodEvent("한", []))
    assert underlined(block) == [(3, 5)]
    QCoreApplication.sendEvent(editor, QInputMethodEvent())
    assert underlined(block) == [(2, 5)]


@pytest.mark.parametrize(
    "body", ["!!! pullquote\n    Two\n", '!!! aside "Two"\n    Three\n', "| a | b |\n| - | - |\n| c | d |\n"]
)
def test_what_is_above_a_block_is_painted_where_the_block_is_not_seen(open_story: OpenStory, body: str) -> None:
    editor = open_story(body="One\n\n" + body)
    page = editor.document()
    top = floor(page.documentLayout().blockBoundingRect(page.findBlockByNumber(body_start(page) + 1)).top())
    area = QRect(0, top - 20, editor.viewport().width(), 19)
    assert editor.viewport().grab(area).toImage() == editor.viewport().grab().toImage().copy(area)
