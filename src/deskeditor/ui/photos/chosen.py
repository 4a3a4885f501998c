"""Which photos are chosen: the sheet and the table show the same, and keep it when the list is made anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal
from PySide6.QtWidgets import QAbstractItemView

from deskeditor.ui.photos.photo_model import PhotoModel

Flag = QItemSelectionModel.SelectionFlag


class Chosen(QObject):
    """What commands act on. The two views have one model; a frame is current in the one, a cell in the other."""

    changed = Signal()
    """Other photos are chosen, or another one is current."""

    def __init__(self, model: PhotoModel, sheet: QAbstractItemView, table: QAbstractItemView) -> None:
        super().__init__(sheet)
        self._model = model
        self._views = (sheet, table)
        self._busy = False
        self._kept: tuple[list[str], str, int] = ([], "", 1)
        for view, other in ((sheet, table), (table, sheet)):
            self._connect(view, other)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._bring_back)

    @property
    def current_id(self) -> str:
        """The photo that commands of one photo act on; empty for none."""
        return self._model.id_at(self._views[0].currentIndex())

    @property
    def ids(self) -> list[str]:
        """The photos that are chosen, in the order of the list, or the current one."""
        ranges = self._views[0].selectionModel().selection().toList()
        rows = sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})
        return [self._model.ids[row] for row in rows] or [key for key in (self.current_id,) if key]

    def go_to(self, photo_id: str) -> None:
        """Choose this photo alone, if the list has it."""
        index = self._model.index_of(photo_id)
        if index.isValid():
            # Not by the view: with Ctrl held, as in Ctrl+Z, it would choose this one too.
            self._views[0].selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
            self._views[0].scrollTo(index)

    def _connect(self, view: QAbstractItemView, other: QAbstractItemView) -> None:
        view.selectionModel().selectionChanged.connect(lambda *_: self._once(lambda: self._mirror(view, other)))
        view.selectionModel().currentChanged.connect(
            lambda now, _before: self._once(lambda: self._go_along(now, other))
        )

    def _once(self, follow: Callable[[], None]) -> None:
        if self._busy:
            return
        self._busy = True
        follow()
        self._busy = False
        self.changed.emit()

    def _mirror(self, view: QAbstractItemView, other: QAbstractItemView) -> None:
        rows = QItemSelection()
        last = self._model.columnCount() - 1
        for part in view.selectionModel().selection().toList():
            rows.select(self._model.index(part.top(), 0), self._model.index(part.bottom(), last))
        other.selectionModel().select(rows, Flag.ClearAndSelect)

    def _go_along(self, now: QModelIndex, other: QAbstractItemView) -> None:
        if now.isValid() and other.currentIndex().row() != now.row():
            column = 0 if other is self._views[0] else max(1, other.currentIndex().column())
            index = self._model.index(now.row(), column)
            other.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
            other.scrollTo(index)

    def _keep(self) -> None:
        ids = self.ids if self._views[0].selectionModel().hasSelection() else []
        self._kept = (ids, self.current_id, max(1, self._views[1].currentIndex().column()))

    def _bring_back(self) -> None:
        chosen, current, cell = self._kept
        wanted, rows, last = set(chosen), QItemSelection(), self._model.columnCount() - 1
        for row, key in enumerate(self._model.ids) if wanted else ():
            if key in wanted:
                rows.select(self._model.index(row, 0), self._model.index(row, last))
        index = self._model.index_of(current)
        self._busy = True
        for column, view in zip((0, cell), self._views, strict=True):
            if index.isValid():
                view.selectionModel().setCurrentIndex(index.siblingAtColumn(column), Flag.NoUpdate)
                view.scrollTo(index)
            view.selectionModel().select(rows, Flag.ClearAndSelect)
        self._busy = False
        self.changed.emit()
