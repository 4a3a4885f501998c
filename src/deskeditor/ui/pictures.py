"""The pixels of photos, made small in the background and kept while they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from deskeditor.core.errors import DeskError
from deskeditor.ui.jobs import Jobs

if TYPE_CHECKING:
    from deskeditor.core.changes import Changes

THUMB = 320
PAGE = 1600
"""Pixels of the longest side: in sheets and panes, and on the page."""
KEPT = 96 * 1024 * 1024
"""Bytes of pixels that are kept."""

Key = tuple[str, int]


class Pictures(QObject):
    """Hands out what it has and asks for the rest, the latest asked first: what is on the screen now."""

    arrived = Signal(str, int)
    """A photo id and a box: ``get`` has the pixels now, or there are none to have."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._images: OrderedDict[Key, QImage] = OrderedDict()
        self._size = 0
        self._asked: OrderedDict[Key, None] = OrderedDict()
        self._busy = False
        jobs.changed.connect(self._on_changed)

    def get(self, photo_id: str, box: int = THUMB) -> QImage | None:
        """The photo with its longest side at most ``box`` pixels; None while it is being made."""
        key = (photo_id, box)
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
            return image
        self._asked[key] = None
        self._asked.move_to_end(key)
        self._next()
        return None

    def _next(self) -> None:
        # One at a time: a sheet of two hundred must not stand between the user and a search.
        if self._busy or not self._asked:
            return
        key, _ = self._asked.popitem()
        self._busy = True
        self._jobs.read(
            self,
            lambda desk: QImage.fromData(desk.photos.thumbnail(*key)),
            lambda image: self._take(key, image),
            lambda error: self._miss(key, error),
        )

    def _take(self, key: Key, image: QImage) -> None:
        self._images[key] = image
        self._size += image.sizeInBytes()
        while self._size > KEPT and len(self._images) > 1:
            self._size -= self._images.popitem(last=False)[1].sizeInBytes()
        self._busy = False
        self.arrived.emit(*key)
        self._next()

    def _miss(self, key: Key, _error: DeskError) -> None:
        # A null picture is remembered: the views draw a frame for it, and it is not asked for again.
        self._take(key, QImage())

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        for key in [key for key in self._images if key[0] in changes.photos and self._images[key].isNull()]:
            del self._images[key]
