"""How a row of any list stands out: chosen, under the pointer, with the focus."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
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


def draw_words(painter: QPainter, rect: QRect, align: Qt.AlignmentFlag, text: str, font: QFont, colour: str) -> None:
    """One line, cut with a mark where there is no room, its marks of punctuation where its own script has them."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    # The script of the words, not of the interface: else the full stop of an Arabic sentence stands before it.
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if _is_rtl(text) else Qt.LayoutDirection.LeftToRight)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignAbsolute, shown)


def _is_rtl(text: str) -> bool:
    """By the first letter that has a direction (Unicode Bidirectional Algorithm, rule P2)."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)
