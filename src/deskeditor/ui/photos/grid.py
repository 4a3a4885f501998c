"""Items of one size in rows, placed by arithmetic, so that ten thousand of them cost no more than a screenful."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from deskeditor.ui.paged import Index


class Grid(QListView):
    """As many columns as fit, each a little wider than asked for where that fills the row.

    A list view to those who listen to it, but for its layout: Qt's own makes an object for each item in batches, which
    leaves the scroll bar wrong meanwhile, and walks over all of them at each change.
    """

    def __init__(self, model: QAbstractItemModel, cell: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = cell
        self._columns = 1
        self.setModel(model)  # first of all: asked for it before, Qt hands out a model of its own, and PySide frees it
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def columns(self) -> int:
        """Items in a row."""
        return max(1, self.viewport().width() // self._cell.width())

    def set_cell(self, cell: QSize) -> None:
        """Show the items in this size; what was looked at stays in sight."""
        first = self._looked_at()
        self._cell = cell
        self.updateGeometries()
        self._stay_at(first)
        self.viewport().update()

    def seen(self, before: int = 0, after: int = 0) -> range:
        """The rows of the model that are in sight, with so many screens before and after them."""
        screen, high = self.viewport().height(), self._cell.height()
        top = self.verticalOffset() - before * screen
        bottom = self.verticalOffset() + (1 + after) * screen
        count = self._count()
        first = max(0, top // high) * self.columns
        return range(min(first, count), min(count, max(0, -(-bottom // high)) * self.columns))

    def visualRect(self, index: Index) -> QRect:
        """Where the item stands in the viewport."""
        if not index.isValid():
            return QRect()
        wide, columns, high = self.viewport().width(), self.columns, self._cell.height()
        row, column = divmod(index.row(), columns)
        left, right = column * wide // columns, (column + 1) * wide // columns
        return QRect(left, row * high - self.verticalOffset(), right - left, high)

    def indexAt(self, point: QPoint) -> Index:  # type: ignore[override]
        """The item there; an invalid index beside them."""
        wide = self.viewport().width()
        column = point.x() * self.columns // wide if wide else 0
        number = (point.y() + self.verticalOffset()) // self._cell.height() * self.columns + column
        inside = 0 <= point.x() < wide and 0 <= number < self._count()
        return self.model().index(number if inside else -1, 0)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring the item into sight, moving no further than is needed."""
        if not index.isValid():
            return
        bar, rect = self.verticalScrollBar(), self.visualRect(index)
        below = rect.bottom() + 1 - self.viewport().height()
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - self.viewport().height() // 2)
        elif rect.top() < 0 or hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif below > 0 or hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + min(below, rect.top()))

    def moveCursor(self, action: QAbstractItemView.CursorAction, _held: Qt.KeyboardModifier) -> Index:  # type: ignore[override]
        """The item that a key leads to."""
        last = self._count() - 1
        if last < 0:
            return self.model().index(-1, 0)
        current, moves = self.currentIndex(), QAbstractItemView.CursorAction
        if not current.isValid():
            return self.model().index(last if action is moves.MoveEnd else 0, 0)
        screen = max(1, self.viewport().height() // self._cell.height()) * self.columns
        steps = {
            moves.MoveLeft: -1,
            moves.MovePrevious: -1,
            moves.MoveRight: 1,
            moves.MoveNext: 1,
            moves.MoveUp: -self.columns,
            moves.MoveDown: self.columns,
            moves.MovePageUp: -screen,
            moves.MovePageDown: screen,
            moves.MoveHome: -last,
            moves.MoveEnd: last,
        }
        to = current.row() + steps[action]
        if action is moves.MoveUp and to < 0:
            to = current.row()
        return self.model().index(min(max(to, 0), last), 0)

    def horizontalOffset(self) -> int:
        """Nothing stands beyond the sides."""
        return 0

    def verticalOffset(self) -> int:
        """Pixels of the sheet above the viewport."""
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stays in sight is moved, what comes into it is painted."""
        self.viewport().scroll(dx, dy)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """All items from the one at the one corner to the one at the other, as in a text."""
        rows = [
            index.row()
            for index in (self._nearest(rect.topLeft()), self._nearest(rect.bottomRight()))
            if index.isValid()
        ]
        chosen = QItemSelection()
        if rows:
            chosen.select(self.model().index(min(rows), 0), self.model().index(max(rows), 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """What is drawn again where a selection changes: to find the items would cost more than to draw them."""
        return QRegion(self.viewport().rect())

    def doItemsLayout(self) -> None:
        """There is nothing to lay out but the scroll bar."""
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """The scroll bar, true for all items at once."""
        self._columns = self.columns
        bar, high, screen = self.verticalScrollBar(), self._cell.height(), self.viewport().height()
        bar.setSingleStep(high // 4)
        bar.setPageStep(screen)
        bar.setRange(0, max(0, -(-self._count() // self.columns) * high - screen))

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """What was looked at stays where it is; only at its head the sheet shows what has come."""
        bar, first = self.verticalScrollBar(), self._looked_at()
        at, place = bar.value(), self.visualRect(self.model().index(first, 0)).top()
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        if at > 0 and start <= first:
            moved = self.visualRect(self.model().index(first + end - start + 1, 0))
            bar.setValue(bar.value() + moved.top() - place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was looked at stays in sight."""
        first, columns = self._looked_at(), self._columns
        super().resizeEvent(event)
        self.updateGeometries()
        if columns != self._columns:
            self._stay_at(first)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The items in sight."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, current = option.state, self.currentIndex()
        chosen, focused = self.selectionModel(), self.hasFocus()
        for number in self.seen():
            index = self.model().index(number, 0)
            option.rect = self.visualRect(index)
            if not event.rect().intersects(option.rect):
                continue
            option.state = plain
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if focused and number == current.row():
                option.state |= QStyle.StateFlag.State_HasFocus
            else:
                option.state &= ~QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _count(self) -> int:
        return self.model().rowCount()

    def _nearest(self, point: QPoint) -> Index:
        """The item there, or the one that the hand meant which went past the edge."""
        right, bottom = self.viewport().width() - 1, self._cell.height() * (-(-self._count() // self.columns))
        y = min(max(point.y(), -self.verticalOffset()), bottom - self.verticalOffset() - 1)
        index = self.indexAt(QPoint(min(max(point.x(), 0), right), y))
        return index if index.isValid() else self.model().index(self._count() - 1, 0)

    def _looked_at(self) -> int:
        """The current item where it is in sight, else the first one there."""
        first = self.verticalOffset() // self._cell.height() * self._columns
        current = self.currentIndex()
        shown = current.isValid() and self.viewport().rect().intersects(self.visualRect(current))
        return current.row() if shown else first

    def _stay_at(self, row: int) -> None:
        if 0 <= row < self._count():
            self.scrollTo(self.model().index(row, 0))
