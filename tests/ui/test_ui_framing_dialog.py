"""How one story shows a photo is decided in a view of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.ui.conftest import Driver, Fill, Start
from tests.ui.frames import HARBOUR, photo, take_in

from deskeditor.core.framing import AS_IT_CAME, Framing
from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.ui.photos.framing_dialog import FramingDialog
from deskeditor.ui.write.photos_pane import PhotosPane

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ids(desk_path: Path, tmp_path: Path) -> dict[str, str]:
    return take_in(desk_path, tmp_path)


@pytest.fixture
def driver_on_story(start: Start, fill: Fill, ids: dict[str, str], desk_path: Path) -> Driver:
    (story,) = fill("A ferry")
    with Desk.open(desk_path) as desk:
        desk.articles.attach(story, HARBOUR, Role.LEAD)
    driver = start()
    driver.open(story)
    return driver


def opened(driver: Driver) -> FramingDialog:
    """By the button of the photo's card."""
    driver.act("pane.photos")
    driver.settle()
    (pane,) = driver.window.findChildren(PhotosPane)
    (button,) = [one for one in pane.findChildren(QPushButton) if one.text() == "Crop for this story…"]
    button.click()
    driver.settle()
    assert driver.window.commands is not None
    dialog = driver.window.commands.looking.dialog
    assert dialog is not None
    return dialog


def own(driver: Driver) -> Framing | None:
    """What the story alone has decided."""
    driver.settle()
    (use,) = driver.article.photos
    return use.framing


def press(driver: Driver, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        driver.press(key, held)
    driver.settle()


def test_a_story_crops_a_photo_for_itself_and_its_page_follows(driver_on_story: Driver, ids: dict[str, str]) -> None:
    driver = driver_on_story
    dialog = opened(driver)
    assert not dialog.follow.isEnabled()
    assert driver.focus() is dialog.view.canvas
    press(driver, Qt.Key.Key_BracketRight, Qt.Key.Key_R, Qt.Key.Key_Up, Qt.Key.Key_Down)
    decided = own(driver)
    assert decided is not None
    assert decided.turn == 1
    assert decided.drawn("16:9") is not None
    assert photo(driver, ids[HARBOUR]).framing == AS_IT_CAME
    size = driver.editor._pictures.size_in(ids[HARBOUR], 200)
    assert size.height() > size.width()
    press(driver, Qt.Key.Key_Z, held=CONTROL)
    undone = own(driver)
    assert undone is not None
    assert undone.drawn("16:9") is None
    press(driver, Qt.Key.Key_Z, held=CONTROL | SHIFT)
    assert own(driver) == decided
    assert dialog.view.canvas.framing == decided
    assert dialog.follow.isEnabled()
    dialog.follow.click()
    assert own(driver) is None
    press(driver, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert driver.window.commands is not None
    assert driver.window.commands.looking.dialog is None
    assert not driver.window.services.actions["photo.focal"].isEnabled()


def test_a_crop_without_the_focal_point_is_refused_there_too(driver_on_story: Driver, ids: dict[str, str]) -> None:
    driver = driver_on_story
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.edit(HARBOUR, framing=Framing(focal=(0.05, 0.5))))
    driver.settle()
    dialog = opened(driver)
    dialog.view.crops.previews["1:1"].click()
    press(driver, *[Qt.Key.Key_Right] * 12)
    decided = own(driver)
    assert decided is not None
    box = decided.drawn("1:1")
    assert box is not None
    assert box.has((0.05, 0.5))
    assert "leaves the focal point out" in dialog.view.refusal.text()
    assert photo(driver, ids[HARBOUR]).framing == Framing(focal=(0.05, 0.5))
    QTest.keyClick(dialog.view.canvas, Qt.Key.Key_Escape)
    QTest.keyClick(dialog.view.canvas, Qt.Key.Key_Escape)
    driver.settle()
    assert not dialog.isVisible()
