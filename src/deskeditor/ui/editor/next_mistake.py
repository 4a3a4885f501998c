"""From one misspelt word of the story to the next, without holding the window up in a long one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextCursor

from deskeditor.ui.editor.overlay import Passage
from deskeditor.ui.editor.spelling import Mistake, Spelling
from deskeditor.ui.editor.story import StoryEditor

SLICE = 30
"""Blocks that are looked through in one go."""


class NextMistake(QObject):
    """Goes through the story from the cursor and from the top again, and selects the first mistake."""

    found = Signal(object)
    """The ``Mistake``, which is selected now."""
    none_left = Signal()

    def __init__(self, editor: StoryEditor, layer: Spelling) -> None:
        super().__init__(editor)
        self._editor = editor
        self._layer = layer
        self._left = 0
        self._revision = 0
        self._block = QTextBlock()
        self._after = 0
        self._waits = False

    def go(self) -> None:
        """Go to the next; what has been looked for before is given up."""
        self._layer.release()
        page, cursor = self._editor.document(), self._editor.textCursor()
        self._block, self._after = cursor.block(), cursor.selectionEnd()
        self._left, self._revision = page.blockCount() + 1, page.revision()
        self._step()

    def learned(self) -> None:
        """More words are known: go on where one was not."""
        if self._waits:
            self._waits = False
            self._step()

    def _step(self) -> None:
        """A slice: its unknown words are asked together, and it is looked through again once they are known."""
        page = self._editor.document()
        if page.revision() != self._revision:
            return  # somebody writes on
        block, after, found, all_known = self._block, self._after, None, True
        for _ in range(min(SLICE, self._left)):
            mistakes, known = self._layer.look_through(Passage.of(block))
            all_known = all_known and known
            found = next((mistake for mistake in mistakes if mistake.start >= after), None)
            if found is not None:
                break
            block, after = (block.next(), 0) if block.next().isValid() else (page.begin(), 0)
        if not all_known:
            self._waits = True
        elif found is not None:
            self._show(found)
        else:
            self._block, self._after, self._left = block, after, self._left - SLICE
            if self._left > 0:
                QTimer.singleShot(0, self._step)
            else:
                self.none_left.emit()

    def _show(self, mistake: Mistake) -> None:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(mistake.start)
        cursor.setPosition(mistake.end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self.found.emit(mistake)
