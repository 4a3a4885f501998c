"""Find in the story: a bar below the page, not a box above it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextEdit, QToolButton, QWidget

from deskeditor.ui.parts import FootBar
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys


class FindBar(FootBar):
    """Enter finds the next, Shift+Enter the one before, Escape goes back to the page."""

    def __init__(self, editor: QTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Find in the story"))
        self.field.setPlaceholderText(self.tr("Find in the story"))
        self._said = QLabel()
        self._said.setProperty("rest", True)
        leave_window_keys(self.field)
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName(self.tr("Close the search"))
        close.setToolTip(self.tr("Close the search (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.field, 1)
        row.addWidget(self._said)
        row.addWidget(close)
        close.clicked.connect(self._leave)
        self.field.textEdited.connect(self._on_text)
        self.hide()

    def open(self) -> None:
        """Show the bar with what is selected on the page."""
        selected = self._editor.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.field.setText(selected)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search(self, *, back: bool = False) -> bool:
        """Select the next match, from the top again after the last."""
        text = self.field.text()
        if not text:
            self._said.clear()
            return False
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if self._editor.find(text, flags):
            self._said.clear()
            return True
        start = self._editor.textCursor()
        around = QTextCursor(start)
        around.movePosition(QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start)
        self._editor.setTextCursor(around)
        if self._editor.find(text, flags):
            self._said.setText(self.tr("From the end again") if back else self.tr("From the top again"))
            return True
        self._editor.setTextCursor(start)
        self._said.setText(self.tr("Not in this story"))
        return False

    def _on_text(self) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._editor.setTextCursor(cursor)
        self.search()

    def _leave(self) -> None:
        self.hide()
        self._editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
