"""The address of a link: a bar below the page, Enter sets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.story_links import StoryLinks


class LinkBar(QWidget):
    """Enter links the selection (or the word at the cursor), an empty address takes the link away, Escape goes back.

    Letters of a headline propose the stories of the desk; Down chooses one, and Enter links to it.
    """

    def __init__(self, editor: StoryEditor, jobs: Jobs, strip: MessageStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._strip = strip
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Address of the link"))
        self.field.setPlaceholderText(self.tr("https://… or words of a headline"))
        self._stories = StoryLinks(jobs, self.field)
        self._stories.chosen.connect(self._set)
        self._stories.known.connect(self._say)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("rest", True)
        remove = QPushButton(self.tr("Remove link"))
        remove.clicked.connect(lambda: self._set(""))
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._stories)
        column.addLayout(row)
        column.addWidget(self.said)
        self.hide()

    def open(self) -> None:
        """Show the bar with the address at the cursor."""
        address = self._editor.link_at_cursor()
        self.field.setText(address)
        self._stories.hide()
        self.said.hide()
        self._stories.name(address)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _say(self, headline: str) -> None:
        self.said.setText(self.tr("Leads to the story “{headline}”").format(headline=headline))
        self.said.show()

    def _set(self, address: str, words: str = "") -> None:
        try:
            if address:
                self._editor.set_link(address, words)
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
            self._set(*(self._stories.take() or (self.field.text().strip(),)))
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
