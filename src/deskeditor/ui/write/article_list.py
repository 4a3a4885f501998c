"""The list of stories: a search field, a filter of status, two-line rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.ui.actions import Actions
from deskeditor.ui.parts import Choice
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.glance import Glance

if TYPE_CHECKING:
    from deskeditor.ui.empty import EmptyState
    from deskeditor.ui.jobs import Jobs
    from deskeditor.ui.write.article_view import ArticleView

SEARCH_PAUSE = 120
"""Milliseconds after a key before the desk is asked."""


class ArticleList(QWidget):
    """Chooses a story: ``chosen`` when the row changes, ``entered`` when the user wants to write in it.

    Until it is read it shows ``glance``, a picture of the last time.
    """

    chosen = Signal(str)
    entered = Signal(str)
    shown = Signal()
    """Its rows, or that there are none, are on the screen."""
    filled = Signal(int)
    """The list has been read: how many stories it has, where nothing is searched for."""

    view: ArticleView
    _empty: EmptyState
    is_read = False
    """Whether the desk has been asked for the stories and has answered."""

    def __init__(self, actions: Actions, glance: QPixmap | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search all stories"))
        self.search.setAccessibleName(self.tr("Search all stories"))
        self.search.setToolTip(actions["find.desk"].toolTip())
        self.search.setClearButtonEnabled(True)
        self.status = Choice()
        self.status.setAccessibleName(self.tr("Status of the stories shown"))
        self.status.addItem(self.tr("All statuses"), None)
        self._count = QLabel()
        self._count.setProperty("rest", True)
        self._stack = QStackedWidget()
        self._stack.addWidget(Glance(glance or QPixmap()))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE)
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

    def complete(self, jobs: Jobs) -> None:
        """Make the list itself, and read it."""
        from deskeditor.core.article import Status
        from deskeditor.ui.empty import EmptyState
        from deskeditor.ui.search_keys import SearchKeys
        from deskeditor.ui.window_keys import leave_window_keys
        from deskeditor.ui.wording import status_word
        from deskeditor.ui.write.article_view import ArticleView

        for status in Status:
            self.status.addItem(status_word(status), status)
        self.view = ArticleView(jobs)
        self._empty = EmptyState("", "")
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.setTabOrder(self.status, self.view)
        SearchKeys(self.search, self.view.go_to_first)
        leave_window_keys(self.search)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.status.currentIndexChanged.connect(lambda: self._ask())
        self.view.chosen.connect(self.chosen)
        self.view.entered_story.connect(self.entered)
        self.view.stories.filled.connect(self._on_filled)
        self.view.stories.dataChanged.connect(self._on_rows)
        self.view.stories.refresh()

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def _ask(self) -> None:
        from deskeditor.core.article import Status
        from deskeditor.core.queries import ArticleFilter

        self._pause.stop()
        status = self.status.currentData()
        only = ArticleFilter(text=self.search.text().strip(), status=Status(status) if status else None)
        self.view.stories.show(only)

    def _on_filled(self) -> None:
        from deskeditor.ui.wording import stories

        count = len(self.view.stories.ids)
        self._count.setText(stories(count))
        asked = bool(self.search.text() or self.status.currentIndex())
        self.is_read = True
        if not asked:
            self.filled.emit(count)
        if asked:
            self._empty.say(self.tr("Nothing found"), self.tr("No story has these words and this status."))
        else:
            self._empty.say("", self.tr("Stories are listed here, the latest on top."))
        if not count:
            self._stack.setCurrentWidget(self._empty)
            self.shown.emit()
        elif self._stack.currentWidget() is self._empty or asked:
            self._stack.setCurrentWidget(self.view)
        else:
            self.view.ask_for_top()  # the glance stays until it comes

    def _on_rows(self) -> None:
        if self.view.stories.ids:
            self._stack.setCurrentWidget(self.view)
            self.shown.emit()
