"""How a story looks in the list: its headline, and below it what an editor asks first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from deskeditor.core.article import ArticleRow, Status
from deskeditor.ui.paged import Index
from deskeditor.ui.rows import draw_words, paint_ground
from deskeditor.ui.theme import SPACE, Tones, small, tones
from deskeditor.ui.wording import moment, status_word
from deskeditor.ui.write.article_model import ROW, facts

STATUS_TONES = {
    Status.DRAFT: "rest",
    Status.EDITING: "warning",
    Status.READY: "accent",
    Status.PUBLISHED: "good",
    Status.WITHHELD: "error",
    Status.WITHDRAWN: "error",
}
"""The colours that go with the words of the statuses."""

NOTE = 3 * SPACE
"""Pixels of the mark of a note."""


def row_height(font: QFont) -> int:
    """Pixels of every row: all are alike, so that a long list needs no measuring."""
    return QFontMetrics(font).height() + QFontMetrics(small(font)).height() + 5 * SPACE


class ArticleDelegate(QStyledItemDelegate):
    """Two lines: headline, and whether there is a note for the desk; status · section · words · photos, and when it
    was changed."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60 * SPACE, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect, row = tones(), QRect(option.rect), index.data(ROW)
        painter.save()
        paint_ground(painter, option)
        inner = rect.adjusted(4 * SPACE, 2 * SPACE, -3 * SPACE, -2 * SPACE)
        if isinstance(row, ArticleRow):
            self._headline(painter, inner, option.font, row, now)
            self._facts(painter, inner, small(option.font), row, now)
        else:
            painter.fillRect(inner.x(), inner.y() + SPACE, inner.width() // 2, 2 * SPACE, QColor(now.line))
        painter.restore()

    def _headline(self, painter: QPainter, rect: QRect, font: QFont, row: ArticleRow, now: Tones) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        headline = row.headline or QCoreApplication.translate("ArticleDelegate", "Untitled")
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        if row.noted:
            middle = rect.y() + QFontMetrics(bold).height() // 2
            _draw_note(painter, QRect(rect.right() - NOTE + 1, middle - NOTE // 2, NOTE, NOTE), now)
            rect = rect.adjusted(0, 0, -NOTE - 2 * SPACE, 0)
        draw_words(painter, rect, top, headline, bold, now.text if row.headline else now.rest)

    def _facts(self, painter: QPainter, rect: QRect, font: QFont, row: ArticleRow, now: Tones) -> None:
        metrics, status, when = QFontMetrics(font), status_word(row.status), moment(row.modified)
        left, right = metrics.horizontalAdvance(status), metrics.horizontalAdvance(when)
        room, shown = rect.width() - left - right - 2 * SPACE, ""
        for fact in facts(row):  # each whole or not at all
            longer = f"{shown}  ·  {fact}"
            if metrics.horizontalAdvance(longer) <= room:
                shown = longer
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(font)
        painter.setPen(QColor(getattr(now, STATUS_TONES[row.status])))
        painter.drawText(rect, bottom | Qt.AlignmentFlag.AlignLeft, status)
        painter.setPen(QColor(now.rest))
        painter.drawText(rect.adjusted(left, 0, 0, 0), bottom | Qt.AlignmentFlag.AlignLeft, shown)
        painter.drawText(rect, bottom | Qt.AlignmentFlag.AlignRight, when)


def _draw_note(painter: QPainter, square: QRect, now: Tones) -> None:
    """A sheet with lines, drawn: the icons are not there yet when the list is first seen."""
    painter.setPen(QColor(now.warning))
    painter.drawRect(square.adjusted(0, 0, -1, -1))
    for line in (1, 2):
        across = square.y() + line * SPACE
        painter.drawLine(square.x() + 3, across, square.right() - 3, across)
