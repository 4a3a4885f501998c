"""The text of a block as readers get it: without what a tracked change deletes, and where it stands in the block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from deskeditor.core.document import Edit
from deskeditor.ui.editor.look import EDIT

Move = QTextCursor.MoveOperation


@dataclass(frozen=True, slots=True)
class Shown:
    """Places count UTF-16 units: those of the text what is shown, those of the block everything in it.

    ``gaps`` are the places of the text at which something is deleted, each with the units that are, in order.
    """

    text: str
    gaps: tuple[tuple[int, int], ...] = ()

    def in_block(self, place: int, *, ends: bool = False) -> int:
        """Where a place of the text stands in the block: behind what is deleted there, or before it if it ``ends``."""
        return place + sum(length for at, length in self.gaps if at < place or (at == place and not ends))

    def in_text(self, place: int) -> int:
        """What is shown before a place of the block."""
        hidden = 0
        for at, length in self.gaps:
            start = at + hidden
            if place <= start:
                break
            if place < start + length:
                return at
            hidden += length
        return place - hidden


def shown(block: QTextBlock) -> Shown:
    """The text of the block; one in which nothing is deleted as it is."""
    text = block.text()
    deleted = list(_deleted(block))
    if not deleted:
        return Shown(text)
    wide = text.encode("utf-16-le", "surrogatepass")
    kept, gaps, hidden, last = [], [], 0, 0
    for start, length in deleted:
        kept.append(wide[2 * last : 2 * start])
        gaps.append((start - hidden, length))
        hidden, last = hidden + length, start + length
    kept.append(wide[2 * last :])
    return Shown(b"".join(kept).decode("utf-16-le", "surrogatepass"), tuple(gaps))


def reach(block: QTextBlock, place: int, move: QTextCursor.MoveOperation) -> int | None:
    """Where a move leads from a place of the block, over what is deleted; None where it would leave the block.

    No move at all is one over the whole block. One character back is what Qt's Backspace takes: a code point.
    """
    text, length = shown(block), block.length() - 1
    here = text.in_text(place)
    if move is Move.NoMove:
        return length
    if move is Move.PreviousCharacter:
        before = text.text.encode("utf-16-le", "surrogatepass")[: 2 * here].decode("utf-16-le", "surrogatepass")
        return text.in_block(here - (2 if before[-1] > "\uffff" else 1)) if before else None
    page = QTextDocument()
    page.setPlainText(text.text)
    cursor = QTextCursor(page)
    cursor.setPosition(here)
    cursor.movePosition(move)
    goal = cursor.position()
    return text.in_block(goal, ends=goal > here) if goal != here else None


def is_deleted(block: QTextBlock) -> bool:
    """Whether the block has a text, and readers get nothing of it."""
    return block.length() > 1 and not shown(block).text


def _deleted(block: QTextBlock) -> Iterator[tuple[int, int]]:
    for run in block.textFormats():
        if run.format.stringProperty(EDIT) == Edit.DELETED:
            yield run.start, run.length
