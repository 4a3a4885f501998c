"""What "select all" means on a page of many parts: the part that the cursor is in, then the body, then the page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextCursor

from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.guard import KEPT
from deskeditor.ui.editor.look import end_of, kind_of


def select_more(cursor: QTextCursor) -> None:
    """Select the field, the caption or the cell that the cursor is in, the body, or the page: the next that is more.

    One key too many in the body must not take the headline with it.
    """
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    for first, last in _spans(cursor):
        if first <= start and end <= last and (first, last) != (start, end):
            cursor.setPosition(first)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            return


def _spans(cursor: QTextCursor) -> Iterator[tuple[int, int]]:
    page, block = cursor.document(), cursor.document().findBlock(cursor.selectionStart())
    last = page.characterCount() - 1
    if kind_of(block) in KEPT:
        yield block.position(), end_of(block)
    body = page.findBlockByNumber(body_start(page)).position()
    if body <= cursor.selectionStart():
        yield body, last
    yield 0, last
