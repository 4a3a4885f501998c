"""The Markdown of the body in the place of the page, and back, the caret where it was and nothing lost on the way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.ui.actions import Actions
from deskeditor.ui.editor import places
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.source import SourceView
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.parts import ElidedLabel, hairline, push_button
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.open_story import OpenStory


class SourcePane(QWidget):
    """Stands behind the page in ``stack``. While it is shown it is what the story's body is saved from.

    The page keeps its own undo: what was typed here becomes one step of it when the page is shown again.
    """

    toggled = Signal(bool)
    """Whether the Markdown is shown now."""

    def __init__(self, stack: QStackedWidget, editor: StoryEditor, story: OpenStory, actions: Actions) -> None:
        super().__init__()
        self._stack = stack
        self._editor = editor
        self._story = story
        self._shown = ""
        self._caret = 0
        self.view = SourceView()
        self._headline = ElidedLabel()
        head = QHBoxLayout()
        head.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, SPACE)
        head.addWidget(self._headline, 1)
        keys = actions["view.source"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        back = push_button(f"{self.tr('Back to the page')}   {keys}")
        back.setAccessibleName(self.tr("Back to the page"))
        back.clicked.connect(self.leave)
        head.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        stack.addWidget(self)
        self.view.written.connect(editor.written_elsewhere)
        self.view.pictures_dropped.connect(story.photos.take_drop)
        editor.commanded.connect(self.leave)
        editor.body_arrived.connect(self._take)
        story.opened.connect(self.put_away)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the page."""
        return QSize(0, 0)

    @property
    def is_shown(self) -> bool:
        """Whether the Markdown is in the place of the page."""
        return self._stack.currentWidget() is self

    def show_source(self) -> None:
        """Show the Markdown, the caret where it is on the page."""
        page = self._editor.page
        if page is None or self.is_shown:
            return
        self._editor.clearFocus()  # what is being composed there comes into the text
        self._shown = page.body_now()
        place = places.in_markdown(page, self._editor.textCursor().position())
        self._headline.setText(page.field_text(Kind.HEADLINE))
        self.view.setReadOnly(self._editor.isReadOnly())
        self.view.set_story_font(page.defaultFont())
        self.view.begin(self._shown)
        self._editor.write_elsewhere(self.view.text)
        self._stack.setCurrentWidget(self)
        self.view.place = places.carried(place, page.journal.markdown(), self._shown)
        self._caret = self.view.place
        self.view.setFocus()
        self.toggled.emit(True)

    def leave(self) -> None:
        """Show the page again, with what was typed here and the caret where it was."""
        page = self._editor.page
        if page is None or not self.is_shown:
            return
        text, place = self.view.text(), self.view.place
        changed = text != self._shown
        if changed:
            self._story.collect()
            self._editor.bring_back(text)
        page.elsewhere = None
        self.put_away()
        if changed or place != self._caret:
            cursor = QTextCursor(page)
            cursor.setPosition(places.on_page(page, places.carried(place, text, page.journal.markdown())))
            self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def put_away(self) -> None:
        """Show the page as it is: that of another story, or of one whose text has been brought there."""
        if not self.is_shown:
            return
        had_focus = self.view.hasFocus()
        self._stack.setCurrentWidget(self._editor)
        if had_focus:
            self._editor.setFocus()
        self.toggled.emit(False)

    def _take(self, markdown: str) -> None:
        if self.is_shown:
            self.view.take(markdown)
            self._shown = markdown
