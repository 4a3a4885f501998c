"""Putting words in the place of what was found; each call is one step of undo."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.core.matching import Matcher
from deskeditor.ui.editor.clipboard import one_line
from deskeditor.ui.editor.convert import UNWRITABLE
from deskeditor.ui.editor.lines import FLOW
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.search import Hit, Search, in_units, searched, units
from deskeditor.ui.editor.shown import Shown
from deskeditor.ui.editor.tracking import put

MOST_COMPARED = 200
"""Words of a match; a longer one is replaced as a whole."""


class Change(NamedTuple):
    """A match: its block with what is shown of that, its place there, its text, and the one that comes instead."""

    block: QTextBlock
    text: Shown
    start: int
    old: str
    new: str


def replace_current(search: Search, by: str, cursor: QTextCursor) -> bool:
    """Replace the match that is selected, and move the cursor behind its new words; False where none is.

    Raises DeskError, and changes nothing, where ``by`` does not fit the expression.
    """
    search.finish()
    if search.index < 0:
        return False
    current = search.hits[search.index]
    found = next((matcher, block) for block, matcher, hits in search.blocks() if current in hits)
    behind = QTextCursor(found[1])
    behind.setPosition(found[1].position() + current.end)
    _apply(_changes(found[1], found[0], [current], by), cursor)
    cursor.setPosition(behind.position())
    return True


def replace_all(search: Search, by: str, cursor: QTextCursor) -> int:
    """Replace every match; how many there were. Raises as ``replace_current`` does."""
    changes = [change for block, matcher, hits in search.blocks() for change in _changes(block, matcher, hits, by)]
    _apply(changes, cursor)
    return len(changes)


def _changes(block: QTextBlock, matcher: Matcher, hits: list[Hit], by: str) -> list[Change]:
    text = searched(block)
    found = matcher.replacements(text.text, by)
    places = in_units(text.text, (span for span, _ in found))
    wanted = {(hit.start, hit.end) for hit in hits}
    return [
        Change(block, text, start, text.text[span.start : span.end], _fit(new, block))
        for (span, new), (start, end) in zip(found, places, strict=True)
        if (text.in_block(start), text.in_block(end, ends=True)) in wanted
    ]


def _fit(text: str, block: QTextBlock) -> str:
    kind = kind_of(block)
    return (text if kind in FLOW else one_line(text, kind)).translate(UNWRITABLE)


def _apply(changes: list[Change], cursor: QTextCursor) -> None:
    edit = QTextCursor(cursor.document())
    edit.beginEditBlock()
    for change in reversed(changes):
        _put(edit, change)
    edit.endEditBlock()


def _put(edit: QTextCursor, change: Change) -> None:
    """Write the words that differ, each in the format of what was there; those that stay keep their marks and links."""
    before, after = _words(change.old), _words(change.new)
    places = list(accumulate(map(units, before), initial=change.start))
    at, text = change.block.position(), change.text
    for low, high, words in reversed(_differences(before, after)):
        start, end = text.in_block(places[low], ends=low == high), text.in_block(places[high], ends=True)
        edit.setPosition(at + start + (1 if low < high or low == 0 else 0))
        put(edit, at + start, at + end, "".join(words), edit.charFormat())  # as the character before the cursor


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\W", text)


def _differences(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    """Which of the old words are to be replaced, from and to, and by what."""
    if max(len(old), len(new)) > MOST_COMPARED:
        return [(0, len(old), new)]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(low, high, new[first:last]) for step, low, high, first, last in steps if step != "equal"]
