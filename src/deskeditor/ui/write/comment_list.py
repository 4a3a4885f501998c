"""The list of comments: a row a comment, the first of a thread with the words that it is about."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskeditor.ui.paged import Index
from deskeditor.ui.rows import draw_words, paint_ground
from deskeditor.ui.theme import SPACE, small, tones
from deskeditor.ui.wording import moment
from deskeditor.ui.write.comment_rows import Row, Standing

ROW = Qt.ItemDataRole.UserRole
LONGEST = 4_000
"""Characters of a comment that are shown."""
SIDE, INDENT = 4 * SPACE, 4 * SPACE


class CommentList(QListWidget):
    """The row of the thread that the caret is in is the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Comments"))
        self.setItemDelegate(CommentDelegate(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field below grows with what is written in it, and what is answered stays in sight."""
        super().resizeEvent(event)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    @property
    def rows(self) -> list[Row]:
        """What is shown."""
        return [self.item(number).data(ROW) for number in range(self.count())]

    @property
    def chosen(self) -> Row | None:
        """The current row."""
        item = self.currentItem()
        row = item.data(ROW) if item is not None else None
        return row if isinstance(row, Row) else None

    def show_rows(self, rows: list[Row]) -> None:
        """Show these; the row that was current stays so where it is still there, else the head of its thread."""
        if rows == self.rows:
            return
        before, at = self.chosen, self.currentRow()
        self.blockSignals(True)
        for number, row in enumerate(rows):
            if number == self.count():
                self.addItem(QListWidgetItem())
            item = self.item(number)
            if item.data(ROW) != row:
                item.setData(ROW, row)
                item.setText(said_of(row))
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        self.setCurrentRow(-1)
        if before is not None and not self.choose(before.thread, before.number):
            self.setCurrentRow(min(at, self.count() - 1))
        self.blockSignals(False)

    def choose(self, thread: str, number: int = 0) -> bool:
        """Make the row of that comment the current one, or the head of its thread; False where it is not shown."""
        theirs = [at for at, row in enumerate(self.rows) if row.thread == thread]
        exact = [at for at in theirs if self.rows[at].number == number]
        if theirs:
            self.setCurrentRow((exact or theirs)[0])
            self.scrollToItem(self.currentItem())
        else:
            self.setCurrentRow(-1)
        return bool(theirs)


class CommentDelegate(QStyledItemDelegate):
    """The words that the thread is about on one line; who and when, and how it stands; what was said, in full."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, view = index.data(ROW), self.parent()
        assert isinstance(view, QListWidget)
        assert isinstance(row, Row)
        width = view.viewport().width()
        line = QFontMetrics(small(option.font)).height() + SPACE // 2
        height = 4 * SPACE + line * row.head + line * bool(_byline(row))
        if row.text:
            height += round(_laid(row.text, option.font, width - _left(row) - SIDE).boundingRect().height())
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, row = tones(), index.data(ROW)
        assert isinstance(row, Row)
        painter.save()
        paint_ground(painter, option, hairline=False)
        rect = QRect(option.rect)
        if row.head and index.row():
            painter.fillRect(rect.x(), rect.y(), rect.width(), 1, QColor(now.line))
        inner = rect.adjusted(_left(row), 2 * SPACE, -SIDE, -2 * SPACE)
        font = small(option.font)
        line = QFontMetrics(font).height() + SPACE // 2
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        if row.head:
            draw_words(painter, inner, top, f"“{' '.join(row.about.split())}”", font, now.rest)
            inner.setTop(inner.top() + line)
        if _byline(row):
            bold = QFont(font)
            bold.setWeight(QFont.Weight.DemiBold)
            warns = row.standing in (Standing.GONE, Standing.UNKNOWN, Standing.UNSENT)
            draw_words(painter, inner, top, _byline(row), bold, now.warning if warns else now.text)
            inner.setTop(inner.top() + line)
        if row.text:
            painter.setPen(QColor(now.rest if row.standing is Standing.RESOLVED else now.text))
            _laid(row.text, option.font, inner.width()).draw(painter, QPointF(inner.topLeft()))
        painter.restore()


def said_of(row: Row) -> str:
    """The whole of a row, as it is read out."""
    return ". ".join(filter(None, [row.about if row.head else "", _byline(row), row.text]))


def _left(row: Row) -> int:
    return SIDE if row.head else SIDE + INDENT


def _byline(row: Row) -> str:
    """Who said it, when, and what is to be known of it."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Comments", text)

    standing = {
        Standing.PLAIN: "",
        Standing.GONE: tr("its text is gone") if row.head else "",
        Standing.RESOLVED: tr("resolved") if row.head else "",
        Standing.UNSENT: tr("not sent yet"),
        Standing.UNKNOWN: tr("nothing is said here"),
    }
    when = moment(row.made) if row.made else ""
    edited = tr("edited") if row.edited else ""
    return " · ".join(filter(None, [row.by, when, edited, standing[row.standing]]))


def _laid(text: str, font: QFont, width: int) -> QTextLayout:
    """The text in lines of that width; words that are longer are broken."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    layout = QTextLayout(shown.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout
