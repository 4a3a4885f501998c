"""Tracked changes while they are made: text that comes in is marked as put in, text that goes stays, marked as deleted.

Everything that writes into or takes out of the text of a page does so by the functions here, which write plainly where
nothing is tracked. What somebody has put in and nobody has accepted goes for good, whoever deletes it: rejecting it
would do the same, and text has one change at a time. How paragraphs are parted and joined: ``parting``.

Tracked is the text of the body, with its marks and links. The fields, the titles of fact boxes, what a block is, and
whatever is no text (photos, embeds, tables as such, dividing lines) are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from deskeditor.core.document import Change, Edit, Mark, Run, Runs
from deskeditor.ui.editor.convert import insert_runs
from deskeditor.ui.editor.lines import FLOW, MARKED, Kind, Line
from deskeditor.ui.editor.look import AT, BY, EDIT, PLAIN, char_format, end_of, kind_of, pattern_of, style_of
from deskeditor.ui.editor.walk import runs_of

KEEP = QTextCursor.MoveMode.KeepAnchor
TOGETHER = timedelta(seconds=60)
"""What one person does in one place within this time of the last of it is one change."""

Clock = Callable[[], datetime]
Stretch = tuple[int, int, Run]
"""From and to in the document, and how the text there is set."""


class Tracker:
    """Whether the changes of one page are tracked, and for whom."""

    def __init__(self, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self.on = False
        self.by = ""
        self.clock = clock
        self._at = ""
        self._touched: datetime | None = None
        self._held = False
        self._struck = (-1, -1, False)

    def change(self, edit: Edit, beside: tuple[QTextFormat, ...] = ()) -> Change:
        """The change that is being made now, next to text of these formats: the last one, where that goes on."""
        now = self.clock()
        is_fresh = self._touched is not None and now - self._touched <= TOGETHER
        if not (self._held or (is_fresh and any(map(self._is_last, beside)))):
            self._at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._touched = now
        return Change(edit, self.by, self._at)

    def _is_last(self, text: QTextFormat) -> bool:
        return text.hasProperty(EDIT) and text.stringProperty(AT) == self._at and text.stringProperty(BY) == self.by

    def strikes_on(self, cursor: QTextCursor, *, forward: bool) -> bool:
        """Whether an eraser goes on at the cursor where it was last, and nothing was done in between."""
        return self._struck == (cursor.document().revision() - 1, cursor.position(), forward)

    def has_struck(self, cursor: QTextCursor, *, forward: bool) -> None:
        """An eraser has just come to where the cursor is."""
        self._struck = (cursor.document().revision(), cursor.position(), forward)

    @contextmanager
    def as_one(self, *beside: QTextFormat) -> Iterator[None]:
        """All that is changed in the block is one change, wherever it stands."""
        held = self._held
        if not held:
            self.change(Edit.INSERTED, beside)
        self._held = True
        try:
            yield
        finally:
            self._held = held


class TrackedDocument(QTextDocument):
    """A document whose changes can be tracked."""

    tracker: Tracker


def tracker_of(page: QTextDocument) -> Tracker | None:
    """What tracks the changes of the page; None where they are not tracked."""
    return page.tracker if isinstance(page, TrackedDocument) and page.tracker.on else None


def tracker_at(block: QTextBlock) -> Tracker | None:
    """What tracks the changes of the block's text; None where they are not tracked."""
    tracker = tracker_of(block.document())
    return tracker if tracker is not None and kind_of(block) in MARKED else None


def is_on(cursor: QTextCursor) -> bool:
    """Whether what is done to the text at the cursor, or to the end of its selection, is tracked."""
    return tracker_at(cursor.block()) is not None


def form_to_write(cursor: QTextCursor, look: Run = PLAIN) -> QTextCharFormat:
    """The format of what is written at the cursor and looks so: it is no deletion, and where changes are tracked part
    of the one that is being made.
    """
    block = cursor.block()
    tracker = tracker_at(block)
    change = None if look.deleted else look.change
    if tracker is not None:
        change = tracker.change(Edit.INSERTED, beside(block, cursor.position(), cursor.position()))
    return char_format(style_of(block), replace(look, text="", marks=look.marks - {Mark.NOTE}, change=change))


def write(cursor: QTextCursor, text: str, look: Run = PLAIN) -> None:
    """Put text in at the cursor."""
    cursor.insertText(text, form_to_write(cursor, look))


def write_runs(cursor: QTextCursor, runs: Runs) -> None:
    """Put runs in at the cursor: with the changes that they bring, or as what is put in now."""
    block = cursor.block()
    tracker = tracker_at(block)
    if tracker is not None:
        change = tracker.change(Edit.INSERTED, beside(block, cursor.position(), cursor.position()))
        runs = as_put_in(runs, change)
    insert_runs(cursor, style_of(block), runs)


def as_put_in(runs: Runs, change: Change) -> Runs:
    """Runs that come from elsewhere as a change puts them in: without what is deleted there."""
    return tuple(replace(run, change=change) for run in runs if not run.deleted)


def lines_put_in(page: QTextDocument, new: list[Line]) -> list[Line]:
    """Lines that come into the page, their texts as what is put in now; none of which all is deleted."""
    tracker = tracker_of(page)
    if tracker is None:
        return new
    change = tracker.change(Edit.INSERTED)
    marked = (replace(line, runs=as_put_in(line.runs, change)) if line.style.kind in MARKED else line for line in new)
    may_go = FLOW | {Kind.NOTE}
    return [
        line
        for line, old in zip(marked, new, strict=True)
        if line.runs or not old.runs or line.style.kind not in may_go
    ]


def put(edit: QTextCursor, start: int, end: int, words: str, form: QTextCharFormat) -> None:
    """Write words, set like the format, in the place of what readers get between two positions of one block."""
    page = edit.document()
    block = page.findBlock(start)
    tracker = tracker_at(block)
    if tracker is None:
        for low, high, run in reversed(list(stretches(block, start, end))):
            if not run.deleted:
                _select(edit, low, high)
                edit.removeSelectedText()
                end -= high - low
        edit.setPosition(end)
        if words:
            edit.insertText(words, form)
        return
    with tracker.as_one(*beside(block, start, end)):
        take_out(edit, start, end)
        if words:
            write(edit, words, pattern_of(form))


def take_out(edit: QTextCursor, start: int, end: int) -> None:
    """Delete the text between two positions of one block; the cursor stands behind what is left of it."""
    block = edit.document().findBlock(start)
    tracker = tracker_at(block)
    if tracker is None:
        _select(edit, start, end)
        edit.removeSelectedText()
        return
    style, change = style_of(block), tracker.change(Edit.DELETED, beside(block, start, end))
    for low, high, run in reversed(list(stretches(block, start, end))):
        _select(edit, low, high)
        if run.change is None:
            edit.setCharFormat(char_format(style, replace(run, change=change)))
        elif run.change.edit is Edit.INSERTED:
            edit.removeSelectedText()
            end -= high - low
    edit.setPosition(end)


def recast(edit: QTextCursor, start: int, end: int, look: Run) -> None:
    """Set text of one format in another look. What was there before is deleted, and put in again behind it."""
    block = edit.document().findBlock(start)
    tracker, style = tracker_at(block), style_of(block)
    (old,) = {run for _, _, run in stretches(block, start, end)}
    if tracker is None or (old.change is not None and not old.deleted):
        _select(edit, start, end)
        edit.setCharFormat(char_format(style, look))
    elif old.change is None and look != old:
        words = runs_of(block, start - block.position(), end - block.position())
        with tracker.as_one(*beside(block, start, end)):
            take_out(edit, start, end)
            write_runs(edit, tuple(replace(look, text=run.text, change=None) for run in words))


def has_original(block: QTextBlock, end: int | None = None) -> bool:
    """Whether rejecting all changes would leave something of the block, or of what it has before a position."""
    last = end_of(block) if end is None else end
    return any(run.change is None or run.deleted for _, _, run in stretches(block, block.position(), last))


def is_put_in(block: QTextBlock, start: int, end: int) -> bool:
    """Whether all of the text between two positions is a change that puts it in."""
    return all(run.change is not None and not run.deleted for _, _, run in stretches(block, start, end))


def ends_at(cursor: QTextCursor) -> bool:
    """Whether the change that the text before the cursor belongs to ends there."""
    here = cursor.position()
    before = pattern_of(cursor.charFormat()).change
    behind = [pattern_of(text).change for text in _at(cursor.block(), here)]
    return before is not None and (cursor.atBlockStart() or before not in behind)


def stretches(block: QTextBlock, start: int, end: int) -> Iterator[Stretch]:
    """The text between two positions of a block, by its formats."""
    first = block.position()
    for run in block.textFormats():
        low, high = max(start, first + run.start), min(end, first + run.start + run.length)
        if low < high:
            yield low, high, pattern_of(run.format)


def beside(block: QTextBlock, start: int, end: int) -> tuple[QTextFormat, ...]:
    """The formats of the characters right before and right behind a stretch of the block."""
    return (*_at(block, start - 1), *_at(block, end))


def _at(block: QTextBlock, position: int) -> Iterator[QTextFormat]:
    place = position - block.position()
    # A copy: the format of a range is gone with it.
    return (QTextCharFormat(run.format) for run in block.textFormats() if run.start <= place < run.start + run.length)


def _select(edit: QTextCursor, start: int, end: int) -> None:
    edit.setPosition(start)
    edit.setPosition(end, KEEP)
