"""What can be taken back in a room that is no text: steps, each with what undoes it and what does it again."""

from __future__ import annotations

from collections import deque
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
U = TypeVar("U")
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
    """Steps in the order made. A new one ends what could be made again; one that cannot be undone now stays.

    Whatever is asked of it is done in that order, each once the one before is: what takes back the last step must know
    which that is, however long it takes to be made.
    """

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
        self._asked: deque[Callable[[], bool]] = deque()
        self._is_busy = False

    def make(self, work: Work[U], then: Callable[[U], None]) -> None:
        """Make a change; ``then`` adds the step that it was."""
        self._ask(lambda: self._begin(work, then, self._on_error))

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
        self._ask(lambda: self._move(self._made[-1], self._made, self._undone) if self._made else False)

    def take_back(self, step: Step[T], back: Work[T] | None = None) -> None:
        """Take this step back, by ``back`` where it is not the last; nothing where it is not among those made."""
        self._ask(lambda: self._move(step, self._made, self._undone, back) if step in self._made else False)

    def redo(self) -> None:
        """Make again what was taken back last."""
        self._ask(lambda: self._move(self._undone[-1], self._undone, self._made) if self._undone else False)

    def _ask(self, begin: Callable[[], bool]) -> None:
        """``begin`` tells whether there was something to be done."""
        self._asked.append(begin)
        self._go_on()

    def _go_on(self) -> None:
        while self._asked and not self._is_busy:
            self._is_busy = self._asked.popleft()()

    def _move(self, step: Step[T], origin: list[Step[T]], target: list[Step[T]], work: Work[T] | None = None) -> bool:
        place = origin.index(step)
        origin.remove(step)

        def done(value: T) -> None:
            target.append(step)
            self._on_done(value)

        def refuse(error: DeskError) -> None:
            origin.insert(place, step)
            self._on_error(error)

        return self._begin(work or (step.back if origin is self._made else step.again), done, refuse)

    def _begin(self, work: Work[U], on_done: Callable[[U], None], on_error: Callable[[DeskError], None]) -> bool:
        def done(value: U) -> None:
            self._is_busy = False
            on_done(value)
            self._go_on()

        def refuse(error: DeskError) -> None:
            self._is_busy = False
            on_error(error)
            self._go_on()

        self._jobs.mutate(self._owner, work, done, refuse, about=self._about)
        return True
