"""The story editor: one page, one document, one undo for the fields, the figures and the body."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from deskeditor.core.article import Article
from deskeditor.core.photo import UsedPhoto
from deskeditor.desk.fields import ArticleFields
from deskeditor.ui.editor import placeholders
from deskeditor.ui.editor.annotations import lay_annotations
from deskeditor.ui.editor.comments import PageComments
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.counts import Counts
from deskeditor.ui.editor.handled import HandledPage
from deskeditor.ui.editor.lines import FIELDS, Kind
from deskeditor.ui.editor.long_words import LongWords
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.overlay import OUTDATED
from deskeditor.ui.editor.page import FIELD_NAMES, Page

PAGES = 12
"""Stories that are kept with their undo when they are left; the one that was left longest ago goes."""
LAY_AFTER = 30
"""Milliseconds from a letter until it is looked for what to lay over its block; later ones do not restart the clock."""
WARM_SLICE = 4
"""Paragraphs whose Markdown is written in one go while nothing is typed."""


class StoryEditor(HandledPage):
    """The page of one story, typed in place.

    ``picture`` gives the pixels of a photo if they are at hand; the window loads what is asked for and hands it to
    ``picture_arrived``. What was typed is fetched by ``take_changes``.
    """

    cursor_moved_to = Signal(str)
    """The cursor is in another field: its name, ``lead`` or ``body``."""
    link_opened = Signal(str)
    """A link was Ctrl-clicked: its address."""
    body_arrived = Signal(str)
    """The body was changed on the desk while it is written elsewhere: its Markdown."""
    loaded = Signal()
    """Another story is on the page, or the same anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._pages: dict[str, Page] = {}
        super().__init__(parent)
        self.setAccessibleName(self.tr("Story"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.viewport().backgroundRole())
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.comments = PageComments(self)
        self.overlay.add(lay_annotations)
        self.overlay.add(placeholders.layer(lambda: self.language))
        self.counts = Counts(self)
        self.long_words = LongWords(self)
        self._place = ""
        self._unlaid = False
        self.textChanged.connect(self._lay_changed)
        self._warm = QTimer(self, interval=10, singleShot=True)
        self._warm.timeout.connect(self._write_ahead)
        self._behind = QTimer(self, interval=LAY_AFTER, singleShot=True)
        self._behind.timeout.connect(self.catch_up)
        self._flowing, self._number = QTextCursor(), 0
        """In the block that text flows into, and the number that this block had then."""
        self._slides = False
        """Whether something lies over what stands behind the letters that flow in."""
        self._is_behind = False
        """Whether letters have flowed in that are still to be seen to."""
        self.moved.connect(self._tell_place)
        self.setEnabled(False)

    # What the window gives

    def load(self, article: Article, used: Mapping[str, UsedPhoto], before: Article | None = None) -> None:
        """Show a story; one that was shown before in this run as it was left, with its undo, and what is new of it.

        ``before`` is what it was before it was last typed on: one step of undo leads back there.
        """
        if self._page is not None and self._page.elsewhere is not None:
            self.bring_back(self._page.elsewhere())
        self._pictures.show(used)
        known = self._pages.pop(article.id, None)
        page = known or Page(before or article, self._pictures, self.palette, self, font=self._font)
        self._pages[article.id] = self._page = page
        self.long_words.begin(page)
        self.setDocument(page)
        self.setEnabled(True)
        self._speak(article.language)
        self.counts.begin(page)
        if known is None:
            page.contentsChange.connect(self._on_contents_change)
            # Queued: while Qt is laying out it takes another block for the one that is seen.
            page.documentLayout().documentSizeChanged.connect(self._forget_bare)
            page.documentLayout().documentSizeChanged.connect(self._lay_seen, Qt.ConnectionType.QueuedConnection)
        else:
            page.setDefaultFont(self._font)
        if known is not None or before is not None:
            self._apply(page, article)
        if len(self._pages) > PAGES:
            self._pages.pop(next(iter(self._pages))).deleteLater()
        self._warm.start()
        self._tell_place()
        self._lay_seen()
        self.loaded.emit()

    def keeps(self, article_id: str) -> bool:
        """Whether the page of a story is still there from the last time."""
        return article_id in self._pages

    def apply_article(self, article: Article, used: Mapping[str, UsedPhoto]) -> None:
        """Take in what was changed elsewhere: only fields that differ, and only those that nobody is typing in here."""
        is_reframed = self._pictures.show(used)
        if self._page is not None and self._page.article_id == article.id:
            if is_reframed:
                self._page.measure_again()
            self._apply(self._page, article)
            self._speak(article.language)
        self.viewport().update()

    def _speak(self, language: str) -> None:
        if language != self.language:
            self.language = language
            self.look_over()

    def _apply(self, page: Page, article: Article) -> None:
        self._quiet = True
        scrolled, cursor = self.verticalScrollBar().value(), self.textCursor()
        selecting = cursor.hasSelection()
        cursor.setKeepPositionOnInsert(True)
        self.setTextCursor(cursor)
        page.apply(article)
        if page.elsewhere is not None and page.elsewhere() != page.body_now():
            self.body_arrived.emit(page.body_now())
        cursor = self.textCursor()
        cursor.setKeepPositionOnInsert(False)
        if not selecting:
            # Qt keeps the cursor where text comes in at its place, and moves its anchor.
            cursor.setPosition(cursor.position())
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)
        self._quiet = False

    def write_elsewhere(self, written: Callable[[], str]) -> None:
        """The body is written as Markdown in another view from now on, which gives it when it is to be saved."""
        if self._page is not None:
            self._page.elsewhere = written
            self.stop_flow()

    def written_elsewhere(self) -> None:
        """Something was typed there."""
        if self._page is not None:
            self._page.journal.body_touched = True
            self.edited.emit()

    def bring_back(self, markdown: str) -> None:
        """Show what was written elsewhere and has been taken, as one step of undo."""
        if self._page is not None:
            self._quiet = True
            self._page.bring_back(markdown)
            self._quiet = False

    @property
    def is_dirty(self) -> bool:
        """Whether something may have been typed since it was last taken."""
        return self._page is not None and self._page.is_dirty

    def take_changes(self) -> ArticleFields:
        """The fields that differ from what was last taken, with their text now."""
        return self._page.take_changes() if self._page else {}

    def take_tags(self) -> tuple[str, ...] | None:
        """The tags where an undo or a redo has made them others than the desk has."""
        return self._page.take_tags() if self._page else None

    def take_lead_caption(self) -> str | None:
        """The caption of the lead photo where it differs from what was last taken."""
        return self._page.take_lead_caption() if self._page else None

    def set_read_only(self, on: bool) -> None:
        """Show without letting anything be typed; the text can still be selected and copied."""
        self.setReadOnly(on)

    # What has changed

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        page = self._page
        if page is None:
            return
        if self.in_flow and added == 1 and removed == 0:
            self._flow_on(page, position)
            return
        self.stop_flow()
        self._bare = QRect()
        block, number, count = page.journal.note(position, added)
        self.long_words.note(block, count)
        self.counts.note(number, count)
        self.departed.watch()
        is_letter = count == added == 1 and removed == 0 and not page.tracker.on
        if is_letter:
            self._flow_into(block, number)
        if count > 1:
            touched = block
            for _ in range(count):
                touched.setUserState(OUTDATED)
                touched = touched.next()
            self._unlaid = True
        elif is_letter and self.overlay.is_bare(block):
            self._fall_behind(block)
        else:
            self.overlay.lay(block)
        if self._quiet:
            return
        if is_letter and number >= body_start(page) and page.elsewhere is None:
            self._may_flow = self._has_room(block, position - block.position())
        head = number <= len(FIELDS)
        if head and not page.is_sound:
            # Assistive technology writes past every event handler: what it merged comes apart again.
            QTimer.singleShot(0, page.undo)
            return
        if head and page.lead_photo != page.known_lead:
            page.known_lead = page.lead_photo
            self.lead_changed.emit(page.known_lead)
        if page.elsewhere is not None:
            QTimer.singleShot(0, self._come_forward)
        self.edited.emit()

    def _flow_into(self, block: QTextBlock, number: int) -> None:
        if self._is_behind and self._flowing.block() != block:
            self._unlaid = True  # what was left for later is another block
        self._flowing, self._number = QTextCursor(block), number

    def _has_room(self, block: QTextBlock, place: int) -> bool:
        """Whether what lies over the block is not changed by another letter behind the one at that place."""
        lies_behind = self.overlay.lies_behind(block, place)
        self._slides = bool(lies_behind)
        return lies_behind is not None

    def _flow_on(self, page: Page, position: int) -> None:
        """Take in a letter behind the last one, of which only that it is there cannot wait."""
        page.journal.note_letter(self._number)
        self.counts.note_letter(self._number)
        block = self._flowing.block()
        if self._slides:
            self.overlay.slide(block, position - block.position())
        self._fall_behind(block)

    def _fall_behind(self, block: QTextBlock) -> None:
        block.setUserState(OUTDATED)
        if not self._is_behind:
            self._is_behind = True
            self._behind.start()

    def catch_up(self) -> None:
        """See to what of the last letters could wait until they are seen."""
        if not self._is_behind:
            return
        self._behind.stop()
        self._is_behind = False
        block = self._flowing.block()
        if self._flowing.document() is not self._page:
            return
        self.long_words.note(block, 1)
        self.overlay.refresh([block])
        self._flows = self._flows and self._has_room(block, self.textCursor().positionInBlock() - 1)
        self.moved.emit()
        self.edited.emit()

    def look_over(self, block: QTextBlock | None = None) -> None:
        """Lay the overlay anew: over one block, or over all of the story, of which only what is seen costs time."""
        super().look_over(block)
        self.stop_flow()  # what lies over the block now may be where the next letter comes in

    def _lay_seen(self) -> None:
        super()._lay_seen()
        self.stop_flow()

    def _forget_bare(self) -> None:
        self._bare = QRect()

    def _lay_changed(self) -> None:
        """A change is done: lay what it touched where it is seen. One block is laid before it is painted if there is
        something over it; another has time until the letter is seen.
        """
        if self._unlaid:
            self._unlaid = False
            self._lay_seen()

    def _come_forward(self) -> None:
        """The page was changed behind its Markdown: it is seen, and saved, from now on."""
        self.commanded.emit()
        if self._page is not None:
            self._page.journal.body_touched = True
            self.edited.emit()

    def _write_ahead(self) -> None:
        if self._page is not None and not self._page.journal.write_missing(WARM_SLICE):
            self._warm.start()

    def _tell_place(self) -> None:
        kind = kind_of(self.textCursor().block())
        lead = kind in (Kind.LEAD_PICTURE, Kind.LEAD_CAPTION)
        place = "lead" if lead else FIELD_NAMES.get(kind, "body")
        if place != self._place:
            self._place = place
            self.cursor_moved_to.emit(place)
