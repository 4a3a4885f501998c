"""The contact sheet as PDF: what was chosen or listed, so many on a sheet, with names, captions and credits."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMarginsF, QObject, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from deskeditor.core.photo import Photo, PhotoFields
from deskeditor.desk import Desk, PhotoEdit
from deskeditor.ui.paper import DPI
from deskeditor.ui.photos.contact_dialog import ContactDialog
from deskeditor.ui.photos.contact_paper import GRIDS, ContactPaper, Heading

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, FillPhotos, Start

NOW = datetime(2026, 5, 15, tzinfo=UTC)
KOREAN = "연락선 한빛호가 목포항에 들어온다"
LONG = "Passengers leave the ferry " * 40 + "at last"


def settle(driver: Driver) -> None:
    jobs = driver.window.jobs
    while driver.window.work.is_busy or jobs._running:
        jobs.drain()
        QApplication.processEvents()


@pytest.fixture
def driver(start: Start, fill_photos: FillPhotos, desk_path: Path) -> Driver:
    ids = fill_photos(30)
    with Desk.open(desk_path) as desk:
        desk.photos.apply(
            [PhotoEdit(ids[0], {"caption": KOREAN, "credit": "서미나"}), PhotoEdit(ids[1], {"caption": LONG})]
        )
    opened = start()
    opened.act("room.photos")
    settle(opened)
    return opened


def tool(name: str, *arguments: object) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (Debian: poppler-utils)")
    command = [found, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def dialog_of(driver: Driver) -> ContactDialog:
    driver.act("photo.contact")
    return next(each for each in driver.window.findChildren(ContactDialog) if each.isVisible())


def save(driver: Driver, dialog: ContactDialog, to: Path) -> None:
    dialog.pdf.click()
    files = next(each for each in driver.window.findChildren(QFileDialog) if each.isVisible())
    files.fileSelected.emit(str(to))
    files.close()
    settle(driver)


def test_all_that_are_listed_go_into_a_pdf_with_their_words(driver: Driver, tmp_path: Path) -> None:
    dialog = dialog_of(driver)
    assert not dialog.some.isVisible()
    save(driver, dialog, tmp_path / "sheet.pdf")
    assert driver.window.strip.text == "Saved sheet.pdf"
    pdf = tmp_path / "sheet.pdf"
    assert "Pages:           3" in tool("pdfinfo", pdf)
    words = tool("pdftotext", "-layout", pdf, "-")
    assert set(re.findall(r"frame-\d{5}\.jpg", words)) == {f"frame-{number:05}.jpg" for number in range(30)}
    assert "News desk" in words
    assert re.search(r"3 ?/ ?3", words)
    assert "서미나" in words
    assert KOREAN in " ".join(words.split())
    assert "at last" not in words, "a caption is cut after three lines"
    assert len(tool("pdfimages", "-list", pdf).splitlines()) == 2 + 30


def test_those_that_are_chosen_go_alone_and_the_number_is_remembered(driver: Driver, tmp_path: Path) -> None:
    room = driver.window.photos
    assert room is not None
    room.search.setText("frame")
    driver.bot.waitUntil(lambda: room.shown == "“frame”")
    room.sheet.setCurrentIndex(room.model.index(2, 0))
    for row in (3, 4):
        room.sheet.selectionModel().select(room.model.index(row, 0), room.sheet.selectionModel().SelectionFlag.Select)
    settle(driver)
    dialog = dialog_of(driver)
    assert dialog.some.isChecked()
    dialog.on_each.setCurrentIndex(dialog.on_each.findData(6))
    save(driver, dialog, tmp_path / "chosen.pdf")
    words = tool("pdftotext", "-layout", tmp_path / "chosen.pdf", "-")
    assert re.findall(r"frame-\d{5}\.jpg", words) == [f"frame-{number:05}.jpg" for number in (2, 3, 4)]
    assert "“frame”" in words
    assert dialog_of(driver).on_each.currentData() == 6


def test_it_is_stopped_without_a_trace_and_a_folder_that_takes_none_is_told(driver: Driver, tmp_path: Path) -> None:
    printing = driver.window.commands.contact_printing  # type: ignore[union-attr]
    ids = driver.window.photos.model.ids  # type: ignore[union-attr]
    printing.save(tmp_path / "stopped.pdf", ids, 6)
    driver.window.work.lines[0].cancel.click()
    settle(driver)
    assert not list(tmp_path.glob("stopped*"))
    printing.save(tmp_path / "nowhere" / "sheet.pdf", ids, 6)
    settle(driver)
    assert "The PDF could not be written" in driver.window.strip.text


def test_it_is_printed_from_the_dialog_of_the_system(driver: Driver, tmp_path: Path) -> None:
    dialog_of(driver).print.click()
    asked = driver.window.findChild(QPrintDialog)
    assert asked is not None
    asked.reject()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing = driver.window.commands.contact_printing  # type: ignore[union-attr]
    printing.print(printer, driver.window.photos.model.ids, 30)  # type: ignore[union-attr]
    settle(driver)
    assert "frame-00029.jpg" in tool("pdftotext", "-layout", tmp_path / "printed.pdf", "-")


@pytest.mark.parametrize("on_each", GRIDS)
@pytest.mark.parametrize("turned", [QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape])
def test_photos_stand_within_the_margins_and_apart(
    on_each: int, turned: QPageLayout.Orientation, qapp: QObject
) -> None:
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF())
    paper = ContactPaper(layout, Heading("Desk", "", "Friday"), on_each + 1, on_each)
    assert (paper.on_each, paper.sheets) == (on_each, 2)
    cells = [paper._cell(place) for place in range(on_each)]
    body = paper._body.adjusted(-0.1, -0.1, 0.1, 0.1)
    assert all(body.contains(cell) for cell in cells)
    assert not any(one.intersects(other) for number, one in enumerate(cells) for other in cells[number + 1 :])
    fields = PhotoFields(caption=KOREAN, credit="서미나")
    photos = [Photo("p", "urn:p", "ferry.jpg", "0" * 64, "image/jpeg", 9, 300, 200, NOW, NOW, fields)]
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    sheet = drawn(paper, photos, {photos[0].id: image}, layout)
    red = [(x, y) for x in range(0, sheet.width(), 4) for y in range(0, sheet.height(), 4) if is_red(sheet, x, y)]
    across, down = {x for x, _ in red}, {y for _, y in red}
    assert abs((max(across) - min(across)) / (max(down) - min(down)) - 1.5) < 0.2
    assert min(across) >= cells[0].left() - 4
    assert max(down) < cells[0].bottom()


def drawn(paper: ContactPaper, photos: list[Photo], images: dict[str, QImage], layout: QPageLayout) -> QImage:
    size = layout.fullRectPixels(DPI).size()
    sheet = QImage(size, QImage.Format.Format_RGB32)
    for measure in (sheet.setDotsPerMeterX, sheet.setDotsPerMeterY):
        measure(round(DPI / 25.4 * 1000))
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    paper.draw(painter, 0, photos, images)
    painter.end()
    return sheet


def is_red(sheet: QImage, x: int, y: int) -> bool:
    colour = sheet.pixelColor(x, y)
    return colour.red() > 200 and colour.green() < 60
