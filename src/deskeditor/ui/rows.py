"""How a row of any list stands out: chosen, under the pointer, with the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from deskeditor.ui.theme import SPACE, tones

MARK = SPACE - 1
"""Pixels of the mark at the edge of a chosen row: colour alone would not tell."""


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, hairline: bool = True) -> None:
    """The ground of a row, before its words are drawn."""
    now, rect, state = tones(), QRect(option.rect), option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(now.chosen))
        painter.fillRect(rect.x(), rect.y(), MARK, rect.height(), QColor(now.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(now.page))
    if hairline:
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(now.line))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(now.accent))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
