"""What belongs together on the page, put in order after blocks have come, gone or changed: lists, boxes, galleries."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from deskeditor.ui.editor import lists
from deskeditor.ui.editor.lines import BOXABLE, PARAGRAPH, PICTURES, Kind, Style, joins
from deskeditor.ui.editor.look import kind_of, set_style, style_of
from deskeditor.ui.editor.typeface import BOX_PADDING, look_of

BOX_BELOW = 20
"""Pixels from the last line of a fact box to what follows, of which the padding of the box is a part."""


def settle(page: QTextDocument, first: int, last: int) -> None:
    """Put in order what touches the blocks ``first`` to ``last``, writing what differs.

    Part of the caller's edit block. A line of a box that has lost its title stands alone, as what cannot stand in a
    box does; a picture that has lost the one before it begins a gallery of its own.
    """
    block = page.findBlockByNumber(max(first, 0))
    above = style_of(block.previous()) if block.previous().isValid() else PARAGRAPH
    while block.isValid() and (block.blockNumber() <= last or style_of(block).grouped):
        style = _settled(above, style_of(block))
        if style_of(block) != style:
            number = block.blockNumber()
            set_style(block, style)
            block = page.findBlockByNumber(number)
        if style.grouped or style.kind is Kind.ASIDE:
            _space(block, style)
        above, block = style, block.next()
    lists.regroup(page, first, last)


def _settled(above: Style, style: Style) -> Style:
    """What the block is under one of the other style."""
    if style.kind is Kind.CAPTION:
        return replace(style, grouped=above.grouped and above.kind in PICTURES)
    if not style.grouped or joins(above, style) or (style.first and style.kind is Kind.PICTURE):
        return style
    return replace(style, first=True) if style.kind is Kind.PICTURE else replace(style, grouped=False)


def _space(block: QTextBlock, style: Style) -> None:
    """Keep what follows a fact box away from it."""
    if style.kind not in BOXABLE | {Kind.ASIDE}:
        return
    after = block.next()
    is_last = not (after.isValid() and style_of(after).grouped and kind_of(after) in BOXABLE)
    below = BOX_PADDING + BOX_BELOW if is_last else look_of(style).below
    form = block.blockFormat()
    if form.bottomMargin() != below:
        form.setBottomMargin(below)
        QTextCursor(block).setBlockFormat(form)


def restyle(block: QTextBlock, style: Style) -> None:
    """Turn a block of the body into another kind of text."""
    page, number = block.document(), block.blockNumber()
    edit = QTextCursor(block)
    edit.beginEditBlock()
    set_style(block, style)
    settle(page, number - 1, number + 1)
    edit.endEditBlock()
