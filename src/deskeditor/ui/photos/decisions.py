"""Whose framing is decided on: that of the archive, or that of one story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.framing import Framing
from deskeditor.core.photo import Photo, Role
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.history import History, Step
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.photos.editing import ABOUT, PhotoEditing

if TYPE_CHECKING:
    from deskeditor.core.article import Article
    from deskeditor.desk import Desk


class Decisions(Protocol):
    """Where the large view reads the framing of a photo, and keeps it."""

    about: str
    """What a failure to keep it is told about (``Jobs.failed``)."""

    def read(self, desk: Desk, photo_id: str) -> tuple[Photo, Framing]:
        """The photo and how it is framed; runs on the jobs threads."""

    def are_in(self, changes: Changes, photo_id: str) -> bool:
        """Whether these changes may be of that framing."""

    def keep(self, photo_id: str, framing: Framing, before: Framing, field: str) -> None:
        """Keep it, with an undo; steps of one ``field`` in a row are one."""


class OfTheArchive:
    """Every story that says nothing else of the photo shows it so."""

    about = ABOUT

    def __init__(self, editing: PhotoEditing) -> None:
        self._editing = editing

    def read(self, desk: Desk, photo_id: str) -> tuple[Photo, Framing]:
        """As ``Decisions``."""
        photo = desk.photos.get(photo_id)
        return photo, photo.framing

    def are_in(self, changes: Changes, photo_id: str) -> bool:
        """As ``Decisions``."""
        return photo_id in changes.photos

    def keep(self, photo_id: str, framing: Framing, _before: Framing, field: str) -> None:
        """As ``Decisions``."""
        edits = [PhotoEdit(photo_id, {"framing": framing})]
        self._editing.make(lambda desk: desk.photos.apply(edits), field=field)


class OfTheStory(QObject):
    """How one story shows a photo in one place; what is as the archive has it follows the archive again."""

    about = "framing"

    def __init__(self, jobs: Jobs, story_id: str, role: Role, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._story_id = story_id
        self._role = role
        self._history = History["Article"](jobs, self, lambda _story: None, self._fail, self.about)

    def read(self, desk: Desk, photo_id: str) -> tuple[Photo, Framing]:
        """As ``Decisions``; raises ``NotFoundError`` for a photo that is no longer in the story."""
        for used in desk.articles.used_photos(self._story_id):
            if (used.photo.id, used.role) == (photo_id, self._role):
                return used.photo, used.framing
        raise NotFoundError("The photo is no longer in the story", mend="close this and look at the story")

    def are_in(self, changes: Changes, photo_id: str) -> bool:
        """As ``Decisions``."""
        return self._story_id in changes.articles or photo_id in changes.photos

    def keep(self, photo_id: str, framing: Framing, before: Framing, field: str = "") -> None:
        """As ``Decisions``."""

        def framed(desk: Desk, how: Framing) -> Done[Article]:
            return desk.articles.caption(self._story_id, photo_id, role=self._role, framing=how)

        step = Step(lambda desk: framed(desk, before), lambda desk: framed(desk, framing))
        self._history.make(step.again, lambda _story: self._history.add(step, field))

    def undo(self) -> None:
        """Take the last decision back."""
        self._history.undo()

    def redo(self) -> None:
        """Make it again."""
        self._history.redo()

    def _fail(self, error: DeskError) -> None:
        self._jobs.failed.emit(error, self.about)
