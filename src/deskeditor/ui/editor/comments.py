"""The marks of comments on the page: set on words, found by their threads, and laid over the text."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from deskeditor.ui.editor.commands import Piece, marked_pieces
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import Line
from deskeditor.ui.editor.look import COMMENT, Colours, char_format, pattern_of, style_of
from deskeditor.ui.editor.overlay import FormatRange, Passage, laid
from deskeditor.ui.editor.walk import runs_of

if TYPE_CHECKING:
    from deskeditor.ui.editor.story import StoryEditor

KEEP = QTextCursor.MoveMode.KeepAnchor
SIGN = "{>>#"
"""What the Markdown of a block with a mark has in it."""
Underline = QTextCharFormat.UnderlineStyle


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the mark of a thread begins on the page, and the words of its first stretch."""

    thread: str
    start: int
    words: str


class PageComments:
    """Of one editor. ``quiet`` are the threads whose marks are not to be seen."""

    def __init__(self, editor: StoryEditor) -> None:
        self._editor = editor
        self.quiet: frozenset[str] = frozenset()
        editor.overlay.add(self._lay)

    def hush(self, threads: Iterable[str]) -> None:
        """Let the marks of these threads not be seen, and those of all others."""
        quiet = frozenset(threads)
        if quiet != self.quiet:
            self.quiet = quiet
            self._editor.look_over()

    def anchors(self) -> list[Anchor]:
        """Each thread that has a mark, once, in the order of the text."""
        page = self._editor.page
        if page is None:
            return []
        found: dict[str, Anchor] = {}
        for number in page.journal.holding(SIGN):
            for anchor in _anchors_in(page.findBlockByNumber(number)):
                found.setdefault(anchor.thread, anchor)
        return list(found.values())

    @property
    def at_caret(self) -> str:
        """The thread whose mark the caret is in, or at; empty for none."""
        return thread_at(self._editor.textCursor())

    def begin(self) -> str:
        """Mark the selection, or the word at the caret, for a new thread; its id.

        Where all of it has a mark that is seen it is that thread's; empty where nothing can be marked.
        """
        cursor = self._editor.textCursor()
        if not cursor.hasSelection():
            at = thread_at(cursor)
            if at and at not in self.quiet:
                return at
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        chosen = list(marked_pieces(cursor))
        free = [piece for piece in chosen if piece[3].comment in self.quiet | {""}]
        if not free:
            return chosen[0][3].comment if chosen else ""
        thread = secrets.token_hex(4)
        self._editor.edit(_mark, free, thread)
        return thread

    def take_off(self, thread: str) -> None:
        """Take the mark of a thread off the text, as one step of undo."""
        page = self._editor.page
        if page is not None:
            blocks = map(page.findBlockByNumber, page.journal.holding(SIGN))
            self._editor.edit(_mark, [piece for block in blocks for piece in _pieces_of(block, thread)], "")

    def go_to(self, thread: str) -> bool:
        """Put the caret where the mark of a thread begins; False where it has none."""
        start = next((anchor.start for anchor in self.anchors() if anchor.thread == thread), None)
        if start is None:
            return False
        cursor = self._editor.textCursor()
        cursor.setPosition(start)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        return True

    def _lay(self, passage: Passage, colours: Colours) -> Iterator[FormatRange]:
        for run in passage.runs:
            thread = run.format.stringProperty(COMMENT)
            if thread and thread not in self.quiet:
                text = QTextCharFormat()
                text.setBackground(colours.comment)
                text.setUnderlineStyle(Underline.DotLine)
                text.setUnderlineColor(colours.quiet)
                yield laid(run.start, run.length, text)


def thread_at(cursor: QTextCursor) -> str:
    """The thread of the mark behind the cursor, else of that before it."""
    here = (cursor.selectionStart() if cursor.hasSelection() else cursor.position()) - cursor.block().position()
    found = ""
    for run in cursor.block().textFormats():
        if run.start <= here < run.start + run.length:
            return run.format.stringProperty(COMMENT) or found
        if here == run.start + run.length:
            found = run.format.stringProperty(COMMENT)
    return found


def ends_at(cursor: QTextCursor) -> bool:
    """Whether the mark that the text before the cursor has ends there: what is typed is no part of it."""
    thread = cursor.charFormat().stringProperty(COMMENT)
    if not thread:
        return False
    here = cursor.positionInBlock()
    after = (run.format.stringProperty(COMMENT) for run in cursor.block().textFormats() if run.start == here)
    inside = any(run.start < here < run.start + run.length for run in cursor.block().textFormats())
    return not inside and next(after, "") != thread


def without_known(page: QTextDocument, lines: Sequence[Line]) -> list[Line]:
    """The lines without the marks that the page has already: a copy is not commented on, what was cut comes back."""
    if not any(run.comment for line in lines for run in line.runs):
        return list(lines)
    known: set[str] = {""}
    block = page.findBlockByNumber(body_start(page))
    while block.isValid():
        known.update(
            run.format.stringProperty(COMMENT) for run in block.textFormats() if not pattern_of(run.format).deleted
        )
        block = block.next()
    return [_without(line, known) for line in lines]


def _without(line: Line, threads: set[str]) -> Line:
    return replace(line, runs=tuple(replace(run, comment="") if run.comment in threads else run for run in line.runs))


def _anchors_in(block: QTextBlock) -> Iterator[Anchor]:
    thread, start = "", 0
    for run in block.textFormats():
        here = run.format.stringProperty(COMMENT)
        if here != thread:
            if thread:
                yield _anchor(block, thread, start, run.start)
            thread, start = here, run.start
    if thread:
        yield _anchor(block, thread, start, block.length() - 1)


def _anchor(block: QTextBlock, thread: str, start: int, end: int) -> Anchor:
    words = "".join(run.text for run in runs_of(block, start, end))
    return Anchor(thread, block.position() + start, words)


def _pieces_of(block: QTextBlock, thread: str) -> Iterator[Piece]:
    for run in block.textFormats():
        if run.format.stringProperty(COMMENT) == thread:
            start = block.position() + run.start
            yield start, start + run.length, style_of(block), pattern_of(run.format)


def _mark(cursor: QTextCursor, pieces: Sequence[Piece], thread: str) -> None:
    edit = QTextCursor(cursor.document())
    for low, high, style, run in pieces:
        edit.setPosition(low)
        edit.setPosition(high, KEEP)
        edit.setCharFormat(char_format(style, replace(run, comment=thread)))
