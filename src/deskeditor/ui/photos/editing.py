"""Edits of photos, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from deskeditor.core.changes import Done
from deskeditor.core.errors import DeskError
from deskeditor.ui.history import History, Step
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.photos.chosen_photos import value_of

if TYPE_CHECKING:
    from deskeditor.desk import Desk, PhotoEdit, PhotoEdits, PhotosEdited

ABOUT = "photos"

Edit = Callable[["Desk"], "Done[PhotosEdited]"]
Undo = Callable[[], None]


@dataclass(frozen=True, slots=True)
class EditStep(Step["PhotosEdited"]):
    """An edit of one field, or one that stands alone, with the edits that take it back."""

    undo: tuple[PhotoEdit, ...] = ()

    def then(self, later: Step[PhotosEdited]) -> Step[PhotosEdited]:
        """Both as one. A photo that says already what was typed so far is changed by the next key."""
        if not isinstance(later, EditStep):
            return later
        kept = {edit.photo for edit in self.undo}
        undo = (*self.undo, *(edit for edit in later.undo if edit.photo not in kept))
        return replace(later, back=_applying(undo), undo=undo)


def _applying(edits: tuple[PhotoEdit, ...]) -> Edit:
    return lambda desk: desk.photos.apply(edits)


def _taking_back(edited: PhotosEdited) -> Edit:
    """Take back what still stands of an edit: what was said later in the same field stays."""
    made = {photo.id: photo for photo in edited.photos}

    def work(desk: Desk) -> Done[PhotosEdited]:
        now = {photo.id: photo for photo in desk.photos.rows(list(made))}
        standing = []
        for edit in edited.undo:
            if edit.photo in now:
                photo, then = now[edit.photo], made[edit.photo]
                own = {n: v for n, v in edit.edits.items() if value_of(photo, n) == value_of(then, n)}
                standing.append(replace(edit, edits=cast("PhotoEdits", own)))
        return desk.photos.apply(standing)

    return work


class PhotoEditing(QObject):
    """The one way of the Photos room to change what the archive says: on the writer thread, and with an undo.

    A failure is told by ``Jobs.failed`` about ``photos``.
    """

    went_to = Signal(str)
    """Undo or redo changed this photo, perhaps among others: its id."""
    edited = Signal(object)
    """An edit was made: ``PhotosEdited``."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._history = History["PhotosEdited"](jobs, self, self._go_to, self._fail, ABOUT)

    def make(self, edit: Edit, then: Callable[[Undo], None] = lambda _undo: None, *, field: str = "") -> None:
        """Make an edit as one step of undo, or as part of the last where that was of the same ``field``.

        ``then`` is handed what takes back an edit that stands alone, whatever is done after it.
        """

        def done(edited: PhotosEdited) -> None:
            step = self.add(edit, edited, field)
            then(lambda: self._history.take_back(step, _taking_back(edited)) if step is not None else None)

        self._history.make(edit, done)

    def change(self, again: Edit, back: Edit) -> None:
        """Make a change of which no edits can be taken back, but which another undoes: the lift of a rule."""
        self._history.make(again, lambda _edited: self._history.add(Step(back, again)))

    def add(self, edit: Edit, edited: PhotosEdited, field: str = "") -> EditStep | None:
        """This edit was made; what is typed into a ``field`` before it is left is one step.

        None is handed back for one that changed nothing.
        """
        self.edited.emit(edited)
        if not edited.undo:
            return None
        step = EditStep(_applying(edited.undo), edit, undo=edited.undo)
        self._history.add(step, field)
        return step

    def so_far(self, field: str) -> tuple[PhotoEdit, ...]:
        """The edits that take back what is being typed into a ``field``; none where it was something else last."""
        last = self._history.last
        return last.undo if isinstance(last, EditStep) and last.field == field else ()

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
