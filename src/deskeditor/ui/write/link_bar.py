"""The address of a link: a bar below the page, Enter sets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.core.links import meant_address
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.parts import FootBar, push_button
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.write.story_links import STORY, StoryLinks


class LinkBar(FootBar):
    """Enter links the selection (or the word at the cursor), an empty address takes the link away, Escape goes back.

    What Enter will link to is said below the field where it is not what was typed, and so is why it cannot.

    Letters of a headline propose the stories of the desk; Down chooses one, and Enter links to it.
    """

    def __init__(self, editor: StoryEditor, jobs: Jobs, strip: MessageStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._strip = strip
        editor.loaded.connect(self.hide)
        self._before = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Address of the link"))
        self.field.setPlaceholderText(self.tr("https://…, name@… or words of a headline"))
        self.field.textEdited.connect(self._propose)
        leave_window_keys(self.field)
        self._stories = StoryLinks(jobs, self.field)
        self._stories.chosen.connect(self._set)
        self._stories.known.connect(self._say_story)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._remove = push_button(self.tr("Remove link"))
        self._remove.clicked.connect(lambda: self._set(""))
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.field, 1)
        row.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._stories)
        column.addLayout(row)
        column.addWidget(self.said)
        self.hide()

    def open(self) -> None:
        """Show the bar with the address at the cursor; in the plain fields, say where links can stand."""
        if not self._editor.state().marks_allowed:
            self._strip.tell(self.tr("Links stand in the text of a story and in captions."))
            return
        self._before = self._editor.link_at_cursor()
        self.field.setText(self._before)
        self._remove.setVisible(bool(self._before))
        self._stories.hide()
        self._stories.name(self._before)
        self.show()
        self._say("")
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _keep_words_in_sight(self) -> None:
        """What is linked is not hidden by the bar that asks where to."""
        self.take_room()
        self._editor.ensureCursorVisible()

    def _propose(self, typed: str) -> None:
        try:
            address = meant_address(typed)
        except DeskError:
            self._say("")  # it may still become one
        else:
            proposed = self.tr("Enter links to {address}").format(address=address)
            self._say(proposed if address != typed.strip() else "")

    def _say(self, sentence: str, *, refused: bool = False) -> None:
        self.said.setText(sentence)
        self.said.setProperty("tone", "error" if refused else "")
        self.said.setProperty("rest", not refused)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(sentence))
        self._keep_words_in_sight()
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self.said, QAccessible.Event.Alert))

    def _say_story(self, headline: str) -> None:
        self._say(self.tr("Leads to the story “{headline}”").format(headline=headline))

    def _set(self, typed: str, words: str = "") -> None:
        if not typed:
            self._editor.remove_link()
        elif typed != self._before:
            try:
                self._editor.set_link(typed if typed.startswith(STORY) else meant_address(typed), words)
            except DeskError as error:
                self._say(error.sentence(), refused=True)
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
