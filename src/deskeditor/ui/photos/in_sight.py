"""What the desk knows of each photo in sight, asked for as it is looked at, such as in how many stories it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from deskeditor.core.changes import Changes
from deskeditor.core.rights import Hold
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.photos.marks import ON_SHADE, SHADE
from deskeditor.ui.theme import SPACE, small
from deskeditor.ui.wording import stories

if TYPE_CHECKING:
    from deskeditor.desk import Desk

T = TypeVar("T")
KEPT = 5_000
"""Photos of which it is remembered."""


class InSight(QObject, Generic[T]):
    """``ask`` hands back what there is to say, by the id of the photo; ``ages`` tells of which of those known a change
    may alter it. They keep it until it is asked for again, so that nothing goes and comes while captions are typed.

    What is not known yet, or is nothing, is None; by ``came`` it is told that there is something to be looked at again.
    """

    came = Signal()

    def __init__(
        self,
        jobs: Jobs,
        ask: Callable[[Desk, list[str]], dict[str, T]],
        ages: Callable[[Changes, Set[str]], Set[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._question = ask
        self._ages = ages
        self._known: dict[str, T | None] = {}
        self._aged: Set[str] = frozenset()
        self._wanted: list[str] = []
        self._is_asking = False
        self._turn = 0
        jobs.changed.connect(self._on_changed)

    def of(self, photo_id: str) -> T | None:
        """What is known of the photo."""
        return self._known.get(photo_id)

    def look_at(self, ids: Iterable[str]) -> None:
        """Find out about these; about those of the last time no more."""
        self._wanted = [photo_id for photo_id in ids if photo_id not in self._known or photo_id in self._aged]
        self._ask()

    def _ask(self) -> None:
        asked = self._wanted
        if self._is_asking or not asked:
            return
        self._is_asking, turn = True, self._turn

        def take(found: dict[str, T]) -> None:
            self._is_asking = False
            if turn == self._turn:
                if len(self._known) > KEPT:
                    self._known.clear()
                before = [self._known.get(photo_id) for photo_id in asked]
                self._known |= dict.fromkeys(asked) | found
                self._aged -= frozenset(asked)
                if [self._known[photo_id] for photo_id in asked] != before:
                    self.came.emit()
            self.look_at(self._wanted)

        def give_up(_error: object) -> None:
            self._is_asking = False  # asked again when the sheet is painted again

        self._jobs.read(self, lambda desk: self._question(desk, asked), take, give_up)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        aged = self._ages(changes, self._known.keys())
        if aged:
            self._turn += 1
            self._aged |= aged
            self.came.emit()


def stories_in_sight(jobs: Jobs, parent: QObject | None = None) -> InSight[int]:
    """How many stories show each photo."""

    def ask(desk: Desk, ids: list[str]) -> dict[str, int]:
        return {photo_id: len(uses) for photo_id, uses in desk.photos.past_uses_of(ids).items()}

    return InSight(jobs, ask, lambda changes, known: known if changes.articles else frozenset(), parent)


def holds_in_sight(jobs: Jobs, parent: QObject | None = None) -> InSight[list[Hold]]:
    """What holds each photo back from publication today."""
    return InSight(
        jobs, lambda desk, ids: desk.rights.holds_of(ids), lambda changes, known: changes.photos & known, parent
    )


def draw_used(painter: QPainter, frame: QRect, count: int) -> None:
    """In a corner of the frame, in words: ``In 2 stories``; nothing for none."""
    if not count:
        return
    said = QCoreApplication.translate("Used", "In {stories}").format(stories=stories(count))
    font = small(QFont(painter.font()))
    wide = QFontMetrics(font).horizontalAdvance(said) + 3 * SPACE
    ground = QRect(frame.right() - SPACE - wide, frame.top() + SPACE, wide, 5 * SPACE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(SHADE))
    painter.drawRoundedRect(ground, SPACE, SPACE)
    painter.setFont(font)
    painter.setPen(QColor(ON_SHADE))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, said)
    painter.restore()
