"""What holds the page together: its fields never merge, a figure keeps its caption and a table its cells.

Every deletion, whoever asks for it, ends in ``remove``; every typed character, paste and composition first passes
``prepare_for_text``. Each function is one edit block, so one step of undo.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from deskeditor.ui.editor import boxes, lists, order, tracking
from deskeditor.ui.editor.convert import body_start, drop_blocks, open_paragraph, replace_blocks
from deskeditor.ui.editor.joining import join, strike
from deskeditor.ui.editor.lines import CAPTIONED, CELLS, FIELDS, FLOW, OBJECTS, PARAGRAPH, Kind, Line, Style
from deskeditor.ui.editor.look import end_of, kind_of, set_style, style_of
from deskeditor.ui.editor.shown import is_deleted, reach
from deskeditor.ui.editor.units import CAPTIONS, is_blank, selected_cells, unit_of
from deskeditor.ui.editor.walk import lines

Move = QTextCursor.MoveOperation
KEEP = QTextCursor.MoveMode.KeepAnchor
FORWARD = frozenset({Move.NextCharacter, Move.EndOfWord, Move.NextWord, Move.EndOfBlock, Move.EndOfLine})
KEPT = CELLS | CAPTIONS | frozenset(FIELDS) | {Kind.ASIDE, Kind.NOTE}
"""Blocks of text that stay, whatever happens around them."""


def is_in_one_text(cursor: QTextCursor) -> bool:
    """Whether the selection lies inside the text of one block."""
    block = cursor.document().findBlock(cursor.selectionStart())
    return cursor.selectionEnd() <= end_of(block) and kind_of(block) not in OBJECTS


def is_plain_selection(cursor: QTextCursor) -> bool:
    """Whether Qt may delete the selection itself: it lies inside one text whose changes are not tracked."""
    return is_in_one_text(cursor) and not tracking.is_on(cursor)


@dataclass(slots=True)
class _Piece:
    """A part of a selection: text of the body that flows together, or the text of one block that stays."""

    flows: bool
    start: int
    end: int


def _pieces(page: QTextDocument, start: int, end: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    block = page.findBlock(start)
    while block.isValid() and block.position() <= end:
        kind = kind_of(block)
        low, high = max(start, block.position()), min(end, end_of(block))
        if kind in KEPT:
            pieces.append(_Piece(False, low, high))
        elif kind not in OBJECTS:
            if pieces and pieces[-1].flows:
                pieces[-1].end = high
            else:
                pieces.append(_Piece(True, low, high))
        block = block.next()
    return pieces


def remove(cursor: QTextCursor) -> list[Line]:
    """Delete the selection: text of the body joins, every field, caption and cell keeps its block.

    A figure goes when its picture alone is selected, or when it is selected to the end of its caption; it stays
    where a selection ends inside the caption, because nothing that was not selected may be lost. The same holds for
    fact boxes and notes, and a table goes when nothing of it is left out. Returns the lines of what went whole.
    """
    if not cursor.hasSelection():
        return []
    page, start, end = cursor.document(), cursor.selectionStart(), cursor.selectionEnd()
    first = page.findBlock(start)
    edit = QTextCursor(page)
    edit.beginEditBlock()
    gone: list[Line] = []
    if cursor.hasComplexSelection():
        for cell in selected_cells(cursor):
            _clear(cell)
    elif end <= end_of(first) and kind_of(first) in OBJECTS:
        gone = remove_object(first)
    else:
        if start == end_of(first) and kind_of(first.next()) in CELLS:
            start += 1  # Qt widens a selection that reaches into a table to the end of the block before
        start, end, gone = _drop_whole(page, start, end)
        for piece in reversed(_pieces(page, start, end)):
            start = _remove_piece(edit, piece)
    edit.endEditBlock()
    cursor.setPosition(min(start, page.characterCount() - 1))
    return gone


def _clear(cell: QTextBlock) -> None:
    tracking.take_out(QTextCursor(cell), cell.position(), end_of(cell))


def _drop_whole(page: QTextDocument, start: int, end: int) -> tuple[int, int, list[Line]]:
    """Take away what is selected whole; what is left of the selection, and the lines that went."""
    gone: list[Line] = []
    block = page.findBlock(end)
    while end_of(block) >= start and block.blockNumber() >= len(FIELDS):
        before = block.previous()
        first, after = unit_of(block) if kind_of(block) not in FLOW else (0, 0)
        if first and _covers(page, start, end, first, after):
            gone[:0] = lines(page, first, after)
            before = page.findBlockByNumber(first - 1)
            begins, last = before.position() + before.length(), end_of(page.findBlockByNumber(after - 1))
            replace_blocks(page, first, after, [])
            if end > last:
                end -= last + 1 - begins
            elif start < begins:
                end = begins - 1
            else:
                start = end = min(begins, page.characterCount() - 1)
            before = page.findBlockByNumber(first - 1)
        block = before
    return start, end, gone


def _covers(page: QTextDocument, start: int, end: int, first: int, after: int) -> bool:
    begins, last = page.findBlockByNumber(first), page.findBlockByNumber(after - 1)
    if kind_of(last) is Kind.TABLE_END:
        return start <= begins.position() and end >= last.position()
    if kind_of(begins) is Kind.NOTE and (
        tracking.is_on(QTextCursor(begins)) or (start == begins.position() and end == end_of(begins))
    ):
        return False
    return start <= begins.position() and end >= end_of(last)


def _remove_piece(edit: QTextCursor, piece: _Piece) -> int:
    """Delete it; where the cursor belongs then."""
    page = edit.document()
    first, last = page.findBlock(piece.start), page.findBlock(piece.end)
    if tracking.tracker_at(first) is not None:
        return strike(page, piece.start, piece.end)
    style = _style_left(first, last, piece)
    edit.setPosition(piece.start)
    edit.setPosition(piece.end, KEEP)
    edit.removeSelectedText()
    if piece.flows:
        left = page.findBlock(piece.start)
        set_style(left, style)
        order.settle(page, left.blockNumber() - 1, left.blockNumber() + 1)
    return piece.start


def _style_left(first: QTextBlock, last: QTextBlock, piece: _Piece) -> Style:
    if piece.start > first.position() or first == last:
        return style_of(first)
    return style_of(last) if piece.end < end_of(last) else replace(PARAGRAPH, grouped=style_of(first).grouped)


def remove_object(block: QTextBlock) -> list[Line]:
    """Delete an object with what belongs to it: a picture with its caption, a table with its cells. What went."""
    page, (first, after) = block.document(), unit_of(block)
    gone = list(lines(page, first, after))
    replace_blocks(page, first, after, [])
    return gone


def erase(cursor: QTextCursor, move: Move) -> list[Line]:
    """Delete the selection, or from the cursor as far as ``move`` goes, never past the block's end.

    At a block's edge, paragraphs join, items leave their list, rules go; fields and captions stay as they are. Returns
    the lines of what went whole.
    """
    if cursor.hasSelection():
        return remove(cursor)
    block = cursor.block()
    forward = move in FORWARD
    if tracking.tracker_at(block) is not None:
        _strike_as_far(cursor, block, move)
        return []
    if move is Move.NoMove:
        cursor.setPosition(block.position())
        cursor.setPosition(end_of(block), KEEP)
    elif forward and cursor.atBlockEnd():
        _erase_next(cursor, block)
        return []
    elif not forward and cursor.atBlockStart():
        _erase_previous(cursor, block)
        return []
    else:
        cursor.movePosition(move, KEEP)
        edge = end_of(block) if forward else block.position()
        if not block.position() <= cursor.position() <= end_of(block):
            cursor.setPosition(edge, KEEP)
    return remove(cursor)


def _strike_as_far(cursor: QTextCursor, block: QTextBlock, move: Move) -> None:
    """As ``erase``, where changes are tracked: what is deleted already is passed over."""
    place, forward = cursor.positionInBlock() if move is not Move.NoMove else 0, move in FORWARD
    goal = reach(block, place, move)
    if goal is None:
        (_erase_next if forward else _erase_previous)(cursor, block)
        return
    start, end = (block.position() + each for each in sorted((place, goal)))
    edit, tracker = QTextCursor(block), tracking.tracker_at(block)
    assert tracker is not None
    if tracker.strikes_on(cursor, forward=forward):
        edit.joinPreviousEditBlock()  # as Qt does where the letters go
    else:
        edit.beginEditBlock()
    tracking.take_out(edit, start, end)
    edit.endEditBlock()
    cursor.setPosition(edit.position() if forward or move is Move.NoMove else start)
    tracker.has_struck(cursor, forward=forward)


def _beyond(block: QTextBlock, step: int) -> QTextBlock:
    """The block before or behind; where changes are tracked, one that readers get something of, if there is one."""
    page = block.document()
    beside = block.next() if step > 0 else block.previous()
    if tracking.tracker_of(page) is not None:
        while beside.blockNumber() > body_start(page) and is_deleted(beside):
            beside = beside.next() if step > 0 else beside.previous()
    return beside


def _erase_previous(cursor: QTextCursor, block: QTextBlock) -> None:
    style, before = style_of(block), _beyond(block, -1)
    first = block.blockNumber() == body_start(block.document())
    if style.kind is Kind.ASIDE:
        boxes.dissolve(block)
    elif style.kind is Kind.NOTE and block.length() == 1:
        cursor.setPosition(end_of(before))
        replace_blocks(block.document(), block.blockNumber(), block.blockNumber() + 1, [])
    elif style.kind is Kind.LIST:
        lists.indent(block, -1)
    elif style.kind in (Kind.QUOTE, Kind.PULL_QUOTE) or (style.kind is Kind.HEADING and first):
        order.restyle(block, PARAGRAPH)
    elif style.kind in FLOW and not first:
        _join_over(cursor, before, block, before)


def _erase_next(cursor: QTextCursor, block: QTextBlock) -> None:
    kind, after = kind_of(block), _beyond(block, 1)
    if not after.isValid():
        return
    if kind in FLOW:
        _join_over(cursor, block, after, after)
    elif kind in KEPT - CELLS and is_blank(after) and after.next().isValid() and block.blockNumber() >= len(FIELDS):
        drop_blocks(block.document(), after.blockNumber(), after.blockNumber() + 1)


def _join_over(cursor: QTextCursor, first: QTextBlock, second: QTextBlock, neighbour: QTextBlock) -> None:
    """Join two blocks; where the neighbour is no text, it goes (a rule) or is gone to, so that nothing is lost."""
    kind, page = kind_of(neighbour), first.document()
    own = second if neighbour == first else first
    if tracking.tracker_of(page) is not None and is_deleted(neighbour):
        return
    if kind in FLOW:
        end = end_of(first)
        join(first, second)
        cursor.setPosition(end)
    elif kind is Kind.RULE:
        remove_object(neighbour)
    elif is_blank(own) and own.blockNumber() > body_start(page):
        cursor.setPosition(end_of(neighbour) if neighbour == first else neighbour.position())
        replace_blocks(page, own.blockNumber(), own.blockNumber() + 1, [])
    elif kind in OBJECTS:
        cursor.setPosition(neighbour.position())
        cursor.setPosition(end_of(neighbour), KEEP)
    else:
        cursor.setPosition(end_of(neighbour) if neighbour == first else neighbour.position())


def prepare_for_text(cursor: QTextCursor) -> None:
    """Make the cursor stand where text can go: the selection away, and beside an object, not inside its block.

    An object that is chosen stays, as typing is no way to lose a picture: what is typed goes into its caption.
    """
    block = cursor.block()
    kind = kind_of(block)
    alone = kind in OBJECTS and is_within(cursor, block)
    if cursor.hasSelection() and not alone:
        remove(cursor)
        block = cursor.block()
        kind = kind_of(block)
    if kind in CAPTIONED:
        cursor.setPosition(end_of(block.next()))
    elif kind in OBJECTS:
        open_paragraph(cursor, after=cursor.selectionEnd() > block.position())


def is_within(cursor: QTextCursor, block: QTextBlock) -> bool:
    """Whether the whole selection lies in that block."""
    return block.position() <= cursor.selectionStart() and cursor.selectionEnd() <= end_of(block)
