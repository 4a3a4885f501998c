"""How a story looks in the list: its headline, and below it what an editor asks first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deskeditor.core.article import ArticleRow, Status
from deskeditor.ui.theme import SPACE, Tones, small, tones
from deskeditor.ui.wording import moment, status_word
from deskeditor.ui.write.article_model import ROW, facts

Index = QModelIndex | QPersistentModelIndex


def status_colour(status: Status, now: Tones) -> str:
    """The colour that goes with the word of a status."""
    return {
        Status.DRAFT: now.rest,
        Status.EDITING: now.warning,
        Status.READY: now.accent,
        Status.PUBLISHED: now.good,
        Status.WITHHELD: now.error,
        Status.WITHDRAWN: now.error,
    }[status]


class ArticleDelegate(QStyledItemDelegate):
    """Two lines: headline; status · section · words · photos · changed."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60 * SPACE, self.row_height(option.font))

    @staticmethod
    def row_height(font: QFont) -> int:
        """Pixels of every row: all are alike, so that a long list needs no measuring."""
        return QFontMetrics(font).height() + QFontMetrics(small(font)).height() + 5 * SPACE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = tones(option.palette)
        rect = option.rect
        painter.save()
        self._ground(painter, rect, option.state, now)
        row = index.data(ROW)
        inner = rect.adjusted(4 * SPACE, 2 * SPACE, -3 * SPACE, -2 * SPACE)
        if isinstance(row, ArticleRow):
            self._words(painter, inner, option.font, row, now)
        else:
            painter.fillRect(inner.x(), inner.y() + SPACE, inner.width() // 2, 2 * SPACE, QColor(now.line))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, now: Tones) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.chosen))
            painter.fillRect(rect.x(), rect.y(), SPACE - 1, rect.height(), QColor(now.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(now.page))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(now.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(now.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _words(self, painter: QPainter, rect: QRect, font: QFont, row: ArticleRow, now: Tones) -> None:
        head = QFont(font)
        head.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(head)
        line = QRect(rect.x(), rect.y(), rect.width(), metrics.height())
        painter.setFont(head)
        painter.setPen(QColor(now.text if row.headline else now.rest))
        headline = row.headline or QCoreApplication.translate("ArticleDelegate", "Untitled")
        painter.drawText(
            line, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(headline, Qt.TextElideMode.ElideRight, line.width())
        )
        self._facts(painter, rect.adjusted(0, metrics.height() + SPACE, 0, 0), small(font), row, now)

    def _facts(self, painter: QPainter, rect: QRect, font: QFont, row: ArticleRow, now: Tones) -> None:
        metrics = QFontMetrics(font)
        painter.setFont(font)
        when = moment(row.modified)
        width = metrics.horizontalAdvance(when)
        painter.setPen(QColor(now.rest))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, when)
        status = status_word(row.status)
        painter.setPen(QColor(status_colour(row.status, now)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, status)
        used = metrics.horizontalAdvance(status)
        rest = "".join(f"  ·  {fact}" for fact in facts(row))
        space = rect.width() - used - width - 2 * SPACE
        painter.setPen(QColor(now.rest))
        painter.drawText(
            rect.adjusted(used, 0, 0, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
            metrics.elidedText(rest, Qt.TextElideMode.ElideRight, space),
        )
