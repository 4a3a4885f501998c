"""Tracked changes while they are made: text that comes in is marked as put in, text that goes stays, marked as deleted.

Everything that writes into or takes out of the text of a page does so by the functions here, which write plainly where
nothing is tracked. What somebody has put in and nobody has accepted goes for good, whoever deletes it: rejecting it
would do the same, and text has one change at a time. Markdown has no sign for the end of a paragraph: what moves into
another is deleted where it was and put in where it goes, so that rejecting everything gives the text of before.

Tracked is the text of the body, with its marks and links. The fields, the titles of fact boxes, what a block is, and
whatever is no text (photos, embeds, tables as such, dividing lines) are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from deskeditor.core.document import Change, Edit, Mark, Run, Runs
from deskeditor.ui.editor.convert import drop_blocks, insert_runs
from deskeditor.ui.editor.lines import FLOW, MARKED, Kind, Line, Style
from deskeditor.ui.editor.look import AT, BY, EDIT, PLAIN, char_format, end_of, kind_of, pattern_of, style_of
from deskeditor.ui.editor.shown import shown
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


def part(cursor: QTextCursor, block_form: QTextBlockFormat, text_form: QTextCharFormat) -> None:
    """Begin a block at the cursor, with what stands behind it."""
    block, here = cursor.block(), cursor.position()
    tracker = tracker_at(block)
    if tracker is None or not has_original(block, here):
        cursor.insertBlock(block_form, text_form)
        return
    with tracker.as_one(*beside(block, here, end_of(block))):
        _, moved, _ = parted(block, here - block.position())
        take_out(cursor, here, end_of(block))
        cursor.setPosition(end_of(block))
        cursor.insertBlock(block_form, text_form)
        start = cursor.position()
        insert_runs(cursor, style_of(cursor.block()), moved)
        cursor.setPosition(start)


def parted(block: QTextBlock, place: int) -> tuple[Runs, Runs, int]:
    """What stays behind a place of a block that is parted there, what goes on in the next, and the units of that.

    Where nothing before the place would be left if all was rejected, the block itself goes on in the next.
    """
    tracker, runs = tracker_at(block), runs_of(block, place)
    if tracker is None or not has_original(block, block.position() + place):
        return (), runs, block.length() - 1 - place
    stays, moved = kept_runs(tracker, runs), moved_runs(tracker, runs)
    text = shown(block)
    return stays, moved, text.in_text(block.length() - 1) - text.in_text(place)


def stays_parted(first: QTextBlock, second: QTextBlock) -> bool:
    """Whether two blocks are not to be made one: what rejecting a change would have to part again."""
    if tracker_at(first) is None:
        return False
    if first.next() != second:
        return True
    if first.length() == 1 or not has_original(second):
        return False
    return has_original(first) or style_of(first) != style_of(second)


def carry_over(second: QTextBlock, first: QTextBlock) -> None:
    """Let what readers get of a block go on at the end of one before it; what is left without a word goes."""
    tracker = tracker_at(first)
    assert tracker is not None
    edit, number, end = QTextCursor(first), second.blockNumber(), end_of(first)
    with tracker.as_one(*beside(first, end, end), *beside(second, second.position(), end_of(second))):
        moved = moved_runs(tracker, runs_of(second))
        take_out(edit, second.position(), end_of(second))
        edit.setPosition(end_of(first))
        insert_runs(edit, style_of(first), moved)
    if second.length() == 1:
        drop_blocks(second.document(), number, number + 1)


def kept_runs(tracker: Tracker, runs: Runs) -> Runs:
    """What stays of text that goes on elsewhere: nothing but what is deleted there, now or before."""
    change = tracker.change(Edit.DELETED)
    return tuple(replace(run, change=run.change or change) for run in runs if run.change is None or run.deleted)


def moved_runs(tracker: Tracker, runs: Runs) -> Runs:
    """Text that goes on elsewhere as it is there: what was put in stays so, what was there before is put in."""
    change = tracker.change(Edit.INSERTED)
    return tuple(replace(run, change=run.change or change) for run in runs if not run.deleted)


def may_become(block: QTextBlock, place: int, style: Style) -> bool:
    """Whether what goes on behind a place of the block may be of another style: no original that was not parted."""
    return (
        tracker_at(block) is None
        or style_of(block) == style
        or has_original(block, block.position() + place)
        or not has_original(block)
    )


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
