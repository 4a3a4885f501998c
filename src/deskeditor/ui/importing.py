"""Taking files into the desk: stories, pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import DeskError
from deskeditor.desk import Imported
from deskeditor.ui.parts import open_once
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.wording import number

if TYPE_CHECKING:
    from deskeditor.ui.window import MainWindow

LAST_FOLDER = "import/folder"
PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.gif *.avif"
STORIES = "*.md *.markdown *.txt"
BUNDLES = "*.zip"
IMPORT = "import"
"""What the messages are about."""


class Importing(QObject):
    """The dialog only chooses; what could not be taken in is said in a sentence a file."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask(self) -> None:
        """Choose stories, pictures and bundles for the desk."""
        everything = self.tr("Stories, pictures and bundles ({files})")
        self._open(self.tr("Import"), everything.format(files=f"{STORIES} {PICTURES} {BUNDLES}"), self.bring_in)

    def ask_for_photos(self) -> None:
        """Choose pictures for the open story; for the archive where none is open."""
        window = self._window

        def take(paths: list[Path]) -> None:
            if window.rooms.currentWidget() is window.write and window.write.present:
                window.write.add_photos(paths)
            elif window.commands is not None:
                window.commands.taking_in.take(paths)

        self._open(self.tr("Add photos"), self.tr("Pictures ({pictures})").format(pictures=PICTURES), take)

    def bring_in(self, paths: list[Path]) -> None:
        """Take the files in; the window stays free."""
        progress = self._window.work.watch(self.tr("Importing"))

        def done(imported: list[Imported]) -> None:
            progress.finish()
            tell_imported(self._window.strip, imported)

        def refuse(error: DeskError) -> None:
            progress.finish()
            self._window.strip.error(error, about=IMPORT)

        # Aside: two hundred frames must not keep a story waiting to be saved.
        self._window.jobs.mutate_aside(
            self, lambda desk: desk.importing.bring_in(paths, progress), done, refuse, about=IMPORT
        )

    def _open(self, title: str, name_filter: str, take: Callable[[list[Path]], None]) -> None:
        folder = str(self._window.settings.value(LAST_FOLDER, str(Path.home())))
        dialog = QFileDialog(self._window, title, folder, name_filter)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)

        def accept(chosen: list[str]) -> None:
            paths = [Path(name) for name in chosen]
            self._window.settings.setValue(LAST_FOLDER, str(paths[0].parent))
            take(paths)

        dialog.filesSelected.connect(accept)
        open_once(dialog, self._window)


def tell_imported(strip: MessageStrip, imported: Sequence[Imported]) -> None:
    """Say what was taken in, and of each file that was not, why: the first in its own words, the others by name."""
    refused = [one for one in imported if one.error]
    doubts = [doubt for one in imported for doubt in one.warnings]
    here = sum(one.kind == "photo" and not one.is_new for one in imported)
    taken = len(imported) - len(refused) - here
    said = " · ".join(
        line.format(n=number(count))
        for count, line in (
            (taken, _say("Took in {n} file") if taken == 1 else _say("Took in {n} files")),
            (here, _say("{n} was here already") if here == 1 else _say("{n} were here already")),
        )
        if count
    )
    if refused:
        others = ", ".join(one.path.name for one in refused[1:])
        also = _say(" · also refused: {names}").format(names=others) if others else ""
        before = f"{said} · " if said else ""
        strip.error(DeskError(f"{before}{refused[0].error}{also}"), about=IMPORT)
    elif doubts:
        more = _say(" (and {n} more)").format(n=number(len(doubts) - 1)) if doubts[1:] else ""
        strip.warn(f"{said} · {doubts[0]}{more}", about=IMPORT)
    else:
        strip.tell(said, about=IMPORT)


def _say(text: str) -> str:
    return QCoreApplication.translate("Importing", text)
