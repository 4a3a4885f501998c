"""Words that are struck, linked or commented on: what is written beside them is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskeditor import markup
from deskeditor.ui.editor.story import StoryEditor

OpenStory = Callable[..., StoryEditor]
BODY = "Say {--gone --}{>>Min Lee, 2026-11-26T05:30:00Z<<}home.\n"


@pytest.mark.parametrize("by", ["keys", "composition"])
@pytest.mark.parametrize(
    ("start", "end", "left"),
    [(9, 9, "Say newhome."), (6, 6, "Say newhome."), (4, 4, "Say newhome."), (5, 8, "Say newhome.")],
    ids=["behind", "inside", "before", "over"],
)
def test_what_is_typed_beside_deleted_words_stays(
    open_story: OpenStory, by: str, start: int, end: int, left: str
) -> None:
    editor = open_story(body=BODY)
    block = editor.document().lastBlock()
    assert block.text() == "Say gone home."
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    if by == "keys":
        QTest.keyClicks(editor, "new")
    else:
        event = QInputMethodEvent()
        event.setCommitString("new")
        QApplication.sendEvent(editor, event)
    assert markup.plain_text(editor.take_changes()["body"]).strip() == left


@pytest.mark.parametrize(
    ("body", "saved"),
    [
        ("[Sales](https://sales.example) rose.\n", "Now [Sales](https://sales.example) rose.\n"),
        ("{==Sales==}{>>#t1<<} rose.\n", "Now {==Sales==}{>>#t1<<} rose.\n"),
    ],
    ids=["link", "comment"],
)
def test_what_is_typed_before_it_at_the_head_of_a_paragraph_is_no_part_of_it(
    open_story: OpenStory, body: str, saved: str
) -> None:
    editor = open_story(body=body)
    editor.setTextCursor(QTextCursor(editor.document().lastBlock()))
    QTest.keyClicks(editor, "Now ")
    assert editor.take_changes()["body"] == saved
