"""The list of stories: a search field, a filter of status, two-line rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.article import Status
from deskeditor.core.queries import ArticleFilter
from deskeditor.ui.actions import Actions
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import status_word, stories
from deskeditor.ui.write.article_delegate import ArticleDelegate
from deskeditor.ui.write.article_model import ArticleModel

SEARCH_PAUSE = 120
"""Milliseconds after a key before the desk is asked."""


class ArticleList(QWidget):
    """Chooses a story; ``chosen`` when the row changes, ``entered`` when the user wants to write in it."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, jobs: Jobs, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ArticleModel(jobs, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search all stories"))
        self.search.setAccessibleName(self.tr("Search all stories"))
        self.search.setToolTip(actions["find.desk"].toolTip())
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.status = QComboBox()
        self.status.setAccessibleName(self.tr("Status of the stories shown"))
        self.status.addItem(self.tr("All statuses"), None)
        for status in Status:
            self.status.addItem(status_word(status), status)
        self._count = QLabel()
        self._count.setProperty("rest", True)
        self.view = self._make_view()
        self._empty = EmptyState("", "", actions["story.new"])
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._lay_out()
        self._settling = False
        self._wanted = ""
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.status.currentIndexChanged.connect(lambda: self._ask())
        self.model.modelAboutToBeReset.connect(lambda: setattr(self, "_settling", True))
        self.model.modelReset.connect(self._settle)
        self.model.filled.connect(self._show_count)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self.view.activated.connect(lambda index: self.entered.emit(self.model.id_at(index)))

    @property
    def current_id(self) -> str:
        """The story whose row is chosen; empty for none."""
        return self.model.id_at(self.view.currentIndex())

    def load(self) -> None:
        """Read the list for the first time."""
        self.model.refresh()

    def select(self, article_id: str) -> None:
        """Show which story is open, without choosing it again."""
        self._wanted = article_id
        self._settle()

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setAccessibleName(self.tr("Stories"))
        view.setModel(self.model)
        view.setItemDelegate(ArticleDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setMouseTracking(True)
        view.setWordWrap(False)
        view.horizontalHeader().hide()
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ArticleDelegate.row_height(self.font()))
        view.viewport().setAutoFillBackground(False)
        return view

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        head.setSpacing(2 * SPACE)
        head.addWidget(self.search)
        row = QHBoxLayout()
        row.addWidget(self.status)
        row.addStretch(1)
        row.addWidget(self._count)
        head.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _ask(self) -> None:
        self._pause.stop()
        status = self.status.currentData()
        self.model.show(ArticleFilter(text=self.search.text().strip(), status=Status(status) if status else None))

    def _settle(self) -> None:
        self._settling = True
        index = self.model.index_of(self._wanted)
        if index.isValid():
            self.view.setCurrentIndex(index)
        else:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        self._settling = False

    def _show_count(self) -> None:
        count = len(self.model.ids)
        self._count.setText(stories(count))
        self._stack.setCurrentWidget(self.view if count else self._empty)
        if not count and (self.search.text() or self.status.currentIndex()):
            self._empty.say(self.tr("Nothing found"), self.tr("No story has these words and this status."))
        elif not count:
            self._empty.say(self.tr("No stories yet"), self.tr("A story is written here, and saves itself."))

    def _on_row(self, index: QModelIndex) -> None:
        article_id = self.model.id_at(index)
        if not self._settling and article_id and article_id != self._wanted:
            self._wanted = article_id
            self.chosen.emit(article_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down or Enter in the search field goes to what was found; Escape empties it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.ids:
                self._ask()
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                if not self.view.currentIndex().isValid():
                    self.view.setCurrentIndex(self.model.index(0, 0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)
