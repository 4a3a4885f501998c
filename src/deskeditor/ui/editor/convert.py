"""Lines into blocks of the page. Cursors only: Qt's own readers of HTML and Markdown lose text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextCursor, QTextDocument

from deskeditor.core.document import Document, Runs
from deskeditor.ui.editor import lists
from deskeditor.ui.editor.lines import FIELDS, OBJECTS, PICTURES, Kind, Line, Style, flatten
from deskeditor.ui.editor.look import (
    ALT,
    OBJECT,
    PHOTO,
    RAW,
    block_format,
    char_format,
    end_of,
    kind_of,
    set_style,
    style_of,
)

OBJECT_CHARACTER = "\ufffc"
HARD_BREAK = "\u2028"

UNWRITABLE = dict.fromkeys((0x0, 0xFEFF, 0xFDD0, 0xFDD1, *range(0xD800, 0xE000))) | {
    0x0A: HARD_BREAK,
    0x0D: HARD_BREAK,
    0x2029: HARD_BREAK,
}
"""What a block cannot hold: Qt would split it, or swallow the character. Line ends become hard breaks."""


def body_start(page: QTextDocument) -> int:
    """The number of the body's first block: after the fields, and after the lead figure where there is one."""
    after = len(FIELDS)
    return after + 2 if kind_of(page.findBlockByNumber(after)) is Kind.LEAD_PICTURE else after


def from_document(document: Document, page: QTextDocument) -> None:
    """Put the document in the place of the page's body."""
    replace_blocks(page, body_start(page), page.blockCount(), flatten(document))


def insert_runs(cursor: QTextCursor, style: Style, runs: Runs) -> None:
    """Put text at the cursor, looking as text of that style does."""
    for run in runs:
        cursor.insertText(run.text.replace("\r\n", "\n").translate(UNWRITABLE), char_format(style, run.marks, run.link))


def append_line(cursor: QTextCursor, line: Line) -> None:
    """Put the line into a new block after the cursor's own, where the cursor stands at its end."""
    cursor.insertBlock(block_format(line.style), char_format(line.style))
    fill(cursor, line)


def fill(cursor: QTextCursor, line: Line) -> None:
    """Put the line's text or object into the cursor's block, which is empty and has its style."""
    kind = line.style.kind
    if kind not in OBJECTS:
        insert_runs(cursor, line.style, line.runs)
        return
    held = char_format(line.style)
    held.setObjectType(OBJECT)
    if kind in PICTURES:
        held.setProperty(PHOTO, line.photo_id)
        held.setProperty(ALT, line.alt)
    elif kind is Kind.RAW:
        held.setProperty(RAW, line.raw)
    cursor.insertText(OBJECT_CHARACTER, held)


def replace_blocks(page: QTextDocument, start: int, end: int, lines: Iterable[Line]) -> None:
    """Put lines in the place of the blocks ``start`` to ``end`` (not included), which come after the fields.

    A body is never without a block: an empty paragraph is left where all would go. One edit block.
    """
    new = list(lines)
    if not new and start == body_start(page) and end >= page.blockCount():
        new = [Line()]
    cursor = QTextCursor(page.findBlockByNumber(start - 1))
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    for line in new:
        append_line(cursor, line)
    if end > start:
        drop_blocks(page, start + len(new), end + len(new))
    lists.regroup(page, start - 1, start + len(new))
    cursor.endEditBlock()


def drop_blocks(page: QTextDocument, start: int, end: int) -> None:
    """Take the blocks away whole, each with the separator before it."""
    before = page.findBlockByNumber(start - 1)
    style = style_of(before)
    cursor = QTextCursor(page)
    cursor.setPosition(end_of(before))
    cursor.setPosition(end_of(page.findBlockByNumber(end - 1)), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    kept = page.findBlockByNumber(start - 1)
    if style_of(kept) != style:
        # Where the block before is empty, Qt keeps the format of the one that went.
        set_style(kept, style)
