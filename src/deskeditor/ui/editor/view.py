"""What is seen of a story: the page in its column, painted with its grounds and margins, and what is laid over it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from deskeditor.ui.editor import grounds, margins
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.formats import FormatEdit
from deskeditor.ui.editor.look import Colours
from deskeditor.ui.editor.overlay import Overlay
from deskeditor.ui.editor.page import TOP
from deskeditor.ui.editor.typeface import story_font

MEASURE = 66
"""Characters of a line."""
SIDE = 24
"""Pixels beside the column, at the least."""
SAMPLE = "The quick brown fox jumps over the lazy dog and runs on, as news does. "


class PageView(FormatEdit):
    """The page of one story, or none; whoever writes on it comes by inheritance."""

    zoomed = Signal(int)
    """The wheel was turned with Ctrl, in eighths of a degree, away from the hand where it is positive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._page: QTextDocument | None = None
        super().__init__(parent)
        self._pictures = Pictures()
        self._font = story_font()
        self.overlay = Overlay(Colours.of(self.palette()))
        self._shows_spaces = False
        self._bare = QRect()
        """Where, in the view, nothing but text was to be painted the last time; empty where that is not known."""
        self.verticalScrollBar().valueChanged.connect(self._lay_seen)

    @property
    def _writing_cursor(self) -> QTextCursor | None:
        """Where is written; hints for the writer, and credits that are no text, are painted around it."""
        return self.textCursor()

    @property
    def boundary(self) -> int | None:
        """The block before which a line is to be seen, as where what is dragged would go."""
        return None

    def showEvent(self, event: QShowEvent) -> None:
        """The page stays where it was; at its first showing Qt would scroll to the cursor, away from the headline."""
        scrolled = self.verticalScrollBar().value()
        super().showEvent(event)
        self.verticalScrollBar().setValue(scrolled)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, under it its ground, and around it what is no text."""
        if self._bare.contains(event.rect()) and self.boundary is None:
            super().paintEvent(event)
            return
        page, colours, cursor = self._page, self.overlay.colours, self._writing_cursor
        if page is None:
            super().paintEvent(event)
            return
        scrolled = self.verticalScrollBar().value()
        area = QRectF(event.rect()).translated(0, scrolled)
        here = cursor.block() if cursor is not None and self.boundary is None else None
        bare = margins.bare_rows(page, here, spaces=self._shows_spaces) if here is not None else None
        if bare is not None:
            rows = QRect(event.rect())
            rows.setTop(bare[0] - scrolled)
            rows.setBottom(bare[1] - scrolled)
            if rows.contains(event.rect()):
                self._bare = rows
                super().paintEvent(event)
                return
        blocks = margins.seen(page, area, cursor.block() if cursor is not None else None)
        if grounds.lies_under(blocks):
            painter = QPainter(self.viewport())
            painter.translate(0, -scrolled)
            grounds.paint(painter, page, blocks, area, colours, cursor)
            painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        margins.paint(painter, page, blocks, self._pictures, colours, cursor, spaces=self._shows_spaces)
        if self.boundary is not None:
            margins.paint_boundary(painter, page, self.boundary, colours)
        painter.end()

    def _centre_column(self) -> None:
        column = round(QFontMetricsF(self._font).horizontalAdvance(SAMPLE) / len(SAMPLE) * MEASURE)
        room = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        side = max(SIDE, (room - column) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def set_story_font(self, font: QFont) -> None:
        """Set the story in another typeface or size; its lines stay as long, and what is seen stays in sight."""
        top = self.cursorForPosition(QPoint(0, 0))
        self._font = font
        self._centre_column()
        if self._page is not None:
            self._page.setDefaultFont(font)
            seen = self._page.documentLayout().blockBoundingRect(top.block())
            if self.verticalScrollBar().value():
                self.verticalScrollBar().setValue(round(seen.top()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel make the text larger and smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(event.angleDelta().y())
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A new palette colours the page anew; nothing of it is a step of undo."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange) and self._page is not None:
            self.overlay.colours = Colours.of(self.palette())
            self._lay_seen()
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A taller window shows more of the page. The margins come first, so that Qt lays the text out once."""
        self._centre_column()
        super().resizeEvent(event)
        self._lay_seen()

    def seen_blocks(self) -> Iterator[QTextBlock]:
        """The blocks on the screen, one before and one after them among them."""
        page, view = self._page, self.viewport().rect().translated(0, self.verticalScrollBar().value())
        if page is None:
            return
        layout = page.documentLayout()
        # Above the first line Qt finds a block that it has not laid out yet, while there is one.
        top = QPointF(view.left(), max(view.top(), TOP))
        block = margins.block_at(page, top)
        block = block.previous() if block.previous().isValid() else block
        while block.isValid():
            after = block.next()
            yield block
            if layout.blockBoundingRect(block).top() > view.bottom():
                return
            block = after

    def show_spaces(self, on: bool) -> None:
        """Mark the spaces that do not break."""
        self._shows_spaces = on
        self._bare = QRect()
        self.viewport().update()

    def look_over(self, block: QTextBlock | None = None) -> None:
        """Lay the overlay anew: over one block, or over all of the story, of which only what is seen costs time."""
        if block is not None:
            self.overlay.refresh([block], all_of_them=True)
        else:
            self.overlay.outdate()
            self._lay_seen()

    def _lay_seen(self) -> None:
        self._bare = QRect()
        self.overlay.refresh(list(self.seen_blocks()))
