"""Why something cannot be decided of a picture, said on the picture itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskeditor.ui.parts import announce
from deskeditor.ui.theme import SPACE


class Refusal(QLabel):
    """A line at the head of the view, over what is there: the picture does not move under the hand."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setProperty("refusal", True)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(view)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        column.addWidget(self, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say it; empty takes it away."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self)
