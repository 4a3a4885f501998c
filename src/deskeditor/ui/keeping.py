"""What is typed in fields beside the page: in memory until the desk has it, and tried again where the disk refuses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from deskeditor.core.errors import DeskError, UnavailableError
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.retry import Retry

if TYPE_CHECKING:
    from deskeditor.core.changes import Done
    from deskeditor.desk import Desk

SAVE_AFTER = 100
"""Milliseconds from the first key that is not saved; later keys do not restart the clock.

With the save itself, what was typed is on the disk within 250.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a field, and how the desk is told. ``about`` is the field's own name, ``title`` the user's."""

    about: str
    title: str
    text: str
    work: Callable[[Desk], Done[Any]]
    on_done: Callable[[Any], None] | None = None
    on_refused: Callable[[DeskError], None] | None = None
    of: Collection[str] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    """What it makes of which things, by id: for views that show them before the desk has it."""


class Keeping(QObject):
    """Saves one field after the other, in the order typed: what the disk refused is never written over what was said
    after it. The last words of a field take the place of those that still wait.
    """

    saving = Signal()
    saved = Signal()
    failed = Signal(object)
    """The ``DeskError`` of a disk that refuses; the words are kept and tried again."""
    refused = Signal(object)
    """The ``DeskError`` of a value that cannot be kept; it is not tried again."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: dict[str, Said] = {}
        self._going: Said | None = None
        self._acts: list[Callable[[], None]] = []
        self._retry = Retry(self.flush, self)
        self.saved.connect(self._act)

    @property
    def all_saved(self) -> bool:
        """Whether the desk has everything that was typed."""
        return not self._waiting and self._going is None

    @property
    def unsaved(self) -> list[Said]:
        """What the desk does not have yet."""
        going = [] if self._going is None or self._going.about in self._waiting else [self._going]
        return [*going, *self._waiting.values()]

    def text_of(self, about: str) -> str | None:
        """What stands in a field and is not saved; None where the desk has it."""
        return next((said.text for said in self.unsaved if said.about == about), None)

    def unsaved_of(self, key: str) -> dict[str, Any]:
        """The values of a thing that the desk does not have yet."""
        return {name: value for said in self.unsaved if key in said.of for name, value in said.values.items()}

    @property
    def retries_in(self) -> int:
        """Seconds until a save that failed is tried again; 0 where none is waiting."""
        return self._retry.seconds

    def say(self, said: Said) -> None:
        """Save this."""
        self._waiting.pop(said.about, None)
        self._waiting[said.about] = said
        self._send()

    def once_saved(self, act: Callable[[], None]) -> None:
        """Act when the desk has all that was typed: at once, or as soon as it does.

        What it refused is tried now. Where it refuses it again that is told, and nothing else happens.
        """
        self._acts.append(act)
        self.flush()
        self._act()

    def flush(self) -> None:
        """Try at once to save everything that waits."""
        self._send()

    def _act(self) -> None:
        while self._acts and self.all_saved:
            self._acts.pop(0)()

    def _send(self) -> None:
        if self._going is not None or not self._waiting:
            return
        self._retry.stop()
        said = self._going = self._waiting.pop(next(iter(self._waiting)))
        self.saving.emit()
        self._jobs.mutate(
            self, said.work, lambda value: self._on_done(said, value), lambda error: self._on_error(said, error)
        )

    def _on_done(self, said: Said, value: object) -> None:
        self._going = None
        self._retry.worked()
        if said.on_done is not None:
            said.on_done(value)
        self._jobs.settled.emit(said.about)
        self.saved.emit()
        self._send()

    def _on_error(self, said: Said, error: DeskError) -> None:
        self._going = None
        if isinstance(error, UnavailableError):
            if said.about not in self._waiting:
                self._waiting = {said.about: said} | self._waiting
            self._acts.clear()
            self._retry.later()
            self.failed.emit(error)
            return
        if said.on_refused is not None:
            said.on_refused(error)
        else:
            self._jobs.failed.emit(error, said.about)
        self.refused.emit(error)
        self._send()
        self._act()


def commit_while_typed(field: QLineEdit, commit: Callable[[], None]) -> None:
    """Call ``commit`` soon after a key, and when the line is left."""
    clock = QTimer(field, singleShot=True, interval=SAVE_AFTER)
    clock.timeout.connect(commit)
    field.textEdited.connect(lambda _text: None if clock.isActive() else clock.start())

    def finish() -> None:
        clock.stop()
        commit()

    field.editingFinished.connect(finish)
