"""What goes and moves as one on the page: a figure with its caption, a table, a fact box, or a single block."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QTextBlock, QTextCursor, QTextTable

from deskeditor.ui.editor.lines import BOXABLE, CAPTIONED, CELLS, FLOW, Kind
from deskeditor.ui.editor.look import kind_of, style_of

CAPTIONS = frozenset(CAPTIONED.values())


def is_blank(block: QTextBlock) -> bool:
    """Whether the block is an empty piece of the body's text."""
    return block.length() == 1 and kind_of(block) in FLOW


def is_boxed(block: QTextBlock) -> bool:
    """Whether the block is one of those below the title of a fact box."""
    style = style_of(block)
    return style.grouped and style.kind in BOXABLE


def is_in_gallery(block: QTextBlock) -> bool:
    """Whether the block is a picture of a gallery, or the caption of one."""
    style = style_of(block)
    return style.grouped and style.kind in (Kind.PICTURE, Kind.CAPTION)


def table_of(block: QTextBlock) -> QTextTable | None:
    """The table that the block is a cell of, or closes."""
    kind = kind_of(block)
    if kind is Kind.TABLE_END:
        return QTextCursor(block.previous()).currentTable()
    return QTextCursor(block).currentTable() if kind in CELLS else None


def selected_cells(cursor: QTextCursor) -> list[QTextBlock]:
    """The blocks of a selection of several cells: a rectangle, not all that stands between its ends. Else none."""
    if not cursor.hasComplexSelection():
        return []
    table = cursor.currentTable()
    row, rows, column, columns = cast("tuple[int, int, int, int]", cursor.selectedTableCells())
    cells = (table.cellAt(r, c) for r in range(row, row + rows) for c in range(column, column + columns))
    return [cell.firstCursorPosition().block() for cell in cells]


def unit_of(block: QTextBlock) -> tuple[int, int]:
    """The numbers of the first block of what moves as one with this one, and of the block after the last."""
    number, kind = block.blockNumber(), kind_of(block)
    if kind in CAPTIONED:
        return number, number + 2
    if kind in CAPTIONS:
        return number - 1, number + 1
    if kind is Kind.ASIDE:
        return number, _end_of_box(block)
    table = table_of(block)
    if table is not None:
        first = table.firstCursorPosition().blockNumber()
        return first, first + table.rows() * table.columns() + 1
    return number, number + 1


def whole_of(block: QTextBlock) -> tuple[int, int]:
    """As ``unit_of``; of a line in a fact box the whole box, of a picture in a gallery the whole gallery."""
    if is_boxed(block):
        while is_boxed(block):
            block = block.previous()
        return unit_of(block)
    if not is_in_gallery(block):
        return unit_of(block)
    first = last = block
    while not style_of(first).first:
        first = first.previous()
    while last.next().isValid() and is_in_gallery(last.next()) and not style_of(last.next()).first:
        last = last.next()
    return first.blockNumber(), last.blockNumber() + 1


def _end_of_box(title: QTextBlock) -> int:
    number, block = title.blockNumber() + 1, title.next()
    while block.isValid() and is_boxed(block):
        number, block = number + 1, block.next()
    return number
