"""How a story looks in the list: its headline, and below it what an editor asks first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deskeditor.core.article import ArticleRow, Status
from deskeditor.ui.paged import Index
from deskeditor.ui.theme import SPACE, Tones, small, tones
from deskeditor.ui.wording import moment, status_word
from deskeditor.ui.write.article_model import ROW, facts
from deskeditor.ui.write.glance import LEFT, RIGHT, Words, draw_row, row_height

STATUS_TONES = {
    Status.DRAFT: "rest",
    Status.EDITING: "warning",
    Status.READY: "accent",
    Status.PUBLISHED: "good",
    Status.WITHHELD: "error",
    Status.WITHDRAWN: "error",
}
"""The colours that go with the words of the statuses."""


class ArticleDelegate(QStyledItemDelegate):
    """Two lines: headline; status · section · words · photos · changed."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60 * SPACE, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect, row = tones(), QRect(option.rect), index.data(ROW)
        painter.save()
        self._ground(painter, rect, option.state, now)
        if isinstance(row, ArticleRow):
            draw_row(
                painter,
                rect.x(),
                rect.y(),
                rect.width(),
                option.font,
                fitted(words_of(row), option.font, rect.width()),
                now,
            )
        else:
            painter.fillRect(rect.x() + 4 * SPACE, rect.y() + 3 * SPACE, rect.width() // 2, 2 * SPACE, QColor(now.line))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(now.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, now: Tones) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.chosen))
            painter.fillRect(rect.x(), rect.y(), SPACE - 1, rect.height(), QColor(now.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(now.page))


def words_of(row: ArticleRow) -> Words:
    """The row as it is told."""
    return Words(
        row.headline or QCoreApplication.translate("ArticleDelegate", "Untitled"),
        status_word(row.status),
        STATUS_TONES[row.status],
        "".join(f"  ·  {fact}" for fact in facts(row)),
        moment(row.modified),
        "" if row.headline else "untitled",
    )


def fitted(words: Words, font: QFont, width: int) -> Words:
    """The words as a row of that width has room for them."""
    head = QFont(font)
    head.setWeight(QFont.Weight.DemiBold)
    metrics, beside = QFontMetrics(head), QFontMetrics(small(font))
    room = width - LEFT - RIGHT
    taken = beside.horizontalAdvance(words.status) + beside.horizontalAdvance(words.when) + 2 * SPACE
    elide = Qt.TextElideMode.ElideRight
    return words._replace(
        headline=metrics.elidedText(words.headline, elide, room),
        rest=beside.elidedText(words.rest, elide, room - taken),
    )
