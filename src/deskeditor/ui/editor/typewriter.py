"""Typewriter scrolling: the paper moves, and the line that is written on stays in the middle."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextEdit


class Typewriter(QObject):
    """Costs nothing while it is off. The mouse is followed nowhere: the line under it must not run away."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self.is_on = False
        editor.verticalScrollBar().rangeChanged.connect(self._make_room)

    def turn(self, *, on: bool) -> None:
        """Keep the caret's line in the middle, or leave it where it is."""
        if on == self.is_on:
            return
        self.is_on = on
        for signal in (self._editor.cursorPositionChanged, self._editor.textChanged):
            if on:
                signal.connect(self.centre)
            else:
                signal.disconnect(self.centre)
        if on:
            self._make_room()
            self.centre()

    def centre(self) -> None:
        """Move the page so that the caret's line is in the middle."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bar = self._editor.verticalScrollBar()
            middle = self._editor.viewport().height() // 2
            bar.setValue(bar.value() + self._editor.cursorRect().center().y() - middle)

    def _make_room(self) -> None:
        """Let the last line, too, come up to the middle."""
        bar = self._editor.verticalScrollBar()
        height = self._editor.document().documentLayout().documentSize().height()
        wanted = round(height) - self._editor.viewport().height() // 2
        if self.is_on and bar.maximum() < wanted:
            bar.setMaximum(wanted)
