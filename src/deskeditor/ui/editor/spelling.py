"""Misspelt words underlined where they are seen, and one put right.

Words are judged from what is known of them already; while one is not known, its block waits and is laid again when it
is. The word that is being typed is left alone until the cursor is out of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor

from deskeditor.core.document import Mark
from deskeditor.spelling import Judge, Proof, Script
from deskeditor.ui.editor.lines import OBJECTS, Kind
from deskeditor.ui.editor.look import Colours, pattern_of
from deskeditor.ui.editor.overlay import OUTDATED, FormatRange, Passage, laid
from deskeditor.ui.editor.shown import Shown, shown
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.tracking import put

NAMES_ONLY = frozenset({Kind.BYLINE})
UNCHECKED = OBJECTS | NAMES_ONLY
LONGEST = 10_000
"""Characters of one block that are checked, so that a key costs no more in one of a megabyte."""


class Mistake(NamedTuple):
    """A misspelt word; ``start`` and ``end`` are positions in the document (UTF-16 units)."""

    start: int
    end: int
    text: str
    script: Script


class Spelling(QObject):
    """The layer of the spelling over one editor. While it is not ``on`` it finds nothing."""

    def __init__(self, editor: StoryEditor, judge: Judge) -> None:
        super().__init__(editor)
        self._editor = editor
        self._proof = Proof(judge)
        self._on = True
        self._revision = 0
        self._held: tuple[int, int] | None = None
        self._waiting: list[QTextCursor] = []
        editor.overlay.add(self.lay)
        editor.cursorPositionChanged.connect(self._on_cursor)

    @property
    def on(self) -> bool:
        """Whether mistakes are shown."""
        return self._on

    @on.setter
    def on(self, on: bool) -> None:
        self._on = on
        self._editor.look_over()

    def judge_anew(self) -> None:
        """What was wrong may be right now, or the other way round."""
        self._proof.forget()
        self._editor.look_over()

    def refresh(self) -> None:
        """More words are known: lay the blocks again that waited for one."""
        waiting, self._waiting = self._waiting, []
        page = self._editor.document()
        blocks = {cursor.blockNumber(): cursor.block() for cursor in waiting if cursor.document() is page}
        for block in blocks.values():
            self._editor.look_over(block)

    def lay(self, passage: Passage, colours: Colours) -> Iterable[FormatRange]:
        """The layer: a wave under each mistake."""
        mistakes, known = self.look_through(passage)
        block = passage.block
        if not known and not (self._waiting and self._waiting[-1].block() == block):
            self._waiting.append(QTextCursor(block))
        if not mistakes:
            return ()
        start, wave = block.position(), _wave(colours.wrong.rgb())
        return [laid(mistake.start - start, mistake.end - mistake.start, wave) for mistake in mistakes]

    def look_through(self, passage: Passage) -> tuple[list[Mistake], bool]:
        """What is known to be wrong in the block, and whether all its words are known."""
        if not self._on or passage.kind in UNCHECKED:
            return [], True
        block, text = passage.block, passage.shown
        read = self._proof.read(text.text[:LONGEST], self._typed_at(block, text))
        if not read.wrong and not read.held:
            return [], read.known
        span = _spans(text, block)
        if read.held is not None:
            self._held = span(read.held.start, read.held.end)
        found = [Mistake(*span(word.start, word.end), word.text, word.script) for word in read.wrong]
        return (_without_code(found, block) if found else found), read.known

    def mistake_at(self, position: int) -> Mistake | None:
        """The mistake around or beside that position of the document."""
        found, _ = self.look_through(Passage.of(self._editor.document().findBlock(position)))
        return next((mistake for mistake in found if mistake.start <= position <= mistake.end), None)

    def put_right(self, mistake: Mistake, right: str) -> None:
        """Write the word so, as one step of undo; what stays of it keeps its marks."""
        if self._editor.isReadOnly():
            return
        cursor = self._editor.textCursor()
        replace_word(cursor, mistake, right)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    # The word being typed

    def release(self) -> None:
        """Look at the word that was being typed."""
        held, self._held, self._editor.is_writing = self._held, None, False
        block = self._editor.document().findBlock(held[0]) if held is not None else QTextBlock()
        if block.isValid():  # it may be that of another story, which is longer
            self._editor.look_over(block)

    def _typed_at(self, block: QTextBlock, text: Shown) -> int:
        """Behind which letter of the block something is being typed; -1 where nothing is."""
        caret = self._editor.textCursor().position() - block.position() if self._editor.is_writing else -1
        if not 0 <= caret < block.length():
            return -1
        self._held = None
        place = text.in_text(caret)
        if len(text.text) == block.length() - 1:
            return place
        return len(text.text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "ignore"))

    def _on_cursor(self) -> None:
        revision = self._editor.document().revision()
        moved_by_text, self._revision = revision != self._revision, revision
        if self._editor.in_flow:
            return
        cursor = self._editor.textCursor()
        if moved_by_text and cursor.block().userState() == OUTDATED:
            return  # what is being typed will be seen when the block is laid
        if self._held is None:
            self._editor.is_writing = False
        elif not self._held[0] < cursor.position() <= self._held[1]:
            self.release()


def replace_word(cursor: QTextCursor, mistake: Mistake, right: str) -> None:
    """Write the word in its place; only the letters that differ are written, so that the rest keeps its marks."""
    old = mistake.text
    same = next((at for at, (a, b) in enumerate(zip(old, right, strict=False)) if a != b), min(len(old), len(right)))
    room = min(len(old), len(right)) - same
    tail = next((at for at in range(room) if old[-1 - at] != right[-1 - at]), room)
    edit = QTextCursor(cursor.document())
    block = edit.document().findBlock(mistake.start)
    text, at = shown(block), block.position()
    first, last = (text.in_text(place - at) for place in (mistake.start, mistake.end))
    start, end = text.in_block(first + same), text.in_block(last - tail, ends=True)
    behind = QTextCursor(cursor.document())
    behind.setPosition(mistake.end)
    edit.beginEditBlock()
    edit.setPosition(at + text.in_block(first + min(same + 1, len(old)), ends=True))
    put(edit, at + min(start, end), at + end, right[same : len(right) - tail], edit.charFormat())
    edit.endEditBlock()
    cursor.setPosition(behind.position())


def _spans(text: Shown, block: QTextBlock) -> Callable[[int, int], tuple[int, int]]:
    """From code points of the text to positions in the document: they part ways behind an emoji."""
    first = block.position()
    if not text.gaps and len(text.text) == block.length() - 1:
        return lambda start, end: (first + start, first + end)
    wide = [at for at, character in enumerate(text.text) if character > "\uffff"]

    def span(start: int, end: int) -> tuple[int, int]:
        start, end = (at + bisect_left(wide, at) for at in (start, end))
        return first + text.in_block(start), first + text.in_block(end, ends=True)

    return span


def _without_code(found: list[Mistake], block: QTextBlock) -> list[Mistake]:
    start = block.position()
    code = [
        (start + run.start, start + run.start + run.length)
        for run in block.textFormats()
        if Mark.CODE in pattern_of(run.format).marks
    ]
    return [mistake for mistake in found if not any(first < mistake.end and mistake.start < end for first, end in code)]


@lru_cache(maxsize=4)
def _wave(colour: int) -> QTextCharFormat:
    text = QTextCharFormat()
    text.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    text.setUnderlineColor(QColor.fromRgb(colour))
    return text
