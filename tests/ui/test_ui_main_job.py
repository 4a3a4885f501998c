"""The main job: from an empty folder to an exported story with a captioned photo and a tag, by keys alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from deskeditor.core.photo import Role
from deskeditor.desk import verify_bundle

if TYPE_CHECKING:
    from tests.ui.conftest import Driver

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def dialog_of(driver: Driver) -> QFileDialog:
    return next(dialog for dialog in driver.window.findChildren(QFileDialog) if dialog.isVisible())


def answer(driver: Driver, text: str = "") -> None:
    """Type into the file dialog, and press Enter."""
    dialog = dialog_of(driver)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    if text:
        field.setText(text)
    driver.keys += 1
    QTest.keyClick(field, Key.Key_Return)
    driver.settle()


def test_a_story_with_a_photo_leaves_in_under_25_keys(driver: Driver, picture: Path, tmp_path: Path) -> None:
    driver.press(Key.Key_N, CONTROL)
    driver.settle()
    driver.type("Port reopens")
    driver.press(Key.Key_Tab)
    driver.type("Ferries sail again at dawn.")
    driver.press(Key.Key_Tab)
    driver.type("Jo Marsh")
    driver.press(Key.Key_Tab)
    driver.type("Port Selby")
    driver.press(Key.Key_Tab)
    driver.type("The first ferry left at six.")
    driver.press(Key.Key_I, CONTROL | SHIFT)
    answer(driver, str(picture))
    driver.type("The ferry leaves the harbour.")
    driver.press(Key.Key_T, CONTROL)
    driver.type("Harbour")
    driver.press(Key.Key_Return)
    driver.press(Key.Key_E, CONTROL)
    answer(driver)
    driver.bot.waitUntil(lambda: "Exported 1 story" in driver.window.strip.text, timeout=20_000)

    assert driver.keys < 25
    driver.settle()
    article = driver.article
    assert (article.headline, article.byline, article.dateline) == ("Port reopens", ("Jo Marsh",), "Port Selby")
    assert article.standfirst == "Ferries sail again at dawn."
    assert article.body == "The first ferry left at six.\n"
    assert article.tags == ("Harbour",)
    assert [(use.role, use.caption) for use in article.photos] == [(Role.LEAD, "The ferry leaves the harbour.")]
    bundle = tmp_path / "port-reopens"
    assert verify_bundle(bundle) == []
    manifest = json.loads((bundle / "data" / "manifest.json").read_text("utf-8"))
    assert article.urn in json.dumps(manifest)


# Qt 6.11 takes the place as QPoint alone; 6.12 would rather have QPointF.
@pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
def test_a_dropped_photo_becomes_the_lead_with_the_cursor_in_its_caption(driver: Driver, picture: Path) -> None:
    driver.press(Key.Key_N, CONTROL)
    driver.settle()
    driver.type("Dropped")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    place, copy, left = QPoint(300, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(driver.editor.viewport(), QDragEnterEvent(place, copy, mime, left, held))
    move = Qt.DropAction.MoveAction
    drop = QDropEvent(place.toPointF(), copy | move, mime, left, held)
    drop.setDropAction(move)
    QApplication.sendEvent(driver.editor.viewport(), drop)
    assert drop.dropAction() is copy, "a file manager may remove what was moved away"
    driver.settle()
    driver.type("Seen from the quay")
    driver.settle()
    assert [(use.role, use.caption) for use in driver.article.photos] == [(Role.LEAD, "Seen from the quay")]
    assert driver.article.headline == "Dropped"


def test_everything_can_be_undone_in_the_story(driver: Driver) -> None:
    driver.press(Key.Key_N, CONTROL)
    driver.settle()
    driver.type("One")
    driver.settle()
    driver.press(Key.Key_Z, CONTROL)
    driver.settle()
    assert driver.article.headline == ""
