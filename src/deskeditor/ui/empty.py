"""What stands where nothing is yet: what this is, one button, its shortcut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from deskeditor.ui.theme import SPACE


class EmptyState(QWidget):
    """A title, a sentence, and the one thing to do about it."""

    def __init__(
        self, title: str, sentence: str, button: QPushButton | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addStretch(2)
        self._title = QLabel(title)
        self._title.setProperty("heading", True)
        self._sentence = QLabel(sentence)
        self._sentence.setProperty("rest", True)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        if button is not None:
            column.addSpacing(2 * SPACE)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, title: str, sentence: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._sentence.setText(sentence)
