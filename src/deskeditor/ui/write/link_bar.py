"""The address of a link: a bar below the page, Enter sets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.theme import SPACE


class LinkBar(QWidget):
    """Enter links the selection (or the word at the cursor), an empty address takes the link away, Escape goes back."""

    def __init__(self, editor: StoryEditor, strip: MessageStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._strip = strip
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Address of the link"))
        self.field.setPlaceholderText("https://")
        remove = QPushButton(self.tr("Remove link"))
        remove.clicked.connect(lambda: self._set(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, SPACE)
        row.addWidget(self.field, 1)
        row.addWidget(remove)
        self.hide()

    def open(self) -> None:
        """Show the bar with the address at the cursor."""
        self.field.setText(self._editor.link_at_cursor())
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _set(self, address: str) -> None:
        try:
            if address:
                self._editor.set_link(address)
            else:
                self._editor.remove_link()
        except DeskError as error:
            self._strip.error(error)
            return
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self._editor.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._set(self.field.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
