"""The table of the list of stories; made after the first paint."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from deskeditor.ui.jobs import Jobs
from deskeditor.ui.write.article_delegate import ArticleDelegate, row_height
from deskeditor.ui.write.article_model import ROW, ArticleModel


class ArticleView(QTableView):
    """One story is current; ``chosen`` when the user makes another the current one."""

    chosen = Signal(str)
    entered_story = Signal(str)
    """Enter or a double click: the user wants to write in it."""
    deleted = Signal(str)
    """Delete, with the row of that story as the current one."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stories = ArticleModel(jobs, self)
        self.setObjectName("stories")
        self.setAccessibleName(self.tr("Stories"))
        self.setModel(self.stories)
        self.setItemDelegate(ArticleDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height(self.font()))
        self._wanted = ""
        self._settling = False
        self.stories.modelAboutToBeReset.connect(self._hold)
        self.stories.modelReset.connect(self._settle)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self.activated.connect(lambda index: self.entered_story.emit(self.stories.id_at(index)))

    @property
    def current_id(self) -> str:
        """The story whose row is current; empty for none."""
        return self.stories.id_at(self.currentIndex())

    def glance(self) -> QPixmap:
        """A picture of the rows, none of them chosen."""
        self.select_story("")
        return self.viewport().grab()

    def ask_for_top(self) -> None:
        """Read the first page of rows before it is painted."""
        self.stories.index(0, 0).data(ROW)

    def select_story(self, article_id: str) -> None:
        """Make the story the current one, without choosing it again."""
        self._wanted = article_id
        self._settle()

    def go_to_first(self) -> bool:
        """Take the focus, with the first story current where none is; False where there is none to go to."""
        if not self.stories.ids:
            return False
        self.setFocus()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.stories.index(0, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current_id:
            self.deleted.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def _hold(self) -> None:
        self._settling = True

    def _settle(self) -> None:
        self._settling = True
        index = self.stories.index_of(self._wanted)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._settling = False

    def _on_row(self, index: QModelIndex) -> None:
        article_id = self.stories.id_at(index)
        if not self._settling and article_id and article_id != self._wanted:
            self._wanted = article_id
            self.chosen.emit(article_id)
