"""Blocks that change places: a figure with its caption, a whole table, a fact box by its title, or a single line."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.ui.editor import boxes
from deskeditor.ui.editor.convert import body_start, replace_blocks
from deskeditor.ui.editor.lines import Kind, Line
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.units import is_boxed, is_in_gallery, unit_of, whole_of
from deskeditor.ui.editor.walk import lines

Range = tuple[int, int]


def move_block(cursor: QTextCursor, step: int) -> None:
    """Let the selected blocks, or the cursor's, change places with what is above (-1) or below (1).

    At the edge of a fact box or a gallery they leave it.
    """
    own = _selected(cursor)
    page = cursor.document()
    if own[0] < body_start(page):
        return
    first = page.findBlockByNumber(own[0])
    if is_boxed(first):
        _move_in_box(cursor, own, step)
    elif is_in_gallery(first) and own != whole_of(first):
        _move_in_gallery(cursor, own, step)
    else:
        neighbour = _beside(cursor, own, step)
        if neighbour is not None:
            other = whole_of(neighbour)
            _swap(cursor, own, other, list(lines(page, *own)), list(lines(page, *other)))


def move_to(cursor: QTextCursor, boundary: int) -> bool:
    """Put the cursor's unit before the block of that number (one that begins a unit, or the number of blocks).

    False where it would stay in its place.
    """
    page = cursor.document()
    start, end = unit_of(cursor.block())
    if start <= boundary <= end or start < body_start(page):
        return False
    own = [_alone(line) for line in lines(page, start, end)]
    offset = cursor.position() - page.findBlockByNumber(start).position()
    edit = QTextCursor(page)
    edit.beginEditBlock()
    if boundary > end:
        numbers = replace_blocks(page, boundary, boundary, own)
        replace_blocks(page, start, end, [])
        at = numbers[0] - (end - start)
    else:
        at = replace_blocks(page, boundary, boundary, own)[0]
        replace_blocks(page, start + len(own), end + len(own), [])
    edit.endEditBlock()
    cursor.setPosition(page.findBlockByNumber(at).position() + offset)
    return True


def _selected(cursor: QTextCursor) -> Range:
    """The blocks to move: those of one container where all of the selection lies in it, else whole containers."""
    page = cursor.document()
    low, high = page.findBlock(cursor.selectionStart()), page.findBlock(cursor.selectionEnd())
    first, last = unit_of(low), unit_of(high)
    if first == last:
        return first
    if whole_of(low) == whole_of(high) and kind_of(low) is not Kind.ASIDE:
        return first[0], last[1]
    return whole_of(low)[0], whole_of(high)[1]


def _beside(cursor: QTextCursor, own: Range, step: int) -> QTextBlock | None:
    page = cursor.document()
    neighbour = page.findBlockByNumber(own[0] - 1 if step < 0 else own[1])
    if not neighbour.isValid() or neighbour.blockNumber() < body_start(page):
        return None
    return neighbour


def _move_in_box(cursor: QTextCursor, own: Range, step: int) -> None:
    page = cursor.document()
    neighbour = page.findBlockByNumber(own[0] - 1 if step < 0 else own[1])
    moved = list(lines(page, *own))
    if neighbour.isValid() and is_boxed(neighbour):
        _swap(cursor, own, unit_of(neighbour), moved, list(lines(page, *unit_of(neighbour))))
        return
    box = whole_of(page.findBlockByNumber(own[0]))
    out = [_alone(line) for line in moved]
    if step < 0:
        _swap(cursor, own, (box[0], own[0]), out, list(lines(page, box[0], own[0])))
    else:
        _swap(cursor, own, (own[1], own[1]), out, [])


def _move_in_gallery(cursor: QTextCursor, own: Range, step: int) -> None:
    page = cursor.document()
    start, end = whole_of(page.findBlockByNumber(own[0]))
    all_of_it, moved = list(lines(page, start, end)), list(lines(page, *own))
    others = all_of_it[: own[0] - start] + all_of_it[own[1] - start :]
    leaves = own[0] == start if step < 0 else own[1] == end
    if leaves:
        moved, others = [_alone(line) for line in moved], boxes.gallery(others)
        new = moved + others if step < 0 else others + moved
        at = start if step < 0 else end - len(moved)
    else:
        at = own[0] + 2 * step
        new = boxes.gallery([*others[: at - start], *moved, *others[at - start :]])
    offset = cursor.position() - page.findBlockByNumber(own[0]).position()
    replace_blocks(page, start, end, new)
    cursor.setPosition(page.findBlockByNumber(at).position() + offset)


def _swap(cursor: QTextCursor, own: Range, other: Range, moved: list[Line], others: list[Line]) -> None:
    page = cursor.document()
    anchor, here = (place - page.findBlockByNumber(own[0]).position() for place in (cursor.anchor(), cursor.position()))
    down = other[0] >= own[1]
    new = _parted_there(moved + others, others + moved) if down else _parted_there(others + moved, moved + others)
    numbers = replace_blocks(page, min(own[0], other[0]), max(own[1], other[1]), new)
    start = page.findBlockByNumber(numbers[len(others) if down else 0]).position()
    cursor.setPosition(start + anchor)
    cursor.setPosition(start + here, QTextCursor.MoveMode.KeepAnchor)


def _parted_there(old: list[Line], new: list[Line]) -> list[Line]:
    """Items, or paragraphs of quotations, that have changed places: one list begins where it began."""
    kinds = {line.style.kind for line in old}
    if len(old) != 2 or kinds not in ({Kind.LIST}, {Kind.QUOTE}):
        return new
    return [replace(line, style=replace(line.style, first=was.style.first)) for was, line in zip(old, new, strict=True)]


def _alone(line: Line) -> Line:
    """The line as one of no box and no gallery."""
    return replace(line, style=replace(line.style, grouped=False, first=False))
