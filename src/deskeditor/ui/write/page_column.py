"""The middle of the Write room: the format bar, the page, and the bars that open below it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskeditor.core.document import Document
from deskeditor.core.errors import DeskError
from deskeditor.ui.editor.commands import check_link
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import FIELDS, Kind
from deskeditor.ui.editor.nesting import flatten
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import line_of, to_document
from deskeditor.ui.parts import hairline
from deskeditor.ui.services import Services
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.write import blocks
from deskeditor.ui.write.autosave import Autosave
from deskeditor.ui.write.blocks import Blocks
from deskeditor.ui.write.embed_bar import EmbedBar
from deskeditor.ui.write.find_bar import FindBar
from deskeditor.ui.write.format_bar import FormatBar
from deskeditor.ui.write.link_bar import LinkBar
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.status_line import StatusLine
from deskeditor.ui.write.story_links import STORY

HEADINGS = {f"block.heading{level}": level for level in (1, 2, 3)}


class PageColumn(QWidget):
    """The page, and all that acts on it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.editor = StoryEditor()
        leave_window_keys(self.editor)
        self.autosave = Autosave(services.jobs, self)
        self.story = OpenStory(services, self.editor, self.autosave, self)
        self.status = StatusLine(services.jobs, self.editor, self.story, self.autosave)
        self.bar = FormatBar(services.actions)
        self.find_bar = FindBar(self.editor)
        self.link_bar = LinkBar(self.editor, services.jobs, services.strip)
        self.embed_bar = EmbedBar(self.editor, services.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(hairline())
        column.addWidget(self.editor, 1)
        column.addWidget(self.find_bar)
        column.addWidget(self.link_bar)
        column.addWidget(self.embed_bar)
        self._awaited, self._fresh = "", False
        self.story.opened.connect(self._on_opened)
        self.editor.cursorPositionChanged.connect(self._show_state)
        self.editor.currentCharFormatChanged.connect(lambda _format: self._show_state())
        self.autosave.conflict.connect(self._on_conflict)
        self._bind()

    def begin(self, article_id: str, *, fresh: bool = False) -> None:
        """Open a story to write in it; in one that was just made the cursor goes into the headline."""
        self._awaited, self._fresh = article_id, fresh
        self.story.open(article_id)

    def go_to(self, place: str) -> bool:
        """Put the cursor at the place of a finding; False for one that is not on the page."""
        number = self._block_number(place)
        if number is None:
            return False
        self.editor.setTextCursor(QTextCursor(self.editor.document().findBlockByNumber(number)))
        self.editor.ensureCursorVisible()
        self.editor.setFocus()
        return True

    def _block_number(self, place: str) -> int | None:
        names = {kind.name.lower(): number for number, kind in enumerate(FIELDS)}
        if place in names:
            return names[place]
        page = self.editor.document()
        start = body_start(page)
        if place == "body":
            return start
        if not place.startswith("body: paragraph "):
            return None
        # Findings count the blocks of the tree, in which a list is one and a blank line none.
        before = to_document(page).blocks[: int(place.rpartition(" ")[2]) - 1]
        lines = len(flatten(Document(before)))
        for number in range(start, page.blockCount()):
            if not line_of(page.findBlockByNumber(number)).blank:
                if lines == 0:
                    return number
                lines -= 1
        return start

    def _bind(self) -> None:
        editor = self.editor
        self.blocks = Blocks(self._services, editor, self.embed_bar.open)
        editor.link_opened.connect(self._follow)
        self._services.actions.connect_all(
            {
                "edit.undo": editor.undo,
                "edit.redo": editor.redo,
                "find.story": self.find_bar.open,
                "text.bold": editor.toggle_bold,
                "text.italic": editor.toggle_italic,
                "text.strike": editor.toggle_strike,
                "text.code": editor.toggle_code,
                "text.link": self.link_bar.open,
                "block.paragraph": editor.set_paragraph,
                "block.bullets": editor.toggle_bullets,
                "block.numbers": editor.toggle_numbers,
                "block.quote": editor.toggle_quote,
                "block.rule": editor.insert_rule,
                **{name: partial(editor.set_heading, level) for name, level in HEADINGS.items()},
            }
        )
        for action in self._services.actions:
            if action.objectName().startswith(("text.", "block.", "table.")):
                action.triggered.connect(self._show_state)

    def _on_opened(self) -> None:
        if self.story.id != self._awaited or not self._awaited:
            return
        self._awaited = ""
        if self._fresh:
            headline = self.editor.document().findBlockByNumber(FIELDS.index(Kind.HEADLINE))
            self.editor.setTextCursor(QTextCursor(headline))
        else:
            # Typing goes into the text, and the page is still shown from its top.
            page = self.editor.document()
            self.editor.setTextCursor(QTextCursor(page.findBlockByNumber(body_start(page))))
            self.editor.verticalScrollBar().setValue(0)
        self.editor.setFocus()

    def _show_state(self) -> None:
        state = self.editor.state()
        on = {
            "text.bold": state.bold,
            "text.italic": state.italic,
            "text.strike": state.strike,
            "text.code": state.code,
            "text.link": bool(state.link),
            "block.paragraph": state.kind is Kind.PARAGRAPH,
            "block.bullets": state.kind is Kind.LIST and not state.ordered,
            "block.numbers": state.kind is Kind.LIST and state.ordered,
            "block.quote": state.kind is Kind.QUOTE,
            **{name: state.kind is Kind.HEADING and state.level == level for name, level in HEADINGS.items()},
        }
        for name, checked in on.items():
            self._services.actions[name].setChecked(checked)
        blocks.show(self._services.actions, state)

    def _follow(self, address: str) -> None:
        if address.startswith(STORY):
            self.begin(address.removeprefix(STORY))
            return
        try:
            check_link(address)
        except DeskError as error:
            self._services.strip.error(error)
        else:
            QDesktopServices.openUrl(QUrl(address))

    def _on_conflict(self, article_id: str, error: DeskError) -> None:
        mine = (self.tr("Keep my words"), lambda: self.autosave.overwrite(article_id))
        theirs = (self.tr("Take the other's"), self.story.reload)
        self._services.strip.error(error, mine, theirs)
