"""The bin in the window: by the Delete key, back by undo or from the bin, for ever only after it was told what goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.ui.bin_dialog import BinDialog

Start = Callable[..., Any]


@pytest.fixture
def driver(start: Start, desk_path: Path, picture: Path) -> Any:
    with Desk.open(desk_path) as desk:
        for headline in ("Dawn ferry", "Night ferry"):
            key = desk.articles.new(headline=headline, body="Three words here.").value.id
            desk.tags.add(key, "Harbour")
        desk.photos.take_in(picture)
    return start()


def rows(dialog: BinDialog) -> list[list[str]]:
    table = dialog.table
    return [[str(table.model().index(row, column).data()) for column in range(3)] for row in range(table.rowCount())]


def open_bin(driver: Any) -> BinDialog:
    driver.act("desk.bin")
    driver.settle()
    dialog = driver.window.findChild(BinDialog)
    assert isinstance(dialog, BinDialog)
    return dialog


def press(driver: Any, dialog: BinDialog, key: Qt.Key) -> None:
    QTest.keyClick(dialog.table, key)
    driver.settle()


def click(driver: Any, button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    driver.settle()


def undo(driver: Any) -> None:
    buttons = [each for each in driver.window.strip.findChildren(QPushButton) if each.text() == "Undo"]
    click(driver, buttons[-1])


def test_delete_in_the_list_puts_a_story_into_the_bin_and_enter_puts_it_back(driver: Any) -> None:
    view = driver.window.write.list.view
    key = view.stories.ids[0]
    driver.open(key)
    view.setFocus()
    driver.press(Qt.Key.Key_Delete)
    driver.settle()
    assert key not in view.stories.ids
    assert driver.window.strip.text == "The story is in the bin."
    dialog = open_bin(driver)
    assert rows(dialog) == [["Story", "Night ferry", "3 words"]]
    press(driver, dialog, Qt.Key.Key_Return)
    assert rows(dialog) == []
    assert dialog.said.text() == "Story “Night ferry” put back."
    assert not dialog.empty.isEnabled()
    assert key in view.stories.ids


def test_a_photo_is_deleted_in_its_room_and_that_undone(driver: Any) -> None:
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    room.sheet.setFocus()
    room.sheet.setCurrentIndex(room.model.index(0, 0))
    QTest.keyClick(room.sheet, Qt.Key.Key_Delete)
    driver.settle()
    assert room.model.ids == []
    assert rows(open_bin(driver))[0][:2] == ["Photo", "harbour.jpg"]
    undo(driver)
    assert len(room.model.ids) == 1


def test_all_photos_that_are_chosen_are_deleted_at_once(driver: Any, tmp_path: Path) -> None:
    Image.new("RGB", (80, 60), "navy").save(tmp_path / "night.jpg")
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.take_in(tmp_path / "night.jpg"))
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    room.sheet.setFocus()
    QTest.keyClick(room.sheet, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(room.sheet, Qt.Key.Key_Delete)
    driver.settle()
    assert room.model.ids == []
    assert "2 photos are in the bin" in driver.window.strip.text
    undo(driver)
    assert len(room.model.ids) == 2


def test_a_photo_that_a_story_shows_stays_and_says_so(driver: Any) -> None:
    story = driver.window.write.list.view.stories.ids[0]
    driver.window.jobs.mutate(driver.window, lambda desk: desk.articles.attach(story, "harbour.jpg", Role.LEAD))
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    room.sheet.setCurrentIndex(room.model.index(0, 0))
    driver.act("photo.discard")
    driver.settle()
    assert "The photo is shown in “night-ferry”, and stays" in driver.window.strip.text
    assert len(room.model.ids) == 1


def test_a_tag_is_deleted_from_all_stories_and_comes_back_to_them(driver: Any) -> None:
    key = driver.window.write.list.view.stories.ids[0]
    driver.open(key)
    driver.act("tag.discard")
    driver.settle()
    driver.type("harb")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert "The tag “Harbour” is in the bin, and off 2 stories." in driver.window.strip.text
    assert driver.article.tags == ()
    undo(driver)
    assert driver.article.tags == ("Harbour",)


def test_emptying_tells_what_goes_and_can_be_left(driver: Any, desk_path: Path) -> None:
    for _ in range(2):
        driver.open(driver.window.write.list.view.stories.ids[0])
        driver.act("story.discard")
        driver.settle()
    dialog = open_bin(driver)
    assert len(rows(dialog)) == 2
    click(driver, dialog.empty)
    assert dialog.question.text() == "2 stories will be gone for ever. This cannot be undone."
    assert dialog.no.hasFocus()
    click(driver, dialog.no)
    assert len(rows(dialog)) == 2
    dialog.table.selectRow([row[1] for row in rows(dialog)].index("Night ferry"))  # both went in one second
    press(driver, dialog, Qt.Key.Key_Delete)
    assert dialog.question.text() == "Story “Night ferry” will be gone for ever. This cannot be undone."
    click(driver, dialog.yes)
    assert rows(dialog) == [["Story", "Dawn ferry", "3 words"]]
    click(driver, dialog.empty)
    click(driver, dialog.yes)
    assert rows(dialog) == []
    assert dialog.said.text() == "Story “Dawn ferry” deleted for ever."
    with Desk.open(desk_path, read_only=True) as desk:
        assert desk.bin.all() == []
