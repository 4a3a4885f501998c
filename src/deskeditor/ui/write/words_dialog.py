"""The desk dictionary and the words that a story ignores: to see them, to add to them and to take out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.desk import Desk
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.parts import push_button
from deskeditor.ui.theme import SPACE, tones

Remove = Callable[[Desk, str], Done[str]]


class WordList(QListWidget):
    """Words of which Delete takes out the chosen; typing letters goes to a word."""

    def __init__(self, name: str, remove: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("words")
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._remove = remove

    def fill(self, words: list[str]) -> None:
        """Show these, in the order of the alphabet; the place in the list stays."""
        row = self.currentRow()
        self.clear()
        self.addItems(sorted(words, key=str.casefold))
        self.setCurrentRow(min(max(row, 0), self.count() - 1))

    def remove_chosen(self) -> None:
        """Take the chosen words out."""
        for item in self.selectedItems():
            self._remove(item.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, or that there are none."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(tones().rest))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.tr("None yet"))
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_chosen()
        else:
            super().keyPressEvent(event)


class WordsDialog(QDialog):
    """Every change is made at once; what is refused is said in the dialog."""

    def __init__(self, jobs: Jobs, article_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs = jobs
        self._article_id = article_id
        self.setWindowTitle(self.tr("Desk dictionary"))
        self.setMinimumSize(140 * SPACE, 100 * SPACE)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("A word to add"))
        self.field.setPlaceholderText(self.tr("A word or name to add"))
        self.field.installEventFilter(self)
        self._add = push_button(self.tr("Add"))
        self._add.clicked.connect(self._on_add)
        self.words = WordList(self.tr("Words of the desk"), self._remove)
        self.ignored = WordList(self.tr("Ignored in this story"), self._heed)
        self._said = QLabel(self.tr("The words of the desk are right in every story. Neither list is exported."))
        self._said.setWordWrap(True)
        self._said.setProperty("rest", True)
        self._wrong = QLabel()
        self._wrong.setWordWrap(True)
        self._wrong.setProperty("tone", "error")
        self._wrong.hide()
        self._lay_out()
        for widget in (self.field, self._add):
            widget.setEnabled(not jobs.read_only)
        jobs.changed.connect(self._on_changed)
        self._read()

    def _lay_out(self) -> None:
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.addWidget(self.field, 0, 0)
        grid.addWidget(self._add, 0, 1, Qt.AlignmentFlag.AlignLeft)
        columns = ((self.words, self.tr("Words of the desk")), (self.ignored, self.tr("Ignored in this story")))
        for column, (words, title) in enumerate(columns):
            label = QLabel(title)
            label.setProperty("heading", True)
            label.setBuddy(words)
            remove = push_button(self.tr("Remove"))
            remove.setAccessibleName(self.tr("Remove from: {list}").format(list=title))
            remove.setToolTip(self.tr("Remove (Del)"))
            remove.setEnabled(False)
            remove.clicked.connect(words.remove_chosen)
            words.itemSelectionChanged.connect(
                lambda words=words, remove=remove: remove.setEnabled(
                    bool(words.selectedItems()) and not self._jobs.read_only
                )
            )
            grid.addWidget(label, 1, column)
            grid.addWidget(words, 2, column)
            grid.addWidget(remove, 3, column, Qt.AlignmentFlag.AlignLeft)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column_.setSpacing(3 * SPACE)
        column_.addLayout(grid, 1)
        column_.addWidget(self._wrong)
        column_.addWidget(self._said)
        column_.addWidget(close)

    def _read(self) -> None:
        self._jobs.read_in_turn(self, lambda desk: desk.words.all(), self.words.fill, self._refuse)
        if self._article_id:
            article_id = self._article_id
            self._jobs.read_in_turn(self, lambda desk: desk.words.ignored(article_id), self.ignored.fill, self._refuse)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.words:
            self._read()

    def _on_add(self) -> None:
        word = self.field.text().strip()
        self._wrong.hide()
        if word:
            self._jobs.mutate(self, lambda desk: desk.words.add(word), lambda _word: self.field.clear(), self._refuse)

    def _remove(self, word: str) -> None:
        self._jobs.mutate(self, lambda desk: desk.words.remove(word), None, self._refuse)

    def _heed(self, word: str) -> None:
        article_id = self._article_id
        self._jobs.mutate(self, lambda desk: desk.words.heed(article_id, word), None, self._refuse)

    def _refuse(self, error: DeskError) -> None:
        self._wrong.setText(error.sentence())
        self._wrong.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds the word; the dialog stays open for the next one."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._on_add()
            return True
        return super().eventFilter(watched, event)
