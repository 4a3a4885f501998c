"""A page under the hand: keys, input methods, the mouse, and the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QWidget

from deskeditor.ui.editor import autoformat, clipboard, guard, keys, selecting
from deskeditor.ui.editor.changes import PageChanges
from deskeditor.ui.editor.clippings import Clipping
from deskeditor.ui.editor.composing import keep_composed
from deskeditor.ui.editor.pasting import HeldPaste
from deskeditor.ui.editor.pictured import PicturedPage
from deskeditor.ui.editor.pointer import Beside, Pointer
from deskeditor.ui.editor.typographer import Typographer
from deskeditor.ui.expanding import SIGNS
from deskeditor.ui.handed import paths_of, picture_of

ENOUGH = autoformat.LONGEST
"""Letters and spaces that tell a space from one that begins a list or a box, or ends a word with an apostrophe."""


class HandledPage(PicturedPage):
    """A page that is typed on, in the language of its story."""

    edited = Signal()
    """The user changed something that ``take_changes`` or ``take_lead_caption`` will tell."""
    moved = Signal()
    """The caret is elsewhere; while text flows it is told a moment later."""
    photos_dropped = Signal(list)
    """Files and folders (``Path``), dropped or pasted; the cursor is where their pictures should go."""
    picture_pasted = Signal(object)
    """A ``HandedPicture``."""
    pasted = Signal(object)
    """A text was pasted: its ``Reading``."""
    paste_held = Signal(object)
    """A text is pasted that takes its time to read, or brings pictures: a ``HeldPaste``, which the window serves."""

    windows_key = Signal(QKeySequence)
    """A key of the window was pressed that Qt keeps from it: a text editor has another use for it."""
    sign_typed = Signal()
    """A sign that may begin or end a code stands before the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes = PageChanges(self)
        self.word_menu: Callable[[QContextMenuEvent], bool] = lambda _event: False
        """Opens a menu about the word at that place, if there is something to say of it; whether it does."""
        self.language = ""
        self.typographer = Typographer()
        self.is_writing = False
        """Whether a key or an input method writes where the caret is; who looks after the caret says when not."""
        self._quiet = False
        self.in_flow = False
        """Whether a letter of flowing text comes in, behind the last one."""
        self._flows = self._may_flow = False
        self._prose = 0
        """So many letters and spaces have flowed in, one behind the other."""
        self._pointer = Pointer(self)
        self._beside = Beside(self), Beside(self)
        self.cursorPositionChanged.connect(self._on_cursor)
        self.selectionChanged.connect(self.stop_flow)
        self.currentCharFormatChanged.connect(self.stop_flow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Guard the structure; plain typing is left to Qt."""
        typed = keys.typed(event)
        if not typed or self.isReadOnly():
            self.catch_up()
            if not keys.press(self, event):
                super().keyPressEvent(event)
            return
        self.is_writing = True
        if self._flows:
            if not typed.isascii():
                self._bare = QRect()
            self.in_flow = True
            super().keyPressEvent(event)
            self.in_flow = False
            if self._is_prose(typed):
                return
        elif keys.type_over(self, typed):
            self._set_right(typed)
            return
        else:
            self._prose = 0
            self._may_flow = False
            super().keyPressEvent(event)
            self._flows = self._may_flow and keys.may_flow(self.textCursor())
        if typed in autoformat.TRIGGERS:
            autoformat.typed(self, typed)
        self._set_right(typed)

    def _set_right(self, typed: str) -> None:
        self.typographer.typed(self.textCursor(), typed, self.language)
        if typed in SIGNS:
            self.sign_typed.emit()

    def _is_prose(self, typed: str) -> bool:
        """Whether nothing can be made of what has just flowed in, as of most of what is typed: a letter behind a letter
        or a space, and a space behind some of both.
        """
        known = self._prose
        if typed == " ":
            self._prose += 1
            return known >= ENOUGH
        self._prose = known + 1 if typed.isalpha() else 0
        return known > 0 and self._prose > 0

    def catch_up(self) -> None:
        """See to what of the last letters could wait until they are seen."""

    def stop_flow(self) -> None:
        """Text no longer flows: it does where one letter follows the other, and what was seen to at the last of them
        need not be seen to at the next.
        """
        self._flows = self.in_flow = False

    def _on_cursor(self) -> None:
        if not self.in_flow:
            self.stop_flow()
            self.moved.emit()

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
        self.stop_flow()
        self.is_writing = True
        super().inputMethodEvent(keys.composed(self, event))
        if event.commitString()[-1:] in autoformat.TRIGGERS and not event.preeditString():
            autoformat.typed(self, event.commitString()[-1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last syllable stays."""
        keep_composed(self, event)
        super().focusOutEvent(event)

    def _centre_column(self) -> None:
        super()._centre_column()
        column, side = self.viewport().geometry(), self.viewportMargins().left()
        for beside, left in zip(self._beside, (column.left() - side, column.right() + 1), strict=True):
            beside.setGeometry(left, column.top(), side, column.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a picture or a rule chooses it; Ctrl+click follows a link."""
        if not self._pointer.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the selection away: Qt itself would then delete it without the guard. Over a tracked change it is said
        by whom it is.
        """
        self.viewport().setToolTip(self.changes.told_at(event.position().toPoint()))
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

    @property
    def boundary(self) -> int | None:
        """The block before which what is dragged would go."""
        return self._pointer.boundary

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
        """Text, pictures, files and folders."""
        return source.hasText() or source.hasHtml() or source.hasImage() or bool(paths_of(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: files, folders and pictures are handed to the window, text goes into the page.

        What comes with a text is part of it, and no file: a page could name any file of this computer.
        """
        if self.isReadOnly() or self._page is None:
            return
        paths = [] if source.hasHtml() else paths_of(source)
        if paths:
            self.photos_dropped.emit(paths)
        elif not self._take(Clipping.of(source)) and (picture := picture_of(source)) is not None:
            self.picture_pasted.emit(picture)

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
