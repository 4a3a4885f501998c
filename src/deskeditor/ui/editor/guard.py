"""What holds the page together: its fields never merge, and a figure keeps its caption.

Every deletion, whoever asks for it, ends in ``remove``; every typed character, paste and composition first passes
``prepare_for_text``. Each function is one edit block, so one step of undo.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.ui.editor import lists, order
from deskeditor.ui.editor.convert import HARD_BREAK, body_start, drop_blocks, replace_blocks
from deskeditor.ui.editor.lines import FIELDS, FLOW, OBJECTS, PARAGRAPH, PICTURES, Kind, Line, Style
from deskeditor.ui.editor.look import block_format, char_format, end_of, kind_of, set_style, style_of

Move = QTextCursor.MoveOperation
KEEP = QTextCursor.MoveMode.KeepAnchor
FORWARD = frozenset({Move.NextCharacter, Move.EndOfWord, Move.NextWord, Move.EndOfBlock, Move.EndOfLine})
CELLS = frozenset(FIELDS) | {Kind.LEAD_CAPTION, Kind.CAPTION}
"""Blocks of text that stay, whatever happens around them."""


def is_blank(block: QTextBlock) -> bool:
    """Whether the block is an empty piece of the body's text."""
    return block.length() == 1 and kind_of(block) in FLOW


def is_plain_selection(cursor: QTextCursor) -> bool:
    """Whether Qt may delete the selection itself: it lies inside the text of one block."""
    block = cursor.document().findBlock(cursor.selectionStart())
    return cursor.selectionEnd() <= end_of(block) and kind_of(block) not in OBJECTS


@dataclass(slots=True)
class _Piece:
    """A part of a selection: text that flows together, the text of one cell, or the lead figure whole."""

    kind: Kind
    start: int
    end: int


def _pieces(start: int, end: int, block: QTextBlock) -> list[_Piece]:
    pieces: list[_Piece] = []
    while block.isValid() and block.position() <= end:
        kind = kind_of(block)
        low, high = max(start, block.position()), min(end, end_of(block))
        if kind in PICTURES:
            caption = block.next()
            if low > block.position() or end < end_of(caption):
                block = caption
                continue
            high, block = end_of(caption), caption
        elif kind in OBJECTS and (low > block.position() or high < end_of(block)):
            block = block.next()
            continue
        if kind in CELLS or kind is Kind.LEAD_PICTURE:
            pieces.append(_Piece(kind, low, high))
        elif pieces and pieces[-1].kind is Kind.PARAGRAPH:
            pieces[-1].end = high
        else:
            pieces.append(_Piece(Kind.PARAGRAPH, low, high))
        block = block.next()
    return pieces


def remove(cursor: QTextCursor) -> None:
    """Delete the selection: text of the body joins, every field and caption keeps its block.

    A figure goes when its picture alone is selected, or when it is selected to the end of its caption; it stays
    where a selection ends inside the caption, because nothing that was not selected may be lost.
    """
    if not cursor.hasSelection():
        return
    page, start, end = cursor.document(), cursor.selectionStart(), cursor.selectionEnd()
    first = page.findBlock(start)
    edit = QTextCursor(page)
    edit.beginEditBlock()
    if end <= end_of(first) and kind_of(first) in OBJECTS:
        remove_object(first)
    else:
        for piece in reversed(_pieces(start, end, first)):
            _remove_piece(edit, piece)
    edit.endEditBlock()
    cursor.setPosition(min(start, page.characterCount() - 1))


def _remove_piece(edit: QTextCursor, piece: _Piece) -> None:
    page = edit.document()
    first, last = page.findBlock(piece.start), page.findBlock(piece.end)
    if piece.kind is Kind.LEAD_PICTURE:
        drop_blocks(page, first.blockNumber(), last.blockNumber() + 1)
        return
    style = _style_left(first, last, piece)
    edit.setPosition(piece.start)
    edit.setPosition(piece.end, KEEP)
    edit.removeSelectedText()
    if piece.kind is Kind.PARAGRAPH:
        left = page.findBlock(piece.start)
        set_style(left, style)
        order.settle(page, left.blockNumber() - 1, left.blockNumber() + 1)


def _style_left(first: QTextBlock, last: QTextBlock, piece: _Piece) -> Style:
    if piece.start > first.position():
        return style_of(first)
    if piece.end < end_of(last):
        return style_of(last)
    return style_of(first) if first == last and kind_of(first) in FLOW else PARAGRAPH


def unit_of(block: QTextBlock) -> tuple[int, int]:
    """The numbers of the first block and the one after the last of what moves as one: a figure, or a single block."""
    number, kind = block.blockNumber(), kind_of(block)
    if kind in PICTURES:
        return number, number + 2
    if kind in (Kind.CAPTION, Kind.LEAD_CAPTION):
        return number - 1, number + 1
    return number, number + 1


def remove_object(block: QTextBlock) -> None:
    """Delete a rule, a raw block, or a picture with its caption."""
    replace_blocks(block.document(), *unit_of(block), [])


def erase(cursor: QTextCursor, move: Move) -> None:
    """Delete the selection, or from the cursor as far as ``move`` goes, never past the block's end.

    At a block's edge, paragraphs join, items leave their list, rules go; fields and captions stay as they are.
    """
    if cursor.hasSelection():
        remove(cursor)
        return
    block = cursor.block()
    forward = move in FORWARD
    if move is Move.NoMove:
        cursor.setPosition(block.position())
        cursor.setPosition(end_of(block), KEEP)
        remove(cursor)
    elif forward and cursor.atBlockEnd():
        _erase_next(cursor, block)
    elif not forward and cursor.atBlockStart():
        _erase_previous(cursor, block)
    else:
        cursor.movePosition(move, KEEP)
        edge = end_of(block) if forward else block.position()
        if not block.position() <= cursor.position() <= end_of(block):
            cursor.setPosition(edge, KEEP)
        remove(cursor)


def _erase_previous(cursor: QTextCursor, block: QTextBlock) -> None:
    kind, before = kind_of(block), block.previous()
    if kind not in FLOW:
        return
    first = block.blockNumber() == body_start(block.document())
    if kind is Kind.LIST:
        lists.indent(block, -1)
    elif kind is Kind.QUOTE or (kind is Kind.HEADING and first):
        restyle(block, PARAGRAPH)
    elif not first:
        _join_over(cursor, before, block, before)


def _erase_next(cursor: QTextCursor, block: QTextBlock) -> None:
    kind, after = kind_of(block), block.next()
    if not after.isValid():
        return
    if kind in FLOW:
        _join_over(cursor, block, after, after)
    elif kind is Kind.CAPTION and is_blank(after) and after.next().isValid():
        drop_blocks(block.document(), after.blockNumber(), after.blockNumber() + 1)


def _join_over(cursor: QTextCursor, first: QTextBlock, second: QTextBlock, neighbour: QTextBlock) -> None:
    """Join two blocks; where the neighbour is no text, it goes (a rule) or is gone to, so that nothing is lost."""
    kind, page = kind_of(neighbour), first.document()
    own = second if neighbour == first else first
    if kind in FLOW:
        join(first, second)
    elif kind is Kind.RULE:
        remove_object(neighbour)
    elif is_blank(own) and own.blockNumber() > body_start(page):
        cursor.setPosition(end_of(neighbour) if neighbour == first else neighbour.position())
        drop_blocks(page, own.blockNumber(), own.blockNumber() + 1)
    elif kind in OBJECTS:
        cursor.setPosition(neighbour.position())
        cursor.setPosition(end_of(neighbour), KEEP)
    else:
        cursor.setPosition(end_of(neighbour))


def join(first: QTextBlock, second: QTextBlock) -> None:
    """Make one block of two; the style is the first one's, unless it is empty."""
    page, number = first.document(), first.blockNumber()
    style = style_of(second) if is_blank(first) else style_of(first)
    edit = QTextCursor(page)
    edit.setPosition(end_of(first))
    edit.beginEditBlock()
    edit.deleteChar()
    set_style(page.findBlockByNumber(number), style)
    order.settle(page, number - 1, number + 1)
    edit.endEditBlock()


def restyle(block: QTextBlock, style: Style) -> None:
    """Turn a block of the body into another kind of text."""
    page, number = block.document(), block.blockNumber()
    edit = QTextCursor(block)
    edit.beginEditBlock()
    set_style(block, style)
    order.settle(page, number - 1, number + 1)
    edit.endEditBlock()


def prepare_for_text(cursor: QTextCursor) -> None:
    """Make the cursor stand where text can go: the selection away, and beside an object, not inside its block."""
    block = cursor.block()
    kind = kind_of(block)
    alone = kind in PICTURES and is_within(cursor, block)
    if cursor.hasSelection() and not alone:
        remove(cursor)
        block = cursor.block()
        kind = kind_of(block)
    if kind in PICTURES:
        cursor.setPosition(end_of(block.next()))
    elif kind in OBJECTS:
        open_paragraph(cursor, after=cursor.position() > block.position())


def is_within(cursor: QTextCursor, block: QTextBlock) -> bool:
    """Whether the whole selection lies in that block."""
    return block.position() <= cursor.selectionStart() and cursor.selectionEnd() <= end_of(block)


def open_paragraph(cursor: QTextCursor, *, after: bool) -> None:
    """Put an empty paragraph after the cursor's block, or before it, and go there."""
    number = cursor.blockNumber() + (1 if after else 0)
    replace_blocks(cursor.document(), number, number, [Line()])
    cursor.setPosition(cursor.document().findBlockByNumber(number).position())


def next_stop(block: QTextBlock, step: int) -> QTextBlock | None:
    """The field that Tab (1) or Shift+Tab (-1) goes to from a block; None where it leaves the story."""
    page = block.document()
    start = body_start(page)
    stops = [*range(len(FIELDS)), *range(len(FIELDS) + 1, start, 2), start]
    here = min(block.blockNumber(), start)
    if here not in stops:
        here = len(FIELDS) + 1
    wanted = stops.index(here) + step
    return page.findBlockByNumber(stops[wanted]) if 0 <= wanted < len(stops) else None


def break_line(cursor: QTextCursor) -> None:
    """What Shift+Enter does: a line break inside the paragraph or caption; in a field the same as Enter."""
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    prepare_for_text(cursor)
    if kind_of(cursor.block()) in FIELDS:
        enter(cursor)
    else:
        cursor.insertText(HARD_BREAK)
    edit.endEditBlock()


def enter(cursor: QTextCursor) -> None:
    """What Enter does: a new paragraph in the body, the next field anywhere above it."""
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    if cursor.hasSelection() and kind_of(cursor.block()) not in PICTURES:
        remove(cursor)
    block = cursor.block()
    kind = kind_of(block)
    if kind in FIELDS or kind in (Kind.LEAD_PICTURE, Kind.LEAD_CAPTION):
        goal = cursor.document().findBlockByNumber(min(block.blockNumber() + 1, body_start(cursor.document())))
        if kind is Kind.DATELINE or kind is Kind.LEAD_CAPTION:
            goal = cursor.document().findBlockByNumber(body_start(cursor.document()))
        cursor.setPosition(goal.position())
    elif kind is Kind.CAPTION:
        if is_blank(block.next()):
            cursor.setPosition(block.next().position())
        else:
            open_paragraph(cursor, after=True)
    elif kind in OBJECTS:
        if kind is Kind.PICTURE and cursor.position() > block.position():
            cursor.setPosition(block.next().position())
        else:
            open_paragraph(cursor, after=cursor.position() > block.position())
    else:
        _split(cursor, block)
    edit.endEditBlock()


def _split(cursor: QTextCursor, block: QTextBlock) -> None:
    style = style_of(block)
    if is_blank(block) and style.kind in (Kind.LIST, Kind.QUOTE):
        if style.level <= 1 or not lists.indent(block, -1):
            restyle(block, PARAGRAPH)
    elif style.kind is Kind.HEADING and cursor.atBlockEnd():
        open_paragraph(cursor, after=True)
    elif style.kind is Kind.HEADING and cursor.atBlockStart():
        open_paragraph(cursor, after=False)
        cursor.movePosition(Move.NextBlock)
    else:
        form = block.blockFormat() if style.kind is Kind.LIST else block_format(style)
        cursor.insertBlock(form, char_format(style))
