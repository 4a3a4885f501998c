"""The story editor: one page, one document, one undo for the fields, the figures and the body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QMenu, QToolTip, QWidget

from deskeditor.core.article import Article
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.desk.fields import ArticleFields
from deskeditor.ui.editor import autoformat, clipboard, guard, insertions, keys, margins, placeholders, selecting
from deskeditor.ui.editor.annotations import lay_annotations
from deskeditor.ui.editor.changes import PageChanges
from deskeditor.ui.editor.clippings import Clipping
from deskeditor.ui.editor.comments import PageComments
from deskeditor.ui.editor.counts import Counts
from deskeditor.ui.editor.figures import PictureSource
from deskeditor.ui.editor.lines import FIELDS, Kind
from deskeditor.ui.editor.long_words import LongWords
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.page import FIELD_NAMES, Page
from deskeditor.ui.editor.pasting import HeldPaste
from deskeditor.ui.editor.pointer import Pointer
from deskeditor.ui.editor.typographer import Typographer
from deskeditor.ui.editor.units import CAPTIONS
from deskeditor.ui.editor.view import PageView
from deskeditor.ui.editor.walk import line_of

PAGES = 12
"""Stories that are kept with their undo when they are left; the one that was left longest ago goes."""
WARM_SLICE = 12
"""Paragraphs whose Markdown is written in one go while nothing is typed."""


class StoryEditor(PageView):
    """The page of one story, typed in place.

    ``picture`` gives the pixels of a photo if they are at hand; the window loads what is asked for and hands it to
    ``picture_arrived``. What was typed is fetched by ``take_changes``.
    """

    edited = Signal()
    """The user changed something that ``take_changes`` or ``take_lead_caption`` will tell."""
    lead_changed = Signal(str)
    """The lead photo was deleted, or undo and redo brought another: its id, or the empty string."""
    photos_dropped = Signal(list)
    """Picture files (``Path``), dropped or pasted; the cursor is where they should go."""
    picture_pasted = Signal(bytes, str)
    """The bytes of a picture file, and a name for it."""
    pasted = Signal(object)
    """A text was pasted: its ``Reading``."""
    paste_held = Signal(object)
    """A text is pasted that takes its time to read, or brings pictures: a ``HeldPaste``, which the window serves."""
    cursor_moved_to = Signal(str)
    """The cursor is in another field: its name, ``lead`` or ``body``."""
    writing = Signal()
    """A key or an input method is about to write."""
    link_opened = Signal(str)
    """A link was Ctrl-clicked: its address."""
    commanded = Signal()
    """A command is about to change the page, which may be hidden behind its Markdown."""
    body_arrived = Signal(str)
    """The body was changed on the desk while it is written elsewhere: its Markdown."""
    photo_wanted = Signal(str, Role)
    """What is missing of a figure is to be written, beside its caption: the id of its photo, and where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._pages: dict[str, Page] = {}
        self._page: Page | None
        super().__init__(parent)
        self.setAccessibleName(self.tr("Story"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.viewport().backgroundRole())
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.comments = PageComments(self)
        self.changes = PageChanges(self)
        self.overlay.add(lay_annotations)
        self.word_menu: Callable[[QContextMenuEvent], bool] = lambda _event: False
        """Opens a menu about the word at that place, if there is something to say of it; whether it does."""
        self.overlay.add(placeholders.layer(lambda: self.language))
        self.language = ""
        self.counts = Counts(self)
        self.long_words = LongWords(self)
        self.typographer = Typographer()
        self._place = ""
        self._quiet = self._unlaid = False
        self.textChanged.connect(self._lay_changed)
        self._pointer = Pointer(self)
        self._warm = QTimer(self, interval=30, singleShot=True)
        self._warm.timeout.connect(self._write_ahead)
        self.cursorPositionChanged.connect(self._tell_place)
        self.setEnabled(False)

    # What the window gives

    @property
    def picture(self) -> PictureSource:
        """Where the pixels of photos come from."""
        return self._pictures.source

    @picture.setter
    def picture(self, source: Callable[[str], QImage | None]) -> None:
        self._pictures.source = source

    def picture_arrived(self, photo_id: str, image: QImage) -> None:
        """The pixels of a photo have been loaded."""
        known = photo_id in self._pictures.used
        self._pictures.arrived(photo_id, image)
        if known:
            self.viewport().update()
        elif self._page is not None:
            self._page.measure_again()

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

    @property
    def page(self) -> Page | None:
        """The document of the story that is shown."""
        return self._page

    def write_elsewhere(self, written: Callable[[], str]) -> None:
        """The body is written as Markdown in another view from now on, which gives it when it is to be saved."""
        if self._page is not None:
            self._page.elsewhere = written

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
    def article_id(self) -> str:
        """The story on the page; empty where there is none."""
        return self._page.article_id if self._page else ""

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

    @property
    def lead_photo(self) -> str:
        """The id of the photo at the head of the page; empty where there is none."""
        return self._page.lead_photo if self._page else ""

    def set_read_only(self, on: bool) -> None:
        """Show without letting anything be typed; the text can still be selected and copied."""
        self.setReadOnly(on)

    # Photos

    def insert_figure(self, photo: UsedPhoto) -> None:
        """Put a photo into the body at the cursor; the cursor goes into its caption."""
        self._pictures.used[photo.photo.id] = photo
        self._command(insertions.insert_figure, photo)

    def set_lead(self, photo: UsedPhoto | None) -> None:
        """Put a photo at the head of the story, or take the one there away."""
        if photo is not None:
            self._pictures.used[photo.photo.id] = photo
        if self._page is not None:
            self._page.expect_lead(photo.photo.id if photo else "", photo.caption if photo else "")
        self._command(insertions.set_lead, photo)

    def missing_at(self, point: QPointF) -> tuple[str, Role] | None:
        """The photo, and where it stands, of which it is said at that point of the view what is missing, if it is."""
        if self._page is None:
            return None
        place = point + QPointF(0, self.verticalScrollBar().value())
        caption = margins.marking_at(self._page, place, self._pictures)
        return _shown_in(caption.previous()) if caption is not None else None

    @property
    def photo_at_cursor(self) -> tuple[str, Role]:
        """The photo whose picture or caption the cursor is in, else that at the head; its id may be empty."""
        block = self.textCursor().block()
        at_cursor = _shown_in(block.previous() if kind_of(block) in CAPTIONS else block)
        return at_cursor if at_cursor[0] else (self.lead_photo, Role.LEAD)

    @property
    def is_in_caption(self) -> bool:
        """Whether the caret is in the caption of a photo."""
        return self.hasFocus() and kind_of(self.textCursor().block()) in CAPTIONS

    def wants_words(self) -> bool:
        """Whether the photo in whose caption the cursor is needs more words than that: an alt text, a credit."""
        block = self.textCursor().block()
        return kind_of(block) in CAPTIONS and bool({*margins.missing_of(block, self._pictures)} - {"caption"})

    def _command(self, command: Callable[..., object], *arguments: Any) -> None:
        self.commanded.emit()
        super()._command(command, *arguments)

    # Keys and composition

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Guard the structure; plain typing is left to Qt."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_more()
            return
        if keys.writes(event):
            self.writing.emit()
        if self.isReadOnly() or not keys.press(self, event):
            super().keyPressEvent(event)
            if event.text() in autoformat.TRIGGERS and not self.isReadOnly() and keys.types_text(event):
                autoformat.typed(self, event.text())
        if not self.isReadOnly():
            self.typographer.pressed(self.textCursor(), event, self.language)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab goes through the fields, and out of the story after the last."""
        if not self.isReadOnly() and keys.tab(self, forward=next):
            return True
        return super().focusNextPrevChild(next)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition replaces a selection as typing does, and never crosses the edge of a block."""
        if self.isReadOnly():
            event.ignore()
            return
        self.writing.emit()
        super().inputMethodEvent(keys.composed(self, event))
        if event.commitString()[-1:] in autoformat.TRIGGERS and not event.preeditString():
            autoformat.typed(self, event.commitString()[-1])

    def event(self, event: QEvent) -> bool:
        """Ctrl+K is the window's (link); clicks beside the column are clicks into its lines.

        The margins are set before Qt lays the text out for the new size, so that it does so once.
        """
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and keys.is_windows_own(event):
            event.ignore()
            return False
        if kind == QEvent.Type.Resize:
            self._centre_column()
        if isinstance(event, QMouseEvent):
            return self.viewportEvent(self._pointer.into_column(event))
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Over a tracked change it is said by whom it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = self.changes.told_at(event.pos())
            if told:
                QToolTip.showText(event.globalPos(), told, self.viewport())
                return True
            QToolTip.hideText()
        return super().viewportEvent(event)

    # The mouse, and what comes by it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a picture or a rule chooses it; Ctrl+click follows a link."""
        if not self._pointer.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the selection away: Qt itself would then delete it without the guard."""
        if not self._pointer.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click into a selection ends it."""
        if not self._pointer.release(event):
            super().mouseReleaseEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A picture goes between blocks: a line shows where."""
        super().dragMoveEvent(event)
        self._pointer.drag_over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag has gone elsewhere."""
        super().dragLeaveEvent(event)
        self._pointer.drag_ended()

    def dropEvent(self, event: QDropEvent) -> None:
        """Text that is moved inside the story leaves its place field by field."""
        if not self._pointer.drop(event):
            super().dropEvent(event)
            if event.source() is None:
                event.setDropAction(Qt.DropAction.CopyAction)  # another program keeps what is its own

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Our own menu: that of Qt would cut without the guard."""
        if self.word_menu(event):
            return
        menu = QMenu(self)
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        self.fill_menu(menu, place.position())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def fill_menu(self, menu: QMenu, position: int) -> None:
        """What can be done at a position of the page, and to any text."""
        self.changes.fill_menu(menu, position)
        writable = not self.isReadOnly()
        chosen = self.textCursor().hasSelection()
        menu.addAction(self.tr("Undo"), self.undo).setEnabled(writable and self.document().isUndoAvailable())
        menu.addAction(self.tr("Redo"), self.redo).setEnabled(writable and self.document().isRedoAvailable())
        menu.addSeparator()
        menu.addAction(self.tr("Cut"), self.cut).setEnabled(writable and chosen)
        menu.addAction(self.tr("Copy"), self.copy).setEnabled(chosen)
        menu.addAction(self.tr("Paste"), self.paste).setEnabled(self.canPaste())
        menu.addAction(self.tr("Paste as plain text"), self.paste_plain).setEnabled(self.canPaste())
        menu.addSeparator()
        menu.addAction(self.tr("Select all"), self.select_more)

    def select_more(self) -> None:
        """Select the part of the page that the cursor is in; what is around it, where that is selected already."""
        cursor = self.textCursor()
        selecting.select_more(cursor)
        self.setTextCursor(cursor)

    def cut(self) -> None:
        """Copy the selection and delete it field by field."""
        cursor = self.textCursor()
        if cursor.hasSelection() and not self.isReadOnly():
            self.copy()
            self.erase(guard.remove)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection for the clipboard."""
        return clipboard.copy(self.textCursor(), self.article_id)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, pictures and picture files."""
        return source.hasText() or source.hasHtml() or source.hasImage() or bool(clipboard.pictures_of(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: picture files and pictures are handed to the window, text goes into the page.

        What comes with a text is part of it, and no file: a page could name any file of this computer.
        """
        if self.isReadOnly() or self._page is None:
            return
        paths = [] if source.hasHtml() else clipboard.pictures_of(source)
        if paths:
            self.photos_dropped.emit(paths)
        elif not self._take(Clipping.of(source)) and source.hasImage():
            self.picture_pasted.emit(*clipboard.picture_bytes(source))

    def paste_plain(self) -> None:
        """The words of the clipboard alone: paragraphs without marks, links, lists or tables."""
        if not self.isReadOnly() and self._page is not None:
            self.commanded.emit()
            self._take(Clipping(QGuiApplication.clipboard().mimeData().text()))

    def _take(self, clipping: Clipping) -> bool:
        """Put a text into the page, now where that takes no time; False where there is none."""
        page = self._page
        assert page is not None
        if clipping.is_long:
            self.paste_held.emit(HeldPaste(self, page, lambda: clipping.read(page.article_id), is_long=True))
            return True
        reading = clipping.read(page.article_id)
        if reading.pictures:
            self.paste_held.emit(HeldPaste(self, page, lambda: reading, is_long=False))
        elif reading.lines:
            self.edit(clipboard.paste_foreign, reading.lines)
            self.pasted.emit(reading)
        else:
            if not clipping.has_picture:
                self.pasted.emit(reading)
            return False
        return True

    def end_pastes(self) -> None:
        """Let nothing more come in of what is still being pasted."""
        for paste in self.findChildren(HeldPaste):
            paste.stop()

    def end_quietly(self, edit: QTextCursor) -> None:
        """End an edit block that is a part of something longer: what is saved of it comes with the rest, or a key."""
        self._quiet = True
        edit.endEditBlock()
        self._quiet = False

    def know_photos(self, photos: Iterable[UsedPhoto]) -> None:
        """These photos are about to come into the story."""
        self._pictures.used |= {used.photo.id: used for used in photos}

    @property
    def boundary(self) -> int | None:
        """The block before which what is dragged would go."""
        return self._pointer.boundary

    # What has changed

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:  # noqa: ARG002
        page = self._page
        if page is None:
            return
        block, count = page.journal.note(position, added)
        self.counts.note(block.blockNumber(), count)
        self.departed.watch()
        if count == 1:
            self.overlay.lay(block)
        else:
            touched = block
            for _ in range(count):
                touched.setUserState(-1)
                touched = touched.next()
            self._unlaid = True
        if self._quiet:
            return
        head = block.blockNumber() <= len(FIELDS)
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

    def _lay_changed(self) -> None:
        """A change is done: lay what it touched where it is seen. One block is laid already, before it is painted."""
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


def _shown_in(picture: QTextBlock) -> tuple[str, Role]:
    return line_of(picture).photo_id, Role.LEAD if kind_of(picture) is Kind.LEAD_PICTURE else Role.INLINE
