"""Stars, labels and rejection for all photos that are chosen, each by one key and with an undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskeditor.core.changes import Done
from deskeditor.core.photo import MOST_STARS
from deskeditor.desk.fields import PhotoEdit, PhotoEdits
from deskeditor.ui.photos.marks import LABELS

if TYPE_CHECKING:
    from deskeditor.core.photo import Photo
    from deskeditor.desk import Desk, PhotosEdited
    from deskeditor.ui.window import MainWindow


class Marking(QObject):
    """What is given is given to all; a label or a rejection that all have already is taken away from all."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.services.actions.connect_all(
            {
                **{f"photo.stars{count}": partial(self.rate, count) for count in range(MOST_STARS + 1)},
                **{f"photo.label{label.key}": partial(self.label, label.name) for label in LABELS},
                "photo.reject": self.reject,
            }
        )

    def rate(self, count: int) -> None:
        """Give stars; none takes them away."""
        self._mark(lambda _photos: {"rating": count})

    def label(self, name: str) -> None:
        """Label, or take the label away."""
        self._mark(lambda photos: {"label": "" if all(photo.label == name for photo in photos) else name})

    def reject(self) -> None:
        """Reject, or accept again."""
        self._mark(lambda photos: {"rejected": not all(photo.rejected for photo in photos)})

    def _mark(self, decide: Callable[[list[Photo]], PhotoEdits]) -> None:
        room = self._window.photos
        chosen = room.in_sight if room is not None else []

        def edit(desk: Desk) -> Done[PhotosEdited]:
            edits = decide(desk.photos.rows(chosen))
            return desk.photos.apply([PhotoEdit(key, edits) for key in chosen])

        if room is not None and chosen:
            room.editing.make(edit)
