"""Fact boxes and galleries: what is grouped on the page, and how it comes to be so and ceases to be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.ui.editor import order
from deskeditor.ui.editor.convert import replace_blocks
from deskeditor.ui.editor.lines import BOXABLE, PARAGRAPH, Kind, Line, Style
from deskeditor.ui.editor.look import kind_of, set_style, style_of
from deskeditor.ui.editor.units import is_boxed, is_in_gallery, unit_of, whole_of
from deskeditor.ui.editor.walk import lines

KEEP = QTextCursor.MoveMode.KeepAnchor


def dissolve(title: QTextBlock) -> None:
    """Let the lines of a fact box stand in the story by themselves, its title among them."""
    page, (first, end) = title.document(), unit_of(title)
    edit = QTextCursor(title)
    edit.beginEditBlock()
    for number in range(first, end):
        block = page.findBlockByNumber(number)
        set_style(block, PARAGRAPH if number == first else replace(style_of(block), grouped=False))
    order.settle(page, first - 1, end)
    edit.endEditBlock()


def leave(block: QTextBlock) -> bool:
    """Put an empty last line of a fact box below it; False where the line is another."""
    after = block.next()
    if not is_boxed(block) or (after.isValid() and is_boxed(after)):
        return False
    order.restyle(block, PARAGRAPH)
    return True


def toggle(cursor: QTextCursor, blocks: list[QTextBlock]) -> None:
    """Put the blocks into a fact box of their own and go to its title; dissolve the box where the first is in one."""
    first = blocks[0]
    if is_boxed(first) or kind_of(first) is Kind.ASIDE:
        dissolve(cursor.document().findBlockByNumber(whole_of(first)[0]))
        return
    page, number = cursor.document(), first.blockNumber()
    boxed = []
    for block in blocks:
        if kind_of(block) not in BOXABLE:
            break
        boxed.append(block.blockNumber())
    if not boxed:
        return
    new = [replace(line, style=replace(line.style, grouped=True)) for line in lines(page, number, boxed[-1] + 1)]
    at = replace_blocks(page, number, boxed[-1] + 1, [Line(Style(Kind.ASIDE)), *new])
    cursor.setPosition(page.findBlockByNumber(at[0]).position())


def toggle_gallery(cursor: QTextCursor) -> bool:
    """Make one gallery of the figures selected, or of the cursor's and its neighbour; dissolve the one it is in.

    False where there is nothing to join.
    """
    page = cursor.document()
    first, last = page.findBlock(cursor.selectionStart()), page.findBlock(cursor.selectionEnd())
    if is_in_gallery(first) and whole_of(first) == whole_of(last):
        start, end = whole_of(first)
        plain = [replace(line, style=Style(line.style.kind)) for line in lines(page, start, end)]
        _put(cursor, start, end, plain)
        return True
    if not _is_figure(first) or not _is_figure(last):
        return False
    start, end = whole_of(first)[0], whole_of(last)[1]
    if whole_of(first) == whole_of(last):
        below, above = page.findBlockByNumber(end), page.findBlockByNumber(start - 1)
        if below.isValid() and _is_figure(below):
            end = whole_of(below)[1]
        elif kind_of(above) is Kind.CAPTION:
            start = whole_of(above)[0]
        else:
            return False
    new = list(lines(page, start, end))
    if any(line.style.kind not in (Kind.PICTURE, Kind.CAPTION) for line in new if not line.blank):
        return False
    _put(cursor, start, end, gallery([line for line in new if not line.blank]))
    return True


def gallery(figures: list[Line]) -> list[Line]:
    """The lines of figures as those of one gallery."""
    return [
        replace(line, style=Style(line.style.kind, grouped=True, first=number == 0))
        for number, line in enumerate(figures)
    ]


def _is_figure(block: QTextBlock) -> bool:
    return kind_of(block) in (Kind.PICTURE, Kind.CAPTION)


def _put(cursor: QTextCursor, start: int, end: int, new: list[Line]) -> None:
    """Put the lines there and leave the cursor where it was among them."""
    page, number, offset = cursor.document(), cursor.blockNumber(), cursor.positionInBlock()
    numbers = replace_blocks(page, start, end, new)
    block = page.findBlockByNumber(numbers[min(max(number - start, 0), len(numbers) - 1)])
    cursor.setPosition(block.position() + min(offset, block.length() - 1))
