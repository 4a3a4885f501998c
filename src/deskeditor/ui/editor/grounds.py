"""What is painted under the text: the panel of a fact box, the lines of a table, and a table that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextCursor, QTextDocument, QTextTable

from deskeditor.ui.editor.convert import CELL_PADDING
from deskeditor.ui.editor.lines import CELLS, Kind
from deskeditor.ui.editor.look import Colours
from deskeditor.ui.editor.margins import Seen
from deskeditor.ui.editor.typeface import BOX_PADDING
from deskeditor.ui.editor.units import is_boxed, table_of

TITLE_PADDING = 12
ACCENT = 2
GROUNDED = CELLS | {Kind.ASIDE, Kind.TABLE_END}


def lies_under(blocks: list[Seen]) -> bool:
    """Whether there is a ground to paint under one of these blocks."""
    return any(style.grouped or style.kind in GROUNDED for _, style, _ in blocks)


def paint(
    painter: QPainter,
    page: QTextDocument,
    blocks: list[Seen],
    area: QRectF,
    colours: Colours,
    cursor: QTextCursor | None,
) -> None:
    """Paint the ground of these blocks, inside ``area`` of the page; without a cursor nothing is chosen."""
    left = page.documentMargin()
    column = page.textWidth() - 2 * left
    table_painted = -1
    for number, (block, style, rect) in enumerate(blocks):
        if style.kind is Kind.ASIDE or (style.grouped and is_boxed(block)):
            top = rect.top() - TITLE_PADDING if style.kind is Kind.ASIDE else rect.top()
            below = blocks[number + 1] if number + 1 < len(blocks) else None
            joined = below is not None and is_boxed(below.block)
            bottom = below.rect.top() if below is not None and joined else rect.bottom() + BOX_PADDING
            painter.fillRect(QRectF(left, top, column, bottom - top), colours.panel)
            if style.kind is Kind.ASIDE:
                painter.fillRect(QRectF(left, top, column, ACCENT), colours.accent)
        elif style.kind in CELLS or style.kind is Kind.TABLE_END:
            table = table_of(block)
            if table is not None and table.objectIndex() != table_painted:
                table_painted = table.objectIndex()
                _paint_table(painter, page, table, block, area, colours, cursor)


def _paint_table(
    painter: QPainter,
    page: QTextDocument,
    table: QTextTable,
    first_seen: QTextBlock,
    area: QRectF,
    colours: Colours,
    cursor: QTextCursor | None,
) -> None:
    layout = page.documentLayout()
    left = page.documentMargin()
    width = page.textWidth() - 2 * left
    end = page.findBlock(table.lastPosition() + 1)
    bottom = layout.blockBoundingRect(end).top()
    top = _top_of_row(table, 0)
    second = _top_of_row(table, 1) if table.rows() > 1 else bottom
    painter.fillRect(QRectF(left, top, width, second - top), colours.panel)
    cell = table.cellAt(first_seen.position())
    row = max(1, cell.row()) if cell.isValid() else table.rows()
    while row < table.rows() and (y := _top_of_row(table, row)) <= area.bottom():
        painter.fillRect(QRectF(left, y, width, 2 if row == 1 else 1), colours.quiet if row == 1 else colours.line)
        row += 1
    for y in (top, bottom):
        painter.fillRect(QRectF(left, y, width, 1), colours.quiet)
    if cursor is not None and cursor.selectionStart() <= end.position() < cursor.selectionEnd():
        painter.setPen(QPen(colours.accent, 3))
        painter.drawRect(QRectF(left, top, width, bottom - top))


def _top_of_row(table: QTextTable, row: int) -> float:
    block = table.cellAt(row, 0).firstCursorPosition().block()
    top: float = block.document().documentLayout().blockBoundingRect(block).top()
    return top - CELL_PADDING
