"""Putting words in the place of what was found; each call is one step of undo."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate

from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.core.matching import Matcher
from deskeditor.ui.editor.clipboard import one_line
from deskeditor.ui.editor.convert import UNWRITABLE
from deskeditor.ui.editor.lines import FLOW
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.search import Hit, Search, in_units, searched, units

KEEP = QTextCursor.MoveMode.KeepAnchor
MOST_COMPARED = 200
"""Words of a match; a longer one is replaced as a whole."""
Change = tuple[int, str, str]
"""A place on the page, the text there, and the one that comes in its place."""


def replace_current(search: Search, by: str, cursor: QTextCursor) -> bool:
    """Replace the match that is selected, and move the cursor behind its new words; False where none is.

    Raises DeskError, and changes nothing, where ``by`` does not fit the expression.
    """
    search.finish()
    if search.index < 0:
        return False
    current = search.hits[search.index]
    found = next((matcher, block) for block, matcher, hits in search.blocks() if current in hits)
    changes = _changes(found[1], found[0], [current], by)
    _apply(changes, cursor)
    start, _, new = changes[0]
    cursor.setPosition(start + units(new))
    return True


def replace_all(search: Search, by: str, cursor: QTextCursor) -> int:
    """Replace every match; how many there were. Raises as ``replace_current`` does."""
    changes = [change for block, matcher, hits in search.blocks() for change in _changes(block, matcher, hits, by)]
    _apply(changes, cursor)
    return len(changes)


def _changes(block: QTextBlock, matcher: Matcher, hits: list[Hit], by: str) -> list[Change]:
    text = searched(block)
    found = matcher.replacements(text, by)
    places = in_units(text, (span for span, _ in found))
    wanted = {(hit.start, hit.end) for hit in hits}
    at = block.position()
    return [
        (at + start, text[span.start : span.end], _fit(new, block))
        for (span, new), (start, end) in zip(found, places, strict=True)
        if (start, end) in wanted
    ]


def _fit(text: str, block: QTextBlock) -> str:
    kind = kind_of(block)
    return (text if kind in FLOW else one_line(text, kind)).translate(UNWRITABLE)


def _apply(changes: list[Change], cursor: QTextCursor) -> None:
    edit = QTextCursor(cursor.document())
    edit.beginEditBlock()
    for start, old, new in reversed(changes):
        _put(edit, start, old, new)
    edit.endEditBlock()


def _put(edit: QTextCursor, start: int, old: str, new: str) -> None:
    """Write the words that differ, each in the format of what was there; those that stay keep their marks and links."""
    before, after = _words(old), _words(new)
    places = list(accumulate(map(units, before), initial=start))
    for low, high, words in reversed(_differences(before, after)):
        edit.setPosition(places[low] + 1 if low < high or low == 0 else places[low])
        text = edit.charFormat()  # of the character before the cursor
        edit.setPosition(places[low])
        edit.setPosition(places[high], KEEP)
        edit.insertText("".join(words), text)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\W", text)


def _differences(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    """Which of the old words are to be replaced, from and to, and by what."""
    if max(len(old), len(new)) > MOST_COMPARED:
        return [(0, len(old), new)]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(low, high, new[first:last]) for step, low, high, first, last in steps if step != "equal"]
