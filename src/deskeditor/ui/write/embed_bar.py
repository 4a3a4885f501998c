"""Address and title of an embed: a bar below the page, Enter sets them. Nothing is ever fetched."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.parts import FootBar
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys


class EmbedBar(FootBar):
    """Enter puts the embed into the story, or changes the one at the caret; Escape goes back to the page."""

    def __init__(self, editor: StoryEditor, strip: MessageStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._strip = strip
        editor.loaded.connect(self.hide)
        self.url = QLineEdit()
        self.url.setAccessibleName(self.tr("Address of the embed"))
        self.url.setPlaceholderText("https://")
        self.title = QLineEdit()
        self.title.setAccessibleName(self.tr("Title of the embed"))
        self.title.setPlaceholderText(self.tr("What it is called"))
        leave_window_keys(self.url, self.title)
        word = QLabel(self.tr("Embed"))
        word.setProperty("rest", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(word)
        row.addWidget(self.url, 3)
        row.addWidget(self.title, 2)
        self.hide()

    def open(self) -> None:
        """Show the bar, with the embed at the caret where there is one."""
        url, title = self._editor.embed_at_cursor()
        self.url.setText(url)
        self.title.setText(title)
        self.show()
        self.url.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.url.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._set()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _set(self) -> None:
        try:
            self._editor.set_embed(self.url.text(), self.title.text())
        except DeskError as error:
            self._strip.error(error)
            return
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self._editor.setFocus()
