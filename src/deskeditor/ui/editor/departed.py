"""What was deleted whole and may have been meant to stay: a photo, a table, a fact box. Told, and brought back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from deskeditor.ui.editor.convert import body_start, replace_blocks
from deskeditor.ui.editor.lines import OBJECTS, Kind, Line
from deskeditor.ui.editor.units import whole_of

TOLD = OBJECTS - {Kind.RULE} | {Kind.ASIDE, Kind.NOTE}
"""Kinds that are worth a word when they go."""


class Departed(QObject):
    """The last of them, of one editor."""

    left = Signal(list)
    """Something went: the kinds of what (``lines.Kind``), in order; ``bring_back`` undoes it."""

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._lines: list[Line] = []
        self._place = QTextCursor()
        self._steps = 0

    def note(self, lines: list[Line]) -> None:
        """These lines have just been deleted, where the cursor is now."""
        kinds = [line.style.kind for line in lines if line.style.kind in TOLD]
        if kinds:
            page = self._editor.document()
            self._lines, self._steps = lines, page.availableUndoSteps()
            self._place = QTextCursor(self._editor.textCursor())
            self.left.emit(kinds)

    def watch(self) -> None:
        """The page has changed: what undo has brought back already is not brought back twice."""
        if self._lines and self._editor.document().availableUndoSteps() < self._steps:
            self._lines = []

    def bring_back(self) -> None:
        """Undo the deletion; where more was written since, that stays, and what had gone is put in again."""
        page, lines = self._editor.document(), self._lines
        self._lines = []
        if not lines or self._place.document() is not page or self._editor.isReadOnly():
            return
        if page.availableUndoSteps() == self._steps:
            self._editor.undo()
        elif all(line.style.kind not in (Kind.LEAD_PICTURE, Kind.LEAD_CAPTION) for line in lines):
            at = max(body_start(page), whole_of(self._place.block())[1])
            replace_blocks(page, at, at, lines)
