"""Where a query is found in what is written, counted in slices so that no key ever waits for it."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from deskeditor.core.errors import DeskError
from deskeditor.core.matching import Matcher, Query, Span
from deskeditor.ui.editor.convert import HARD_BREAK
from deskeditor.ui.editor.lines import OBJECTS
from deskeditor.ui.editor.look import Colours, kind_of
from deskeditor.ui.editor.overlay import FormatRange, Overlay, Passage, laid
from deskeditor.ui.editor.shown import Shown, shown

SLICE = 0.008
"""Seconds that are searched in one go: half a frame."""
AGAIN_AFTER = 150
"""Milliseconds from the first change of the text that is not searched; later ones do not restart the clock."""
KEEP = QTextCursor.MoveMode.KeepAnchor


class Hit(NamedTuple):
    """A match: the number of its block, and the UTF-16 units of its text."""

    block: int
    start: int
    end: int


class Written(Protocol):
    """A view of a document that can be searched: the page, or its Markdown."""

    overlay: Overlay

    @property
    def cursorPositionChanged(self) -> SignalInstance: ...
    def document(self) -> QTextDocument: ...
    def textCursor(self) -> QTextCursor: ...
    def setTextCursor(self, cursor: QTextCursor, /) -> None: ...
    def ensureCursorVisible(self) -> None: ...
    def look_over(self, block: QTextBlock | None = None) -> None: ...
    def undo(self) -> None: ...


class Search(QObject):
    """One query at a time over one view. The match that is selected is the current one."""

    changed = Signal()
    """More is found, or another match is the current one."""

    def __init__(self, view: Written, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._document: QTextDocument | None = None
        self._matcher: Matcher | None = None
        self._scope: QTextCursor | None = None
        self._from: QTextCursor | None = None
        self._walk: Iterator[None] = iter(())
        self._after: list[Hit] = []
        self._before: list[Hit] = []
        self._current = Hit(-1, 0, 0)
        self.is_complete = True
        """Whether ``hits`` are all there are in the text as it is now."""
        self.error: DeskError | None = None
        """Why nothing is found where the query is at fault."""
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_AFTER)
        self._again.timeout.connect(self._begin)
        view.overlay.add(self._layer)
        view.cursorPositionChanged.connect(self._on_cursor)

    @property
    def hits(self) -> list[Hit]:
        """The matches found so far, in the order of the text."""
        return self._before + self._after

    @property
    def is_on(self) -> bool:
        """Whether there is a query, and its matches are shown."""
        return self._matcher is not None

    @property
    def index(self) -> int:
        """Which of the matches is selected, from 0; -1 for none."""
        hit, hits = self._selected(), self.hits
        at = bisect_left(hits, hit)
        return at if at < len(hits) and hits[at] == hit else -1

    def look_for(self, query: Query, scope: QTextCursor | None = None, start: QTextCursor | None = None) -> None:
        """Find the query, in ``scope`` alone if that is given; select the first match at or after ``start``."""
        self.stop()
        self._scope, self._from, self.error = scope, start, None
        if query.text:
            try:
                self._matcher = Matcher(query)
            except DeskError as error:
                self.error = error
        self._document = self._view.document()
        self._document.contentsChange.connect(self._on_change)
        self._current = self._selected()
        self._begin()
        self._view.look_over()

    def stop(self) -> None:
        """Show no matches any more; nothing is left that a key would have to wait for."""
        self._slices.stop()
        self._again.stop()
        if self._document is not None and self._view.document() is self._document:
            self._document.contentsChange.disconnect(self._on_change)
        self._document, self._walk, self.is_complete = None, iter(()), True
        self._after, self._before = [], []
        if self._matcher is not None:
            self._matcher = None
            self._view.look_over()

    def finish(self) -> None:
        """Search to the end now."""
        if self._again.isActive():
            self._begin()
        while not self.is_complete:
            self._go_on()

    def step(self, *, back: bool = False) -> bool:
        """Select the next match, or the one before; whether that was found only from the other end on."""
        self.finish()
        hits, cursor = self.hits, self._view.textCursor()
        if not hits:
            return False
        at = bisect_left(hits, self._place(cursor.selectionStart()))
        if back:
            at -= 1
        elif self.index >= 0:
            at += 1
        self._select(hits[at % len(hits)])
        return not 0 <= at < len(hits)

    def blocks(self) -> list[tuple[QTextBlock, Matcher, list[Hit]]]:
        """The blocks that have matches, each with its own and with what finds them. Searches to the end."""
        self.finish()
        found: dict[int, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(hit.block, []).append(hit)
        matcher = self._matcher
        document = self._view.document()
        return (
            [(document.findBlockByNumber(number), matcher, hits) for number, hits in found.items()] if matcher else []
        )

    # Searching

    def _begin(self) -> None:
        self._again.stop()
        self._after, self._before = [], []
        if self._matcher is not None:
            self._matcher = Matcher(self._matcher.query)
        self._walk = self._blocks()
        self.is_complete = False
        self._slices.start()
        self._go_on()

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE
        try:
            for _ in self._walk:
                if time.perf_counter() > until:
                    break
            else:
                self._complete()
        except DeskError as error:
            self._fail(error)
        if self._from is not None and (self._after or self.is_complete):
            start, self._from = self._from, None
            self._seek(start)
        self.changed.emit()

    def _blocks(self) -> Iterator[None]:
        """Searches a block each time: from the cursor's on, then what stands above it."""
        document = self._view.document()
        first = (self._from or self._view.textCursor()).block()
        for block, end, found in ((first, -1, self._after), (document.begin(), first.blockNumber(), self._before)):
            number, upto = block.blockNumber(), end if end >= 0 else document.blockCount()
            while number < upto:
                found.extend(Hit(number, start, end) for start, end in self._spans(block))
                yield
                block, number = block.next(), number + 1

    def _spans(self, block: QTextBlock) -> Iterable[tuple[int, int]]:
        if self._matcher is None or kind_of(block) in OBJECTS:
            return ()
        text = searched(block)
        spans = (
            (text.in_block(start), text.in_block(end, ends=True))
            for start, end in in_units(text.text, self._matcher.spans(text.text))
        )
        if self._scope is None:
            return spans
        low, high = (self._scope.selectionStart() - block.position(), self._scope.selectionEnd() - block.position())
        return ((start, end) for start, end in spans if low <= start and end <= high)

    def _complete(self) -> None:
        self._slices.stop()
        self.is_complete = True

    def _fail(self, error: DeskError) -> None:
        self._complete()
        self._matcher, self.error = None, error
        self._after, self._before = [], []
        QTimer.singleShot(0, self._tell_failure)  # it may have come up while the text was being painted

    def _tell_failure(self) -> None:
        self._view.look_over()
        self.changed.emit()

    def _on_change(self, _position: int, _removed: int, _added: int) -> None:
        self._slices.stop()
        self.is_complete = False
        if not self._again.isActive():
            self._again.start()

    # The current match

    def _seek(self, start: QTextCursor) -> None:
        at = bisect_left(self.hits, self._place(start.selectionStart()))
        if self.hits:
            self._select(self.hits[at % len(self.hits)])
        else:
            cursor = self._view.textCursor()
            cursor.setPosition(start.selectionStart())
            self._view.setTextCursor(cursor)

    def _select(self, hit: Hit) -> None:
        cursor = self._view.textCursor()
        origin = self._view.document().findBlockByNumber(hit.block).position()
        cursor.setPosition(origin + hit.start)
        cursor.setPosition(origin + hit.end, KEEP)
        self._view.setTextCursor(cursor)
        self._view.ensureCursorVisible()

    def _place(self, position: int) -> Hit:
        block = self._view.document().findBlock(position)
        offset = position - block.position()
        return Hit(block.blockNumber(), offset, offset)

    def _selected(self) -> Hit:
        cursor = self._view.textCursor()
        start = self._place(cursor.selectionStart())
        return start._replace(end=start.start + cursor.selectionEnd() - cursor.selectionStart())

    def _on_cursor(self) -> None:
        if self._matcher is None:
            return
        old, self._current = self._current, self._selected()
        for number in {old.block, self._current.block}:
            block = self._view.document().findBlockByNumber(number)
            if block.isValid():
                self._view.look_over(block)
        self.changed.emit()

    def _layer(self, passage: Passage, colours: Colours) -> Iterator[FormatRange]:
        if self._matcher is None:
            return
        block = passage.block
        try:
            spans = list(self._spans(block))
        except DeskError as error:
            self._fail(error)
            return
        found, current = QTextCharFormat(), QTextCharFormat()
        found.setBackground(colours.found)
        found.setForeground(colours.ink)
        current.setFontUnderline(True)
        number = block.blockNumber() if spans else 0
        for start, end in spans:
            here = Hit(number, start, end) == self._current
            yield laid(start, end - start, current if here else found)


def searched(block: QTextBlock) -> Shown:
    """The text of a block as a matcher takes it: without what is deleted."""
    text = shown(block)
    return Shown(text.text.replace(HARD_BREAK, "\n"), text.gaps)


def in_units(text: str, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """The spans, which are in order and do not overlap, in UTF-16 units."""
    if text.isascii():
        yield from ((span.start, span.end) for span in spans)
        return
    at = place = 0
    for span in spans:
        start = place + units(text[at : span.start])
        at, place = span.end, start + units(text[span.start : span.end])
        yield start, place


def units(text: str) -> int:
    """How many UTF-16 units the text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
