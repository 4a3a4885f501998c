"""Marks painted where a character stands that nobody would see: without width, of direction, or a no-break space."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextLine

from deskeditor.markup.invisible import no_break_spaces, strays
from deskeditor.ui.editor.look import Colours
from deskeditor.ui.editor.walk import unit_offset

FLAG = 4.0
"""Pixels."""


def is_marked(text: str, *, spaces: bool) -> bool:
    """Whether a text has any such character; ``spaces``: no-break spaces too."""
    if text.isascii():
        return False
    return any(True for _ in strays(text)) or (spaces and any(True for _ in no_break_spaces(text)))


def paint(painter: QPainter, block: QTextBlock, colours: Colours, *, spaces: bool) -> None:
    """Paint the marks of a block; ``spaces``: those of no-break spaces too."""
    text = block.text()
    if text.isascii() or block.layout().preeditAreaText():
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place in strays(text):
        _paint_flag(painter, block, unit_offset(text, place), colours)
    for place in no_break_spaces(text) if spaces else ():
        _paint_ring(painter, block, unit_offset(text, place), colours)
    painter.restore()


def _box(block: QTextBlock, offset: int) -> QRectF:
    """Where the character at that offset stands on the page."""
    layout = block.layout()
    line = layout.lineForTextPosition(offset)
    if not line.isValid():
        return QRectF()
    left, right = sorted((_x(line, offset), _x(line, offset + 1)))
    return QRectF(left, line.y(), right - left, line.height()).translated(layout.position())


def _x(line: QTextLine, offset: int) -> float:
    found = line.cursorToX(offset)  # with the offset that it was moved to
    assert isinstance(found, tuple)
    return float(found[0])


def _paint_flag(painter: QPainter, block: QTextBlock, offset: int, colours: Colours) -> None:
    """A pole with a flag: it has a form of its own, so that it is seen without colour."""
    box = _box(block, offset)
    x = box.left()
    painter.setPen(QPen(colours.warning, 1.5))
    painter.drawLine(QPointF(x, box.top() + 2), QPointF(x, box.bottom() - 2))
    painter.setBrush(colours.warning)
    top = box.top() + 2
    painter.drawPolygon([QPointF(x, top), QPointF(x + FLAG, top + FLAG / 2), QPointF(x, top + FLAG)])


def _paint_ring(painter: QPainter, block: QTextBlock, offset: int, colours: Colours) -> None:
    box = _box(block, offset)
    painter.setPen(QPen(colours.hint, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center() - QPointF(0, box.height() / 6), 1.75, 1.75)
