"""The undo of the Photos pane: words typed into the cards and changes of another kind, in the order they came in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.services import Services

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.ui.write.open_story import OpenStory

Work = Callable[["Desk"], "Done[Any]"]


@dataclass(frozen=True, slots=True)
class Step:
    """The way back from a change. It ``holds`` until something else is said in the same place."""

    back: Work
    holds: Callable[[Desk], bool] = lambda _desk: True


Making = Callable[["Desk"], "Done[Step | None]"]
"""Makes a change; none where there was nothing to change."""


@dataclass(eq=False, slots=True)
class Change:
    """A change to a story, from when it is asked for; the step back is there once the desk has it."""

    article_id: str
    making: Making
    step: Step | None = None


Turn = GrowingField | Change
"""What was typed in a field until Qt began another step of it; or a change."""


class PhotoTurns(QObject):
    """Each story has its own; what was typed into fields is taken back as long as the story is open."""

    went_to = Signal(object)
    """In this field words were taken back, or came again."""

    def __init__(self, services: Services, story: OpenStory) -> None:
        super().__init__(story)
        self._services = services
        self._story = story
        self._made: list[Turn] = []
        self._undone: list[Turn] = []

    def watch(self, field: GrowingField) -> None:
        """Hear of what is typed in it."""
        field.document().undoCommandAdded.connect(lambda: self._add(field))

    def forget_fields(self, fields: list[GrowingField]) -> None:
        """They show something else from now on."""
        for turns in (self._made, self._undone):
            turns[:] = [turn for turn in turns if turn not in fields]

    def make(self, making: Making, said: str) -> None:
        """Make a change, after all that was typed, and say so with the offer to take it back."""
        change = Change(self._story.id, making)

        def tell(made: bool) -> None:
            if made:
                self._services.strip.tell(said, (self.tr("Undo"), lambda: self._undo_offered(change)))

        self._add(change)
        self._story.once_saved(lambda: self._make(change, tell))

    def made(self, step: Step, making: Making) -> None:
        """A change was made by others; ``making`` makes it again."""
        self._add(Change(self._story.id, making, step))

    def undo(self) -> None:
        """Take back what was done last."""
        turn = self._move_last(self._made, self._undone, lambda field: field.document().isUndoAvailable())
        if isinstance(turn, Change):
            self._story.once_saved(lambda: self._go_back(turn, self.undo))
        elif turn is not None:
            turn.undo()
            self.went_to.emit(turn)

    def redo(self) -> None:
        """Do again what was taken back last."""
        turn = self._move_last(self._undone, self._made, lambda field: field.document().isRedoAvailable())
        if isinstance(turn, Change):
            self._story.once_saved(lambda: self._make(turn))
        elif turn is not None:
            turn.redo()
            self.went_to.emit(turn)

    def _add(self, turn: Turn) -> None:
        self._made.append(turn)
        self._undone.clear()

    def _move_last(
        self, origin: list[Turn], target: list[Turn], is_ready: Callable[[GrowingField], bool]
    ) -> Turn | None:
        for place in reversed(range(len(origin))):
            turn = origin[place]
            if turn.article_id == self._story.id if isinstance(turn, Change) else is_ready(turn):
                target.append(origin.pop(place))
                return turn
        return None

    def _make(self, change: Change, then: Callable[[bool], object] = lambda _made: None) -> None:
        def work(desk: Desk) -> Done[bool]:
            done = change.making(desk)
            change.step = done.value
            return Done(done.value is not None, done.changes)

        def finish(made: bool) -> None:
            if not made:
                self._drop(change)
            then(made)

        def refuse(error: DeskError) -> None:
            self._drop(change)
            self._services.strip.error(error)

        self._services.jobs.mutate(self, work, finish, refuse)

    def _undo_offered(self, change: Change) -> None:
        if change in self._made:
            self._made.remove(change)
            self._undone.append(change)
            self._story.once_all_saved(lambda: self._go_back(change, self._tell_overtaken))

    def _go_back(self, change: Change, otherwise: Callable[[], None]) -> None:
        """Go the way back, or do otherwise where it no longer holds."""

        def back(desk: Desk) -> Done[bool]:
            if change.step is None or not change.step.holds(desk):
                return Done(False, Changes())
            return Done(True, change.step.back(desk).changes)

        def finish(held: bool) -> None:
            if not held:
                self._drop(change)
                otherwise()

        def refuse(error: DeskError) -> None:
            self._drop(change)
            self._made.append(change)
            self._services.strip.error(error)

        self._services.jobs.mutate(self, back, finish, refuse)

    def _drop(self, change: Change) -> None:
        for turns in (self._made, self._undone):
            if change in turns:
                turns.remove(change)

    def _tell_overtaken(self) -> None:
        self._services.strip.tell(self.tr("Nothing was undone: something else was said since."))
