"""What the program does at a key, counted in calls: no more in a long story than in a short one."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from deskeditor.ui.editor.margins import seen

if TYPE_CHECKING:
    from types import FrameType

    from pytestqt.qtbot import QtBot
    from tests.ui_editor.conftest import OpenStory

    from deskeditor.ui.editor.story import StoryEditor

TYPED = " so it went"


def calls_of(editor: StoryEditor, bot: QtBot, place: float) -> Counter[str]:
    """By name, the calls from the keys to their paint, once the page is laid out and written."""
    page = editor.document()
    cursor = QTextCursor(page.findBlockByNumber(round(place * (page.blockCount() - 1))))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.setFocus()
    page.documentLayout().blockBoundingRect(page.lastBlock())
    bot.waitUntil(lambda: editor.counts.complete and bool(page.journal.write_missing(100)))  # type: ignore[attr-defined]
    QTest.keyClicks(editor, ".")
    bot.wait(1)
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, called: object) -> None:
        if event == "call":
            calls[frame.f_code.co_qualname] += 1
        elif event == "c_call":
            calls[getattr(called, "__qualname__", "")] += 1

    sys.setprofile(note)
    try:
        for letter in TYPED:
            QTest.keyClicks(editor, letter)
            editor.viewport().repaint()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("place", [0.5, 1.0])
def test_a_key_is_as_much_work_in_a_long_story(open_story: OpenStory, qtbot: QtBot, place: float) -> None:
    paragraph = "The boat leaves the north steps at twenty to six and is back before the bakery opens.\n\n"
    short, long = (calls_of(open_story(body=paragraph * size), qtbot, place) for size in (40, 2_000))
    assert sum(long.values()) <= 1.1 * sum(short.values())
    assert long["QAbstractTextDocumentLayout.hitTest"] == 0
    assert long["Overlay.lay"] == 0  # a key waits for none of it where nothing lies over the block


BODY = """It left at dawn.

## On the quay

- one
- two

> Nobody remembers when it was late.

| When | Where |
| --- | --- |
| dawn | the north steps |
| noon | the south steps |

::: aside The boat
It is old.

It is slow.
:::

{}
"""


def test_what_is_seen_is_the_same_from_wherever_it_is_sought(open_story: OpenStory) -> None:
    page = open_story(body=BODY.format("It came back at night.\n\n" * 60)).document()
    bottom = page.documentLayout().documentSize().height()
    blocks = [page.findBlockByNumber(number) for number in range(0, page.blockCount(), 3)]
    for y in range(0, round(bottom), 90):
        area = QRectF(0, y, 400, 120)
        wanted = {found.block.blockNumber() for found in seen(page, area) if found.rect.intersects(area)}
        for near in blocks:
            found = {found.block.blockNumber() for found in seen(page, area, near)}
            assert wanted <= found
            assert len(found) <= len(wanted) + 6
