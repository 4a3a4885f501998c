"""The contact sheet on paper and as PDF: read, drawn and written a sheet at a time beside all other work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QDate, QIODevice, QLocale, QObject, QSaveFile
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import DeskError
from deskeditor.ui.exporting import LAST_FOLDER
from deskeditor.ui.parts import open_once
from deskeditor.ui.printing import PDF_DPI, sheet_of_the_country, tell_saved, tell_unprinted
from deskeditor.ui.wording import today

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from deskeditor.desk import Desk
    from deskeditor.ui.photos.room import PhotosRoom
    from deskeditor.ui.window import MainWindow
    from deskeditor.ui.work_bar import Watched


class ContactPrinting(QObject):
    """A sheet is a few pictures in memory, however many there are in all."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.services.actions.connect_all({"photo.contact": self.ask})

    def ask(self) -> None:
        """Choose what goes onto the sheets, and whether to a file or to a printer."""
        from deskeditor.ui.photos.contact_dialog import ContactDialog

        room = self._window.photos
        if room is None or not room.model.ids:
            return
        dialog = ContactDialog(room.chosen, list(room.model.ids), self._window.settings, self._window)
        dialog.pdf_wanted.connect(partial(self._ask_for_file, room))
        dialog.print_wanted.connect(partial(self._ask_for_printer, room))
        dialog.open()

    def _ask_for_file(self, room: PhotosRoom, ids: list[str], on_each: int) -> None:
        which, folder = room.shown, str(self._window.settings.value(LAST_FOLDER, str(Path.home())))
        dialog = QFileDialog(self._window, self.tr("Save as PDF"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.tr("Contact sheet {day}").format(day=today().isoformat()) + ".pdf")

        def accept(chosen: str) -> None:
            self._window.settings.setValue(LAST_FOLDER, str(Path(chosen).parent))
            self.save(Path(chosen), ids, on_each, which)

        dialog.fileSelected.connect(accept)
        open_once(dialog, self._window)

    def save(self, to: Path, ids: list[str], on_each: int, which: str = "") -> None:
        """Write the photos as a PDF; ``which`` says at its head which they are."""

        def work(desk: Desk, progress: Watched) -> None:
            with _pdf(to) as writer:
                _draw(desk, writer, ids, on_each, which, progress)

        self._run(self.tr("Contact sheet"), work, partial(tell_saved, self._window.strip, to))

    def _ask_for_printer(self, room: PhotosRoom, ids: list[str], on_each: int) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads the printers of the system

        printer, which = QPrinter(QPrinter.PrinterMode.HighResolution), room.shown
        printer.setDocName(self.tr("Contact sheet"))
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda: self.print(printer, ids, on_each, which))
        open_once(dialog, self._window)

    def print(self, printer: QPrinter, ids: list[str], on_each: int, which: str = "") -> None:
        """As ``save``, on paper."""

        def work(desk: Desk, progress: Watched) -> None:
            try:
                _draw(desk, printer, ids, on_each, which, progress)
            except BaseException:
                printer.abort()
                raise

        self._run(self.tr("Printing"), work, lambda: None)

    def _run(self, title: str, work: Callable[[Desk, Watched], None], on_done: Callable[[], None]) -> None:
        progress = self._window.work.watch(title)

        def done(_none: None) -> None:
            progress.finish()
            on_done()

        def refuse(error: DeskError) -> None:
            progress.finish()
            tell_unprinted(self._window.strip, error)

        self._window.jobs.read(self, lambda desk: work(desk, progress), done, refuse)


def _draw(desk: Desk, device: QPagedPaintDevice, ids: list[str], on_each: int, which: str, progress: Watched) -> None:
    from deskeditor.ui.photos.contact_paper import ContactPaper, Heading

    layout = device.pageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)
    now = today()
    day = QLocale().toString(QDate(now.year, now.month, now.day), QLocale.FormatType.LongFormat)
    paper = ContactPaper(layout, Heading(desk.publication().name, which, day), len(ids), on_each)
    painter = QPainter()
    try:
        for number in range(paper.sheets):
            part = ids[paper.part(number)]
            progress.step(number * paper.on_each, len(ids), "")
            images: dict[str, QImage] = {}
            for photo_id in part:
                with suppress(DeskError):  # one whose file has gone leaves its frame empty
                    images[photo_id] = QImage.fromData(desk.photos.thumbnail(photo_id, paper.box, keep=False))
            if number == 0 and not painter.begin(device):
                raise DeskError("The printer does not answer", mend="look whether it is on, or choose another")
            if number and not device.newPage():
                raise DeskError("The printer takes no more sheets", mend="look whether it is on and has paper")
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            paper.draw(painter, number, desk.photos.rows(part), images)
    finally:
        if painter.isActive():
            painter.end()


@contextmanager
def _pdf(to: Path) -> Iterator[QPdfWriter]:
    """A PDF that is there once the block has ended well, and of which nothing is left where it has not."""
    file = QSaveFile(str(to))
    writer = QPdfWriter(file)
    writer.setResolution(PDF_DPI)
    writer.setPageSize(QPageSize(sheet_of_the_country()))
    writer.setCreator("DeskEditor")
    writer.setTitle(to.stem)
    try:
        opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
        if opened:
            yield writer
        if not (opened and file.commit()):
            what = f"The PDF could not be written ({file.errorString()})"
            raise DeskError(what, where=str(to), mend="choose another folder")
    finally:
        # Here and in this order: an error takes what this block holds to the window's thread, and frees it there.
        shiboken6.delete(writer)
        shiboken6.delete(file)
