"""The messages: none hides another, and what is mended is no longer said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from deskeditor.core.errors import DeskError
from deskeditor.ui.strip import MOST, MessageStrip

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start


@pytest.fixture
def strip(qtbot: QtBot) -> MessageStrip:
    made = MessageStrip()
    qtbot.addWidget(made)
    return made


def close(strip: MessageStrip) -> None:
    """Close the latest message."""
    QTest.mouseClick(strip.findChildren(QToolButton)[-1], Qt.MouseButton.LeftButton)


def test_an_error_goes_away_when_the_same_action_succeeds_and_only_then(strip: MessageStrip) -> None:
    strip.error(DeskError("The disk is full"), about="export")
    strip.settle("import")
    assert "disk is full" in strip.text
    strip.tell("Exported 1 story", about="export")
    assert strip.text == "Exported 1 story"
    strip.settle("export")
    assert strip.isHidden()


def test_no_message_hides_another(strip: MessageStrip) -> None:
    strip.error(DeskError("bad.jpg is no picture"), about="import")
    strip.tell("The tag was taken away.", ("Undo", lambda: None))
    strip.error(DeskError("The address is wrong"), about="settings")
    assert strip.text.splitlines() == ["bad.jpg is no picture", "The tag was taken away.", "The address is wrong"]
    strip.tell("A later notice")
    assert strip.text.splitlines() == ["bad.jpg is no picture", "The address is wrong", "A later notice"]


def test_what_there_is_no_room_for_comes_back(strip: MessageStrip) -> None:
    for number in range(MOST + 1):
        strip.error(DeskError(f"Error {number}"))
    assert strip.text.splitlines() == ["Error 1", "Error 2", "Error 3"]
    close(strip)
    assert strip.text.splitlines() == ["Error 0", "Error 1", "Error 2"]


def test_the_same_sentence_is_said_once(strip: MessageStrip) -> None:
    for _ in range(3):
        strip.error(DeskError("The disk is full"))
    assert strip.text == "The disk is full"


def dialog_field(driver: Driver) -> QLineEdit:
    dialog = next(dialog for dialog in driver.window.findChildren(QFileDialog) if dialog.isVisible())
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    return field


def export(driver: Driver) -> None:
    driver.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog_field(driver), Qt.Key.Key_Return)


def test_a_refused_export_is_forgotten_once_it_succeeds(driver: Driver, tmp_path: Path) -> None:
    driver.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    export(driver)
    driver.bot.waitUntil(lambda: "no headline" in driver.window.strip.text, timeout=20_000)
    assert driver.column.go_to("headline")
    driver.type("Port reopens")
    assert driver.column.go_to("body")
    driver.type("The first ferry left at six.")
    driver.settle()
    export(driver)
    driver.bot.waitUntil(lambda: "Exported 1 story" in driver.window.strip.text, timeout=20_000)
    assert "no headline" not in driver.window.strip.text


def test_findings_are_shown_in_the_story_that_has_them(fill: Fill, start: Start) -> None:
    ids = fill("Whole", "")
    driver = start()
    driver.open(ids[0])
    driver.act("room.edition")
    driver.settle()
    room = driver.window.edition
    assert room is not None
    QTest.keyClick(room.make_today, Qt.Key.Key_Return)
    driver.settle()
    room.add("lead", ids[1])
    driver.settle()
    driver.act("edition.export")
    QTest.keyClick(dialog_field(driver), Qt.Key.Key_Return)
    driver.bot.waitUntil(lambda: "no headline" in driver.window.strip.text, timeout=20_000)
    next(b for b in driver.window.strip.findChildren(QPushButton) if b.text() == "Show findings").click()
    driver.settle()
    driver.bot.waitUntil(lambda: driver.editor.textCursor().blockNumber() == 1)
    assert driver.article.id == ids[1]


def test_of_many_pictures_the_bad_ones_are_named_and_the_others_taken_in(
    driver: Driver, tmp_path: Path, picture: Path
) -> None:
    driver.act("story.new")
    driver.settle()
    paths = [picture]
    for number in range(5):
        paths.append(tmp_path / f"frame-{number}.jpg")
        paths[-1].write_bytes(picture.read_bytes() + bytes([number]) if number % 2 else b"no picture")
    driver.story.photos.add(paths)
    driver.settle()
    assert "Took in 3 files" in driver.window.strip.text
    for name in ("frame-0.jpg", "frame-2.jpg", "frame-4.jpg"):
        assert name in driver.window.strip.text
    assert len(driver.article.photos) == 3
    # The first caption is where the hands go on; the order is that of the files.
    assert driver.editor.textCursor().blockNumber() == 6
    names = [used.photo.filename for used in driver.story.story.photos] if driver.story.story else []
    assert names == ["harbour.jpg", "frame-1.jpg", "frame-3.jpg"]
    driver.story.photos.add([paths[2]])
    driver.settle()
    assert "frame-0.jpg" not in driver.window.strip.text


def test_photos_go_into_the_story_they_were_dropped_on(fill: Fill, start: Start, picture: Path) -> None:
    ids = fill("One", "Two")
    driver = start()
    driver.open(ids[0])
    driver.story.photos.add([picture])
    driver.window.open_story(ids[1])
    driver.settle()
    assert driver.article.id == ids[1]
    assert driver.article.photos == ()
    driver.open(ids[0])
    assert len(driver.article.photos) == 1
