"""A story on paper: what the page shows, black on white, in sheets that part nothing that belongs together."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTextBlock
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from deskeditor.core.article import Article
from deskeditor.core.photo import Photo, PhotoFields, PhotoUse, Role, UsedPhoto
from deskeditor.desk import Desk
from deskeditor.ui.editor.lines import PICTURES, Kind
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.paper import DPI, Paper
from deskeditor.ui.theme import Look, Theme
from deskeditor.ui.work_bar import Watched

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

NOW = datetime(2025, 12, 5, tzinfo=UTC)
WORDS = "The boat leaves the north steps at twenty to six and is back before the bakery opens. "
Pdftotext = Callable[[Path], str]


@pytest.fixture
def pdftotext() -> Pdftotext:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")

    def read(path: Path) -> str:
        return subprocess.run([tool, str(path), "-"], capture_output=True, text=True, check=True, timeout=60).stdout

    return read


def ferry() -> UsedPhoto:
    fields = PhotoFields(caption="A ferry at the quay", alt="A white ferry", credit="Jane Doe")
    picture = Photo("p1", "urn:p1", "ferry.jpg", "0" * 64, "image/jpeg", 1, 1600, 1000, NOW, NOW, fields)
    return UsedPhoto.of(PhotoUse("p1", Role.INLINE), picture)


def paper_of(body: str, **fields: object) -> Paper:
    red = QImage(160, 100, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    sheet = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    article = Article("a1", "urn:a1", "ferry", NOW, NOW, body=body, **fields)  # type: ignore[arg-type]
    return Paper(article, {"p1": ferry()}, {"p1": red}, sheet)


def drawn(paper: Paper, number: int, dense: int = 1) -> QImage:
    image = QImage(794 * dense, 1123 * dense, QImage.Format.Format_RGB32)
    for measure in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        measure(round(dense * DPI / 25.4 * 1000))
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paper.draw(painter, number)
    painter.end()
    return image


def blocks(paper: Paper) -> list[QTextBlock]:
    page = paper._page
    return [page.findBlockByNumber(number) for number in range(page.blockCount())]


def sheets_of(paper: Paper, block: QTextBlock) -> list[int]:
    top, layout = paper._page.documentLayout().blockBoundingRect(block).top(), block.layout()
    height = paper._page.pageSize().height()
    return [int((top + layout.lineAt(number).y()) / height) for number in range(layout.lineCount())]


def colours(image: QImage, left: int, top: int, right: int, bottom: int) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(left, right, 2) for y in range(top, bottom, 2)}


@pytest.mark.parametrize("fields", [{}, {"headline": "X"}, {"kicker": "X", "standfirst": "X", "dateline": "X"}])
def test_a_long_story_is_laid_out_to_its_end(look: Look, fields: dict[str, str]) -> None:
    paper = paper_of((WORDS * 6 + "\n\n") * 200, **fields)
    assert 45 < paper.sheets < 55
    assert sheets_of(paper, blocks(paper)[-1])[-1] == paper.sheets - 1


def test_empty_fields_and_hints_stay_off_the_paper_and_credits_are_on_it(look: Look) -> None:
    paper = paper_of("![A ferry](photo:p1)\n\nText.\n", headline="The ferry")
    assert [block.text() for block in blocks(paper)] == ["The ferry", "\ufffc", "Jane Doe", "Text."]
    paper = paper_of("![A ferry](photo:p1)\nOn its way\n", kicker="Harbour", standfirst="It sails", dateline="SALTMERE")
    texts = [block.text() for block in blocks(paper)]
    assert texts == ["Harbour", "It sails", "SALTMERE", "\ufffc", "On its way\u2028Jane Doe"]
    assert kind_of(blocks(paper)[0]) is Kind.KICKER


def test_it_is_black_on_white_in_the_dark_too(look: Look) -> None:
    look.choose(Theme.DARK)
    image = drawn(paper_of("Of the ferry.\n\n> Said somebody.\n", kicker="Harbour", headline="The ferry"), 0)
    seen = colours(image, 0, 0, image.width(), image.height())
    assert "#ffffff" in seen
    assert min(sum(int(name[at : at + 2], 16) for at in (1, 3, 5)) for name in seen) < 100
    assert all(len({name[1:3], name[3:5], name[5:7]}) <= 2 for name in seen)
    assert image.pixelColor(5, 5).name() == "#ffffff"


def test_the_picture_is_as_wide_as_the_column_and_the_foot_counts(look: Look) -> None:
    paper = paper_of("![A ferry](photo:p1)\n\n" + (WORDS * 6 + "\n\n") * 30, headline="The ferry")
    image = drawn(paper, 0)
    assert image.pixelColor(400, 300).name() == "#ff0000"
    assert image.pixelColor(100, 300).name() == image.pixelColor(700, 300).name() == "#ffffff"
    assert paper.sheets > 3
    for number in range(paper.sheets):
        foot = drawn(paper, number).copy(0, 1030, 794, 80)
        assert len(colours(foot, 600, 0, 720, 80)) > 1


@pytest.mark.parametrize(
    "body",
    ["A note[^1].\n\n[^1]: From the harbour.\n", "```\nraw\n```\n", "![A ferry](photo:p1)\nIt sails\n", "> Said.\n"],
)
def test_a_printer_with_more_dots_draws_nothing_larger(look: Look, body: str) -> None:
    paper = paper_of(body, headline="The ferry")
    smooth = Qt.TransformationMode.SmoothTransformation
    plain = drawn(paper, 0)
    dense = drawn(paper, 0, 3).scaled(plain.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    inked = [
        [y for y in range(1000) if any(image.pixelColor(x, y).lightness() < 140 for x in range(100, 694))]
        for image in (plain, dense)
    ]
    assert len(set(inked[0]) ^ set(inked[1])) < 14


@pytest.mark.parametrize("before", range(14, 30, 2))
def test_what_belongs_together_is_on_one_sheet(look: Look, before: int) -> None:
    body = "One line.\n\n" * before + f"![A ferry](photo:p1)\nA caption\n\n## A crosshead\n\n{WORDS * 2}\n\n" * 3
    paper = paper_of(body, headline="The ferry")
    for block in blocks(paper):
        own = sheets_of(paper, block)
        assert own
        if kind_of(block) in PICTURES or kind_of(block) is Kind.HEADING:
            assert sheets_of(paper, block.next())[0] == own[-1]
        if len(own) == 2:
            assert len(set(own)) == 1


@pytest.mark.parametrize("before", range(14, 30))
def test_no_label_stays_on_the_sheet_before_its_picture(look: Look, before: int) -> None:
    body = (
        "One line.\n\n" * before
        + "!!! gallery\n    ![A ferry](photo:p1)\n    One\n\n    ![A ferry](photo:p1)\n    Two\n"
    )
    paper = paper_of(body, headline="The ferry")
    picture = next(block for block in blocks(paper) if kind_of(block) in PICTURES)
    top = paper._page.documentLayout().blockBoundingRect(picture).top()
    assert sheets_of(paper, picture)[0] == int(top / paper._page.pageSize().height())


def test_paper_has_the_accepted_text(look: Look) -> None:
    paper = paper_of("The {--old --}{++new ++}ferry {==left==}{>>#one<<}.\n", headline="The ferry")
    assert blocks(paper)[-1].text() == "The new ferry left."


def choose(driver: Driver, name: str) -> None:
    driver.act("story.pdf")
    dialog = next(dialog for dialog in driver.window.findChildren(QFileDialog) if dialog.isVisible())
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(name)
    QTest.keyClick(field, Qt.Key.Key_Return)


def open_story(start: Start, desk_path: Path, picture: Path, body: str = "새 한강의 다리.\n") -> Driver:
    with Desk.open(desk_path) as desk:
        taken = desk.photos.take_in(picture).value
        desk.photos.edit(taken.id, caption="The harbour at dawn", credit="Jane Doe")
        key = desk.articles.new(headline="The ferry sails", standfirst="At dawn", body=body).value.id
        desk.articles.attach(key, taken.id, Role.LEAD)
    driver = start()
    driver.open(key)
    driver.editor.setFocus()
    return driver


def test_a_story_as_pdf(start: Start, desk_path: Path, picture: Path, tmp_path: Path, pdftotext: Pdftotext) -> None:
    driver = open_story(start, desk_path, picture)
    driver.type("Typed just now. ")
    choose(driver, "ferry")
    driver.bot.waitUntil(lambda: "Saved ferry.pdf" in driver.window.strip.text, timeout=20_000)
    assert not driver.window.work.isVisible()
    said = pdftotext(tmp_path / "ferry.pdf")
    for words in ("The ferry sails", "At dawn", "The harbour at dawn", "Jane Doe", "Typed just now. 새 한강의 다리."):
        assert words in said
    assert "1/1" in said.replace(" ", "")
    assert "Kicker" not in said
    assert b"/DCTDecode" in (tmp_path / "ferry.pdf").read_bytes()


def test_a_pdf_that_cannot_be_written_is_told(start: Start, desk_path: Path, picture: Path, tmp_path: Path) -> None:
    driver = open_story(start, desk_path, picture)
    (tmp_path / "ferry.pdf").mkdir()
    assert driver.window.commands is not None
    driver.window.commands.printing._write(tmp_path / "ferry.pdf")
    driver.bot.waitUntil(lambda: "could not be written" in driver.window.strip.text, timeout=20_000)
    assert "ferry.pdf" in driver.window.strip.text
    assert not driver.window.work.isVisible()


def test_a_long_story_can_be_stopped(start: Start, desk_path: Path, picture: Path, tmp_path: Path) -> None:
    driver = open_story(start, desk_path, picture, (WORDS * 6 + "\n\n") * 600)
    choose(driver, "ferry")
    driver.bot.waitUntil(
        lambda: driver.window.work.is_busy and " of " in driver.window.work.lines[0].said.text(), timeout=20_000
    )
    QTest.mouseClick(driver.window.work.lines[0].cancel, Qt.MouseButton.LeftButton)
    driver.bot.waitUntil(lambda: "Cancelled" in driver.window.strip.text, timeout=20_000)
    assert not (tmp_path / "ferry.pdf").exists()
    driver.editor.setFocus()
    driver.type("Still here. ")
    driver.settle()
    assert driver.article.body.startswith("Still here. ")


def test_a_window_is_not_closed_over_an_unfinished_pdf(
    start: Start, desk_path: Path, picture: Path, tmp_path: Path
) -> None:
    driver = open_story(start, desk_path, picture, (WORDS * 6 + "\n\n") * 200)
    choose(driver, "ferry")
    assert not driver.window.close()
    assert "Something is still under way" in driver.window.strip.text
    driver.bot.waitUntil(lambda: "Saved ferry.pdf" in driver.window.strip.text, timeout=20_000)
    assert driver.window.close()
    written = (tmp_path / "ferry.pdf").read_bytes()
    assert written.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", written)) > 20


def test_an_unfinished_pdf_is_stopped_by_who_wants_to_leave(
    start: Start, desk_path: Path, picture: Path, tmp_path: Path
) -> None:
    driver = open_story(start, desk_path, picture, (WORDS * 6 + "\n\n") * 600)
    choose(driver, "ferry")
    assert not driver.window.close()
    stop = next(button for button in driver.window.strip.findChildren(QPushButton) if "Stop it" in button.text())
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert not driver.window.isVisible()
    assert not (tmp_path / "ferry.pdf").exists()


def test_the_printer_gets_the_same_sheets(start: Start, desk_path: Path, picture: Path, tmp_path: Path) -> None:
    driver = open_story(start, desk_path, picture, (WORDS * 6 + "\n\n") * 20)
    driver.act("story.print")
    dialog = driver.window.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert driver.window.commands is not None
    done: list[bool] = []

    def on_done(progress: Watched) -> None:
        progress.finish()
        done.append(True)

    driver.window.commands.printing._prepare(printer, "Printing", on_done, printer.abort)
    driver.bot.waitUntil(lambda: bool(done), timeout=20_000)
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "printed.pdf").read_bytes())) > 2
