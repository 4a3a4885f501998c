"""Cleaning up the page: its texts as they are, what is to be corrected in them, and all of it done in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument

from deskeditor.core.document import Document, Mark
from deskeditor.markup.tidying import Correction, corrections
from deskeditor.ui.editor.convert import HARD_BREAK, body_start
from deskeditor.ui.editor.lines import OBJECTS
from deskeditor.ui.editor.look import kind_of, pattern_of
from deskeditor.ui.editor.nesting import flatten
from deskeditor.ui.editor.page import FIELD_NAMES
from deskeditor.ui.editor.tracking import put
from deskeditor.ui.editor.walk import line_of, place_of, text_of, to_document, unit_offset


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a block as it stands: its number, its place in the words of a finding, and what in it is kept."""

    block: int
    place: str
    text: str
    kept: tuple[tuple[int, int], ...] = ()
    """Code, the labels of notes, and what a tracked change deletes."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A correction, and the text that it was found in."""

    of: Text
    correction: Correction


def texts(page: QTextDocument) -> list[Text]:
    """Every text of the page: fields, body, captions. Raw blocks are left out."""
    places = _places(page)
    found = []
    block = page.begin()
    while block.isValid():
        if kind_of(block) not in OBJECTS and block.length() > 1:
            text = text_of(block)
            kept = [
                (place_of(text, run.start), place_of(text, run.start + run.length))
                for run in block.textFormats()
                if (pattern := pattern_of(run.format)).deleted or pattern.marks & {Mark.CODE, Mark.NOTE}
            ]
            number = block.blockNumber()
            found.append(Text(number, places.get(number, ""), text, tuple(kept)))
        block = block.next()
    return found


def offers(found: Iterable[Text], language: str) -> list[Offer]:
    """What is to be corrected. It takes its time with a long story, and needs no page."""
    return [Offer(of, correction) for of in found for correction in corrections(of.text, language, of.kept)]


def select(page: QTextDocument, offer: Offer) -> QTextCursor | None:
    """A cursor that selects what is to be corrected; None where the text has changed meanwhile."""
    block = page.findBlockByNumber(offer.of.block)
    if not block.isValid() or text_of(block) != offer.of.text:
        return None
    cursor = QTextCursor(block)
    start, end = (unit_offset(offer.of.text, place) for place in (offer.correction.start, offer.correction.end))
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def apply(page: QTextDocument, chosen: Sequence[Offer]) -> int:
    """Make these corrections as one step of undo, each in the look of what it replaces; how many were made."""
    # All are looked up before the first is made, after which no text is what it was; then from the last to the first.
    places = [
        (cursor.selectionStart(), cursor.selectionEnd(), offer.correction.after)
        for offer in chosen
        if (cursor := select(page, offer)) is not None
    ]
    edit = QTextCursor(page)
    edit.beginEditBlock()
    for start, end, after in sorted(places, reverse=True):
        edit.setPosition(start + 1)
        put(edit, start, end, after.replace("\n", HARD_BREAK), edit.charFormat())
    edit.endEditBlock()
    return len(places)


def _places(page: QTextDocument) -> dict[int, str]:
    """The places of the blocks that have something in them, as findings name them."""
    places = dict(enumerate(FIELD_NAMES.values()))
    start = body_start(page)
    if start > len(places):
        places[start - 1] = "lead"
    numbers = (
        number for number, block in enumerate(to_document(page).blocks, start=1) for _ in flatten(Document((block,)))
    )
    return places | dict(zip(_filled(page, start), (f"body: paragraph {number}" for number in numbers), strict=False))


def _filled(page: QTextDocument, start: int) -> Iterator[int]:
    return (number for number in range(start, page.blockCount()) if not line_of(page.findBlockByNumber(number)).blank)
