"""What Enter, Shift+Enter and Tab do: new lines, the way out of lists, boxes and tables, the way through the fields."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.ui.editor import boxes, lists, notes, order, parting, tables, tracking
from deskeditor.ui.editor.convert import HARD_BREAK, body_start, open_paragraph
from deskeditor.ui.editor.guard import Move, prepare_for_text, remove
from deskeditor.ui.editor.lines import CAPTIONED, CELLS, FIELDS, OBJECTS, PARAGRAPH, Kind
from deskeditor.ui.editor.look import block_format, char_format, form_below, kind_of, pattern_of, style_of
from deskeditor.ui.editor.units import CAPTIONS, is_blank, is_boxed, is_in_gallery, whole_of

UNBROKEN = CELLS | frozenset(FIELDS) | {Kind.ASIDE, Kind.HEADING}
"""Text that Markdown keeps on one line."""
SINGLE = frozenset({Kind.HEADING, Kind.PULL_QUOTE})
"""Text that Enter at its end goes on from in a paragraph."""


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
    """What Shift+Enter does: a line break inside the text. In fields, titles and cells, which have none, as Enter."""
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    prepare_for_text(cursor)
    if kind_of(cursor.block()) in UNBROKEN:
        enter(cursor)
    else:
        tracking.write(cursor, HARD_BREAK, pattern_of(cursor.charFormat()))
    edit.endEditBlock()


def enter(cursor: QTextCursor) -> None:
    """What Enter does: a new paragraph in the body, the next field anywhere above it, the cell below in a table."""
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    if cursor.hasSelection() and kind_of(cursor.block()) not in OBJECTS:
        remove(cursor)
    block = cursor.block()
    kind = kind_of(block)
    if kind in FIELDS or kind in (Kind.LEAD_PICTURE, Kind.LEAD_CAPTION):
        goal = cursor.document().findBlockByNumber(min(block.blockNumber() + 1, body_start(cursor.document())))
        if kind is Kind.DATELINE or kind is Kind.LEAD_CAPTION:
            goal = cursor.document().findBlockByNumber(body_start(cursor.document()))
        cursor.setPosition(goal.position())
    elif kind in CELLS:
        if not tables.go_below(cursor):
            go_below(cursor)
    elif kind is Kind.NOTE:
        if not notes.go_to_reference(cursor):
            go_below(cursor)
    elif kind in CAPTIONS:
        _leave_caption(cursor, block)
    elif kind in OBJECTS:
        if kind in CAPTIONED and cursor.position() > block.position():
            cursor.setPosition(block.next().position())
        else:
            open_paragraph(cursor, after=cursor.position() > block.position())
    elif kind is Kind.ASIDE:
        _leave_title(cursor, block)
    else:
        _split(cursor, block)
    edit.endEditBlock()


def go_below(cursor: QTextCursor) -> None:
    """Leave what the cursor is in for the empty line below it, which is opened where there is none."""
    page, after = cursor.document(), whole_of(cursor.block())[1]
    below = page.findBlockByNumber(after)
    if below.isValid() and is_blank(below):
        cursor.setPosition(below.position())
    else:
        cursor.setPosition(page.findBlockByNumber(after - 1).position())
        open_paragraph(cursor, after=True)


def open_beside(cursor: QTextCursor, *, after: bool) -> None:
    """Put an empty paragraph below or above the list item, figure, table or box that the cursor is in, and go there."""
    page = cursor.document()
    start, end = whole_of(cursor.block())
    number = min(end - 1, page.blockCount() - 1) if after else start
    if number < body_start(page):
        number, after = body_start(page), False
    cursor.setPosition(page.findBlockByNumber(number).position())
    open_paragraph(cursor, after=after)


def _leave_caption(cursor: QTextCursor, block: QTextBlock) -> None:
    after = block.next()
    if after.isValid() and is_in_gallery(after) and not style_of(after).first:
        cursor.setPosition(after.next().position())
    else:
        go_below(cursor)


def _leave_title(cursor: QTextCursor, block: QTextBlock) -> None:
    after = block.next()
    if after.isValid() and is_boxed(after) and is_blank(after):
        cursor.setPosition(after.position())
    else:
        open_paragraph(cursor, after=True, style=replace(PARAGRAPH, grouped=True))


def _split(cursor: QTextCursor, block: QTextBlock) -> None:
    style = style_of(block)
    text = replace(PARAGRAPH, grouped=style.grouped)
    if is_blank(block) and style.kind in (Kind.LIST, Kind.QUOTE, Kind.PULL_QUOTE):
        if style.level <= 1 or not lists.indent(block, -1):
            order.restyle(block, text)
    elif is_blank(block) and boxes.leave(block):
        return
    elif style.kind in SINGLE and cursor.atBlockEnd():
        open_paragraph(cursor, after=True, style=text)
    elif style.kind in SINGLE and cursor.atBlockStart():
        open_paragraph(cursor, after=False, style=text)
        cursor.movePosition(Move.NextBlock)
    else:
        form = form_below(block) if style.kind is Kind.LIST else block_format(replace(style, first=False))
        parting.part(cursor, form, char_format(style))
        if style.grouped:
            order.settle(cursor.document(), block.blockNumber(), block.blockNumber() + 1)
