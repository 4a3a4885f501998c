"""Markdown as you type: what is written as in Markdown becomes what it means, each time as a step of undo of its own.

One Ctrl+Z brings the characters back as they were typed. Nothing happens in code, in the plain fields, while an input
method composes, or to what is pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.core.document import Align, Embed, Figure, Mark, Runs, Table, normal_runs
from deskeditor.core.errors import DeskError
from deskeditor.ui.editor import boxes, notes, order, tracking
from deskeditor.ui.editor.commands import check_link, mark_span, set_link
from deskeditor.ui.editor.convert import replace_blocks
from deskeditor.ui.editor.lines import BOXABLE, MARKED, PARAGRAPH, Kind, Line, Style, figure_lines
from deskeditor.ui.editor.look import char_format, end_of, kind_of, pattern_of, style_of
from deskeditor.ui.editor.nesting import lines_of
from deskeditor.ui.editor.walk import lines, runs_of

if TYPE_CHECKING:
    from deskeditor.ui.editor.handled import HandledPage

KEEP = QTextCursor.MoveMode.KeepAnchor
REACH = 400
"""UTF-16 units before the caret that are looked at: no mark is typed over more."""

PREFIXES = {
    "#": Style(Kind.HEADING, 1),
    "##": Style(Kind.HEADING, 1),
    "###": Style(Kind.HEADING, 2),
    "####": Style(Kind.HEADING, 3),
    "-": Style(Kind.LIST, 1),
    "*": Style(Kind.LIST, 1),
    "+": Style(Kind.LIST, 1),
    "1.": Style(Kind.LIST, 1, ordered=True),
    "1)": Style(Kind.LIST, 1, ordered=True),
    ">": Style(Kind.QUOTE),
    "!!! pullquote": Style(Kind.PULL_QUOTE),
}
"""What a paragraph that begins so, and goes on with a space, becomes. One ``#`` alone would be the headline."""
BOX = "!!! aside"
LONGEST = max(map(len, (*PREFIXES, BOX)))

MARKS: dict[str, tuple[tuple[re.Pattern[str], int, Mark], ...]] = {
    "*": (
        (re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\u2028]*)(?<=[^\s*])\*\*$"), 2, Mark.BOLD),
        (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\u2028]*)(?<=[^\s*])\*$"), 1, Mark.ITALIC),
    ),
    "_": (
        (re.compile(r"(?<![\w_])__(?=[^\s_])([^_\u2028]*)(?<=[^\s_])__$"), 2, Mark.BOLD),
        (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\u2028]*)(?<=[^\s_])_$"), 1, Mark.ITALIC),
    ),
    "~": (
        (re.compile(r"(?<!~)~~(?=[^\s~])([^~\u2028]*)(?<=[^\s~])~~$"), 2, Mark.STRIKE),
        (re.compile(r"(?<!~)~([^\s~]+)~$"), 1, Mark.SUBSCRIPT),
    ),
    "^": ((re.compile(r"(?<!\^)\^([^\s^]+)\^$"), 1, Mark.SUPERSCRIPT),),
    "`": ((re.compile(r"(?<!`)`([^`\u2028]+)`$"), 1, Mark.CODE),),
}
"""By the character that closes them: the pattern, the characters on each side, and the mark."""
LINK = re.compile(r"(?<!!)\[([^\[\]\u2028]+)\]\(([^()\s]+)\)$")
REFERENCE = re.compile(r"\[\^([^\[\]\s^]+)\]$")
TRIGGERS = frozenset((" ", ")", "]", *MARKS))
RULES = frozenset(("---", "***", "___", "* * *", "- - -"))
ROW = re.compile(r"\|.*\|[ ]*$")
EMBED = re.compile(r"!!! embed(?: [\"“„«]\s?([^\"”“»]*?)\s?[\"”“»])? <?(https?://[^\s<>]+)>?$")
"""With quotation marks as typography may have set them."""
FIGURE = re.compile(r"!\[([^\[\]\u2028]*)\]\(photo:([^()\s]+)\)$")
GALLERY = "!!! gallery"


def typed(editor: HandledPage, character: str) -> bool:
    """Look at what stands before the caret, where the character has just been put; whether anything came of it."""
    cursor = editor.textCursor()
    block = cursor.block()
    if cursor.hasSelection() or kind_of(block) not in MARKED or block.layout().preeditAreaText():
        return False
    cursor.beginEditBlock()  # at the caret, where undo then brings it back to
    done = _begin_block(cursor, block) if character == " " else _close_mark(cursor, block, character)
    cursor.endEditBlock()
    if done:
        editor.setTextCursor(cursor)
        editor.ensureCursorVisible()
    return done


def entered(cursor: QTextCursor) -> bool:
    """Before Enter: a paragraph of dashes is a dividing line, one of cells between upright lines begins a table, an
    address with the sign of an embed is one, that of a photo is its figure, and the sign of a gallery makes one of the
    figures right below.
    """
    block = cursor.block()
    if style_of(block) != PARAGRAPH or cursor.hasSelection() or not cursor.atBlockEnd():
        return False
    page, number, text = cursor.document(), block.blockNumber(), block.text().strip()
    cells = ROW.match(text) and text.count("|") >= 3
    new, after = _object_of(block, text)
    if not (new or cells or text in RULES) or not _is_own(block, 0, block.length() - 1):
        return False
    if new:
        numbers = replace_blocks(page, number, after, new)
        cursor.setPosition(page.findBlockByNumber(numbers[1]).position())
        return True
    if text in RULES:
        numbers = replace_blocks(page, number, number + 1, [Line(Style(Kind.RULE)), Line()])
        cursor.setPosition(page.findBlockByNumber(numbers[1]).position())
        return True
    head = _cells(block)
    table = Table((Align.NONE,) * len(head), (head, ((),) * len(head)))
    numbers = replace_blocks(page, number, number + 1, lines_of(table))
    cursor.setPosition(page.findBlockByNumber(numbers[len(head)]).position())
    return True


def _object_of(block: QTextBlock, text: str) -> tuple[list[Line], int]:
    """The embed, figure or gallery that the text of a block means, and the number of the block behind all that it takes
    the place of; no lines where it means none.
    """
    page, after = block.document(), block.blockNumber() + 1
    if (found := EMBED.match(text)) and _leads(found[2]):
        return list(lines_of(Embed(found[2], found[1] or ""))), after
    if found := FIGURE.match(text):
        return figure_lines(Figure(found[2], found[1])), after
    while text == GALLERY and kind_of(page.findBlockByNumber(after)) in (Kind.PICTURE, Kind.CAPTION):
        after += 1
    return boxes.gallery(list(lines(page, block.blockNumber() + 1, after))), after


def _cells(block: QTextBlock) -> tuple[Runs, ...]:
    """The text between the upright lines of a block, with its marks."""
    edges = [place for place, unit in enumerate(_units(block.text())) if unit == "|"]
    return tuple(_stripped(runs_of(block, start + 1, end)) for start, end in pairwise(edges))


def _stripped(runs: Runs) -> Runs:
    if not runs:
        return ()
    runs = (runs[0].saying(runs[0].text.lstrip()), *runs[1:])
    return normal_runs((*runs[:-1], runs[-1].saying(runs[-1].text.rstrip())))


def _units(text: str) -> Iterable[str]:
    """The UTF-16 units of a text, each as a character."""
    wide = text.encode("utf-16-le")
    return (chr(int.from_bytes(wide[at : at + 2], "little")) for at in range(0, len(wide), 2))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _begin_block(cursor: QTextCursor, block: QTextBlock) -> bool:
    here, style = cursor.positionInBlock(), style_of(block)
    if here > LONGEST + 1 or style.kind is not Kind.PARAGRAPH:
        return False
    prefix = block.text()[: here - 1]
    wanted = PREFIXES.get(prefix)
    boxed = prefix == BOX and not style.grouped
    if (wanted is None and not boxed) or (style.grouped and wanted is not None and wanted.kind not in BOXABLE):
        return False
    if not _is_own(block, 0, here):
        return False
    _cut(cursor, block.position(), cursor.position())
    if wanted is not None:
        order.restyle(cursor.block(), replace(wanted, grouped=style.grouped))
    else:
        boxes.toggle(cursor, [cursor.block()])
    return True


def _close_mark(cursor: QTextCursor, block: QTextBlock, character: str) -> bool:
    before = _text_before(block, cursor.positionInBlock())
    if not before.endswith(character):
        return False
    for pattern, width, mark in MARKS.get(character, ()):
        found = pattern.search(before)
        if found is not None and _may_become(cursor, found[0]):
            _mark(cursor, _length(found[1]), width, mark)
            return True
    if character == ")" and (found := LINK.search(before)) is not None and _may_become(cursor, found[0]):
        return _link(cursor, found[1], found[2])
    if character == "]" and (found := REFERENCE.search(before)) is not None and _may_become(cursor, found[0]):
        return _refer(cursor, found[1])
    return False


def _mark(cursor: QTextCursor, length: int, width: int, mark: Mark) -> None:
    end = cursor.position()
    after = char_format(style_of(cursor.block()), pattern_of(cursor.charFormat()).saying(""))
    edit = QTextCursor(cursor)
    _cut(edit, end - 2 * width - length, end - width - length)
    mark_span(edit, end - 2 * width - length, end - 2 * width, mark)
    _cut(edit, end - 2 * width, end - width)
    cursor.setPosition(end - 2 * width)
    cursor.setCharFormat(after)


def _link(cursor: QTextCursor, words: str, address: str) -> bool:
    if not _leads(address):
        return False  # it stays as it was typed
    end, length = cursor.position(), _length(words)
    closing = _length(address) + 3
    target = QTextCursor(cursor)
    target.setPosition(end - closing - length)
    target.setPosition(end - closing, KEEP)
    edit = QTextCursor(cursor)
    set_link(target, address)
    _cut(edit, end - closing - length - 1, end - closing - length)
    _cut(edit, end - closing - 1, end - 1)
    cursor.setPosition(end - closing - 1)
    return True


def _leads(address: str) -> bool:
    try:
        check_link(address)
    except DeskError:
        return False
    return True


def _refer(cursor: QTextCursor, label: str) -> bool:
    end = cursor.position()
    edit = QTextCursor(cursor)
    _cut(edit, end - _length(label) - 3, end)
    notes.refer(edit, label)
    notes.ensure(cursor.document(), label)
    cursor.setPosition(end - _length(label) - 2)
    return True


def _cut(edit: QTextCursor, start: int, end: int) -> None:
    edit.setPosition(start)
    edit.setPosition(end, KEEP)
    edit.removeSelectedText()


def _may_become(cursor: QTextCursor, text: str) -> bool:
    """Whether the text that ends at the cursor may be set as it says: none of it is code, and it was typed in full."""
    block, end = cursor.block(), cursor.positionInBlock()
    start = end - _length(text)
    code = any(
        Mark.CODE in pattern_of(run.format).marks
        for run in block.textFormats()
        if run.start < end and run.start + run.length > start
    )
    return not code and _is_own(block, start, end)


def _is_own(block: QTextBlock, start: int, end: int) -> bool:
    """Whether the text between two places may be taken for signs: where changes are tracked, none of it was there."""
    at = block.position()
    return tracking.tracker_at(block) is None or tracking.is_put_in(block, at + start, at + end)


def _text_before(block: QTextBlock, place: int) -> str:
    """The end of the block's text up to a place that counts UTF-16 units."""
    text = block.text()
    if len(text) == end_of(block) - block.position():
        return text[max(0, place - REACH) : place]
    return text.encode("utf-16-le")[2 * max(0, place - REACH) : 2 * place].decode("utf-16-le", "ignore")
