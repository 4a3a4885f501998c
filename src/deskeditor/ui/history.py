"""What can be taken back in a room that is no text: steps, each with what undoes it and what does it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from deskeditor.core.errors import DeskError

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from deskeditor.core.changes import Done
    from deskeditor.desk import Desk
    from deskeditor.ui.jobs import Jobs

T = TypeVar("T")
Work = Callable[["Desk"], "Done[T]"]


@dataclass(frozen=True, slots=True)
class Step(Generic[T]):
    """One change that was made."""

    back: Work[T]
    again: Work[T]
    field: str = ""
    """The field that is typed in, and for which time; empty where the change stands alone."""

    def then(self, later: Step[T]) -> Step[T]:
        """Both as one step: what is typed in a field before it is left."""
        return replace(later, back=self.back)


class History(Generic[T]):
    """Steps in the order made. A new one ends what could be made again; one that cannot be undone now stays."""

    def __init__(
        self,
        jobs: Jobs,
        owner: QObject,
        on_done: Callable[[T], None],
        on_error: Callable[[DeskError], None],
        about: str,
    ) -> None:
        self._jobs = jobs
        self._owner = owner
        self._on_done = on_done
        self._on_error = on_error
        self._about = about
        self._made: list[Step[T]] = []
        self._undone: list[Step[T]] = []

    def add(self, step: Step[T], field: str = "") -> None:
        """This was done; what is typed into a ``field`` before it is left is one step."""
        step = replace(step, field=field)
        if field and self._made and self._made[-1].field == field:
            step = self._made.pop().then(step)
        self._made.append(step)
        self._undone.clear()

    @property
    def last(self) -> Step[T] | None:
        """The step that ``undo`` would take back."""
        return self._made[-1] if self._made else None

    def undo(self) -> None:
        """Take the last step back."""
        if self._made:
            self.take_back(self._made[-1])

    def take_back(self, step: Step[T], back: Work[T] | None = None) -> None:
        """Take this step back, by ``back`` where it is not the last; nothing where it is not among those made."""
        if step in self._made:
            self._take(step, self._made, self._undone, back or step.back)

    def redo(self) -> None:
        """Make again what was taken back last."""
        if self._undone:
            step = self._undone[-1]
            self._take(step, self._undone, self._made, step.again)

    def _take(self, step: Step[T], origin: list[Step[T]], target: list[Step[T]], work: Work[T]) -> None:
        place = origin.index(step)
        origin.remove(step)

        def done(value: T) -> None:
            target.append(step)
            self._on_done(value)

        def refuse(error: DeskError) -> None:
            origin.insert(place, step)
            self._on_error(error)

        self._jobs.mutate(self._owner, work, done, refuse, about=self._about)
