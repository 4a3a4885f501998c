"""Stars, labels and rejection: one key for all that are chosen, seen on the frames, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from tests.ui.conftest import Driver, Start
from tests.ui.frames import FERRY, HARBOUR, NAMES, STRIP, go_to_photos, photo, take_in

from deskeditor.core.photo import Photo
from deskeditor.desk import Desk
from deskeditor.ui.photos.columns import COLUMN_OF
from deskeditor.ui.photos.marks import draw_marks, marks_in_words
from deskeditor.ui.photos.room import PhotosRoom

NONE, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def ids(desk_path: Path, tmp_path: Path) -> dict[str, str]:
    return take_in(desk_path, tmp_path)


@pytest.fixture
def room_of(start: Start, ids: dict[str, str]) -> tuple[Driver, PhotosRoom]:
    driver = start()
    return driver, go_to_photos(driver)


def test_a_digit_gives_stars_and_undo_takes_them_back(room_of: tuple[Driver, PhotosRoom], ids: dict[str, str]) -> None:
    driver, _room = room_of
    driver.press(Qt.Key.Key_4)
    assert photo(driver, ids[HARBOUR]).rating == 4
    driver.press(Qt.Key.Key_0)
    assert photo(driver, ids[HARBOUR]).rating == 0
    driver.press(Qt.Key.Key_Z, CONTROL)
    driver.press(Qt.Key.Key_Z, CONTROL)
    assert photo(driver, ids[HARBOUR]).rating == 0
    driver.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert photo(driver, ids[HARBOUR]).rating == 4


def test_a_key_that_undoes_at_once_undoes_what_is_on_its_way(
    room_of: tuple[Driver, PhotosRoom], ids: dict[str, str]
) -> None:
    driver, room = room_of
    driver.press(Qt.Key.Key_3)
    for key, held in ((Qt.Key.Key_4, NONE), (Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_7, NONE)):
        QTest.keyClick(room.sheet, key, held)
    driver.settle()
    assert (photo(driver, ids[HARBOUR]).rating, photo(driver, ids[HARBOUR]).label) == (3, "Yellow")
    for key, held in ((Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_Z, CONTROL | SHIFT)):
        QTest.keyClick(room.sheet, key, held)
    driver.settle()
    assert (photo(driver, ids[HARBOUR]).rating, photo(driver, ids[HARBOUR]).label) == (3, "")


def test_words_that_were_typed_right_before_are_what_is_undone(
    room_of: tuple[Driver, PhotosRoom], ids: dict[str, str]
) -> None:
    driver, room = room_of
    driver.press(Qt.Key.Key_3)
    room.details.rows["city"].field.setFocus()
    driver.type("Mokpo")
    room.sheet.setFocus()
    QTest.keyClick(room.sheet, Qt.Key.Key_Z, CONTROL)
    driver.settle()
    assert (photo(driver, ids[HARBOUR]).rating, photo(driver, ids[HARBOUR]).fields.city) == (3, "")


def test_all_that_are_chosen_are_labelled_and_rejected_by_one_key(
    room_of: tuple[Driver, PhotosRoom], ids: dict[str, str]
) -> None:
    driver, room = room_of
    QTest.keyClick(room.sheet, Qt.Key.Key_A, CONTROL)
    driver.press(Qt.Key.Key_6)
    driver.press(Qt.Key.Key_X)
    marked = [photo(driver, ids[name]) for name in NAMES]
    assert {each.label for each in marked} == {"Red"}
    assert all(each.rejected for each in marked)
    assert {each.rating for each in marked} == {0}
    driver.press(Qt.Key.Key_X)
    driver.press(Qt.Key.Key_6)
    assert not any(photo(driver, ids[name]).rejected for name in NAMES)
    assert not any(photo(driver, ids[name]).label for name in NAMES)
    driver.press(Qt.Key.Key_Z, CONTROL)
    assert photo(driver, ids[FERRY]).label == "Red"


def test_a_mark_that_some_have_is_given_to_all(room_of: tuple[Driver, PhotosRoom], ids: dict[str, str]) -> None:
    driver, room = room_of
    driver.press(Qt.Key.Key_X)
    both = QItemSelectionModel.SelectionFlag.Select
    room.sheet.selectionModel().select(room.model.index_of(ids[FERRY]), both)
    driver.press(Qt.Key.Key_X)
    assert photo(driver, ids[HARBOUR]).rejected
    assert photo(driver, ids[FERRY]).rejected
    driver.press(Qt.Key.Key_Z, CONTROL)
    assert photo(driver, ids[HARBOUR]).rejected
    assert not photo(driver, ids[FERRY]).rejected


def test_a_digit_that_is_typed_is_no_mark(room_of: tuple[Driver, PhotosRoom], ids: dict[str, str]) -> None:
    driver, room = room_of
    room.search.setFocus()
    driver.type("5")
    assert room.search.text() == "5"
    room.search.clear()
    room.table.setFocus()
    room.table.go_to(room.model.index(0, COLUMN_OF["caption"]))
    driver.press(Qt.Key.Key_3)
    driver.type(" ferries")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    after = photo(driver, ids[HARBOUR])
    assert after.fields.caption == "3 ferries"
    assert after.rating == 0


def test_photos_are_listed_by_their_marks(room_of: tuple[Driver, PhotosRoom], ids: dict[str, str]) -> None:
    driver, room = room_of
    room.sheet.setCurrentIndex(room.model.index_of(ids[FERRY]))
    for key in (Qt.Key.Key_3, Qt.Key.Key_9):
        driver.press(key)
    room.sheet.setCurrentIndex(room.model.index_of(ids[STRIP]))
    driver.press(Qt.Key.Key_X)

    def listed(title: str) -> set[str]:
        room.marks.setCurrentIndex(room.marks.findText(title))
        driver.settle()
        return set(room.model.ids)

    assert listed("3 stars or more") == {ids[FERRY]}
    assert listed("4 stars or more") == set()
    assert listed("Label: Blue") == {ids[FERRY]}
    assert listed("Rejected") == {ids[STRIP]}
    assert listed("Not rejected") == set(ids.values()) - {ids[STRIP]}


def test_marks_are_told_in_words_and_seen_on_the_frame(desk_path: Path, ids: dict[str, str]) -> None:
    def drawn(marked: Photo) -> QImage:
        image = QImage(200, 150, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.gray)
        painter = QPainter(image)
        draw_marks(painter, image.rect(), marked)
        painter.end()
        return image

    with Desk.open(desk_path) as desk:
        plain = desk.photos.get(ids[HARBOUR])
        starred = desk.photos.edit(HARBOUR, rating=1).value
        labelled = desk.photos.edit(HARBOUR, label="Green", rejected=True).value
        foreign = desk.photos.edit(HARBOUR, label="나중에 고르기").value
    assert [marks_in_words(each) for each in (plain, starred, labelled, foreign)] == [
        "",
        "1 star",
        "1 star, Green, rejected",
        "1 star, 나중에 고르기, rejected",
    ]
    seen = [drawn(each) for each in (plain, starred, labelled, foreign)]
    assert all(one != other for n, one in enumerate(seen) for other in seen[:n])
