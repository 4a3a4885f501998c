"""The pixels of pictures that are looked at closely: as they came, unframed, as many as the screen can show."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from deskeditor.core.photo import Photo
from deskeditor.ui.jobs import Jobs

if TYPE_CHECKING:
    from deskeditor.desk import Desk

KEPT = 320 * 1024 * 1024
"""Bytes of pixels that are kept: three whole pictures of a news camera."""
LEAST = 1024
MOST = 64_000_000
"""Pixels of a picture that is held whole; a larger one is shown with as many."""

NEARLY = 0.75
"""Of the whole: who needs so much of a picture gets all of it."""


class Key(NamedTuple):
    """A photo, and the longer side in pixels."""

    photo_id: str
    box: int


class LargePictures(QObject):
    """Hands out the best that it has at once, and tells when there is better; what is looked at comes first."""

    arrived = Signal(str)
    """The id of a photo of which there are more pixels now, or none to have (``failed``)."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._images: OrderedDict[Key, QImage] = OrderedDict()
        self._wanted: Key | None = None
        self._ahead: list[Key] = []
        self._busy = False
        self.failed: dict[str, str] = {}
        """Why there are none, a sentence by the id of the photo."""

    def get(self, photo: Photo, needed: float) -> QImage | None:
        """The picture for a longer side of ``needed`` pixels: what there is now, while better is being read."""
        key = _key(photo, needed)
        kept = {other.box: other for other in self._images if other.photo_id == photo.id}
        best = min((box for box in kept if box >= key.box), default=max(kept, default=0))
        if best < key.box and photo.id not in self.failed:
            self._wanted = key
            self._next()
        if not best:
            return None
        self._images.move_to_end(kept[best])
        return self._images[kept[best]]

    def look_ahead(self, photos: Sequence[tuple[Photo, float]]) -> None:
        """Read these too when nothing else is wanted, the first first; each with the pixels needed."""
        keys = [_key(photo, needed) for photo, needed in photos]
        self._ahead = [key for key in keys if key not in self._images and key.photo_id not in self.failed]
        self._next()

    def try_again(self, photo_id: str) -> None:
        """Ask once more for one that there was none of: its file may be back."""
        self.failed.pop(photo_id, None)

    def _next(self) -> None:
        if self._busy or not (self._wanted or self._ahead):
            return
        key = self._wanted or self._ahead.pop(0)
        self._wanted = None
        if key in self._images:
            self._next()
            return
        self._busy = True
        self._jobs.read(
            self,
            lambda desk: _read(desk, key),
            lambda image: self._take(key, image),
            lambda error: self._miss(key, error.sentence()),
        )

    def _take(self, key: Key, image: QImage) -> None:
        self._images[key] = image
        while sum(kept.sizeInBytes() for kept in self._images.values()) > KEPT and len(self._images) > 1:
            self._images.popitem(last=False)
        self._go_on(key)

    def _miss(self, key: Key, sentence: str) -> None:
        self.failed[key.photo_id] = sentence
        self._go_on(key)

    def _go_on(self, key: Key) -> None:
        self._busy = False
        self.arrived.emit(key.photo_id)
        self._next()


def _key(photo: Photo, needed: float) -> Key:
    """In steps of two, so that a small change of the window or the zoom asks for nothing new."""
    pixels = max(1, photo.width * photo.height)
    whole = max(1, math.floor(max(photo.width, photo.height) * min(1.0, math.sqrt(MOST / pixels))))
    box = LEAST
    while box < needed:
        box *= 2
    return Key(photo.id, box if box < NEARLY * whole else whole)


def _read(desk: Desk, key: Key) -> QImage:
    pixels = desk.photos.pixels(*key)
    rows = QImage(pixels.data, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    return rows.convertToFormat(QImage.Format.Format_RGB32)  # a copy, which the screen takes as it is
