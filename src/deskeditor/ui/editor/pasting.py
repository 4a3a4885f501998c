"""A paste that takes its time: its place is held while it is read, and it comes in by slices, as one step of undo.

The text is parted at that place, so that whoever writes on meanwhile writes behind what comes, and keeps the caret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor import clipboard, comments, guard, joining, notes, order, parting, tracking
from deskeditor.ui.editor.clippings import Reading
from deskeditor.ui.editor.convert import drop_blocks, insert_runs, replace_blocks
from deskeditor.ui.editor.lines import BOXABLE, CELLS, FLOW, MARKED, PARAGRAPH, PICTURES, Kind, Line, text_runs
from deskeditor.ui.editor.look import end_of, form_below, kind_of, style_of
from deskeditor.ui.editor.nesting import grouped
from deskeditor.ui.editor.units import CAPTIONS, is_blank, is_boxed, unit_of
from deskeditor.ui.editor.walk import line_of

if TYPE_CHECKING:
    from deskeditor.ui.editor.handled import HandledPage
    from deskeditor.ui.editor.page import Page

SLICE = 40
"""Lines that come in between two looks at the clock."""
BUDGET = 0.016
"""Seconds for which the window may wait."""
_GOES_ON = CELLS | CAPTIONS | {Kind.TABLE_END}


class HeldPaste(QObject):
    """One paste into the page that an editor shows, where its caret is now."""

    stepped = Signal(int, int)
    """So many lines are in, of so many."""
    ended = Signal(int, bool)
    """It is over, with so many lines in, and whether that is all of it."""

    def __init__(self, editor: HandledPage, page: Page, read: Callable[[], Reading], *, is_long: bool) -> None:
        super().__init__(editor)
        self.read = read
        """Reads what is pasted, on any thread."""
        self.is_long = is_long
        self._editor, self._page = editor, page
        self._selected = QTextCursor(editor.textCursor())
        self._place = QTextCursor(page)
        self._place.setPosition(self._selected.selectionStart())
        self._place.setKeepPositionOnInsert(True)
        self._behind = QTextCursor(page)
        self._behind.setKeepPositionOnInsert(True)
        self._box_end = QTextCursor()
        """In the last block of the fact box that is parted here; null where none is."""
        self._given: list[tuple[Line, str | None]] = []
        self._lines: list[Line] = []
        self._written: list[str | None] = []
        self._below: list[Line] = []
        self._done = 0
        self._joins: list[bool] = []
        """For each of the lines whether what stands behind it may go on in it."""
        self._is_begun = self._is_parted = False
        self._fresh = 0
        """The first block of the lines that have just come in; 0 where they joined what is there."""
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._go_on)

    @property
    def stands(self) -> bool:
        """Whether its page is still shown, and may be written on."""
        return self._editor.page is self._page and not self._editor.isReadOnly()

    @property
    def takes_pictures(self) -> bool:
        """Whether pictures can stand at its place."""
        return kind_of(self._place.block()) in FLOW

    def insert(self, reading: Reading, photos: Mapping[str, UsedPhoto]) -> None:
        """Put what was read into its place, its pictures as those photos; what is no photo is left out."""
        self._editor.know_photos(photos.values())
        self._given = list(_with_photos(reading, photos))
        if self._given:
            self._clock.start()
            self._go_on()
        else:
            self._end(whole=True)

    def stop(self) -> None:
        """Let no more come in; what is in stays."""
        self._finish(whole=False)

    def _finish(self, *, whole: bool) -> None:
        if self.stands and (self._is_parted or self._below):
            self._step(self._close)
        if self.stands and not self.is_long:
            self._editor.ensureCursorVisible()  # of a long text all would have to be laid out for that, at once
        self._end(whole=whole)

    def _end(self, *, whole: bool = False) -> None:
        self._clock.stop()
        if self._done:
            self._editor.edited.emit()
        self.ended.emit(self._done, whole)
        self.deleteLater()

    def _go_on(self) -> None:
        """Put in as much as the time allows."""
        if not self.stands or (self._is_begun and self._page.isRedoAvailable()):
            self._end()  # another story is shown, or what came in was undone
            return
        if self._editor.textCursor().block().layout().preeditAreaText():
            return  # a composition is not interrupted
        end = monotonic() + BUDGET
        while not self._is_all_in and monotonic() < end:
            self._step(self._put_slice if self._is_begun else self._begin)
        self.stepped.emit(self._done, len(self._given))
        if self._is_all_in:
            self._finish(whole=True)

    @property
    def _is_all_in(self) -> bool:
        return self._is_begun and self._done == len(self._lines)

    def _step(self, change: Callable[[], None]) -> None:
        """Change the page as a part of the one step of undo."""
        self._editor.commanded.emit()
        known = self._done
        edit = QTextCursor(self._page)
        if self._is_begun:
            edit.joinPreviousEditBlock()
        else:
            edit.beginEditBlock()
        self._is_begun, self._fresh = True, 0
        change()
        self._editor.end_quietly(edit)
        if self._fresh:
            self._page.journal.supply(self._fresh, self._written[known : self._done])

    def _begin(self) -> None:
        page, place = self._page, self._place
        if self._selected.hasSelection():
            guard.prepare_for_text(self._selected)
            place.setPosition(self._selected.position())
        else:
            place.setPosition(place.position())  # where text came in at its place, Qt has moved its anchor
            guard.prepare_for_text(place)
        given = self._name_notes()
        style = style_of(place.block())
        here = QTextCursor(page)
        here.setPosition(place.position())
        alone = len(self._lines) == 1 and self._lines[0].style == PARAGRAPH and style.kind in MARKED
        if alone or style.kind not in FLOW:
            clipboard.paste(here, self._lines if alone else given)
            self._below = self._below if alone else []
            self._done = len(self._lines)
            return
        if not self._lines:
            return  # all of it are notes
        if style.grouped:
            self._lines = [grouped(line) if line.style.kind in BOXABLE else line for line in self._lines]
            self._written = [None] * len(self._lines)
        parting.part(here, form_below(here.block()), here.blockCharFormat())
        self._behind.setPosition(here.position())
        self._is_parted = True
        self._mark_box(here.block())
        before = place.block()
        if is_blank(before):
            self._put(before.blockNumber(), before.blockNumber() + 1)
        elif self._lines[0].style.kind is Kind.PARAGRAPH:
            here.setPosition(place.position())
            insert_runs(here, style, self._lines[0].runs)
            place.setPosition(here.position())
            self._done = 1
        else:
            self._put_slice()

    def _mark_box(self, block: QTextBlock) -> None:
        """Remember how far down the fact box goes that this block and those below it are in."""
        if not is_boxed(block):
            return
        while is_boxed(block.next()):
            block = block.next()
        self._box_end = QTextCursor(block)
        self._box_end.movePosition(QTextCursor.MoveOperation.EndOfBlock)

    def _name_notes(self) -> list[Line]:
        """Part what was given into text and notes under free labels; all of it, as it was given."""
        given = comments.without_known(self._page, [line for line, _ in self._given])
        # Where changes are tracked these are other lines, whose Markdown is not that of what was given.
        self._lines, self._below = (tracking.lines_put_in(self._page, few) for few in notes.renamed(self._page, given))
        self._joins = [line.style == PARAGRAPH for line in self._lines]
        known = {id(line): written for line, written in self._given[1:-1]}  # the outer ones may join what is there
        self._written = [known.get(id(line)) for line in self._lines]
        return given

    def _put_slice(self) -> None:
        block = self._place.block()
        # What stands behind the place is no part of a box whose title is the last line that is in.
        after = block.blockNumber() + 1 if kind_of(block) is Kind.ASIDE else unit_of(block)[1]
        self._put(after, after)

    def _put(self, start: int, end: int) -> None:
        """Put the next lines in the place of those blocks; no slice parts what belongs together."""
        last = min(self._done + SLICE, len(self._lines))
        while last < len(self._lines) and self._lines[last].style.kind in _GOES_ON:
            last += 1
        numbers = replace_blocks(self._page, start, end, self._lines[self._done : last])
        self._place.setPosition(end_of(self._page.findBlockByNumber(numbers[-1])))
        self._done, self._fresh = last, numbers[0]

    def _close(self) -> None:
        """Join what stands behind the place to what came in; put the notes below the story."""
        page, last, behind = self._page, self._place.block(), self._behind.block()
        if self._is_parted and behind == last.next():
            if is_blank(behind) and (kind_of(last) in FLOW or behind.next().isValid()):
                drop_blocks(page, behind.blockNumber(), behind.blockNumber() + 1)
            elif is_blank(behind):
                order.restyle(behind, PARAGRAPH)  # room to write in, below what is no text
            elif self._joins[self._done - 1]:
                joining.join(last, behind)
        self._box_again(self._place.block())
        if self._below:
            replace_blocks(page, page.blockCount(), page.blockCount(), self._below)

    def _box_again(self, last: QTextBlock) -> None:
        """Take what a slice parted from its fact box into the one that came in above it, if one did."""
        if self._box_end.isNull():
            return
        while last.blockNumber() < self._box_end.blockNumber():
            last = last.next()
            if kind_of(last) in BOXABLE and not is_boxed(last):
                order.restyle(last, grouped(line_of(last)).style)


def _with_photos(reading: Reading, photos: Mapping[str, UsedPhoto]) -> Iterator[tuple[Line, str | None]]:
    """The lines with their Markdown; pictures are their photos, with what is known of them where nothing was said."""
    shown: UsedPhoto | None = None
    dropped = False
    for line, written in zip_longest(reading.lines, reading.written[: len(reading.lines)]):
        if line.style.kind in PICTURES:
            taken = line.photo_id in reading.pictures
            shown, dropped = photos.get(line.photo_id) if taken else None, taken and line.photo_id not in photos
            if shown is not None:
                yield replace(line, photo_id=shown.photo.id, alt=line.alt or shown.alt), None
            elif not dropped:
                yield line, written
        elif line.style.kind is Kind.CAPTION and dropped:
            if line.runs:
                yield Line(PARAGRAPH, line.runs), None
        elif line.style.kind is Kind.CAPTION and shown is not None:
            yield replace(line, runs=line.runs or text_runs(shown.caption)), None
        else:
            yield line, written
