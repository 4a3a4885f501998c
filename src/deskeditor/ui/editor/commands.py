"""What the format menu does to the page; each function is one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.core.document import Align, Mark, Run
from deskeditor.core.errors import DeskError
from deskeditor.ui.editor import boxes, order, tracking
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.guard import KEEP
from deskeditor.ui.editor.lines import (
    BOXABLE,
    CELLS,
    FLOW,
    MARKED,
    PARAGRAPH,
    Kind,
    Style,
)
from deskeditor.ui.editor.look import char_format, end_of, kind_of, pattern_of, set_style, style_of
from deskeditor.ui.editor.units import is_boxed, is_in_gallery, selected_cells

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel", "story"})
"""``story`` leads to another story of the desk, by its id."""
RAISED = frozenset({Mark.SUPERSCRIPT, Mark.SUBSCRIPT})
"""Marks of which text takes one."""


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
    superscript: bool = False
    subscript: bool = False
    link: str = ""
    align: Align = Align.NONE
    boxed: bool = False
    gallery: bool = False
    table: bool = False
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
        superscript=Mark.SUPERSCRIPT in marks,
        subscript=Mark.SUBSCRIPT in marks,
        link=text.anchorHref(),
        align=style.align,
        boxed=style.kind is Kind.ASIDE or is_boxed(cursor.block()),
        gallery=is_in_gallery(cursor.block()),
        table=style.kind in CELLS,
        marks_allowed=style.kind in MARKED,
        blocks_allowed=style.kind in FLOW,
    )


Piece = tuple[int, int, Style, Run]
"""Start and end of a stretch of text of one format, the style of its block, and how it is set."""


def selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """The blocks that the selection touches, or the cursor's."""
    block = cursor.document().findBlock(cursor.selectionStart())
    found = [block]
    while end_of(block) < cursor.selectionEnd() and block.next().isValid():
        block = block.next()
        found.append(block)
    return found


def marked_pieces(cursor: QTextCursor) -> Iterator[Piece]:
    """The selected stretches of text that take marks, each of one format."""
    cells = selected_cells(cursor)
    start, end = (0, cursor.document().characterCount()) if cells else (cursor.selectionStart(), cursor.selectionEnd())
    for block in cells or selected_blocks(cursor):
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
            cursor.setCharFormat(char_format(style, _marked(now.saying(""), mark, mark not in now.marks)))
        return
    pieces = list(marked_pieces(cursor))
    if tracking.tracker_of(cursor.document()) is not None:
        pieces = [piece for piece in pieces if not piece[3].deleted]
    _mark(cursor, pieces, mark, any(mark not in run.marks for *_, run in pieces))


def mark_span(cursor: QTextCursor, start: int, end: int, mark: Mark) -> None:
    """Set the text between two positions in the mark."""
    span = QTextCursor(cursor)
    span.setPosition(start)
    span.setPosition(end, KEEP)
    _mark(cursor, list(marked_pieces(span)), mark, True)


def _mark(cursor: QTextCursor, pieces: list[Piece], mark: Mark, on: bool) -> None:
    edit = QTextCursor(cursor.document())
    edit.beginEditBlock()
    for low, high, _style, run in reversed(pieces):
        tracking.recast(edit, low, high, _marked(run, mark, on))
    edit.endEditBlock()


def _marked(run: Run, mark: Mark, on: bool) -> Run:
    marks = run.marks - RAISED if mark in RAISED else run.marks
    return replace(run, marks=marks | {mark} if on else run.marks - {mark})


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


def set_link(cursor: QTextCursor, href: str, words: str = "") -> None:
    """Make the selection, or the link or word at the cursor, lead to the address; an empty one takes the link away.

    Where there is no word, ``words`` or the address itself comes into the text. Raises DeskError for an address that
    no reader should follow (``javascript:``, ``file:``).
    """
    address = href.strip()
    check_link(address)
    target = QTextCursor(cursor)
    if not target.hasSelection():
        start, end, old = link_span(target)
        if old:
            target.setPosition(start)
            target.setPosition(end, KEEP)
        else:
            target.select(QTextCursor.SelectionType.WordUnderCursor)
    style = style_of(target.block())
    if address and not target.hasSelection() and style.kind in MARKED:
        pattern = replace(pattern_of(cursor.charFormat()), text=words or address, link=address)
        tracking.write_runs(target, (replace(pattern, marks=pattern.marks - {Mark.NOTE}),))
        cursor.setPosition(target.position())
        return
    target.beginEditBlock()
    for low, high, _style, run in reversed(list(marked_pieces(target))):
        tracking.recast(target, low, high, replace(run, link=address))
    target.endEditBlock()


def check_link(address: str) -> None:
    """Raises DeskError for an address that no reader should follow."""
    scheme = scheme_of(address)
    if scheme and scheme not in LINK_SCHEMES:
        raise DeskError(f"A link cannot lead to {scheme}:", where=address, mend="use an address of the web or of mail")


def scheme_of(address: str) -> str:
    """The scheme of an address, empty where it has none. Raises DeskError for what is no address."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError as error:
        raise DeskError("This is no address that a link can lead to", where=address) from error


def set_blocks(cursor: QTextCursor, style: Style) -> None:
    """Turn the selected blocks of the body into that style; items keep their depth."""
    blocks = [block for block in selected_blocks(cursor) if _takes(block, style)]
    if not blocks:
        return
    edit = QTextCursor(cursor.document())
    edit.beginEditBlock()
    for block in blocks:
        old = style_of(block)
        stays_item = style.kind is Kind.LIST and old.kind is Kind.LIST
        set_style(block, replace(style, level=old.level if stays_item else style.level, grouped=old.grouped))
    order.settle(cursor.document(), blocks[0].blockNumber() - 1, blocks[-1].blockNumber() + 1)
    edit.endEditBlock()


def _takes(block: QTextBlock, style: Style) -> bool:
    """Whether the block can be of that style: a fact box has no quotes."""
    return kind_of(block) in FLOW and (style.kind in BOXABLE or not style_of(block).grouped)


def toggle_blocks(cursor: QTextCursor, style: Style) -> None:
    """Turn the selected blocks into that style, or back into paragraphs where they all have it."""
    flow = [style_of(block) for block in selected_blocks(cursor) if kind_of(block) in FLOW]
    same = all((old.kind, old.ordered) == (style.kind, style.ordered) for old in flow)
    if style.kind is Kind.HEADING:
        same = same and all(old.level == style.level for old in flow)
    set_blocks(cursor, PARAGRAPH if same else style)


def toggle_box(cursor: QTextCursor) -> None:
    """A fact box of the selected blocks, or the one that the first of them is in dissolved."""
    blocks = [block for block in selected_blocks(cursor) if block.blockNumber() >= body_start(cursor.document())]
    if blocks:
        boxes.toggle(cursor, blocks)
