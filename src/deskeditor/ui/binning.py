"""Deleting photos and tags, and what can be done about it: an offer to undo it, and the bin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskeditor.core.bin import Binned
from deskeditor.core.tag import Tag
from deskeditor.ui.finder import Entry
from deskeditor.ui.wording import photos, stories

if TYPE_CHECKING:
    from deskeditor.ui.finder import Finder
    from deskeditor.ui.window import MainWindow

PHOTOS = "photos.discard"


class Binning(QObject):
    """Nothing is asked before: what goes into the bin comes back from it."""

    def __init__(self, window: MainWindow, finder: Finder) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = window.jobs
        self._finder = finder
        window.services.actions.connect_all(
            {
                "desk.bin": self.open,
                "photo.discard": self.discard_photos,
                "tag.discard": self.choose_tag,
            }
        )

    def open(self) -> None:
        """Show what is in the bin."""
        from deskeditor.ui.bin_dialog import BinDialog

        BinDialog(self._jobs, self._window).open()

    def discard_photos(self) -> None:
        """Put the photos that are chosen in the Photos room into the bin."""
        room = self._window.photos
        chosen = room.chosen if room is not None else []
        if not chosen:
            return

        def restore() -> None:
            self._jobs.mutate(self, lambda desk: desk.photos.restore(chosen))

        one = self.tr("The photo is in the bin.")
        said = one if len(chosen) == 1 else self.tr("{photos} are in the bin.").format(photos=photos(len(chosen)))
        self._jobs.mutate(
            self,
            lambda desk: desk.photos.discard(chosen),
            lambda _none: self._window.strip.tell(said, (self.tr("Undo"), restore)),
            about=PHOTOS,
        )

    def choose_tag(self) -> None:
        """Choose a tag of the desk that is to be deleted from all stories."""
        self._jobs.read(self, lambda desk: desk.tags.all(), self._offer)

    def _offer(self, tags: list[Tag]) -> None:
        entries = [Entry(tag.name, stories(tag.uses), partial(self._discard_tag, tag.name)) for tag in tags]
        self._finder.open(self.tr("Delete a tag from all stories"), entries)

    def _discard_tag(self, name: str) -> None:
        def tell(gone: Binned) -> None:
            said = self.tr("The tag “{name}” is in the bin, and off {stories}.")
            self._window.strip.tell(
                said.format(name=gone.name, stories=stories(gone.size)),
                (self.tr("Undo"), lambda: self._jobs.mutate(self, lambda desk: desk.tags.restore(gone.id))),
            )

        self._jobs.mutate(self, lambda desk: desk.tags.discard(name), tell)
