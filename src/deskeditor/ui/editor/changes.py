"""The tracked changes of a page that are to be decided on: found, gone to, accepted and rejected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QMenu

from deskeditor.core.document import Change, Edit, Run
from deskeditor.ui.editor.commands import marked_pieces
from deskeditor.ui.editor.convert import OBJECT_CHARACTER, replace_blocks
from deskeditor.ui.editor.lines import CELLS, FLOW, Kind
from deskeditor.ui.editor.look import EDIT, char_format, kind_of, pattern_of, style_of
from deskeditor.ui.editor.page import Page
from deskeditor.ui.editor.tables import remove_rows
from deskeditor.ui.editor.units import unit_of
from deskeditor.ui.wording import exact

if TYPE_CHECKING:
    from deskeditor.ui.editor.handled import HandledPage

KEEP = QTextCursor.MoveMode.KeepAnchor
WORDS = 200
"""Characters that are told of the words of a change."""
SIGNS = ("{++", "{--")
"""What the Markdown of a block with a change has in it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one change and one look: from and to on the page."""

    start: int
    end: int
    run: Run


@dataclass(frozen=True, slots=True)
class Pending:
    """What one person did at one time in one place: words put in and deleted that touch, in several paragraphs too."""

    stretches: tuple[Stretch, ...]

    @property
    def start(self) -> int:
        """Where it begins on the page."""
        return self.stretches[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.stretches[-1].end

    @property
    def change(self) -> Change:
        """By whom and when; of several edits the first."""
        change = self.stretches[0].run.change
        assert change is not None
        return change


class PageChanges:
    """Of one editor."""

    def __init__(self, editor: HandledPage) -> None:
        self._editor = editor

    def track(self, by: str, *, on: bool) -> None:
        """Mark what is written from now on as a change by that person, or write it plainly."""
        if self._editor.page is not None:
            self._editor.page.tracker.by = by
            self.is_tracked = on

    @property
    def is_tracked(self) -> bool:
        """Whether what is written is marked as a change."""
        return self._editor.page is not None and self._editor.page.tracker.on

    @is_tracked.setter
    def is_tracked(self, on: bool) -> None:
        if self._editor.page is not None:
            self._editor.page.tracker.on = on
            self._editor.stop_flow()

    def pending(self) -> list[Pending]:
        """The changes in the text, in order."""
        return pending(self._editor.page) if self._editor.page is not None else []

    def at(self, position: int) -> Pending | None:
        """The change around a position, or else the one that ends there."""
        around = [change for change in self.pending() if change.start <= position <= change.end]
        return around[-1] if around else None

    def resolve_here(self, kept: Edit) -> bool:
        """Accept (``Edit.INSERTED``) or reject what is selected of the changes, or else the one at the caret.

        False where there is none.
        """
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            return self._resolve(_selected(cursor), kept)
        return self.resolve_at(cursor.position(), kept)

    def resolve_at(self, position: int, kept: Edit) -> bool:
        """Accept or reject the change at a position; False where there is none."""
        found = self.at(position)
        return found is not None and self._resolve(found.stretches, kept)

    def resolve_all(self, kept: Edit) -> int:
        """Accept or reject all changes; how many they were."""
        found = self.pending()
        self._resolve([stretch for change in found for stretch in change.stretches], kept)
        return len(found)

    def told_at(self, point: QPoint) -> str:
        """By whom and when what is seen at a point of the view was put in or deleted; empty where it was not."""
        place = QPointF(point) + QPointF(0, self._editor.verticalScrollBar().value())
        position = self._editor.document().documentLayout().hitTest(place, Qt.HitTestAccuracy.ExactHit)
        block = self._editor.document().findBlock(position)
        for stretch in _stretches(block) if position >= 0 else ():
            if stretch.start <= position < stretch.end and stretch.run.change is not None:
                return _told(stretch.run.change)
        return ""

    def fill_menu(self, menu: QMenu, position: int) -> None:
        """Accept and reject, where there is a change at the position."""
        if self._editor.isReadOnly() or self.at(position) is None:
            return
        accept = _say("Accept the change")
        reject = _say("Reject the change")
        menu.addAction(accept, lambda: self.resolve_at(position, Edit.INSERTED))
        menu.addAction(reject, lambda: self.resolve_at(position, Edit.DELETED))
        menu.addSeparator()

    def _resolve(self, stretches: Sequence[Stretch], kept: Edit) -> bool:
        if stretches:
            self._editor.edit(resolve, stretches, kept)
        return bool(stretches)

    def step(self, step: int) -> bool:
        """Select the next change, or the one before; round at the ends. False where there is none."""
        found, cursor = self.pending(), self._editor.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        ahead = [
            c for c in found if (c.start >= end and c.end > end if step > 0 else c.end <= start and c.start < start)
        ]
        if not found:
            return False
        self.go_to((ahead or found)[0 if step > 0 else -1])
        return True

    def go_to(self, change: Pending) -> None:
        """Select it."""
        cursor = self._editor.textCursor()
        cursor.setPosition(change.start)
        cursor.setPosition(change.end, KEEP)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def words(self, change: Pending, edit: Edit) -> str:
        """The words that it puts in, or deletes, on one line."""
        cursor, found = self._editor.textCursor(), []
        for stretch in change.stretches:
            if stretch.run.change is not None and stretch.run.change.edit is edit:
                cursor.setPosition(stretch.start)
                cursor.setPosition(min(stretch.end, stretch.start + WORDS), KEEP)
                found.append(cursor.selectedText())
        return " ".join("".join(found)[:WORDS].replace(OBJECT_CHARACTER, "").split())


def _told(change: Change) -> str:
    by = change.by
    if change.edit is Edit.INSERTED:
        said = _say("Put in by {name}").format(name=by) if by else _say("Put in")
    else:
        said = _say("Deleted by {name}").format(name=by) if by else _say("Deleted")
    return "\n".join(filter(None, (said, exact(datetime.fromisoformat(change.at)) if change.at else "")))


def _say(text: str) -> str:
    return QCoreApplication.translate("PageChanges", text)


def pending(page: Page) -> list[Pending]:
    """The changes in the text of the page, in order."""
    found: list[list[Stretch]] = []
    for _ in gather(page, found):
        pass
    return [Pending(tuple(stretches)) for stretches in found]


def gather(page: Page, found: list[list[Stretch]]) -> Iterator[None]:
    """Find the stretches of each change, a block of the page a step."""
    last: QTextBlock | None = None
    for block in map(page.findBlockByNumber, page.journal.holding(*SIGNS)):
        for stretch in _stretches(block):
            if last is not None and _goes_on(found[-1][-1], last, stretch, block):
                found[-1].append(stretch)
            else:
                found.append([stretch])
            last = block
        yield


def _selected(cursor: QTextCursor) -> list[Stretch]:
    """What of the changes is selected."""
    return [Stretch(low, high, run) for low, high, _, run in marked_pieces(cursor) if run.change is not None]


def resolve(cursor: QTextCursor, stretches: Sequence[Stretch], kept: Edit) -> None:
    """Let text of this edit stay as any other, and take out the rest; one step of undo.

    ``Edit.INSERTED`` accepts, ``Edit.DELETED`` rejects. A paragraph, an item, a row or a note goes with its last word.
    """
    page, emptied = cursor.document(), set[int]()
    edit = QTextCursor(page)
    edit.beginEditBlock()
    for stretch in reversed(stretches):
        block = page.findBlock(stretch.start)
        edit.setPosition(stretch.start)
        edit.setPosition(stretch.end, KEEP)
        if stretch.run.change is not None and stretch.run.change.edit is kept:
            edit.setCharFormat(char_format(style_of(block), replace(stretch.run, change=None)))
        else:
            edit.removeSelectedText()
            if block.length() == 1:
                emptied.add(block.blockNumber())
    _drop(page, sorted(emptied))
    edit.endEditBlock()


def _drop(page: QTextDocument, numbers: list[int]) -> None:
    """Take away the blocks whose last word has gone and that are nothing without a word."""
    while numbers:
        block = page.findBlockByNumber(numbers.pop())
        kind, number = kind_of(block), block.blockNumber()
        if kind in CELLS:
            first = unit_of(block)[0]
            rows = {(cell - first) // style_of(block).level for cell in (*numbers, number) if cell >= first}
            numbers = [other for other in numbers if other < first]
            _drop_rows(QTextCursor(block), rows)
        elif kind in FLOW | {Kind.NOTE} and not _has_items(block):
            replace_blocks(page, number, number + 1, [])


def _drop_rows(cursor: QTextCursor, emptied: set[int]) -> None:
    """Take rows away in which no cell has a text; the head goes with the whole table."""
    table = cursor.currentTable()
    has_text = [
        any(table.cellAt(row, column).firstCursorPosition().block().length() > 1 for column in range(table.columns()))
        for row in range(table.rows())
    ]
    gone = {row for row in emptied if row and not has_text[row]}
    if 0 in emptied and not has_text[0] and len(gone) == table.rows() - 1:
        gone.add(0)
    remove_rows(cursor, gone)


def _has_items(block: QTextBlock) -> bool:
    """Whether the block is an item of a list with other items below it."""
    style, below = style_of(block), style_of(block.next())
    return style.kind is below.kind is Kind.LIST and below.level > style.level and block.next().isValid()


def _stretches(block: QTextBlock) -> Iterator[Stretch]:
    for run in block.textFormats():
        if run.format.hasProperty(EDIT):
            start = block.position() + run.start
            yield Stretch(start, start + run.length, pattern_of(run.format))


def _goes_on(last: Stretch, above: QTextBlock, stretch: Stretch, block: QTextBlock) -> bool:
    """Whether there is nothing but ends of paragraphs between two stretches of one person and one time."""
    one, other = last.run.change, stretch.run.change
    assert one is not None
    assert other is not None
    together = stretch.start - last.end == block.blockNumber() - above.blockNumber()
    return together and (one.by, one.at) == (other.by, other.at)
