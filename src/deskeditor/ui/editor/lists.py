"""Nested lists. What an item is stands in its block; Qt's list objects only number and indent what is shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextList, QTextListFormat

from deskeditor.ui.editor.lines import PARAGRAPH, Kind, Style
from deskeditor.ui.editor.look import kind_of, set_style, style_of

DEEPEST = 8

BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
NUMBERS = (
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListLowerAlpha,
    QTextListFormat.Style.ListLowerRoman,
)


def list_format(style: Style) -> QTextListFormat:
    """How a list of that depth and kind is marked."""
    form = QTextListFormat()
    form.setIndent(style.level)
    form.setStyle((NUMBERS if style.ordered else BULLETS)[(style.level - 1) % 3])
    return form


def regroup(page: QTextDocument, first: int, last: int) -> None:
    """Give every run of items that touches the blocks ``first`` to ``last`` its list objects, writing what differs."""
    block = page.findBlockByNumber(max(first, 0))
    while _continues(block):
        block = block.previous()
    while block.isValid() and (block.blockNumber() <= last or kind_of(block) is Kind.LIST):
        block = _regroup_run(block) if kind_of(block) is Kind.LIST else block.next()


def _continues(block: QTextBlock) -> bool:
    """Whether the block is an item and no first one."""
    if kind_of(block) is not Kind.LIST or not block.previous().isValid():
        return False
    before, own = style_of(block.previous()), style_of(block)
    return before.kind is Kind.LIST and before.grouped == own.grouped and not (own.first and own.level <= 1)


def _regroup_run(block: QTextBlock) -> QTextBlock:
    open_lists: list[tuple[Style, QTextList]] = []
    used: set[int] = set()
    while block.isValid() and (_continues(block) or not used):
        style = style_of(block)
        while open_lists and (open_lists[-1][0].level > style.level or _is_other_list(open_lists[-1][0], style)):
            open_lists.pop()
        own = block.textList()
        if open_lists and open_lists[-1][0].level == style.level:
            wanted = open_lists[-1][1]
            if own is None or own.objectIndex() != wanted.objectIndex():
                wanted.add(block)
        else:
            if own is None or own.objectIndex() in used or own.format() != list_format(style):
                own = QTextCursor(block).createList(list_format(style))
            open_lists.append((style, own))
            used.add(own.objectIndex())
        block = block.next()
    return block


def _is_other_list(one: Style, other: Style) -> bool:
    return one.level == other.level and (one.ordered != other.ordered or other.first)


def indent(block: QTextBlock, step: int) -> bool:
    """Nest an item one deeper (1) or one less deep (-1, out of the list at the end); False where it cannot be.

    What is nested under the item goes with it, so that an item never hangs below nothing.
    """
    style = style_of(block)
    if style.kind is not Kind.LIST:
        return False
    above = style_of(block.previous())
    if step > 0 and (above.kind is not Kind.LIST or above.level < style.level or style.level >= DEEPEST):
        return False
    page, first = block.document(), block.blockNumber()
    cursor = QTextCursor(block)
    cursor.beginEditBlock()
    number = first
    while block.isValid() and (number == first or _is_under(block, style)):
        own = style_of(block)
        deeper = replace(own, level=own.level + step, first=False)
        set_style(block, deeper if deeper.level > 0 else replace(PARAGRAPH, grouped=own.grouped))
        number += 1
        block = page.findBlockByNumber(number)
    regroup(page, first - 1, number)
    cursor.endEditBlock()
    return True


def _is_under(block: QTextBlock, style: Style) -> bool:
    own = style_of(block)
    return own.kind is Kind.LIST and own.level > style.level
