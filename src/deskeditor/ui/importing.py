"""Taking files into the desk: stories, pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.desk import Imported

if TYPE_CHECKING:
    from deskeditor.ui.window import MainWindow

LAST_FOLDER = "import/folder"
PICTURES = "*.jpg *.jpeg *.png *.webp *.tif *.tiff *.gif *.avif"
STORIES = "*.md *.markdown *.txt"
BUNDLES = "*.zip"


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
            else:
                self.bring_in(paths)

        self._open(self.tr("Add photos"), self.tr("Pictures ({pictures})").format(pictures=PICTURES), take)

    def bring_in(self, paths: list[Path]) -> None:
        """Take the files in; the window stays free."""
        progress = self._window.work.watch(self.tr("Importing"))
        self._window.jobs.mutate(
            self, lambda desk: desk.importing.bring_in(paths, progress), self._on_done, self._on_error
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
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._window.activateWindow)
        dialog.open()

    def _on_done(self, imported: list[Imported]) -> None:
        self._window.work.done()
        errors = [one for one in imported if one.error]
        taken = len(imported) - len(errors)
        if errors:
            first = errors[0]
            more = self.tr(" (and {n} more)").format(n=len(errors) - 1) if len(errors) > 1 else ""
            self._window.strip.error(DeskError(first.error + more))
        else:
            said = self.tr("Took in {n} file") if taken == 1 else self.tr("Took in {n} files")
            self._window.strip.tell(said.format(n=taken))

    def _on_error(self, error: DeskError) -> None:
        self._window.work.done()
        if isinstance(error, CancelledError):
            self._window.strip.tell(error.sentence())
        else:
            self._window.strip.error(error)
