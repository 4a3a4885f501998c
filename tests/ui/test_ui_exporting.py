"""Where an export goes: a name that is free is always proposed, and nothing that is there is touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from deskeditor.desk import verify_bundle
from deskeditor.ui.correction_dialog import CorrectionDialog
from deskeditor.ui.export_target import TargetDialog, another_name, free_name

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def story(fill: Fill, start: Start) -> Driver:
    """A window on a story that can be exported."""
    (article_id,) = fill("Port reopens")
    driver = start()
    driver.open(article_id)
    return driver


def field_of(driver: Driver) -> QLineEdit:
    dialog = next(dialog for dialog in driver.window.findChildren(TargetDialog) if dialog.isVisible())
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    return field


def enter(driver: Driver, typed: str = "") -> None:
    field = field_of(driver)
    if typed:
        field.setText(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)


def exported(driver: Driver, path: Path) -> None:
    driver.bot.waitUntil(lambda: f"to {path}" in driver.window.strip.text, timeout=20_000)
    assert verify_bundle(path) == []


def test_a_second_export_goes_beside_the_first(story: Driver, tmp_path: Path) -> None:
    for name in ("port-reopens", "port-reopens-2", "port-reopens-3"):
        story.press(Qt.Key.Key_E, CONTROL)
        assert field_of(story).text() == name
        enter(story)
        exported(story, tmp_path / name)


def test_a_name_that_is_taken_is_answered_with_one_that_is_free(story: Driver, tmp_path: Path) -> None:
    story.act("story.export")
    enter(story)
    exported(story, tmp_path / "port-reopens")
    before = {path: path.read_bytes() for path in (tmp_path / "port-reopens").rglob("*") if path.is_file()}
    story.act("story.export")
    enter(story, "port-reopens")
    assert field_of(story).text() == "port-reopens-2"
    enter(story)
    exported(story, tmp_path / "port-reopens-2")
    assert before == {path: path.read_bytes() for path in (tmp_path / "port-reopens").rglob("*") if path.is_file()}


def test_a_zip_file_that_is_taken_too(story: Driver, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_bytes(b"mine")
    story.act("story.export")
    enter(story, "mine.zip")
    assert field_of(story).text() == "mine-2"
    enter(story)
    exported(story, tmp_path / "mine-2.zip")
    assert (tmp_path / "mine.zip").read_bytes() == b"mine"
    # Who sends zip files goes on sending them.
    story.act("story.export")
    enter(story)
    exported(story, tmp_path / "port-reopens.zip")


def test_a_folder_is_gone_into_and_the_name_is_still_there(story: Driver, tmp_path: Path, settings: QSettings) -> None:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    story.act("story.export")
    enter(story, str(outbox))
    assert field_of(story).text() == "port-reopens"
    enter(story)
    exported(story, outbox / "port-reopens")
    assert settings.value("export/folder") == str(outbox)


def test_a_place_that_cannot_be_written_is_told_and_another_one_asked_for(story: Driver, tmp_path: Path) -> None:
    story.act("story.export")
    enter(story, str(tmp_path / "nowhere" / "port"))
    story.bot.waitUntil(lambda: "does not exist" in story.window.strip.text, timeout=20_000)
    offers = [b for b in story.window.strip.findChildren(QPushButton) if b.text() == "Export to another place"]
    QTest.keyClick(offers[0], Qt.Key.Key_Return)
    enter(story, str(tmp_path / "port"))
    exported(story, tmp_path / "port")
    assert "does not exist" not in story.window.strip.text


def test_names_are_counted_on(tmp_path: Path) -> None:
    assert free_name(tmp_path, "port") == "port"
    (tmp_path / "port").mkdir()
    (tmp_path / "port-2.zip").touch()
    assert free_name(tmp_path, "port") == "port-3"
    assert free_name(tmp_path / "nowhere", "a/b") == "ab"
    bundle = tmp_path / "port-9"
    bundle.mkdir()
    (bundle / "bagit.txt").touch()
    assert another_name(bundle, "port") == (tmp_path, "port")
    assert another_name(tmp_path / "top-10.zip", "port") == (tmp_path, "top-10")
    assert another_name(tmp_path / "port", "port") == (tmp_path / "port", "port")


@pytest.mark.parametrize("damaged", [False, True])
def test_a_bundle_is_verified_in_the_window(story: Driver, tmp_path: Path, damaged: bool) -> None:
    story.press(Qt.Key.Key_E, CONTROL)
    enter(story)
    bundle = tmp_path / "port-reopens"
    exported(story, bundle)
    if damaged:
        (bundle / "data" / "items" / "port-reopens" / "article.md").write_text("other\n")
    story.act("bundle.verify")
    dialog = next(dialog for dialog in story.window.findChildren(QFileDialog) if dialog.isVisible())
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(bundle / "bagit.txt"))
    QTest.keyClick(field, Qt.Key.Key_Return)
    said = "data/items/port-reopens/article.md" if damaged else "every byte is what was sent"
    story.bot.waitUntil(lambda: said in story.window.strip.text, timeout=20_000)
    assert ("every byte" in story.window.strip.text) is not damaged


def test_a_correction_goes_out_with_what_was_corrected(story: Driver, tmp_path: Path) -> None:
    story.act("story.correct")
    assert "has not left the desk yet" in story.window.strip.text
    story.act("story.export")
    enter(story)
    exported(story, tmp_path / "port-reopens")
    assert story.column.go_to("headline")
    story.press(Qt.Key.Key_End)
    story.type(" today")
    story.settle()
    story.act("story.correct")
    dialog = next(dialog for dialog in story.window.findChildren(CorrectionDialog) if dialog.isVisible())
    assert not dialog.go_on.isEnabled()
    QTest.keyClicks(dialog.note, "An earlier version gave no day.")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    enter(story)
    exported(story, tmp_path / "port-reopens-2")
    (sent,) = (tmp_path / "port-reopens-2/data/items").glob("*/article.ninjs.json")
    assert json.loads(sent.read_text(encoding="utf-8"))["edNote"] == "An earlier version gave no day."
