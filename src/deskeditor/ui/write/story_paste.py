"""What is pasted into the open story: read aside where it is long, its pictures taken in, and what was done is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from deskeditor.core.changes import Done
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.core.progress import Silent
from deskeditor.ui import wording
from deskeditor.ui.editor.clippings import Reading
from deskeditor.ui.services import Services

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.desk.photos import PastedPictures
    from deskeditor.ui.editor.pasting import HeldPaste
    from deskeditor.ui.editor.story import StoryEditor

PASTE = "paste"
"""What the messages are about."""
MANY = 100
"""Paragraphs that are worth a word."""


class StoryPaste(QObject):
    """Serves the pastes of one page."""

    def __init__(self, services: Services, editor: StoryEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        editor.pasted.connect(self._tell)
        editor.paste_held.connect(lambda paste: _Serving(services, paste, self))

    def _tell(self, reading: Reading) -> None:
        sentence = _sentence(reading, reading.paragraphs, 0, ())
        if sentence:
            self._services.strip.tell(sentence, about=PASTE)


class _Serving(QObject):
    """One paste that is held: it is read, then its pictures are taken in, then it goes to its place."""

    def __init__(self, services: Services, paste: HeldPaste, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._paste = paste
        self._reading = Reading([])
        self._photos: dict[str, UsedPhoto] = {}
        self._refused: tuple[DeskError, ...] = ()
        self._watched = services.work.watch(self.tr("Pasting")) if paste.is_long else None
        self._progress = self._watched or Silent()
        paste.stepped.connect(self._step)
        paste.ended.connect(self._end)
        services.jobs.compute(self, paste.read, self._on_read, self._refuse)

    def _on_read(self, reading: Reading) -> None:
        self._reading = reading
        if reading.pictures and self._paste.takes_pictures:
            self._services.jobs.mutate_aside(self, self._take_in, self._on_taken_in, self._on_no_pictures)
        else:
            self._insert()

    def _take_in(self, desk: Desk) -> Done[PastedPictures]:
        return desk.photos.take_in_pasted(self._reading.pictures, self._progress)

    def _on_taken_in(self, taken: PastedPictures) -> None:
        self._refused = taken.refused
        self._photos = {
            name: UsedPhoto.of(PhotoUse(photo.id, Role.INLINE), photo) for name, photo in taken.photos.items()
        }
        self._insert()

    def _on_no_pictures(self, error: DeskError) -> None:
        self._refused = (error,) * len(self._reading.pictures)
        self._insert()

    def _insert(self) -> None:
        if not self._step(0, len(self._reading.lines)):
            return
        if self._paste.stands:
            self._paste.insert(self._reading, self._photos)
        else:
            self._paste.stop()

    def _step(self, done: int, total: int) -> bool:
        """Show how far it is; False where the user has had enough of it."""
        try:
            self._progress.step(done, total, "")
        except CancelledError:
            self._paste.stop()
            return False
        return True

    def _refuse(self, error: DeskError) -> None:
        self._services.strip.error(error, about=PASTE)
        self._paste.stop()

    def _end(self, done: int, whole: bool) -> None:
        if self._watched is not None:
            self._watched.finish()
        total, strip = len(self._reading.lines), self._services.strip
        if not whole:
            said = self.tr("The paste was ended with {done} of {total} paragraphs in; it is still on the clipboard.")
            strip.warn(said.format(done=wording.number(done), total=wording.number(total)), about=PASTE)
        elif self._refused:
            strip.warn(self._said(), about=PASTE)
        elif sentence := self._said():
            strip.tell(sentence, about=PASTE)
        self.deleteLater()

    def _said(self) -> str:
        return _sentence(self._reading, self._reading.paragraphs, len(self._photos), self._refused)


def _sentence(reading: Reading, paragraphs: int, photos: int, refused: Sequence[DeskError]) -> str:
    """What was pasted and what was not; empty where that is seen anyway."""
    left = [
        (reading.elsewhere, _say("{pictures} on the web or on a disk, not fetched")),
        (reading.unread, _say("{pictures} of a kind that is not read")),
        (len(reading.pictures) - photos - len(refused), _say("{pictures} left out")),
        (len(refused), _say("{pictures} not taken in: {why}")),
        (reading.unfit, _say("{characters} that no text can hold left out")),
    ]
    if not photos and paragraphs < MANY and not any(count for count, _ in left):
        return ""
    done = [wording.paragraphs(paragraphs)] if paragraphs else []
    done += [wording.pictures(photos)] if photos else []
    said = [_say("Pasted {things}").format(things=", ".join(done))] if done else [_say("Nothing was pasted")]
    why = refused[0].sentence() if refused else ""
    said += [
        text.format(pictures=wording.pictures(count), characters=wording.characters(count), why=why)
        for count, text in left
        if count
    ]
    return " · ".join(said)


def _say(text: str) -> str:
    return QCoreApplication.translate("StoryPaste", text)
