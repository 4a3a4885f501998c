"""The story on paper and as PDF: laid out in the background, drawn a sheet at a time, shown as it goes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QLocale,
    QObject,
    QTimer,
    QUrl,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QDesktopServices, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.ui.exporting import LAST_FOLDER
from deskeditor.ui.paper import Paper
from deskeditor.ui.parts import open_once
from deskeditor.ui.pictures import PAGE
from deskeditor.ui.saving import save
from deskeditor.ui.strip import LONG, MessageStrip
from deskeditor.ui.work_bar import Watched
from deskeditor.ui.write.story import Story

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.ui.window import MainWindow

PDF_DPI = 300
PAPER = "paper"
"""What the messages are about."""


class Printing(QObject):
    """One story at a time. Nothing of it waits for a disk or a printer."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def save_pdf(self) -> None:
        """Ask where to, and write the open story there as a PDF."""
        story = self._story()
        if story is None:
            return
        folder = str(self._window.settings.value(LAST_FOLDER, str(Path.home())))
        dialog = QFileDialog(self._window, self.tr("Save as PDF"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{story.article.slug}.pdf")

        def accept(chosen: str) -> None:
            self._window.settings.setValue(LAST_FOLDER, str(Path(chosen).parent))
            self._write(Path(chosen))

        dialog.fileSelected.connect(accept)
        open_once(dialog, self._window)

    def print_story(self) -> None:
        """Ask for the printer, and print the open story."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads the printers of the system

        story = self._story()
        if story is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(story.article.headline)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(partial(self._prepare, printer, self.tr("Printing"), Watched.finish, printer.abort))
        open_once(dialog, self._window)

    def _story(self) -> Story | None:
        column = self._window.write.column
        return column.story.story if column else None

    def _write(self, to: Path) -> None:
        buffer = QBuffer(self)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(PDF_DPI)
        writer.setPageSize(QPageSize(sheet_of_the_country()))
        writer.setCreator("DeskEditor")

        def keep(progress: Watched) -> None:
            data = bytes(buffer.data().data())
            buffer.deleteLater()
            self._window.jobs.read(
                self,
                lambda _desk: save(to, data),
                lambda _none: self._on_saved(to, progress),
                lambda error: self._refuse(progress, error),
            )

        self._prepare(writer, self.tr("Saving as PDF"), keep, buffer.deleteLater)

    def _on_saved(self, to: Path, progress: Watched) -> None:
        progress.finish()
        tell_saved(self._window.strip, to)

    def _prepare(
        self,
        device: QPagedPaintDevice,
        title: str,
        on_done: Callable[[Watched], None],
        abort: Callable[[], object],
    ) -> None:
        """Lay the story out in the background, with all that was typed, saved or not; then draw it."""
        window, column = self._window, self._window.write.column
        if column is None or not column.story.id:
            return
        column.story.collect()
        key, typed = column.story.id, column.autosave.unsaved(column.story.id).fields
        progress, thread = window.work.watch(title), self.thread()
        family = window.commands.reading.family if window.commands else ""
        layout = device.pageLayout()
        layout.setMode(QPageLayout.Mode.FullPageMode)
        device.setPageLayout(layout)

        def lay_out(story: Story, desk: Desk) -> Paper:
            paper = Paper(replace(story.article, **typed), story.used, _images(desk, story, progress), layout, family)
            paper.hand_over(thread)
            return paper

        def read(story: Story) -> None:
            if isinstance(device, QPdfWriter):
                device.setTitle(story.article.headline)
            window.jobs.read(self, partial(lay_out, story), draw, refuse)

        def draw(paper: Paper) -> None:
            drawing = _Drawing(paper, device, progress, self)
            drawing.done.connect(lambda: on_done(progress))
            drawing.failed.connect(refuse)

        def refuse(error: DeskError) -> None:
            abort()
            self._refuse(progress, error)

        window.strip.settle(PAPER)
        window.jobs.read_in_turn(self, lambda desk: Story.read(desk, key), read, refuse)

    def _refuse(self, progress: Watched, error: DeskError) -> None:
        progress.finish()
        tell_unprinted(self._window.strip, error)


class _Drawing(QObject):
    """Draws a sheet whenever the window has nothing else to do."""

    done = Signal()
    failed = Signal(object)
    """The ``DeskError``; ``CancelledError`` where the user stopped it."""

    def __init__(self, paper: Paper, device: QPagedPaintDevice, progress: Watched, parent: QObject) -> None:
        super().__init__(parent)
        self._paper = paper
        self._device = device
        self._progress = progress
        self._next = 0
        self._painter = QPainter()
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._draw)
        self._clock.start()

    def _draw(self) -> None:
        try:
            self._progress.step(self._next, self._paper.sheets, "")
            if self._next == 0:
                self._begin()
            elif not self._device.newPage():
                raise DeskError("The printer takes no more sheets", mend="look whether it is on and has paper")
            self._paper.draw(self._painter, self._next)
        except DeskError as error:
            self._end(self.failed, error)
            return
        self._next += 1
        if self._next == self._paper.sheets:
            self._end(self.done)

    def _begin(self) -> None:
        if not self._painter.begin(self._device):
            raise DeskError("The printer does not answer", mend="look whether it is on, or choose another")
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _end(self, signal: SignalInstance, *what: object) -> None:
        self._clock.stop()
        self.deleteLater()
        if self._painter.isActive():
            self._painter.end()
        signal.emit(*what)


def tell_saved(strip: MessageStrip, to: Path) -> None:
    """Say that the file is there, and offer to open it."""
    file = QUrl.fromLocalFile(str(to))
    said = QCoreApplication.translate("Printing", "Saved {name}").format(name=to.name)
    show = (QCoreApplication.translate("Printing", "Open"), lambda: QDesktopServices.openUrl(file))
    strip.tell(said, show, about=PAPER, lasts=LONG)


def tell_unprinted(strip: MessageStrip, error: DeskError) -> None:
    """Say why nothing was printed or saved; that somebody stopped it is no error."""
    if isinstance(error, CancelledError):
        strip.tell(error.sentence(), about=PAPER)
    else:
        strip.error(error, about=PAPER)


def _images(desk: Desk, story: Story, progress: Watched) -> dict[str, QImage]:
    """The photos; one whose file has gone is left out, as it is on the page."""
    images: dict[str, QImage] = {}
    for number, (photo_id, used) in enumerate(story.used.items()):
        progress.step(number, len(story.used), "")
        with suppress(DeskError):
            images[photo_id] = QImage.fromData(desk.photos.thumbnail(photo_id, PAGE, used.framing))
    return images


def sheet_of_the_country() -> QPageSize.PageSizeId:
    """Letter or A4."""
    american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize.PageSizeId.Letter if american else QPageSize.PageSizeId.A4
