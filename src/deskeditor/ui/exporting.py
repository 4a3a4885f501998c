"""From the window to a bundle: where to, how far, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from deskeditor.core.errors import BlockedError, CancelledError, DeskError
from deskeditor.core.finding import Finding
from deskeditor.desk import Exported, ExportRequest
from deskeditor.ui.correction_dialog import CorrectionDialog
from deskeditor.ui.export_target import ZIP, TargetDialog, another_name
from deskeditor.ui.strip import LONG, Offer
from deskeditor.ui.wording import findings, stories

if TYPE_CHECKING:
    from deskeditor.ui.window import MainWindow
    from deskeditor.ui.work_bar import Watched

LAST_FOLDER, ZIPPED = "export/folder", "export/zipped"
EXPORT = "export"
"""What the messages are about."""

Request = Callable[[Path, bool], ExportRequest]


class Exporting(QObject):
    """The dialog only chooses the target; the work is shown in the window and can be stopped."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def export_story(self) -> None:
        """Check and export the open story."""
        column = self._window.write.column
        story = column.story.story if column else None
        if story is not None:
            article = story.article
            self._ask(article.slug, lambda to, zipped: ExportRequest(to, articles=(article.id,), zipped=zipped))

    def correct_story(self) -> None:
        """Check and export the story on the page with a sentence that says what is corrected."""
        column = self._window.write.column
        story = column.story.story if column else None
        if story is None:
            return
        article = story.article
        if not article.version:
            said = self.tr("The story has not left the desk yet: there is nothing to correct. Export it.")
            self._window.strip.tell(said, about=EXPORT)
            return

        def ask(note: str) -> None:
            self._ask(
                article.slug, lambda to, zipped: ExportRequest(to, articles=(article.id,), zipped=zipped, note=note)
            )

        dialog = CorrectionDialog(article.headline, self._window)
        dialog.said.connect(ask)
        dialog.open()

    def export_edition(self) -> None:
        """Check and export the edition that is shown in the Edition room."""
        edition = self._window.edition.current if self._window.edition else None
        if edition is not None:
            name = edition.name
            self._ask(name, lambda to, zipped: ExportRequest(to, edition=name, zipped=zipped))

    def _ask(self, name: str, request: Request) -> None:
        settings = self._window.settings
        folder = Path(str(settings.value(LAST_FOLDER, str(Path.home()))))
        self._propose(folder, name, name, request, zipped=settings.value(ZIPPED) == "zip")

    def _propose(self, folder: Path, proposed: str, name: str, request: Request, *, zipped: bool) -> None:
        dialog = TargetDialog(folder, proposed, self._window, zipped=zipped)

        def start(to: Path, zipped: bool) -> None:
            self._window.settings.setValue(LAST_FOLDER, str(to.parent))
            self._window.settings.setValue(ZIPPED, "zip" if zipped else "folder")
            again = partial(self._propose, to.parent, proposed, name, request, zipped=zipped)
            self._start(request(to, zipped), again)

        def go_on(taken: Path) -> None:
            self._propose(*another_name(taken, name), name, request, zipped=taken.suffix.lower() == ZIP)

        dialog.chosen.connect(start)
        dialog.taken.connect(go_on)
        dialog.open()

    def _start(self, request: ExportRequest, again: Callable[[], None]) -> None:
        window = self._window
        window.strip.settle(EXPORT)

        def export() -> None:
            progress = window.work.watch(self.tr("Exporting"))
            # Aside, because saving must not wait for an export.
            window.jobs.mutate_aside(
                self,
                lambda desk: desk.publishing.export(request, progress),
                lambda exported: self._on_done(exported, progress),
                lambda error: self._on_error(error, progress, again),
                about=EXPORT,
            )

        # What goes out has every word that was typed; words that the disk refuses are told, and nothing goes.
        if window.write.column is not None:
            window.write.column.story.once_all_saved(export)
        else:
            export()

    def _on_done(self, exported: Exported, progress: Watched) -> None:
        progress.finish()
        said = self.tr("Exported {stories} to {path}").format(stories=stories(len(exported.items)), path=exported.path)
        folder = QUrl.fromLocalFile(str(exported.path.parent))
        offers: list[Offer] = [(self.tr("Show in folder"), lambda: QDesktopServices.openUrl(folder))]
        if exported.warnings:
            said += " · " + findings(len(exported.warnings))
            offers.append(self._findings_of(exported.warnings))
        self._window.strip.tell(said, *offers, about=EXPORT, lasts=LONG)

    def _on_error(self, error: DeskError, progress: Watched, again: Callable[[], None]) -> None:
        progress.finish()
        if isinstance(error, CancelledError):
            self._window.strip.tell(error.sentence(), about=EXPORT)
        elif isinstance(error, BlockedError):
            self._window.strip.error(error, self._findings_of(error.findings), about=EXPORT)
        else:
            self._window.strip.error(error, (self.tr("Export to another place"), again), about=EXPORT)

    def _findings_of(self, found: Sequence[Finding]) -> Offer:
        def show() -> None:
            self._window.jobs.read(
                self,
                lambda desk: desk.articles.get(found[0].article).id,
                lambda article_id: self._window.write.show_findings(article_id),
            )
            self._window.show_room("room.write")

        return self.tr("Show findings"), show
