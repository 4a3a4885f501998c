"""From the window to a bundle: where to, how far, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.desk import Exported, ExportRequest
from deskeditor.ui.strip import Offer
from deskeditor.ui.wording import findings, stories

if TYPE_CHECKING:
    from deskeditor.ui.window import MainWindow

LAST_FOLDER = "export/folder"


class Exporting(QObject):
    """The dialog only chooses the target; the work is shown in the window and can be stopped."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._folder_filter = self.tr("Folder (*)")
        self._zip_filter = self.tr("Zip file (*.zip)")

    def export_story(self) -> None:
        """Check and export the open story."""
        column = self._window.write.column
        story = column.story.story if column else None
        if story is not None:
            slug = story.article.slug
            self._ask(slug, lambda to, zipped: ExportRequest(to, articles=(story.article.id,), zipped=zipped))

    def export_edition(self) -> None:
        """Check and export the edition that is shown in the Edition room."""
        edition = self._window.edition.current if self._window.edition else None
        if edition is not None:
            name = edition.name
            self._ask(name, lambda to, zipped: ExportRequest(to, edition=name, zipped=zipped))

    def _ask(self, name: str, request: Callable[[Path, bool], ExportRequest]) -> None:
        folder = str(self._window.settings.value(LAST_FOLDER, str(Path.home())))
        dialog = QFileDialog(self._window, self.tr("Check and export to"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setNameFilters([self._folder_filter, self._zip_filter])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Export"))
        dialog.selectFile(_free(Path(folder), name))

        def accept(chosen: str) -> None:
            to = Path(chosen)
            zipped = dialog.selectedNameFilter() == self._zip_filter or to.suffix.lower() == ".zip"
            self._window.settings.setValue(LAST_FOLDER, str(to.parent))
            self._start(request(to.with_name(f"{to.name}.zip") if zipped and not to.suffix else to, zipped))

        dialog.fileSelected.connect(accept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._window.activateWindow)
        dialog.open()

    def _start(self, request: ExportRequest) -> None:
        window = self._window
        if window.write.column is not None:
            window.write.column.story.collect()
        progress = window.work.watch(self.tr("Exporting"))
        # After everything typed so far is on the disk; then aside, because saving must not wait for an export.
        window.jobs.read_in_turn(
            self,
            lambda _desk: None,
            lambda _none: window.jobs.mutate_aside(
                self, lambda desk: desk.publishing.export(request, progress), self._on_done, self._on_error
            ),
        )

    def _on_done(self, exported: Exported) -> None:
        self._window.work.done()
        said = self.tr("Exported {stories} to {path}").format(stories=stories(len(exported.items)), path=exported.path)
        folder = QUrl.fromLocalFile(str(exported.path.parent))
        offers: list[Offer] = [(self.tr("Show in folder"), lambda: QDesktopServices.openUrl(folder))]
        if exported.warnings:
            said += " · " + findings(len(exported.warnings))
            offers.append((self.tr("Show findings"), self._show_findings))
        self._window.strip.tell(said, *offers, stays=True)

    def _on_error(self, error: DeskError) -> None:
        self._window.work.done()
        if isinstance(error, CancelledError):
            self._window.strip.tell(error.sentence())
        else:
            self._window.strip.error(error, (self.tr("Show findings"), self._show_findings))

    def _show_findings(self) -> None:
        self._window.show_room("room.write")
        self._window.services.actions["check.next"].trigger()


def _free(folder: Path, name: str) -> str:
    """A name that nothing has there yet, so that Enter alone exports."""
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    number, free = 1, name
    while free in taken or f"{free}.zip" in taken:
        number += 1
        free = f"{name}-{number}"
    return free
