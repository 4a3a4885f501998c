"""Other hands on the desk are told in the window, once, and no longer when they are gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QToolButton

from deskeditor.desk import Desk

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start


def look(driver: Driver) -> str:
    driver.window.watch.look()
    driver.window.jobs.drain()
    return driver.window.strip.text


def test_copies_of_a_synced_folder_are_told_once(driver: Driver, desk_path: Path) -> None:
    assert driver.window.strip.text == ""
    (desk_path / "desk (1).sqlite3").touch()
    assert "desk (1).sqlite3" in look(driver)
    driver.window.strip.findChildren(QToolButton)[-1].click()
    assert look(driver) == ""


def test_words_typed_into_a_desk_that_is_gone_are_kept_and_offered_and_saved_when_it_is_back(
    fill: Fill, start: Start, desk_path: Path
) -> None:
    (key,) = fill("One")
    driver = start()
    driver.open(key)
    database, away = desk_path / "desk.sqlite3", desk_path / "away.sqlite3"
    database.rename(away)
    assert "moved or deleted" in look(driver)
    with driver.bot.waitSignal(driver.autosave.failed, timeout=10_000):
        driver.column.go_to("headline")
        driver.type("Still ")
    assert driver.block(1).text() == "Still One"
    assert "moved or deleted" in driver.column.status.saved.text()
    offers = {button.text() for button in driver.window.strip.findChildren(QPushButton)}
    assert {"Keep the text elsewhere…", "Try now"} <= offers
    away.rename(database)
    with driver.bot.waitSignal(driver.autosave.saved, timeout=10_000):
        driver.autosave.flush()
    driver.settle()
    assert look(driver) == ""
    with Desk.open(desk_path, read_only=True) as desk:
        assert desk.articles.get(key).headline == "Still One"


def test_a_sound_desk_is_said_to_be_one(fill: Fill, start: Start) -> None:
    fill("One")
    driver = start()
    driver.act("desk.check")
    driver.settle()
    assert "The desk is sound" in driver.window.strip.text
    assert not driver.window.work.is_busy


def test_what_is_wrong_with_a_desk_is_named_with_what_mends_it(start: Start, desk_path: Path, picture: Path) -> None:
    with Desk.open(desk_path) as desk:
        taken = desk.photos.take_in(picture).value
        desk.photos.original(taken).unlink()
    driver = start()
    driver.act("desk.check")
    driver.settle()
    said = driver.window.strip.text
    assert "harbour.jpg: its file is gone" in said
    assert "doctor --repair" in said
