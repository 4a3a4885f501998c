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
Asking = Callable[["Desk"], Known]


class Expanding(QObject):
    """Knows the codes and the variables of the photos that are being captioned.

    Codes are asked for when a caption is gone into or a sign is typed in it that may begin one, so that they are there
    when its end is typed.
    """

    arrived = Signal()
    """What was asked for is known."""

    def __init__(self, jobs: Jobs, asking: Callable[[Sequence[str]], Asking], parent: QObject | None = None) -> None:
        """``asking`` is what asks the desk of photos by their ids."""
        super().__init__(parent)
        self._jobs = jobs
        self._asking = asking
        self._photos: Sequence[str] = ()
        self._asked: Asking | None = None
        self._known: Known = ({}, {})
        jobs.changed.connect(self._on_changed)

    def look_at(self, photos: Sequence[str]) -> None:
        """These are being captioned: ask what codes and variables stand for."""
        self._photos = photos
        if photos:
            self._ask()

    def typed(self, cursor: QTextCursor, photos: Sequence[str]) -> None:
        """One of ``SIGNS`` was typed before the cursor, in what is said of these photos."""
        if self._photos != photos or not self.expand(cursor):
            self.look_at(photos)

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
        asked = self._asked = self._asking(self._photos)

        def take(known: Known) -> None:
            if asked is self._asked:
                self._known = known
                self.arrived.emit()

        self._jobs.read(self, asked, take, lambda _error: None)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self._photos and (changes.templates or changes.articles or not changes.photos.isdisjoint(self._photos)):
            self._ask()


def of_the_story(story: Callable[[], str]) -> Callable[[Sequence[str]], Asking]:
    """Codes and variables are those of this story, whose id is told."""

    def asking(photos: Sequence[str]) -> Asking:
        key = story()
        return lambda desk: desk.captioning.known(photos, story=key)

    return asking
