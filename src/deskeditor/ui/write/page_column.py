"""The middle of the Write room: the format bar, the page, and the bars that open below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.article import RevisionRow
from deskeditor.core.document import Document
from deskeditor.core.errors import DeskError
from deskeditor.core.links import meant_address
from deskeditor.ui.actions import Needs
from deskeditor.ui.editor.commands import FormatState
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import FIELDS, Kind
from deskeditor.ui.editor.long_words import LONGEST
from deskeditor.ui.editor.nesting import flatten
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import line_of, to_document
from deskeditor.ui.expanding import Expanding, of_the_story
from deskeditor.ui.parts import hairline
from deskeditor.ui.services import Services
from deskeditor.ui.write import blocks
from deskeditor.ui.write.autosave import Autosave
from deskeditor.ui.write.blocks import Blocks
from deskeditor.ui.write.embed_bar import EmbedBar
from deskeditor.ui.write.format_bar import FormatBar
from deskeditor.ui.write.link_bar import LinkBar
from deskeditor.ui.write.meters import MeterBar
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.spelling import StorySpelling
from deskeditor.ui.write.status_line import StatusLine
from deskeditor.ui.write.story_links import STORY
from deskeditor.ui.write.tidy_panel import TidyPanel
from deskeditor.ui.write.tracking import StoryTracking
from deskeditor.ui.write.whereabouts import Whereabouts

if TYPE_CHECKING:
    from deskeditor.ui.editor.source import SourceView
    from deskeditor.ui.write.difference_pane import DifferencePane
    from deskeditor.ui.write.find_bar import FindBar
    from deskeditor.ui.write.source_pane import SourcePane

SIGNS = {"text.bold": "**", "text.italic": "*", "text.strike": "~~", "text.code": "`"}
"""The marks that can be set in the Markdown too: how they are typed there."""
FAMILIES = ("text.", "block.", "table.", "spell.", "comment.", "change.", "story.tidy")
ELSEWHERE = {*SIGNS, "text.typography", "spell.check", "spell.words"}
"""Actions of the page's families, by which it is shown first, and those that need not see it."""
HEADINGS = {f"block.heading{level}": level for level in (1, 2, 3)}


class PageColumn(QWidget):
    """The page, and all that acts on it."""

    needs_changed = Signal()
    """``present`` has changed."""
    difference_toggled = Signal(bool)
    """Whether what was changed is shown now."""
    version_damaged = Signal(int, str)
    """The number of a version that is not what was kept, and the sentence that says so."""
    zoomed = Signal(int)
    """The wheel was turned with Ctrl over the page or its Markdown."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._source: SourcePane | None = None
        self._difference: DifferencePane | None = None
        for action in services.actions:  # before anything else hears of them
            name = action.objectName()
            if name.startswith(FAMILIES) and name not in ELSEWHERE:
                action.triggered.connect(self._show_page)
        self.editor = StoryEditor()
        self.autosave = Autosave(services.jobs, self)
        self.story = OpenStory(services, self.editor, self.autosave, self)
        self.status = StatusLine(services, self.editor, self.story, self.autosave)
        self.spelling = StorySpelling(services, self.editor, self.story, self)
        self.tracking = StoryTracking(services, self)
        self.bar = FormatBar(services.actions)
        self.link_bar = LinkBar(self.editor, services.jobs, services.strip)
        self.embed_bar = EmbedBar(self.editor, services.strip)
        self.meters = MeterBar(services.jobs, self.editor)
        self.tidy_panel = TidyPanel(services.jobs, self.editor, services.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.editor)
        self._find_bar: FindBar | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(self.meters)
        column.addWidget(self.link_bar)
        column.addWidget(self.tidy_panel)
        column.addWidget(self.embed_bar)
        self._awaited, self._fresh = "", False
        self._checked: FormatState | None = None
        """What the actions say of the caret's place."""
        self._looks: tuple[QTextBlockFormat, QTextCharFormat] | None = None
        """How that place is set, block and letter."""
        self.present = Needs.NOTHING
        """What can be set where the caret is."""
        self._carets: dict[str, int] = {}
        self._entered = ""
        self.editor.moved.connect(self._on_moved)
        self.story.opened.connect(self.tidy_panel.hide)
        self.story.opened.connect(self.meters.begin)
        self.editor.zoomed.connect(self.zoomed)
        self.story.opened.connect(self._on_opened)
        self.editor.currentCharFormatChanged.connect(lambda _format: self._show_state())
        self.editor.long_words.met.connect(self._on_long_word)
        self.autosave.conflict.connect(self._on_conflict)
        self._bind()

    @property
    def find_bar(self) -> FindBar:
        """The bar that finds and replaces, made when it is first asked for."""
        if self._find_bar is None:
            from deskeditor.ui.write.find_bar import FindBar  # the engine of expressions with it

            self._find_bar = FindBar(self.written_on, self._services)
            self._find_bar.about_to_replace.connect(lambda: self.story.keep("before"))
            self._find_bar.replaced.connect(lambda: self.story.keep("replace"))
            self._column.insertWidget(self._column.indexOf(self.link_bar), self._find_bar)
        return self._find_bar

    @property
    def source(self) -> SourcePane:
        """The Markdown of the body, made when it is first asked for."""
        if self._source is None:
            from deskeditor.ui.write.source_pane import SourcePane

            self._source = SourcePane(self._stack, self.editor, self.story, self._services.actions)
            self._source.toggled.connect(self._on_source)
            self._source.view.zoomed.connect(self.zoomed)
            self._source.view.refused.connect(self._services.strip.error)
        return self._source

    @property
    def difference(self) -> DifferencePane:
        """What was changed since a version, made when it is first asked for."""
        if self._difference is None:
            from deskeditor.ui.write.difference_pane import DifferencePane

            self._difference = DifferencePane(self._stack, self.editor, self.story, self._services)
            self._difference.toggled.connect(self._on_difference)
            self._difference.row_changed.connect(self._show_state)
            self._difference.damaged.connect(self.version_damaged)
            self._difference.view.zoomed.connect(self.zoomed)
        return self._difference

    @property
    def shows_difference(self) -> bool:
        """Whether what was changed is in the place of the page."""
        return self._difference is not None and self._difference.is_shown

    def show_difference(self, revision: RevisionRow, before: RevisionRow | None, go: bool) -> None:
        """Show what was changed since that version, and go there or not; ``before`` is the one kept before it."""
        self._show_source(False)
        self.difference.show_difference(revision, before, go=go)

    def leave_difference(self) -> None:
        """Go back to writing."""
        if self._difference is not None:
            self._difference.leave()

    def take_focus(self) -> None:
        """Give the focus to what is seen."""
        (self.difference.view if self.shows_difference else self.written_on).setFocus()

    @property
    def written_on(self) -> StoryEditor | SourceView:
        """What is seen and typed into: the page, or its Markdown."""
        return self._source.view if self._source is not None and self._source.is_shown else self.editor

    def set_story_font(self, font: QFont) -> None:
        """Set the story in that typeface and size, its Markdown as large."""
        self.editor.set_story_font(font)
        if self._source is not None:
            self._source.view.set_story_font(font)
        if self._difference is not None:
            self._difference.set_story_font(font)

    def begin(self, article_id: str, *, fresh: bool = False) -> None:
        """Open a story to write in it; in one that was just made the cursor goes into the headline."""
        self._awaited, self._fresh = article_id, fresh
        self._entered = ""
        self.story.open(article_id)

    def resume(self, place: Whereabouts) -> None:
        """Open the story of the last time, the caret where it was."""
        self._carets[place.story] = place.caret
        self.begin(place.story)

    @property
    def place(self) -> Whereabouts:
        """Where the user is now."""
        return Whereabouts(self.story.id, self.editor.textCursor().position() if self.story.id else 0)

    def enter(self) -> None:
        """The page of another story is shown: put the caret where it was left, else into the text.

        Typing then goes into the text, and the page is still seen from its top.
        """
        page, key = self.editor.document(), self.story.id
        if self._source is not None:
            self._source.put_away()
        awaited, self._awaited = self._awaited == key, ""
        cursor = QTextCursor(page)
        if awaited and self._fresh:
            cursor.setPosition(page.findBlockByNumber(FIELDS.index(Kind.HEADLINE)).position())
        elif key in self._carets:
            cursor.setPosition(min(self._carets[key], page.characterCount() - 1))
        else:
            cursor.setPosition(page.findBlockByNumber(body_start(page)).position())
        self.editor.setTextCursor(cursor)
        if key not in self._carets:
            self.editor.verticalScrollBar().setValue(0)
        self._entered = key
        if awaited:
            self.editor.setFocus()

    def go_to(self, place: str) -> bool:
        """Put the cursor at the place of a finding; False for one that is not on the page."""
        number = self._block_number(place)
        if number is None:
            return False
        self._show_page()
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
        self._expanding = Expanding(self._services.jobs, of_the_story(lambda: self.story.id), self)
        editor.sign_typed.connect(self._expand)
        editor.windows_key.connect(self._services.actions.press)
        self._services.actions.connect_all(
            {
                "view.source": lambda: self._show_source(self._services.actions["view.source"].isChecked()),
                "find.story": lambda: self._find().open(),
                "find.next": lambda: self._find().step(),
                "find.previous": lambda: self._find().step(back=True),
                "history.next": lambda: self.difference.step(1),
                "history.previous": lambda: self.difference.step(-1),
                "history.beside": lambda: self.difference.set_beside(
                    self._services.actions["history.beside"].isChecked()
                ),
                "history.paragraph": lambda: self.difference.restore_paragraph(),
                "history.whole": lambda: self.difference.restore_whole(),
                "text.bold": partial(self._mark, "text.bold", editor.toggle_bold),
                "text.italic": partial(self._mark, "text.italic", editor.toggle_italic),
                "text.strike": partial(self._mark, "text.strike", editor.toggle_strike),
                "text.code": partial(self._mark, "text.code", editor.toggle_code),
                "story.tidy": self.tidy_panel.open,
                "edit.paste_plain": editor.paste_plain,
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
                action.triggered.connect(self._show_anew)

    def find_and_replace(self) -> None:
        """Find and replace in the story."""
        self._find().open(replacing=True)

    def _expand(self) -> None:
        """A code or a variable at its end, in a caption."""
        if self.editor.is_in_caption:
            photo_id, _role = self.editor.photo_at_cursor
            self._expanding.typed(self.editor.textCursor(), [photo_id])

    def _find(self) -> FindBar:
        self.leave_difference()
        return self.find_bar

    def _show_page(self) -> None:
        self.leave_difference()
        self._show_source(False)

    def _on_difference(self, on: bool) -> None:
        self._services.actions["history.compare"].setChecked(on)
        self.bar.setVisible(not on and not self._services.actions["view.calm"].isChecked())
        self._show_state()
        self.difference_toggled.emit(on)

    def _on_moved(self) -> None:
        cursor = self.editor.textCursor()
        # While another story is loaded the caret runs over its page: that is no place where the user was.
        if self._entered == self.story.id:
            self._carets[self._entered] = cursor.position()
        if self._looks != (looks := (cursor.blockFormat(), cursor.charFormat())):
            self._show_state()
            self._looks = looks

    def _mark(self, name: str, on_page: Callable[[], None]) -> None:
        if self._source is not None and self._source.is_shown:
            self._source.view.surround(SIGNS[name])
        else:
            on_page()

    def _show_source(self, on: bool) -> None:
        if on:
            self.leave_difference()
            self.source.show_source()
        elif self._source is not None:
            self._source.leave()

    def _on_source(self, on: bool) -> None:
        self._services.actions["view.source"].setChecked(on)
        self._show_state()
        self.tracking.show()
        if self._find_bar is not None:
            self._find_bar.watch(self.written_on)

    def _on_opened(self) -> None:
        if self._find_bar is not None:
            self._find_bar.watch(self.editor)

    def _show_anew(self) -> None:
        """An action that can be checked has checked itself, whatever came of it."""
        self._checked = None
        self._show_state()

    def _show_state(self) -> None:
        self._looks = None
        state = self.editor.state()
        present = Needs.MARKS if state.marks_allowed else Needs.NOTHING
        present |= Needs.BLOCKS if state.blocks_allowed else Needs.NOTHING
        if self.written_on is not self.editor:
            present = Needs.MARKS | Needs.BLOCKS
        if self.shows_difference:
            present = self._difference_needs()
        if present != self.present:
            self.present = present
            self.needs_changed.emit()
        if state == self._checked:
            return
        self._checked = state
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

    def _difference_needs(self) -> Needs:
        present = Needs.DIFFERENCE
        if not self._services.jobs.read_only:
            present |= Needs.RETURN if self.difference.can_restore else Needs.NOTHING
            present |= Needs.PART if self.difference.can_restore_paragraph else Needs.NOTHING
        return present

    def _follow(self, address: str) -> None:
        if address.startswith(STORY):
            self.begin(address.removeprefix(STORY))
            return
        try:
            QDesktopServices.openUrl(QUrl(meant_address(address)))
        except DeskError as error:
            self._services.strip.error(error)

    def _on_long_word(self) -> None:
        said = self.tr("A word has more than {n} letters. While it is there, lines end inside words too.")
        self._services.strip.tell(said.format(n=f"{LONGEST:,}"))

    def _on_conflict(self, article_id: str, error: DeskError) -> None:
        mine = (self.tr("Keep my words"), lambda: self.autosave.overwrite(article_id))
        theirs = (self.tr("Take the other's"), lambda: self.story.reload(article_id))
        self._services.strip.error(error, mine, theirs)
