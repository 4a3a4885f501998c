"""Lines into blocks of the page. Cursors only: Qt's own readers of HTML and Markdown lose text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QTextCursor, QTextDocument, QTextFrameFormat, QTextLength, QTextTableFormat

from deskeditor.core.document import Document, Mark, Runs
from deskeditor.ui.editor import order
from deskeditor.ui.editor.lines import CELLS, FIELDS, OBJECTS, PARAGRAPH, PICTURES, Kind, Line, Style
from deskeditor.ui.editor.look import (
    ALT,
    OBJECT,
    PHOTO,
    RAW,
    TITLE,
    URL,
    block_format,
    char_format,
    end_of,
    kind_of,
    set_style,
    style_of,
)
from deskeditor.ui.editor.nesting import flatten

OBJECT_CHARACTER = "\ufffc"
HARD_BREAK = "\u2028"

UNWRITABLE = dict.fromkeys((0x0, 0xFEFF, 0xFDD0, 0xFDD1, *range(0xD800, 0xE000))) | {
    0x0A: HARD_BREAK,
    0x0D: HARD_BREAK,
    0x2029: HARD_BREAK,
}
"""What a block cannot hold: Qt would split it, or swallow the character. Line ends become hard breaks."""
CELL_PADDING = 6
TABLE_ABOVE = 20
"""Pixels."""


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
        note = Mark.NOTE in run.marks
        text = OBJECT_CHARACTER if note else run.text.replace("\r\n", "\n").translate(UNWRITABLE)
        cursor.insertText(text, char_format(style, run))


def append_lines(cursor: QTextCursor, lines: Sequence[Line]) -> list[int]:
    """Put lines into new blocks after the cursor's own, where the cursor stands at its end; the blocks' numbers.

    A table has to come with the line that closes it.
    """
    numbers = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].style.kind in CELLS:
            end += 1
        if end > at:
            numbers += _append_table(cursor, lines[at:end])
            line = lines[end] if end < len(lines) else Line()
            cursor.setBlockFormat(block_format(line.style, line.label))
            cursor.setBlockCharFormat(char_format(line.style))
        else:
            line = lines[at]
            cursor.insertBlock(block_format(line.style, line.label), char_format(line.style))
        fill(cursor, line)
        numbers.append(cursor.blockNumber())
        at = end + 1
    return numbers[: len(lines)]


def _append_table(cursor: QTextCursor, cells: Sequence[Line]) -> list[int]:
    """Put a table after the cursor's block; the cursor goes into the block that Qt opens after it."""
    columns = max(1, cells[0].style.level)
    table = cursor.insertTable(-(-len(cells) // columns), columns, _table_format())
    for number, line in enumerate(cells):
        inside = table.cellAt(number // columns, number % columns).firstCursorPosition()
        inside.setBlockFormat(block_format(line.style))
        # Merged, because that of a cell's block also holds what makes it a cell.
        inside.mergeBlockCharFormat(char_format(line.style))
        fill(inside, line)
    first = table.firstCursorPosition().blockNumber()
    cursor.setPosition(table.lastPosition() + 1)
    return list(range(first, first + len(cells)))


def _table_format() -> QTextTableFormat:
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setBorder(0)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    form.setCellSpacing(0)
    form.setCellPadding(CELL_PADDING)
    form.setTopMargin(TABLE_ABOVE)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return form


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
    elif kind is Kind.EMBED:
        held.setProperty(URL, line.url)
        held.setProperty(TITLE, line.title)
    cursor.insertText(OBJECT_CHARACTER, held)


def replace_blocks(page: QTextDocument, start: int, end: int, lines: Iterable[Line]) -> list[int]:
    """Put lines in the place of the blocks ``start`` to ``end`` (not included), which come after the fields.

    The numbers of the new blocks, one a line. Neither end may lie inside a table. A body is never without a block: an
    empty paragraph is left where all would go. One edit block.
    """
    new = list(lines)
    if not new and start == body_start(page) and end >= page.blockCount():
        new = [Line()]
    cursor = QTextCursor(page.findBlockByNumber(start - 1))
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    numbers = append_lines(cursor, new)
    after = cursor.blockNumber() + 1 if new else start
    if end > start:
        drop_blocks(page, after, after + end - start)
    order.settle(page, start - 1, after)
    cursor.endEditBlock()
    return numbers


def drop_blocks(page: QTextDocument, start: int, end: int) -> None:
    """Take the blocks away whole, each with the separator before it."""
    before = page.findBlockByNumber(start - 1)
    style, form = style_of(before), before.blockFormat()
    cursor = QTextCursor(page)
    cursor.setPosition(end_of(before))
    cursor.setPosition(end_of(page.findBlockByNumber(end - 1)), QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    kept = page.findBlockByNumber(start - 1)
    if kept.blockFormat() != form:
        # Where the block before is empty, Qt keeps the format of the one that went.
        cursor.setBlockFormat(form)
        set_style(kept, style)


def open_paragraph(cursor: QTextCursor, *, after: bool, style: Style = PARAGRAPH) -> None:
    """Put an empty paragraph after the cursor's block, or before it, and go there: not for cells.

    Before the end of a table is inside it, so there it is after.
    """
    number = cursor.blockNumber() + (1 if after or kind_of(cursor.block()) is Kind.TABLE_END else 0)
    replace_blocks(cursor.document(), number, number, [Line(style)])
    cursor.setPosition(cursor.document().findBlockByNumber(number).position())
