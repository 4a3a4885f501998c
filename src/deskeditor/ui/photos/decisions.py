"""Whose framing is decided on: that of the archive, or that of one story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from deskeditor.core.framing import Framing
from deskeditor.core.photo import Photo
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.photos.editing import PhotoEditing

if TYPE_CHECKING:
    from deskeditor.desk import Desk


class Decisions(Protocol):
    """Where the large view reads the framing of a photo, and keeps it."""

    def read(self, desk: Desk, photo_id: str) -> tuple[Photo, Framing]:
        """The photo and how it is framed; runs on the jobs threads."""

    def keep(self, photo_id: str, framing: Framing, field: str) -> None:
        """Keep it, with an undo; steps of one ``field`` in a row are one."""


class OfTheArchive:
    """Every story that says nothing else of the photo shows it so."""

    def __init__(self, editing: PhotoEditing) -> None:
        self._editing = editing

    def read(self, desk: Desk, photo_id: str) -> tuple[Photo, Framing]:
        """As ``Decisions``."""
        photo = desk.photos.get(photo_id)
        return photo, photo.framing

    def keep(self, photo_id: str, framing: Framing, field: str) -> None:
        """As ``Decisions``."""
        edits = [PhotoEdit(photo_id, {"framing": framing})]
        self._editing.make(lambda desk: desk.photos.apply(edits), field=field)
