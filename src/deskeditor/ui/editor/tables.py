"""Tables: the way through their cells, and rows and columns that come and go.

A table is never changed cell by cell: it is read from the page, changed as what it is in the tree, and put in its own
place, so that a change is one step of undo and Qt's table never has another shape than the blocks say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtGui import QTextCursor

from deskeditor.core.document import Align, Runs, Table
from deskeditor.ui.editor.convert import replace_blocks
from deskeditor.ui.editor.lines import CELLS, Line
from deskeditor.ui.editor.look import end_of, kind_of
from deskeditor.ui.editor.nesting import lines_of, nest
from deskeditor.ui.editor.units import unit_of
from deskeditor.ui.editor.walk import lines

KEEP = QTextCursor.MoveMode.KeepAnchor
WIDEST = 40
"""Columns: more would leave no room for their text."""


def blank_table(rows: int, columns: int) -> list[Line]:
    """The lines of an empty table; its first row is the head."""
    return list(lines_of(Table((Align.NONE,) * columns, (((),) * columns,) * rows)))


def place(cursor: QTextCursor) -> tuple[int, int] | None:
    """Row and column of the cursor's cell; None outside tables."""
    if kind_of(cursor.block()) not in CELLS:
        return None
    cell = cursor.currentTable().cellAt(cursor)
    return cell.row(), cell.column()


def go_on(cursor: QTextCursor, step: int) -> bool:
    """Go to the next cell (1) or the one before (-1), choosing what is in it; after the last a row is added.

    False outside tables, and before the first cell.
    """
    where = place(cursor)
    if where is None:
        return False
    table = cursor.currentTable()
    number = where[0] * table.columns() + where[1] + step
    if number < 0:
        return False
    if number == table.rows() * table.columns():
        insert_row(cursor, 1)
        return True
    _choose(cursor, cursor.document().findBlockByNumber(table.firstCursorPosition().blockNumber() + number).position())
    return True


def go_below(cursor: QTextCursor) -> bool:
    """Go to the cell below; False in the last row."""
    where, table = place(cursor), cursor.currentTable()
    if where is None or where[0] + 1 == table.rows():
        return False
    cursor.setPosition(table.cellAt(where[0] + 1, where[1]).lastPosition())
    return True


def insert_row(cursor: QTextCursor, step: int) -> list[Line]:
    """Add an empty row above (0) or below (1) the cursor's, and go into it; from the last column to its start."""

    def change(table: Table, row: int, column: int) -> tuple[Table, int, int]:
        at = row + step
        fresh: tuple[Runs, ...] = ((),) * len(table.aligns)
        is_last = column == len(table.aligns) - 1
        return replace(table, rows=(*table.rows[:at], fresh, *table.rows[at:])), at, 0 if is_last else column

    return _change(cursor, change)


def insert_column(cursor: QTextCursor, step: int) -> list[Line]:
    """Add an empty column before (0) or after (1) the cursor's, and go into it."""

    def change(table: Table, row: int, column: int) -> tuple[Table, int, int]:
        if len(table.aligns) >= WIDEST:
            return table, row, column
        at = column + step
        rows = tuple((*cells[:at], (), *cells[at:]) for cells in table.rows)
        return Table((*table.aligns[:at], Align.NONE, *table.aligns[at:]), rows), row, at

    return _change(cursor, change)


def remove_row(cursor: QTextCursor) -> list[Line]:
    """Take the cursor's row away, and the table with its last one."""
    where = place(cursor)
    return remove_rows(cursor, {where[0]}) if where is not None else []


def remove_rows(cursor: QTextCursor, gone: Collection[int]) -> list[Line]:
    """Take rows of the cursor's table away, and the table with its last one."""

    def change(table: Table, row: int, column: int) -> tuple[Table, int, int]:
        rows = tuple(cells for number, cells in enumerate(table.rows) if number not in gone)
        return replace(table, rows=rows), min(row, len(rows) - 1), column

    return _change(cursor, change)


def remove_column(cursor: QTextCursor) -> list[Line]:
    """Take the cursor's column away, and the table with its last one."""

    def change(table: Table, row: int, column: int) -> tuple[Table, int, int]:
        rows = tuple((*cells[:column], *cells[column + 1 :]) for cells in table.rows)
        aligns = (*table.aligns[:column], *table.aligns[column + 1 :])
        return Table(aligns, rows), row, min(column, len(aligns) - 1)

    return _change(cursor, change)


def set_align(cursor: QTextCursor, align: Align) -> list[Line]:
    """Set the cursor's column so; back to how the page sets it where it is so already."""

    def change(table: Table, row: int, column: int) -> tuple[Table, int, int]:
        wanted = Align.NONE if table.aligns[column] is align else align
        aligns = (*table.aligns[:column], wanted, *table.aligns[column + 1 :])
        return replace(table, aligns=aligns), row, column

    return _change(cursor, change)


def remove_table(cursor: QTextCursor) -> list[Line]:
    """Take the cursor's table away."""
    return _change(cursor, lambda table, row, column: (replace(table, rows=()), row, column))


def _change(cursor: QTextCursor, change: Callable[[Table, int, int], tuple[Table, int, int]]) -> list[Line]:
    """Put the changed table in the place of the cursor's; the lines of the old one where nothing is left of it."""
    where, page = place(cursor), cursor.document()
    if where is None:
        return []
    start, end = unit_of(cursor.block())
    old = list(lines(page, start, end))
    (before,) = nest(old).blocks
    assert isinstance(before, Table)
    offset = cursor.positionInBlock()
    table, row, column = change(before, *where)
    if table == before:
        return []
    if not table.rows or not table.aligns:
        replace_blocks(page, start, end, [])
        cursor.setPosition(page.findBlockByNumber(min(start, page.blockCount() - 1)).position())
        return old
    numbers = replace_blocks(page, start, end, lines_of(table))
    cell = page.findBlockByNumber(numbers[row * len(table.aligns) + column])
    cursor.setPosition(cell.position() + (min(offset, cell.length() - 1) if (row, column) == where else 0))
    return []


def _choose(cursor: QTextCursor, position: int) -> None:
    cursor.setPosition(position)
    cursor.setPosition(end_of(cursor.block()), KEEP)
