"""Paragraphs that are parted and joined, also while changes are tracked.

Markdown has no sign for the end of a paragraph. What goes on in another one is then deleted where it was and put in
where it goes, so that rejecting everything gives the text of before.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor

from deskeditor.core.document import Edit, Runs
from deskeditor.ui.editor.convert import drop_blocks, insert_runs
from deskeditor.ui.editor.lines import Style
from deskeditor.ui.editor.look import end_of, style_of
from deskeditor.ui.editor.shown import shown
from deskeditor.ui.editor.tracking import Tracker, beside, has_original, take_out, tracker_at
from deskeditor.ui.editor.walk import runs_of


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
