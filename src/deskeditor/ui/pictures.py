"""The pixels of photos, made small in the background and kept while they are looked at."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from deskeditor.core.framing import AS_IT_CAME, Framing
from deskeditor.ui.jobs import Jobs

if TYPE_CHECKING:
    from deskeditor.core.changes import Changes
    from deskeditor.desk import Desk

THUMB = 320
PAGE = 1600
"""Pixels of the longest side: in sheets and panes, and on the page."""
KEPT = 96 * 1024 * 1024
"""Bytes of pixels that are kept."""


class Key(NamedTuple):
    """A photo, its longest side, and how it is framed: None as the archive says."""

    photo_id: str
    box: int
    framing: Framing | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Pixels, and the framing that they show; null where there are none to have."""

    image: QImage
    framing: Framing


class Pictures(QObject):
    """Hands out what it has and asks for the rest, the latest asked first: what is on the screen now."""

    arrived = Signal(str, int)
    """A photo id and a box: ``get`` has the pixels now, or there are none to have."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._asked: OrderedDict[Key, None] = OrderedDict()
        self._looked_at: deque[Key] = deque()
        self._making: Key | None = None
        jobs.changed.connect(self._on_changed)

    def get(self, photo_id: str, box: int = THUMB, framing: Framing | None = None) -> QImage | None:
        """The photo with its longest side at most ``box`` pixels; None while it is being made.

        It is framed as the archive says unless another framing is given, as that of a story.
        """
        key = Key(photo_id, box, framing)
        image = self._image(key)
        if image is None and key != self._making:
            self._ask(key)
        return image

    def kept(self, photo_id: str, box: int = THUMB) -> QImage | None:
        """As ``get``, without asking for it."""
        return self._image(Key(photo_id, box))

    def look_at(self, photo_ids: Iterable[str], box: int = THUMB) -> None:
        """Make those that are not there, in their order: what a view that scrolls shows now, nearest first.

        What it asked for so before, and names no more, is left: it was scrolled past.
        """
        wanted = (Key(photo_id, box) for photo_id in photo_ids)
        self._looked_at = deque(key for key in wanted if key not in self._kept and key != self._making)
        self._next()

    def at_hand(self, photo_id: str) -> Kept | None:
        """The largest that there is of the photo, without asking for more."""
        found = [kept for key, kept in self._kept.items() if key.photo_id == photo_id and not kept.image.isNull()]
        return max(found, key=lambda kept: kept.image.width() * kept.image.height(), default=None)

    def _image(self, key: Key) -> QImage | None:
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key].image

    def _ask(self, key: Key) -> None:
        self._asked[key] = None
        self._asked.move_to_end(key)
        self._next()

    def _next(self) -> None:
        # One at a time: a sheet of two hundred must not stand between the user and a search.
        if self._making is None and (key := self._most_wanted()) is not None:
            self._make(key)

    def _most_wanted(self) -> Key | None:
        if self._asked:
            return self._asked.popitem()[0]
        while self._looked_at:
            if (key := self._looked_at.popleft()) not in self._kept:
                return key
        return None

    def _make(self, key: Key) -> None:
        self._making = key
        # A null picture is remembered: the views draw a frame for it, and it is not asked for again.
        none = Kept(QImage(), AS_IT_CAME)
        self._jobs.read(
            self,
            lambda desk: _made(desk, key),
            lambda kept: self._take(key, kept),
            lambda _error: self._take(key, none),
        )

    def _take(self, key: Key, kept: Kept) -> None:
        self._drop(key)
        self._kept[key] = kept
        self._size += kept.image.sizeInBytes()
        while self._size > KEPT and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))
        self._making = None
        self.arrived.emit(key.photo_id, key.box)
        self._next()

    def _drop(self, key: Key) -> None:
        before = self._kept.pop(key, None)
        if before is not None:
            self._size -= before.image.sizeInBytes()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        touched = [key for key in self._kept if key.photo_id in changes.photos]
        for key in touched:
            if self._kept[key].image.isNull():
                self._drop(key)
        ids = list({key.photo_id for key in touched if key.framing is None})
        if ids:
            self._jobs.read(
                self, lambda desk: {photo.id: photo.framing for photo in desk.photos.rows(ids)}, self._make_anew
            )

    def _make_anew(self, framings: dict[str, Framing]) -> None:
        """Ask again for those that are framed otherwise now; until they come, what was shown is."""
        for key, kept in list(self._kept.items()):
            if key.framing is None and kept.framing != framings.get(key.photo_id, kept.framing):
                self._ask(key)


def _made(desk: Desk, key: Key) -> Kept:
    framing = desk.photos.get(key.photo_id).framing if key.framing is None else key.framing
    return Kept(QImage.fromData(desk.photos.thumbnail(key.photo_id, key.box, framing)), framing)
