"""Blocks of the body's text made one, and what is left around a deletion that is tracked."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from deskeditor.ui.editor import order, parting, tracking
from deskeditor.ui.editor.convert import replace_blocks
from deskeditor.ui.editor.look import end_of, set_style, style_of
from deskeditor.ui.editor.shown import shown
from deskeditor.ui.editor.units import is_blank


def join(first: QTextBlock, second: QTextBlock) -> None:
    """Make one block of two; the style is the first one's, unless it is empty."""
    page, number = first.document(), first.blockNumber()
    style = style_of(second) if is_blank(first) else style_of(first)
    edit = QTextCursor(page)
    edit.setPosition(end_of(first))
    edit.beginEditBlock()
    if parting.stays_parted(first, second):
        parting.carry_over(second, first)
    else:
        edit.deleteChar()
        set_style(page.findBlockByNumber(number), style)
    order.settle(page, number - 1, number + 1)
    edit.endEditBlock()


def strike(page: QTextDocument, start: int, end: int) -> int:
    """Delete text that flows together, or that of one block, on a page whose changes are tracked.

    What readers get of the two ends is one block then, as it is where nothing is tracked. The cursor's place.
    """
    first, last = page.findBlock(start).blockNumber(), page.findBlock(end).blockNumber()
    head, tail = _standing(page, min(end, end_of(page.findBlockByNumber(first)))), _standing(page, end)
    tracker = tracking.tracker_of(page)
    assert tracker is not None
    with tracker.as_one(*tracking.beside(head.block(), start, head.position())):
        for number in range(last, first - 1, -1):
            block = page.findBlockByNumber(number)
            tracking.take_out(QTextCursor(page), max(start, block.position()), min(end, end_of(block)))
            if first < number < last and is_blank(block):
                replace_blocks(page, number, number + 1, [])
        above, below = head.block(), tail.block()
        if above == below or not shown(below).text:
            if above != below and is_blank(below):
                replace_blocks(page, below.blockNumber(), below.blockNumber() + 1, [])
            return head.position()
        if shown(above).text:
            join(above, below)
            return head.position()
        if is_blank(above):
            replace_blocks(page, first, first + 1, [])
        return tail.position()


def _standing(page: QTextDocument, position: int) -> QTextCursor:
    """A cursor that stays where it is when text comes in there."""
    cursor = QTextCursor(page)
    cursor.setPosition(position)
    cursor.setKeepPositionOnInsert(True)
    return cursor
