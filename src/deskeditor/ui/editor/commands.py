"""What the format menu does to the page; each function is one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.core.document import Figure, Mark, Run
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor import order
from deskeditor.ui.editor.convert import body_start, replace_blocks
from deskeditor.ui.editor.guard import KEEP, is_blank, unit_of
from deskeditor.ui.editor.lines import (
    FIELDS,
    FLOW,
    MARKED,
    PARAGRAPH,
    Kind,
    Line,
    Style,
    figure_lines,
    text_runs,
)
from deskeditor.ui.editor.look import char_format, end_of, kind_of, pattern_of, set_style, style_of
from deskeditor.ui.editor.walk import lines

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class FormatState:
    """What is on at the cursor, for the buttons of a toolbar. ``marks_allowed`` is False in the plain fields."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    ordered: bool = False
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""
    marks_allowed: bool = False
    blocks_allowed: bool = False


def state(cursor: QTextCursor) -> FormatState:
    """The formats at the cursor."""
    style = style_of(cursor.block())
    text = cursor.charFormat()
    marks = pattern_of(text).marks
    return FormatState(
        kind=style.kind,
        level=style.level,
        ordered=style.ordered,
        bold=Mark.BOLD in marks,
        italic=Mark.ITALIC in marks,
        strike=Mark.STRIKE in marks,
        code=Mark.CODE in marks,
        link=text.anchorHref(),
        marks_allowed=style.kind in MARKED,
        blocks_allowed=style.kind in FLOW,
    )


def selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The blocks that the selection touches, or the cursor's."""
    block = cursor.document().findBlock(cursor.selectionStart())
    found = [block]
    while end_of(block) < cursor.selectionEnd() and block.next().isValid():
        block = block.next()
        found.append(block)
    return found


def _pieces(cursor: QTextCursor) -> Iterator[tuple[int, int, Style, Run]]:
    """The selected stretches of text that take marks, each of one format."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    for block in selected_blocks(cursor):
        style = style_of(block)
        if style.kind not in MARKED:
            continue
        for run in block.textFormats():
            low = max(start, block.position() + run.start)
            high = min(end, block.position() + run.start + run.length)
            if low < high:
                yield low, high, style, pattern_of(run.format)


def toggle_mark(cursor: QTextCursor, mark: Mark) -> None:
    """Set the selected text in the mark, or back where all of it is; the text to be typed where none is selected."""
    if not cursor.hasSelection():
        style = style_of(cursor.block())
        if style.kind in MARKED:
            now = pattern_of(cursor.charFormat())
            cursor.setCharFormat(char_format(style, replace(now, marks=now.marks ^ {mark})))
        return
    pieces = list(_pieces(cursor))
    on = any(mark not in run.marks for *_, run in pieces)
    edit = QTextCursor(cursor.document())
    edit.beginEditBlock()
    for low, high, style, run in pieces:
        edit.setPosition(low)
        edit.setPosition(high, KEEP)
        edit.setCharFormat(char_format(style, replace(run, marks=run.marks | {mark} if on else run.marks - {mark})))
    edit.endEditBlock()


def link_span(cursor: QTextCursor) -> tuple[int, int, str]:
    """Start, end and address of the link around the cursor; three falsy values where there is none."""
    block = cursor.block()
    here = cursor.position() - block.position()
    found = (0, 0, "")
    for run in block.textFormats():
        href = run.format.anchorHref()
        start, end = block.position() + run.start, block.position() + run.start + run.length
        if href and found[2] == href and found[1] == start:
            found = (found[0], end, href)
        elif found[2] and found[0] <= cursor.position() <= found[1]:
            break
        else:
            found = (start, end, href)
    inside = found[2] and found[0] - block.position() <= here <= found[1] - block.position()
    return found if inside else (0, 0, "")


def set_link(cursor: QTextCursor, href: str) -> None:
    """Make the selection, or the link or word at the cursor, lead to the address; an empty one takes the link away.

    Raises DeskError for an address that no reader should follow (``javascript:``, ``file:``).
    """
    address = href.strip()
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError as error:
        raise DeskError("This is no address that a link can lead to", where=address) from error
    if scheme and scheme not in LINK_SCHEMES:
        raise DeskError(f"A link cannot lead to {scheme}:", where=address, mend="use an address of the web or of mail")
    target = QTextCursor(cursor)
    if not target.hasSelection():
        start, end, old = link_span(target)
        if old:
            target.setPosition(start)
            target.setPosition(end, KEEP)
        else:
            target.select(QTextCursor.SelectionType.WordUnderCursor)
    target.beginEditBlock()
    for low, high, style, run in list(_pieces(target)):
        target.setPosition(low)
        target.setPosition(high, KEEP)
        target.setCharFormat(char_format(style, replace(run, link=address)))
    target.endEditBlock()


def set_blocks(cursor: QTextCursor, style: Style) -> None:
    """Turn the selected blocks of the body into that style; items keep their depth."""
    blocks = [block for block in selected_blocks(cursor) if kind_of(block) in FLOW]
    if not blocks:
        return
    edit = QTextCursor(cursor.document())
    edit.beginEditBlock()
    for block in blocks:
        old = style_of(block)
        stays_item = style.kind is Kind.LIST and old.kind is Kind.LIST
        set_style(block, replace(style, level=old.level) if stays_item else style)
    order.settle(cursor.document(), blocks[0].blockNumber() - 1, blocks[-1].blockNumber() + 1)
    edit.endEditBlock()


def toggle_blocks(cursor: QTextCursor, style: Style) -> None:
    """Turn the selected blocks into that style, or back into paragraphs where they all have it."""
    flow = [style_of(block) for block in selected_blocks(cursor) if kind_of(block) in FLOW]
    same = all((old.kind, old.ordered) == (style.kind, style.ordered) for old in flow)
    if style.kind is Kind.HEADING:
        same = same and all(old.level == style.level for old in flow)
    set_blocks(cursor, PARAGRAPH if same else style)


def insert_lines(cursor: QTextCursor, new: list[Line]) -> int:
    """Put blocks of their own beside the cursor's block, in its place where it is blank; the number of the first.

    From a field or the lead figure they go to the top of the body.
    """
    page, block = cursor.document(), cursor.block()
    start = body_start(page)
    number = block.blockNumber()
    if number < start:
        at, end = start, start
    elif is_blank(block):
        at, end = number, number + 1
    else:
        first, after = unit_of(block)
        at = end = first if cursor.position() == page.findBlockByNumber(first).position() else after
    replace_blocks(page, at, end, new)
    return at


def insert_figure(cursor: QTextCursor, photo: UsedPhoto) -> None:
    """Put the photo into the body; the cursor goes to the end of its caption."""
    at = insert_lines(cursor, figure_lines(Figure(photo.photo.id, photo.alt, text_runs(photo.caption))))
    cursor.setPosition(end_of(cursor.document().findBlockByNumber(at + 1)))


def insert_rule(cursor: QTextCursor) -> None:
    """Put a rule below the cursor's block and go on after it."""
    page = cursor.document()
    cursor.beginEditBlock()
    at = insert_lines(cursor, [Line(Style(Kind.RULE))])
    if not page.findBlockByNumber(at + 1).isValid():
        replace_blocks(page, at + 1, at + 1, [Line()])
    cursor.endEditBlock()
    cursor.setPosition(page.findBlockByNumber(at + 1).position())


def set_lead(cursor: QTextCursor, photo: UsedPhoto | None) -> None:
    """Put the photo at the head of the story in the place of the one there, or take that away."""
    figure = figure_lines(Figure(photo.photo.id, photo.alt, text_runs(photo.caption)), lead=True) if photo else []
    replace_blocks(cursor.document(), len(FIELDS), body_start(cursor.document()), figure)


def move_block(cursor: QTextCursor, step: int) -> None:
    """Let the cursor's block change places with the one before (-1) or after (1); a figure moves with its caption."""
    page = cursor.document()
    block = cursor.block()
    first, end = unit_of(block)
    if first < body_start(page):
        return
    neighbour = page.findBlockByNumber(first - 1 if step < 0 else end)
    if not neighbour.isValid() or neighbour.blockNumber() < body_start(page):
        return
    other = unit_of(neighbour)
    low, high = min(first, other[0]), max(end, other[1])
    own, others = list(lines(page, first, end)), list(lines(page, *other))
    offset = cursor.position() - page.findBlockByNumber(first).position()
    replace_blocks(page, low, high, own + others if step < 0 else others + own)
    moved = page.findBlockByNumber(low if step < 0 else low + len(others))
    cursor.setPosition(moved.position() + offset)
