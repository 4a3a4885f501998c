"""The body as its Markdown: the same text to write on as the page, and searched as the page is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.core.matching import Span
from deskeditor.core.text import TEXT_LIMIT
from deskeditor.ui.editor.composing import keep_composed
from deskeditor.ui.editor.convert import HARD_BREAK
from deskeditor.ui.editor.long_words import LongWords
from deskeditor.ui.editor.look import Colours
from deskeditor.ui.editor.overlay import OUTDATED, FormatRange, Overlay, Passage, laid
from deskeditor.ui.editor.search import in_units, units
from deskeditor.ui.editor.typeface import MONO
from deskeditor.ui.handed import paths_of

MEASURE = 80
"""Characters of a line, where there is room."""
SIDE = 24
KEEP = QTextCursor.MoveMode.KeepAnchor
SIGNS = re.compile(
    r"^\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,9}[.)])(?=\s)|^\s*(?:\*\*\*+|---+)\s*$|\*+|~~|`+|!?\[|\]\([^)\s]{0,400}\)|(?<!\w)_|_(?!\w)|\\"
)
"""What is no word of the story; only set back, never taken for more."""


class SourceView(QPlainTextEdit):
    """Gives and takes the text by its blocks: Qt's own ``toPlainText`` makes spaces of no-break spaces."""

    written = Signal()
    """Something was typed."""
    zoomed = Signal(int)
    """As of the page."""
    pictures_dropped = Signal(list)
    """Files and folders (``Path``), dropped or pasted."""
    refused = Signal(object)
    """The ``DeskError`` of a text that is too long to be pasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Markdown of the story"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("page", True)
        self.setTabChangesFocus(True)
        self.overlay = Overlay(Colours.of(self.palette()))
        self.overlay.add(_dimmed)
        self._quiet = False
        self._long_words = LongWords(self)
        self._long_words.begin(self.document())
        self.document().contentsChange.connect(self._on_change)
        self.textChanged.connect(self._lay_seen)
        self.verticalScrollBar().valueChanged.connect(self._lay_seen)

    def text(self) -> str:
        """What is written, character for character."""
        return "\n".join(block.text() for block in self._blocks()).replace(HARD_BREAK, "\n")

    def begin(self, text: str) -> None:
        """Show a text from its beginning, with an empty history of undo."""
        self._quiet = True
        self._long_words.expect(text)
        self.setPlainText(text)
        self._quiet = False

    def take(self, text: str) -> None:
        """Take in what was changed elsewhere: only what differs is written, and the cursor stays with its words."""
        old = self.text()
        same = next((at for at, pair in enumerate(zip(old, text, strict=False)) if pair[0] != pair[1]), None)
        if same is None:
            same = min(len(old), len(text))
        left, wanted = old[same:], text[same:]
        ends = zip(reversed(left), reversed(wanted), strict=False)
        tail = next((at for at, pair in enumerate(ends) if pair[0] != pair[1]), min(len(left), len(wanted)))
        cursor = self.textCursor()
        self._quiet = True
        cursor.setPosition(units(old[:same]))
        cursor.setPosition(units(old[: len(old) - tail]), KEEP)
        cursor.insertText(wanted[: len(wanted) - tail])
        self._quiet = False

    @property
    def place(self) -> int:
        """How many characters stand before the cursor."""
        wide = self.text().encode("utf-16-le", "surrogatepass")
        return len(wide[: 2 * self.textCursor().position()].decode("utf-16-le", "replace"))

    @place.setter
    def place(self, place: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(units(self.text()[:place]))
        self.setTextCursor(cursor)
        self.centerCursor()

    def surround(self, sign: str) -> None:
        """Put a mark around the selection, or around what is typed next."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.beginEditBlock()
        for position in (end, start):
            cursor.setPosition(position)
            cursor.insertText(sign)
        cursor.endEditBlock()
        cursor.setPosition(start + len(sign))
        cursor.setPosition(end + len(sign), KEEP)
        self.setTextCursor(cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last syllable stays."""
        keep_composed(self, event)
        super().focusOutEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, files and folders."""
        return super().canInsertFromMimeData(source) or bool(paths_of(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: the pictures of files and folders go into the story, text as it is where it can be kept."""
        paths = paths_of(source)
        if paths:
            self.pictures_dropped.emit(paths)
        elif self.document().characterCount() + len(source.text()) > TEXT_LIMIT:
            what = f"With what was to be pasted the body would be larger than {TEXT_LIMIT // 1024**2} MB"
            self.refused.emit(DeskError(what, mend="split it into several stories"))
        else:
            super().insertFromMimeData(source)

    # What is seen

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel make the text larger and smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(event.angleDelta().y())
        else:
            super().wheelEvent(event)

    def set_story_font(self, story: QFont) -> None:
        """Set the text as large as that of the page."""
        font = QFont()
        font.setFamilies(MONO)
        font.setPointSizeF(story.pointSizeF() * 0.9)
        self.setFont(font)
        self._centre_column()

    def look_over(self, block: QTextBlock | None = None) -> None:
        """Lay the overlay anew: over one block, or over all of the text, of which only what is seen costs time."""
        if block is not None:
            self.overlay.refresh([block], all_of_them=True)
        else:
            self.overlay.outdate()
            self._lay_seen()

    def seen_blocks(self) -> Iterator[QTextBlock]:
        """The blocks on the screen."""
        block = self.firstVisibleBlock()
        bottom = self.viewport().rect().bottom()
        while block.isValid():
            yield block
            if self.blockBoundingGeometry(block).translated(self.contentOffset()).bottom() > bottom:
                return
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column stays in the middle; a taller view shows more."""
        super().resizeEvent(event)
        self._centre_column()
        self._lay_seen()

    def changeEvent(self, event: QEvent) -> None:
        """The signs take the colours of a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "overlay"):
            self.overlay.colours = Colours.of(self.palette())
            self._lay_seen()

    def _centre_column(self) -> None:
        column = round(QFontMetricsF(self.font()).averageCharWidth() * MEASURE)
        room = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        side = max(SIDE, (room - column) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, SIDE, side, 0)

    def _lay_seen(self) -> None:
        self.overlay.refresh(list(self.seen_blocks()))

    def _on_change(self, position: int, _removed: int, added: int) -> None:
        page = self.document()
        block, last = (
            found if found.isValid() else page.lastBlock()
            for found in map(page.findBlock, (position, position + added))
        )
        count = last.blockNumber() - block.blockNumber() + 1
        self._long_words.note(block, count)
        for _ in range(count):
            block.setUserState(OUTDATED)
            block = block.next()
        if not self._quiet:
            self.written.emit()

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()


def _dimmed(passage: Passage, colours: Colours) -> Iterator[FormatRange]:
    text = passage.text
    signs = QTextCharFormat()
    signs.setForeground(colours.hint)
    for start, end in in_units(text, (Span(*match.span()) for match in SIGNS.finditer(text))):
        yield laid(start, end - start, signs)
