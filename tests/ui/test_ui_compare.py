"""Two pictures side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import Driver, Start
from tests.ui.frames import FERRY, HARBOUR, TURNED, go_to_photos, photo, take_in

from deskeditor.ui.photos.compare_view import CompareView
from deskeditor.ui.photos.room import PhotosRoom

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ids(desk_path: Path, tmp_path: Path) -> dict[str, str]:
    return take_in(desk_path, tmp_path)


@pytest.fixture
def driver_and_room(start: Start, ids: dict[str, str]) -> tuple[Driver, PhotosRoom]:
    driver = start()
    return driver, go_to_photos(driver)


def compared(driver: Driver, room: PhotosRoom, *keys: str) -> CompareView:
    model, choice = room.model, room.sheet.selectionModel()
    room.sheet.setCurrentIndex(model.index_of(keys[0]))
    for key in keys[1:]:
        choice.select(model.index_of(key), QItemSelectionModel.SelectionFlag.Select)
    driver.press(Qt.Key.Key_C)
    driver.settle()
    assert room.upper.pair is not None
    return room.upper.pair


def test_two_chosen_photos_are_seen_side_by_side_and_stay_chosen(
    driver_and_room: tuple[Driver, PhotosRoom], ids: dict[str, str]
) -> None:
    driver, room = driver_and_room
    action = driver.window.services.actions["photo.compare"]
    assert not action.isEnabled()
    pair = compared(driver, room, ids[HARBOUR], ids[FERRY])
    assert [canvas.photo.id for canvas in pair.canvases if canvas.photo] == [ids[HARBOUR], ids[FERRY]]
    driver.bot.waitUntil(lambda: all(canvas.image is not None for canvas in pair.canvases))
    driver.press(Qt.Key.Key_Escape)
    assert room.upper.pair is None
    assert set(room.chosen) == {ids[HARBOUR], ids[FERRY]}
    assert QApplication.focusWidget() is room.sheet


def test_both_are_seen_from_as_near_and_at_the_same_place(
    driver_and_room: tuple[Driver, PhotosRoom], ids: dict[str, str]
) -> None:
    driver, room = driver_and_room
    left, right = compared(driver, room, ids[HARBOUR], ids[TURNED]).canvases
    driver.press(Qt.Key.Key_Z)
    assert not right.fits
    for _ in range(8):
        driver.press(Qt.Key.Key_Plus)
    assert right.sight.shown[0] == pytest.approx(left.sight.shown[0])
    start = QPoint(200, 150)
    QTest.mousePress(right, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(right, start + QPoint(60, 40))
    QTest.mouseRelease(right, LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(60, 40))
    assert left.sight.centre[0] < 0.5
    assert left.sight.centre == pytest.approx(right.sight.centre)
    spot = QPointF(100, 100)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        spot, left.mapToGlobal(spot), QPoint(), QPoint(0, -120), none, Qt.KeyboardModifier.NoModifier, phase, False
    )
    QApplication.sendEvent(left, wheel)
    assert right.sight.shown[0] == pytest.approx(left.sight.shown[0])
    driver.press(Qt.Key.Key_Z)
    assert left.fits
    assert right.fits


def test_marks_go_to_the_one_that_has_the_focus(
    driver_and_room: tuple[Driver, PhotosRoom], ids: dict[str, str]
) -> None:
    driver, room = driver_and_room
    pair = compared(driver, room, ids[HARBOUR], ids[FERRY])
    driver.press(Qt.Key.Key_4)
    driver.press(Qt.Key.Key_Right)
    assert pair.canvases[1].hasFocus()
    assert room.table.currentIndex().row() == room.model.index_of(ids[FERRY]).row()
    driver.press(Qt.Key.Key_X)
    driver.settle()
    assert (photo(driver, ids[HARBOUR]).rating, photo(driver, ids[HARBOUR]).rejected) == (4, False)
    assert (photo(driver, ids[FERRY]).rating, photo(driver, ids[FERRY]).rejected) == (0, True)
    assert "rejected" in pair.canvases[1].accessibleName()
    driver.press(Qt.Key.Key_BracketRight)
    driver.settle()
    assert (photo(driver, ids[HARBOUR]).framing.turn, photo(driver, ids[FERRY]).framing.turn) == (0, 1)
    assert pair.canvases[1].framing.turn == 1
    for _ in range(2):
        driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        driver.settle()
    assert not photo(driver, ids[FERRY]).rejected
    assert room.upper.pair is pair
