"""What changed since the story was last saved, at a cost that does not grow with the story.

Beside every block of the page stands its Markdown, or None where it is not known. A key drops that of the touched
block only; ``markdown`` writes the missing ones. Items of one list, cells of one table, lines of one fact box and a
picture with its caption are written together: the text stands at the first of them, the others hold the empty string.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QTextBlock, QTextDocument

from deskeditor import markup
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import FIELDS, FLOW, Kind, joins
from deskeditor.ui.editor.look import style_of
from deskeditor.ui.editor.nesting import nest
from deskeditor.ui.editor.walk import lines

HEAD = len(FIELDS) + 2
"""Blocks that the fields and the lead figure may take."""


class Journal:
    """Follows ``contentsChange`` of one page."""

    def __init__(self, page: QTextDocument) -> None:
        self._page = page
        self._chunks: list[str | None] = [None] * page.blockCount()
        self.head_touched = False
        self.body_touched = False

    @property
    def touched(self) -> bool:
        """Whether anything may have changed since ``clear``."""
        return self.head_touched or self.body_touched

    def clear(self) -> None:
        """What is there now counts as saved; the written Markdown stays known."""
        self.head_touched = self.body_touched = False

    def note(self, position: int, added: int) -> tuple[QTextBlock, int, int]:
        """Take in one change; returns the first touched block, its number, and how many are touched.

        The range that Qt tells may be wider than what changed (a whole block while an input method composes) and
        may end one behind the document.
        """
        page, chunks = self._page, self._chunks
        block = page.findBlock(position)
        if not block.isValid():
            block = page.lastBlock()
        first = block.blockNumber()
        end = page.findBlock(position + added)
        last = end.blockNumber() if end.isValid() else page.blockCount() - 1
        fresh = last - first + 1
        grown = page.blockCount() - len(chunks)
        self.head_touched = self.head_touched or first < HEAD
        self.body_touched = self.body_touched or last >= len(FIELDS) or grown != 0
        if grown == 0 and fresh == 1 and chunks[first] is None:
            return block, first, 1
        self._forget_group(first, first + fresh - grown)
        chunks[first : first + fresh - grown] = [None] * fresh
        return block, first, fresh

    def note_letter(self, number: int) -> None:
        """Take in another letter in a block of the body in which the last change was."""
        self.body_touched = True
        if self._chunks[number] is not None:
            self._forget_group(number, number + 1)
            self._chunks[number] = None

    def supply(self, first: int, written: Sequence[str | None]) -> None:
        """Take over the Markdown of lines that have just come in at that block, where it is known."""
        for number, text in enumerate(written, first):
            if text is not None and number < len(self._chunks) and self._chunks[number] is None:
                self._chunks[number] = text

    def _forget_group(self, first: int, end: int) -> None:
        """Drop what was written together with the blocks ``first`` to ``end``."""
        chunks = self._chunks
        before = first
        while before > 0 and chunks[before] == "":
            before -= 1
            chunks[before + 1] = None
        chunks[before] = None
        while end < len(chunks) and chunks[end] == "":
            chunks[end] = None
            end += 1

    def markdown(self) -> str:
        """The whole body; only what was touched is written anew."""
        self.write_missing(len(self._chunks))
        written = [chunk for chunk in self._chunks[body_start(self._page) :] if chunk]
        return "\n\n".join(written) + "\n" if written else ""

    def chunks(self) -> list[str]:
        """The Markdown of each block, empty where it stands with that of a block before; the fields have none."""
        self.write_missing(len(self._chunks))
        start = body_start(self._page)
        return [""] * start + [chunk or "" for chunk in self._chunks[start:]]

    def holding(self, *signs: str) -> Iterator[int]:
        """The blocks of the body whose Markdown has one of the signs, or may: that of touched ones is not known."""
        holds = False
        for number in range(body_start(self._page), len(self._chunks)):
            chunk = self._chunks[number]
            if chunk != "":
                holds = chunk is None or any(sign in chunk for sign in signs)
            if holds:
                yield number

    def write_missing(self, most: int) -> bool:
        """Write up to ``most`` missing chunks; whether none is left. Done in the background after a story is opened."""
        page, chunks = self._page, self._chunks
        at = body_start(page)
        while most > 0:
            try:
                at = chunks.index(None, at)
            except ValueError:
                return True
            at = self._write_group(at)
            most -= 1
        return False

    def _write_group(self, at: int) -> int:
        page, chunks = self._page, self._chunks
        first = last = page.findBlockByNumber(at)
        start, end = at, at + 1
        while start > body_start(page) and _together(first.previous(), first):
            first, start = first.previous(), start - 1
        while end < len(chunks) and _together(last, last.next()):
            last, end = last.next(), end + 1
        text = markup.write(markup.normal(nest(lines(page, start, end)))).removesuffix("\n")
        chunks[start:end] = [text] + [""] * (end - start - 1)
        return end


def _together(one: QTextBlock, other: QTextBlock) -> bool:
    """Whether the second block may be part of what the first is, or has to be parted from it as the writer does."""
    below = style_of(other)
    if below.kind is Kind.RAW or _is_blank(other):
        return True
    return joins(style_of(one), below) or (_gathers(one) and _gathers(other))


def _gathers(block: QTextBlock) -> bool:
    """Whether what stands next to the block may be one with it: blank lines part nothing in Markdown."""
    style = style_of(block)
    return style.grouped or style.kind in (Kind.LIST, Kind.QUOTE, Kind.ASIDE, Kind.RAW) or _is_blank(block)


def _is_blank(block: QTextBlock) -> bool:
    return style_of(block).kind in FLOW - {Kind.LIST} and not block.text().strip(" \t\u2028")
