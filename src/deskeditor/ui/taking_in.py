"""Pictures into the archive: files, folders, a card, what is dropped or pasted; a few at a time, each seen at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStorageInfo, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import DeskError
from deskeditor.ui.finder import Entry
from deskeditor.ui.handed import paths_of, picture_of
from deskeditor.ui.importing import IMPORT, LAST_FOLDER, tell_imported
from deskeditor.ui.parts import open_once
from deskeditor.ui.strip import LONG
from deskeditor.ui.work_bar import Watched

if TYPE_CHECKING:
    from deskeditor.core.changes import Done
    from deskeditor.core.photo import Photo
    from deskeditor.desk import Desk, Imported
    from deskeditor.ui.window import MainWindow

AT_ONCE = 12
"""Pictures that are taken in before the window shows them and whoever waits for the desk has a turn."""

Offer = tuple[str, Callable[[], object]]


class TakingIn(QObject):
    """What was taken in stays whatever becomes of the rest; the same files taken in again go on where it stopped."""

    taken = Signal(list)
    """The ids of photos that are new on the desk, when all are there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.came: list[str] = []
        """The ids of all photos that have come since the window was opened."""
        self.refused: set[Path] = set()
        """Files that could not be read when they last came by themselves."""
        self.taken.connect(self.came.extend)
        window.services.actions.connect_all(
            {"photo.folder": self.ask_for_folder, "photo.card": self.look_for_card, "photo.paste": self.paste}
        )

    def ask_for_folder(self) -> None:
        """Choose a folder, of which all pictures are taken in, those in the folders below it too."""
        ask_for_folder(self._window, self.tr("Add a folder of photos"), lambda folder: self.take([folder]))

    def look_for_card(self) -> None:
        """Take in the card that is in the computer; choose where there are several."""
        self._window.jobs.compute(self, cards, self._on_cards)

    def paste(self) -> None:
        """Take in what is on the clipboard: picture files, folders, or the bytes of a picture."""
        mime = QGuiApplication.clipboard().mimeData()
        if paths := paths_of(mime):
            self.take(paths)
        elif (picture := picture_of(mime)) is not None:
            self._window.jobs.mutate_aside(
                self,
                lambda desk: desk.photos.take_in_bytes(picture.read(), picture.name),
                lambda photo: self._on_pasted(photo),
                about=IMPORT,
            )
        else:
            self._window.strip.tell(self.tr("There is no picture on the clipboard."), about=IMPORT)

    def take(self, paths: Sequence[Path], *, quietly: bool = False) -> None:
        """Take the pictures in, those of folders too.

        ``quietly``, because they come by themselves: only what could not be read is told, and a few move nothing.
        """
        _Run(self._window, self, paths, quietly=quietly).start()

    def _on_cards(self, found: list[Path]) -> None:
        if len(found) == 1:
            self.take(found)
        elif found:
            entries = [Entry(card.name or str(card), str(card), partial(self.take, [card])) for card in found]
            self._window.commands.finder.open(self.tr("Take in a card"), entries)  # type: ignore[union-attr]
        else:
            said = self.tr("There is no card with a DCIM folder. Put one in, or choose a folder of photos.")
            self._window.strip.tell(said, (self.tr("Choose a folder…"), self.ask_for_folder), about=IMPORT)

    def _on_pasted(self, photo: Photo) -> None:
        self._window.strip.tell(self.tr("Took in {name}").format(name=photo.filename), about=IMPORT)
        self.taken.emit([photo.id])


class _Run(QObject):
    """One taking in, from the list of its files to what is told of it."""

    def __init__(self, window: MainWindow, owner: TakingIn, paths: Sequence[Path], *, quietly: bool) -> None:
        super().__init__(owner)
        self._window = window
        self._owner = owner
        self._paths = list(paths)
        self._quietly = quietly
        self._files: list[Path] = []
        self._at = 0
        self._done: list[Imported] = []
        unseen = quietly and len(paths) <= AT_ONCE
        self._progress = Watched(self) if unseen else window.work.watch(self.tr("Taking in photos"))

    def start(self) -> None:
        """Look which files there are, then take them in."""
        self._window.jobs.read(self, lambda desk: desk.importing.pictures(self._paths), self._on_found, self._refuse)

    def _on_found(self, found: tuple[list[Path], list[Imported]]) -> None:
        self._files, self._done = found[0], list(found[1])
        self._next()

    def _next(self) -> None:
        part = self._files[self._at : self._at + AT_ONCE]
        if not part or self._progress.is_cancelled:
            self._finish()
            return
        progress = _Part(self._progress, self._at, len(self._files))

        def work(desk: Desk) -> Done[list[Imported]]:
            return desk.importing.bring_in(part, progress)

        # Aside: two hundred frames must not keep a story waiting to be saved.
        self._window.jobs.mutate_aside(self, work, self._on_part, self._refuse)

    def _on_part(self, imported: list[Imported]) -> None:
        self._done += imported
        self._at += len(imported)
        self._next()

    def _finish(self) -> None:
        self._progress.finish()
        new = [one.id for one in self._done if one.id and one.is_new]
        if not self._quietly or any(one.error for one in self._done):
            tell_imported(self._window.strip, self._done)
        if self._quietly:
            self._settle_refused()
        left = len(self._files) - self._at
        if left:
            said = self.tr("Stopped with {left} of {n} still to come. What was taken in stays.")
            self._window.strip.tell(
                said.format(left=left, n=len(self._files)),
                (self.tr("Go on"), lambda: self._owner.take(self._paths)),
                about=IMPORT,
                lasts=LONG,
            )
        if new:
            self._owner.taken.emit(new)
        self.deleteLater()

    def _settle_refused(self) -> None:
        """What was told of files that could not be read is over once all of them have come whole."""
        before = self._owner.refused
        failed = {one.path for one in self._done if one.error}
        self._owner.refused = (before | failed) - ({one.path for one in self._done} - failed)
        if before and not self._owner.refused:
            self._window.strip.settle(IMPORT)

    def _refuse(self, error: DeskError) -> None:
        self._progress.finish()
        self._window.strip.error(error, about=IMPORT)
        self.deleteLater()


class _Part:
    """The progress of a few files as that of all."""

    def __init__(self, whole: Watched, at: int, total: int) -> None:
        self._whole = whole
        self._at = at
        self._total = total

    def step(self, done: int, _total: int, what: str) -> None:
        self._whole.step(self._at + done, self._total, what)


def ask_for_folder(window: MainWindow, title: str, take: Callable[[Path], object]) -> None:
    """Let a folder be chosen; the next choice begins where this one was made."""
    dialog = QFileDialog(window, title, str(window.settings.value(LAST_FOLDER, str(Path.home()))))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)

    def accept(chosen: str) -> None:
        window.settings.setValue(LAST_FOLDER, chosen)
        take(Path(chosen))

    dialog.fileSelected.connect(accept)
    open_once(dialog, window)


def cards() -> list[Path]:
    """Where cameras' cards are mounted. Asks every disk."""
    places = [Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isReady()]
    return [place for place in places if (place / "DCIM").is_dir()]
