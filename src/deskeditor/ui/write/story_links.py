"""Links to other stories of the desk: found by letters of a headline, kept as ``story:ID``, shown by the headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from deskeditor.core.article import ArticleRow
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.wording import moment, status_word

if TYPE_CHECKING:
    from deskeditor.desk import Desk

STORY = "story:"
FEWEST = 2
"""Letters before the desk is asked."""
MOST = 6
ID = Qt.ItemDataRole.UserRole
HEADLINE = Qt.ItemDataRole.UserRole + 1


class StoryLinks(QListWidget):
    """The stories that what is typed into a field may mean, below the field; Down and Up choose among them."""

    chosen = Signal(str, str)
    """A story was clicked: its address and its headline."""
    known = Signal(str)
    """The headline of the story asked for by ``name``."""

    def __init__(self, jobs: Jobs, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._field = field
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Stories of the desk"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()
        field.installEventFilter(self)
        field.textEdited.connect(self._ask)
        self.itemClicked.connect(lambda item: self.chosen.emit(*_of(item)))

    def take(self) -> tuple[str, str] | None:
        """Address and headline of the story that is chosen; None where none is."""
        item = self.currentItem() if not self.isHidden() else None
        return _of(item) if item is not None else None

    def name(self, address: str) -> None:
        """Ask for the headline of the story that an address leads to, if it leads to one."""
        if address.startswith(STORY):
            key = address.removeprefix(STORY)
            self._jobs.read(self, lambda desk: desk.articles.rows([key]), self._tell)

    def _tell(self, rows: list[ArticleRow]) -> None:
        for row in rows:
            self.known.emit(row.headline or self.tr("Untitled"))

    def _ask(self, typed: str) -> None:
        text = typed.strip()
        if len(text) < FEWEST or ":" in text or "/" in text:
            self.hide()
            return
        self._jobs.read(self, lambda desk: _found(desk, text), lambda rows: self._offer(text, rows))

    def _offer(self, asked: str, rows: list[ArticleRow]) -> None:
        if asked != self._field.text().strip() or not self._field.isVisible():
            return  # more was typed since, and is asked for by itself
        self.clear()
        for row in rows:
            headline = row.headline or self.tr("Untitled")
            item = QListWidgetItem(f"{headline}   {status_word(row.status)} · {moment(row.modified)}")
            item.setData(ID, STORY + row.id)
            item.setData(HEADLINE, headline)
            self.addItem(item)
        self.setVisible(bool(rows))
        self.setFixedHeight(max(1, len(rows)) * (self.fontMetrics().height() + 8) + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that choose."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and not self.isHidden():
                self.setCurrentRow(max(-1, min(self.count() - 1, self.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)


def _of(item: QListWidgetItem) -> tuple[str, str]:
    return str(item.data(ID)), str(item.data(HEADLINE))


def _found(desk: Desk, text: str) -> list[ArticleRow]:
    """Stories that have the words, those with them in the headline first."""
    return desk.articles.rows([hit.id for hit in desk.articles.search(text, MOST)])
