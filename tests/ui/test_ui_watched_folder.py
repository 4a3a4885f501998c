"""A watched folder: what comes into it is taken in once it is whole; what could not be read is told once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QFileDialog

from deskeditor.ui.watched_folder import WatchedFolder, WatchSign

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "hot"
    made.mkdir()
    return made


def shoot(folder: Path, name: str, colour: str = "teal") -> Path:
    path = folder / name
    Image.new("RGB", (60, 40), colour).save(path)
    return path


def settle(driver: Driver) -> None:
    jobs = driver.window.jobs
    while driver.window.work.is_busy or jobs._running:
        jobs.drain()
        QApplication.processEvents()


def watched(driver: Driver) -> WatchedFolder:
    assert driver.window.commands is not None
    return driver.window.commands.watched


def look(driver: Driver, times: int = 2) -> None:
    """As the clock does."""
    for _ in range(times):
        watched(driver).look()
        settle(driver)


def names(driver: Driver) -> list[str]:
    desk = driver.window.jobs._desk
    assert desk is not None
    return sorted(photo.filename for photo in desk.photos.rows(desk.photos.ids()))


def choose(driver: Driver, folder: Path) -> None:
    driver.act("photo.watch")
    dialog = next(each for each in driver.window.findChildren(QFileDialog) if each.isVisible())
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    settle(driver)


def test_what_comes_in_is_taken_in_and_the_files_stay(driver: Driver, folder: Path) -> None:
    shoot(folder, "before.jpg")
    choose(driver, folder)
    look(driver)
    assert names(driver) == ["before.jpg"]
    (folder / "below").mkdir()
    shoot(folder / "below", "after.png", "red")
    (folder / "after.xmp").write_text("<x/>")
    look(driver)
    assert names(driver) == ["after.png", "before.jpg"]
    assert driver.window.strip.text == "", "they come by themselves, and move nothing"
    assert (folder / "before.jpg").is_file()
    assert driver.window.services.actions["photo.watch"].isChecked()


def test_a_file_that_grows_is_left_until_it_is_whole(driver: Driver, folder: Path) -> None:
    whole = shoot(folder.parent, "whole.png").read_bytes()
    growing = folder / "growing.png"
    growing.write_bytes(b"")
    choose(driver, folder)
    look(driver, 3)
    assert names(driver) == []
    growing.write_bytes(whole[:40])
    look(driver, 1)
    growing.write_bytes(whole)
    look(driver, 1)
    assert names(driver) == []
    assert driver.window.strip.text == ""
    look(driver, 1)
    assert names(driver) == ["growing.png"]


def test_what_could_not_be_read_is_told_once_and_again_when_it_has_changed(driver: Driver, folder: Path) -> None:
    bad = folder / "bad.jpg"
    bad.write_bytes(b"<html>no picture")
    choose(driver, folder)
    look(driver)
    assert "web page under a picture's name" in driver.window.strip.text
    driver.window.strip.settle("import")
    look(driver, 3)
    assert driver.window.strip.text == ""
    shoot(folder, "bad.jpg")
    look(driver)
    assert names(driver) == ["bad.jpg"]


def test_what_was_told_of_files_is_over_once_they_have_come_whole(driver: Driver, folder: Path) -> None:
    for name in ("half.png", "other.png"):
        shoot(folder.parent, name, "red" if name == "half.png" else "blue")
        (folder / name).write_bytes((folder.parent / name).read_bytes()[:90])
    choose(driver, folder)
    look(driver)
    assert "cut off" in driver.window.strip.text
    for name in ("half.png", "other.png"):
        assert "cut off" in driver.window.strip.text
        (folder / name).write_bytes((folder.parent / name).read_bytes())
        look(driver)
    assert names(driver) == ["half.png", "other.png"]
    assert driver.window.strip.text == ""


def test_a_folder_that_goes_away_is_waited_for(driver: Driver, folder: Path, tmp_path: Path) -> None:
    shoot(folder, "one.jpg")
    choose(driver, folder)
    look(driver)
    away = folder.rename(tmp_path / "away")
    look(driver)
    assert watched(driver).is_away
    assert "The folder is not there" in driver.window.strip.text
    assert "watched again as soon as it is back" in driver.window.strip.text
    away.rename(folder)
    shoot(folder, "two.jpg", "red")
    look(driver)
    assert not watched(driver).is_away
    assert "not there" not in driver.window.strip.text
    assert names(driver) == ["one.jpg", "two.jpg"]


def test_it_is_remembered_shown_in_the_head_and_ended_there(start: Start, folder: Path) -> None:
    driver = start()
    choose(driver, folder)
    driver.window.close()
    shoot(folder, "meanwhile.jpg")

    again = start()
    look(again)
    assert names(again) == ["meanwhile.jpg"]
    again.act("room.photos")
    assert again.window.photos is not None
    (sign,) = again.window.photos.findChildren(WatchSign)
    assert (sign.isVisible(), sign.text()) == (True, "Watching “hot”")
    sign.click()
    assert not sign.isVisible()
    assert not again.window.services.actions["photo.watch"].isChecked()
    shoot(folder, "later.jpg", "red")
    look(again)
    assert names(again) == ["meanwhile.jpg"]
    again.window.close()
    assert watched(start()).folder is None


def test_nothing_is_told_where_all_is_here_already(start: Start, folder: Path) -> None:
    driver = start()
    shoot(folder, "one.jpg")
    choose(driver, folder)
    look(driver)
    driver.window.close()
    again = start()
    look(again, 3)
    assert names(again) == ["one.jpg"]
    assert again.window.strip.text == ""
