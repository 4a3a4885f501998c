"""Codes and variables, known while a caption is typed: each is replaced in its place when its end is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from deskeditor.core.changes import Changes
from deskeditor.core.template import REACH, ending
from deskeditor.ui.jobs import Jobs

if TYPE_CHECKING:
    from deskeditor.desk import Desk

SIGNS = frozenset("=\\{}")
"""Keys that begin or end a code or a variable."""
Known = tuple[Mapping[str, Sequence[str]], Mapping[str, str]]
"""The codes, and what the variables stand for."""


class Expanding(QObject):
    """Knows the codes of the desk and of a story, and the variables of the photo that is being captioned.

    Codes are asked for when a caption is gone into or a sign is typed in it that may begin one, so that they are there
    when its end is typed.
    """

    arrived = Signal()
    """What was asked for is known."""

    def __init__(self, jobs: Jobs, story: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._story = story
        self._of = ("", "")
        self._known: Known = ({}, {})
        jobs.changed.connect(self._on_changed)

    def look_at(self, photo_id: str) -> None:
        """This photo is being captioned, empty for one not known: ask what codes and variables stand for."""
        self._of = (photo_id, self._story())
        self._ask()

    def typed(self, cursor: QTextCursor, photo_id: str) -> None:
        """One of ``SIGNS`` was typed before the cursor, in what is said of this photo."""
        if self._of[0] != photo_id or not self.expand(cursor):
            self.look_at(photo_id)

    def expand(self, cursor: QTextCursor) -> bool:
        """Replace the code or the variable that ends before the cursor, as one step of undo; False for none."""
        place = cursor.positionInBlock()
        before = cursor.block().text().encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore")[-REACH:]
        found = ending(before, *self._known)
        if found is None:
            return False
        length, said = found
        units = len(before[-length:].encode("utf-16-le")) // 2
        end = cursor.position()
        cursor.beginEditBlock()
        # What is typed next would join an insertion that ends the step, and go with it: so the deletion comes last.
        cursor.insertText(said, cursor.charFormat())
        cursor.setPosition(end - units)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.endEditBlock()
        return True

    def _ask(self) -> None:
        photo, story = asked = self._of

        def take(known: Known) -> None:
            if asked == self._of:
                self._known = known
                self.arrived.emit()

        self._jobs.read(self, lambda desk: _known(desk, photo, story), take, lambda _error: None)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self._of[0] and (changes.templates or self._of[0] in changes.photos or self._of[1] in changes.articles):
            self._ask()


def _known(desk: Desk, photo: str, story: str) -> Known:
    return desk.captioning.codes(story), desk.captioning.variables(photo, story) if photo else {}
