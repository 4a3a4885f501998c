"""The caption desk: a row a photo, a column a field, edited in place."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QTableView, QWidget

from deskeditor.ui.expanding import Expanding
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.cells import CellDelegate
from deskeditor.ui.photos.columns import COLUMNS, FILE
from deskeditor.ui.photos.photo_model import PhotoModel
from deskeditor.ui.pictures import Pictures
from deskeditor.ui.theme import SPACE

Flag = QItemSelectionModel.SelectionFlag
Hint = QAbstractItemDelegate.EndEditHint
STEPS = {Hint.EditNextItem: 1, Hint.EditPreviousItem: -1}


class CaptionTable(QTableView):
    """Rows are chosen, one cell is current: Shift and Ctrl choose several, Enter or any letter edits the cell."""

    next_wanted = Signal()
    """Ctrl+Enter: save, and on to the next photo."""
    told = Signal(str, str)
    """The field of the current cell, and what stands in it, while it is typed."""

    def __init__(
        self, model: PhotoModel, pictures: Pictures, expanding: Expanding, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns_set = False
        self.setAccessibleName(self.tr("Caption desk"))
        self.setModel(model)
        self.cells = CellDelegate(self, model, pictures, expanding)
        self.cells.next_wanted.connect(self.next_wanted)
        self.cells.typed.connect(self.told)
        self.setItemDelegate(self.cells)
        pictures.arrived.connect(lambda _photo, _box: self.viewport().update())
        # Not on a mere change of the current cell: that comes from the sheet too, which then keeps the focus.
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the table; while a cell is edited it goes on to the next
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(10 * SPACE)
        header = self.horizontalHeader()
        # One of its own, that is never used: to draw itself a header asks of every cell whether it is chosen.
        header.setSelectionModel(QItemSelectionModel(model, self))
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(lambda *_: self._leave_cell())
        self.setSortingEnabled(True)
        header.sectionResized.connect(lambda *_: self._on_columns_set())

    def go_to(self, index: QModelIndex) -> None:
        """Make the cell current; its row is chosen alone unless it is among those chosen."""
        chosen = self.selectionModel().isRowSelected(index.row(), QModelIndex())
        flags = Flag.NoUpdate if chosen else Flag.ClearAndSelect | Flag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def edit_at(self, index: QModelIndex) -> None:
        """Go to the cell and begin to type in it."""
        self.go_to(index)
        self.setFocus()
        self.edit(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell what stands in the cell that is current now."""
        super().currentChanged(current, previous)
        if current.isValid() and current.column() != FILE:
            self.told.emit(COLUMNS[current.column()].name, str(current.data() or ""))

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Tab goes on to the next cell that can be edited, of the next row behind the last."""
        step = STEPS.get(hint, 0)
        super().closeEditor(editor, Hint.NoHint if step else hint)
        if step:
            place = self.currentIndex()
            row, column = divmod(place.row() * len(COLUMNS) + place.column() + step, len(COLUMNS))
            if column == FILE:
                row, column = (row, FILE + 1) if step > 0 else (row - 1, len(COLUMNS) - 1)
            if 0 <= row < self.model().rowCount():
                self.edit_at(self.model().index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits as F2 does, with the caret behind the words; a letter takes the place of the words."""
        opens = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        self.cells.appends = event.key() in opens
        if event.key() in opens and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_wanted.emit()
        elif event.key() in opens and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
        self.cells.appends = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit, with the caret behind the words."""
        self.cells.appends = True
        super().mouseDoubleClickEvent(event)
        self.cells.appends = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider table has more room for words, until the user has set the columns."""
        super().resizeEvent(event)
        if not self._columns_set:
            self._fit_columns()

    def _fit_columns(self) -> None:
        spare = max(0, self.width() - sum(column.width for column in COLUMNS))
        parts = sum(column.share for column in COLUMNS)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, column.width + spare * column.share // parts)

    def _leave_cell(self) -> None:
        """Rows that are asked to change places wait for no cell."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def _on_columns_set(self) -> None:
        self._columns_set |= QApplication.mouseButtons() != Qt.MouseButton.NoButton
