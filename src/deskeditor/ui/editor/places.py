"""Where a place on the page stands in the Markdown of its body, and the other way round.

Places on the page are positions of its document (UTF-16 units), places in a text count its characters.
"""

from __future__ import annotations

import string
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from PySide6.QtGui import QTextBlock

from deskeditor import markup
from deskeditor.core.document import Run, Runs
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import OBJECTS, Line
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.nesting import nest
from deskeditor.ui.editor.page import Page
from deskeditor.ui.editor.walk import lines, runs_of

HERE = "\uf1d5"
"""Written with the text to see where it comes out; of the private use area, and so in no story."""
PARTED = len("\n\n")
_SIGNS = string.punctuation + string.whitespace


def in_markdown(page: Page, position: int) -> int:
    """The place in ``page.journal.markdown()`` that a position on the page is written at; 0 above the body."""
    block = page.findBlock(position)
    number = block.blockNumber()
    before = 0
    for first, end, text in _groups(page):
        if number < first:
            break
        if number < end:
            return before + _within(page, first, end, text, block, position - block.position())
        before += len(text) + PARTED
    return max(0, before - PARTED)


def on_page(page: Page, place: int) -> int:
    """The position on the page of a place in ``page.journal.markdown()``."""
    before = 0
    last = (body_start(page), body_start(page) + 1, "")
    for group in _groups(page):
        last = group
        if place <= before + len(group[2]):
            break
        before += len(group[2]) + PARTED
    first, end, text = last
    wanted = min(max(0, place - before), len(text))
    block = page.findBlockByNumber(first)
    places: list[tuple[QTextBlock, int]] = []
    while block.isValid() and block.blockNumber() < end:
        length = 0 if kind_of(block) in OBJECTS else block.length() - 1
        if length or not places:
            places.extend((block, offset) for offset in range(length + 1))
        block = block.next()
    at = bisect_right(places, wanted, key=lambda found: _within(page, first, end, text, *found))
    block, offset = places[max(0, at - 1)]
    return block.position() + offset


def carried(place: int, old: str, new: str) -> int:
    """A place in a text as one in another that says the same: as many letters stand before it."""
    same = _alike(old, new)
    if place <= same:
        return place
    if len(old) - place <= _alike(old[same:][::-1], new[same:][::-1]):
        return len(new) - (len(old) - place)
    passed = old[same:place]
    letters, at = sum(map(str.isalnum, passed)), same
    while letters and at < len(new):
        letters -= new[at].isalnum()
        at += 1
    for sign in passed[len(passed.rstrip(_SIGNS)) :]:
        at += new[at : at + 1] == sign
    return at


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _groups(page: Page) -> Iterator[tuple[int, int, str]]:
    """The first block and the one after the last of what is written together, and its Markdown."""
    chunks = page.journal.chunks()
    first = next((number for number, chunk in enumerate(chunks) if chunk), len(chunks))
    while first < len(chunks):
        end = first + 1
        while end < len(chunks) and not chunks[end]:
            end += 1
        yield first, end, chunks[first]
        first = end


def _within(page: Page, first: int, end: int, text: str, block: QTextBlock, offset: int) -> int:
    """Where a place in a block comes out in the Markdown of its group."""
    number = block.blockNumber()
    group = list(lines(page, first, end))
    line = group[number - first]
    if line.style.kind in OBJECTS:
        return len(text) if offset else 0
    if line.blank:
        return len(text)
    marked = _marked(line, runs_of(block, 0, offset), runs_of(block, offset))
    written = markup.write(markup.normal(nest([*group[: number - first], marked, *group[number - first + 1 :]])))
    return min(max(0, written.find(HERE)), len(text))


def _marked(line: Line, before: Runs, after: Runs) -> Line:
    if before:
        before = (*before[:-1], replace(before[-1], text=before[-1].text + HERE))
    elif after:
        after = (replace(after[0], text=HERE + after[0].text), *after[1:])
    else:
        before = (Run(HERE),)
    return replace(line, runs=before + after)
