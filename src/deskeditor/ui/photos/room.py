"""The Photos room: see the archive as a sheet, say what is on each picture in the table below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.photo import Photo
from deskeditor.core.queries import PhotoFilter
from deskeditor.ui.editor.clipboard import pictures_of
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.history import History
from deskeditor.ui.parts import Choice, action_button, hairline
from deskeditor.ui.photos.delegates import CELL, CellDelegate, FrameDelegate
from deskeditor.ui.photos.photo_model import COLUMNS, PhotoModel
from deskeditor.ui.search_keys import SearchKeys
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.wording import photos

SEARCH_PAUSE = 120
"""Milliseconds after a key before the desk is asked."""


ABOUT = "photos"


class ContactSheet(QListView):
    """Delete puts the chosen photo into the bin."""

    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class PhotosRoom(QWidget):
    """Sheet and table show the same photos, and the same one as current."""

    dropped = Signal(list)
    """Picture files for the archive (``Path``)."""

    def __init__(self, services: Services, on_needs: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._columns_set = False
        self.setAcceptDrops(True)
        self.model = PhotoModel(services.jobs, services.keeping, self)
        self._history = History[Photo](
            services.jobs, self, self._go_to, lambda error: services.jobs.failed.emit(error, ABOUT), ABOUT
        )
        self.model.edited.connect(self._history.add)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        leave_window_keys(self.search)
        SearchKeys(self.search, self._go_to_found)
        self.search.setPlaceholderText(self.tr("Search photos"))
        self.search.setAccessibleName(self.tr("Search photos"))
        self.search.setFixedWidth(72 * SPACE)
        self.filter = Choice()
        self.filter.setAccessibleName(self.tr("Which photos are shown"))
        for title, only in self._filters():
            self.filter.addItem(title, only)
        self._count = QLabel()
        self._count.setProperty("rest", True)
        self.sheet = self._make_sheet()
        self.table = self._make_table()
        self._add = action_button(services.actions["photo.add"], primary=True)
        self._empty = EmptyState(*self._nothing(asked=False), self._add)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.filter.currentIndexChanged.connect(lambda: self._ask())
        self.model.filled.connect(self._show_count)
        self.sheet.selectionModel().currentChanged.connect(lambda _now, _before: on_needs())
        self.model.modelReset.connect(on_needs)
        for view in (self.sheet, self.table):
            names = ("photo.place", "photo.add", "photo.discard")
            view.addActions([services.actions[name] for name in names])
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        services.pictures.arrived.connect(lambda _photo, _box: self.sheet.viewport().update())
        self.model.refresh()

    def take_focus(self) -> None:
        """Give the focus to the photos; to the one button where there are none."""
        (self.sheet if self.sheet.isVisible() else self._add).setFocus()

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """What is looked for, the sheet, the table."""
        return (self._head, self.sheet, self.table, self._empty)

    @property
    def current_id(self) -> str:
        """The photo that is chosen; empty for none."""
        return self.model.id_at(self.sheet.currentIndex())

    def undo(self) -> None:
        """Take back the last words said of a photo."""
        self._history.undo()

    def redo(self) -> None:
        """Say them again."""
        self._history.redo()

    def _go_to(self, photo: Photo) -> None:
        index = self.model.index_of(photo.id)
        if index.isValid():
            self.sheet.setCurrentIndex(index)

    def move_chosen(self, step: int) -> None:
        """Photos have the order in which they came."""

    def _filters(self) -> list[tuple[str, PhotoFilter]]:
        return [
            (self.tr("All photos"), PhotoFilter()),
            (self.tr("In no story"), PhotoFilter(unused=True)),
            (self.tr("Without a caption"), PhotoFilter(missing="caption")),
            (self.tr("Without alt text"), PhotoFilter(missing="alt")),
            (self.tr("Without a credit"), PhotoFilter(missing="credit")),
        ]

    def _make_sheet(self) -> QListView:
        sheet = ContactSheet()
        sheet.deleted.connect(self._services.actions["photo.discard"].trigger)
        sheet.setAccessibleName(self.tr("Contact sheet"))
        sheet.setModel(self.model)
        sheet.setViewMode(QListView.ViewMode.IconMode)
        sheet.setMovement(QListView.Movement.Static)
        sheet.setResizeMode(QListView.ResizeMode.Adjust)
        sheet.setUniformItemSizes(True)
        sheet.setLayoutMode(QListView.LayoutMode.Batched)
        sheet.setGridSize(CELL)
        sheet.setItemDelegate(FrameDelegate(self._services.pictures, sheet))
        sheet.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        sheet.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        sheet.setIconSize(QSize(CELL.width(), CELL.height()))
        return sheet

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName(self.tr("Caption desk"))
        table.setModel(self.model)
        table.setItemDelegate(CellDelegate(table))
        # Not on a mere change of the current cell: that comes from the sheet too, which then keeps the focus.
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            triggers.DoubleClicked | triggers.SelectedClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)  # Tab leaves the table; while a cell is edited it goes on to the next
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(9 * SPACE)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.sectionResized.connect(lambda *_: self._on_columns_set())
        table.selectionModel().currentChanged.connect(self._on_cell)
        self.sheet.selectionModel().currentChanged.connect(self._on_frame)
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider window has more room for words, until the user has set the columns."""
        super().resizeEvent(event)
        if not self._columns_set:
            self._fit_columns()

    def _fit_columns(self) -> None:
        spare = max(0, self.width() - sum(column.width for column in COLUMNS))
        parts = sum(column.share for column in COLUMNS)
        for number, column in enumerate(COLUMNS):
            self.table.setColumnWidth(number, column.width + spare * column.share // parts)

    def _on_columns_set(self) -> None:
        self._columns_set |= QApplication.mouseButtons() != Qt.MouseButton.NoButton

    def _lay_out(self) -> None:
        self._head = QWidget()
        bar = QHBoxLayout(self._head)
        bar.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        bar.setSpacing(2 * SPACE)
        bar.addWidget(self.search)
        bar.addWidget(self.filter)
        bar.addWidget(self._count)
        bar.addStretch(1)
        bar.addWidget(action_button(self._services.actions["photo.add"]))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.sheet)
        splitter.addWidget(self.table)
        splitter.setSizes([130 * SPACE, 70 * SPACE])
        self._stack = QStackedWidget()
        self._stack.addWidget(splitter)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)

    def _ask(self) -> None:
        only = self.filter.currentData()
        self.model.show(PhotoFilter(unused=only.unused, missing=only.missing, text=self.search.text().strip()))

    def _show_count(self) -> None:
        count = len(self.model.ids)
        self._count.setText(photos(count))
        asked = bool(self.search.text() or self.filter.currentIndex())
        self._stack.setCurrentIndex(0 if count else 1)
        self._empty.say(*self._nothing(asked=asked))

    def _nothing(self, *, asked: bool) -> tuple[str, str]:
        if asked:
            return self.tr("Nothing found"), self.tr("No photo has these words and passes this filter.")
        said = self.tr("Drop pictures here. Originals are kept as they are; what the files say of themselves is read.")
        return self.tr("No photos yet"), said

    def _go_to_found(self) -> bool:
        if self.model.ids:
            self.sheet.setFocus()
            if not self.sheet.currentIndex().isValid():
                self.sheet.setCurrentIndex(self.model.index(0, 0))
        return bool(self.model.ids)

    def _on_frame(self, index: QModelIndex) -> None:
        if index.isValid() and self.table.currentIndex().row() != index.row():
            column = max(1, self.table.currentIndex().column())
            self.table.selectionModel().setCurrentIndex(
                self.model.index(index.row(), column),
                self.table.selectionModel().SelectionFlag.ClearAndSelect,
            )
            self.table.scrollTo(self.model.index(index.row(), 0))

    def _on_cell(self, index: QModelIndex) -> None:
        if index.isValid() and self.sheet.currentIndex().row() != index.row():
            self.sheet.setCurrentIndex(self.model.index(index.row(), 0))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Picture files may be dropped anywhere in the room."""
        if pictures_of(event.mimeData()) and not self._services.jobs.read_only:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """As above, on the way."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are taken into the archive; the files stay where they are."""
        paths: list[Path] = pictures_of(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.activateWindow()
        self.dropped.emit(paths)
