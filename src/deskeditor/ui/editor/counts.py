"""How long the story is, told while it is typed at a cost that does not grow with it.

Beside every block of the page stands its length, or None where it is not known. A key drops that of the touched block
only; the missing ones are counted a moment later, a slice at a time, and the sum is carried along.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from deskeditor.core.document import plain
from deskeditor.markup import Length, length_of, plain_text
from deskeditor.markup.words import sum_of
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import OBJECTS
from deskeditor.ui.editor.look import end_of, kind_of
from deskeditor.ui.editor.walk import line_of, runs_of

COUNT_AFTER = 200
"""Milliseconds from the first key that is not counted; later keys do not restart the clock."""
SLICE = 20_000
"""Characters that are counted in one go."""


class Counts(QObject):
    """Follows ``contentsChange`` of the page that it was last shown."""

    changed = Signal()
    """Every block has been counted, and something is new."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._page = QTextDocument()
        self._lengths: list[Length | None] = []
        self._sum = Length()
        self._missing = self._first = 0
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._count)

    def begin(self, page: QTextDocument) -> None:
        """Count another page from its beginning."""
        self._page = page
        self._lengths = [None] * page.blockCount()
        self._sum, self._missing, self._first = Length(), len(self._lengths), 0
        self._clock.start(0)

    def note(self, first: int, fresh: int) -> None:
        """Take in one change: ``fresh`` blocks from ``first`` on are new, or not what they were."""
        lengths = self._lengths
        grown = self._page.blockCount() - len(lengths)
        if grown or fresh > 1 or lengths[first] is not None:
            gone = [length for length in lengths[first : first + fresh - grown] if length is not None]
            self._missing += grown + len(gone)
            for length in gone:
                self._sum -= length
            lengths[first : first + fresh - grown] = [None] * fresh
        self._first = min(self._first, first)
        if not self._clock.isActive():
            self._clock.start(COUNT_AFTER)

    def note_letter(self, number: int) -> None:
        """Take in another letter in a block that was noted before."""
        if self._lengths[number] is not None:
            self.note(number, 1)

    @property
    def complete(self) -> bool:
        """Whether all that is on the page has been counted."""
        return self._missing == 0

    def story(self) -> Length:
        """The length of the body, as far as it is counted: what readers are shown of it, captions among it."""
        length = self._sum
        for known in self._lengths[: body_start(self._page)]:
            length -= known or Length()
        return length

    def selection(self, cursor: QTextCursor) -> Length:
        """The length of what is selected, in the body or in the fields above it."""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        first, last = self._page.findBlock(start), self._page.findBlock(end)
        if first == last:
            return _length_between(first, start, end)
        between = [
            known or _length(self._page.findBlockByNumber(number))
            for number, known in enumerate(
                self._lengths[first.blockNumber() + 1 : last.blockNumber()], start=first.blockNumber() + 1
            )
        ]
        return (
            _length_between(first, start, end_of(first)) + sum_of(between) + _length_between(last, last.position(), end)
        )

    def _count(self) -> None:
        left = SLICE
        at = self._first
        while self._missing and left > 0:
            at = self._lengths.index(None, at)
            block = self._page.findBlockByNumber(at)
            self._lengths[at] = length = _length(block)
            self._sum += length
            self._missing -= 1
            left -= block.length()
        self._first = at
        if self._missing:
            self._clock.start(0)
        else:
            self._first = len(self._lengths)
            self.changed.emit()


def _length(block: QTextBlock) -> Length:
    line = line_of(block)
    if line.style.kind not in OBJECTS:
        return length_of(plain(line.runs))
    return length_of(plain_text(line.raw) if line.raw else line.title)


def _length_between(block: QTextBlock, start: int, end: int) -> Length:
    if kind_of(block) in OBJECTS:
        return _length(block) if end > start else Length()
    return length_of(plain(runs_of(block, start - block.position(), end - block.position())))
