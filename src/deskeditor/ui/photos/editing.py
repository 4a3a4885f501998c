"""Edits of photos, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskeditor.core.changes import Done
from deskeditor.core.errors import DeskError
from deskeditor.ui.history import History, Step
from deskeditor.ui.jobs import Jobs

if TYPE_CHECKING:
    from deskeditor.desk import Desk, PhotosEdited

ABOUT = "photos"

Edit = Callable[["Desk"], "Done[PhotosEdited]"]


class PhotoEditing(QObject):
    """The one way of the Photos room to change what the archive says: on the writer thread, and with an undo.

    A failure is told by ``Jobs.failed`` about ``photos``.
    """

    went_to = Signal(str)
    """Undo or redo changed this photo, perhaps among others: its id."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._history = History["PhotosEdited"](jobs, self, self._go_to, self._fail, ABOUT)

    def make(self, edit: Edit, then: Callable[[PhotosEdited], None] = lambda _edited: None) -> None:
        """Make an edit as one step of undo."""

        def done(edited: PhotosEdited) -> None:
            self.add(edit, edited)
            then(edited)

        self._jobs.mutate(self, edit, done, self._fail, about=ABOUT)

    def add(self, edit: Edit, edited: PhotosEdited, field: str = "") -> None:
        """This edit was made; what is typed into a ``field`` before it is left is one step."""
        if edited.undo:
            self._history.add(Step(lambda desk: desk.photos.apply(edited.undo), edit), field)

    def undo(self) -> None:
        """Take the last edit back."""
        self._history.undo()

    def redo(self) -> None:
        """Make it again."""
        self._history.redo()

    def _go_to(self, edited: PhotosEdited) -> None:
        if edited.photos:
            self.went_to.emit(edited.photos[0].id)

    def _fail(self, error: DeskError) -> None:
        self._jobs.failed.emit(error, ABOUT)
