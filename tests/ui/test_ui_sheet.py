"""The contact sheet: ten thousand frames, of which only those in sight cost anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskeditor.core.photo import Photo, Role
from deskeditor.desk import Desk
from deskeditor.ui.paged import PAGES_ASKED
from deskeditor.ui.photos.photo_model import PHOTO
from deskeditor.ui.photos.room import PhotosRoom
from deskeditor.ui.photos.sheet import USUAL, WIDTHS, cell, warning_words
from deskeditor.ui.photos.wording import held_words
from deskeditor.ui.theme import tones

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, FillPhotos, Start

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
MANY = 10_000


@pytest.fixture
def room(start: Start, fill_photos: FillPhotos) -> PhotosRoom:
    return opened(start, fill_photos, 40)


def opened(start: Start, fill_photos: FillPhotos, count: int) -> PhotosRoom:
    fill_photos(count)
    driver = start()
    driver.window.resize(1240, 700)
    driver.act("room.photos")
    settle(driver)
    assert driver.window.photos is not None
    return driver.window.photos


def seen(start: Start) -> tuple[Driver, PhotosRoom]:
    """The sheet, with all that is asked for as its frames are looked at."""
    driver = start()
    driver.act("room.photos")
    settle(driver)
    assert driver.window.photos is not None
    driver.window.photos.sheet.grab()
    settle(driver)
    return driver, driver.window.photos


def settle(driver: Driver) -> None:
    for _ in range(3):
        driver.window.jobs.drain()
        QApplication.processEvents()


def press(room: PhotosRoom, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(room.sheet, key, held)


def rows(room: PhotosRoom) -> list[int]:
    return sorted({index.row() for index in room.sheet.selectionModel().selectedIndexes()})


def test_arrows_go_from_frame_to_frame_and_from_row_to_row(room: PhotosRoom) -> None:
    sheet, across = room.sheet, room.sheet.columns
    assert across == sheet.viewport().width() // WIDTHS[USUAL] > 2
    press(room, Key.Key_Right)
    press(room, Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Down)
    assert sheet.currentIndex().row() == 1 + across
    press(room, Key.Key_Up, Key.Key_Up)
    assert sheet.currentIndex().row() == 1
    press(room, Key.Key_End)
    assert sheet.currentIndex().row() == 39
    assert sheet.viewport().rect().contains(sheet.visualRect(sheet.currentIndex()))
    press(room, Key.Key_Down, Key.Key_Home)
    assert (sheet.currentIndex().row(), sheet.verticalScrollBar().value()) == (0, 0)


def test_shift_chooses_from_one_frame_to_the_other_as_in_a_text(room: PhotosRoom) -> None:
    across = room.sheet.columns
    press(room, Key.Key_Right, Key.Key_Right)
    press(room, Key.Key_Right, Key.Key_Down, held=SHIFT)
    assert rows(room) == list(range(1, 3 + across))
    press(room, Key.Key_Up, Key.Key_Left, held=SHIFT)
    assert rows(room) == [1]
    press(room, Key.Key_A, held=CONTROL)
    assert rows(room) == list(range(40))
    assert len(room.chosen) == 40


def test_the_mouse_chooses_what_it_points_at(room: PhotosRoom) -> None:
    sheet, left = room.sheet, Qt.MouseButton.LeftButton

    def click(row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(sheet.viewport(), left, held, sheet.visualRect(room.model.index(row, 0)).center())

    click(2)
    assert rows(room) == [2]
    click(5, SHIFT)
    assert rows(room) == [2, 3, 4, 5]
    click(3, CONTROL)
    assert rows(room) == [2, 4, 5]
    click(0)
    assert rows(room) == [0]


def test_a_place_beside_the_frames_is_none(room: PhotosRoom) -> None:
    sheet = room.sheet
    press(room, Key.Key_End)
    last = sheet.visualRect(room.model.index(39, 0))
    assert sheet.indexAt(last.center()).row() == 39
    assert not sheet.indexAt(last.center() + QPoint(last.width(), 0)).isValid() or 40 % sheet.columns == 0
    assert not sheet.indexAt(QPoint(-1, 0)).isValid()


def test_what_was_looked_at_stays_in_sight_when_the_window_changes(room: PhotosRoom) -> None:
    sheet = room.sheet
    sheet.setCurrentIndex(room.model.index(30, 0))
    before = sheet.columns
    room.window().resize(1700, 700)
    QApplication.processEvents()
    assert sheet.columns > before
    assert sheet.viewport().rect().intersects(sheet.visualRect(room.model.index(30, 0)))
    sheet.set_cell(QSize(300, 280))
    assert sheet.viewport().rect().intersects(sheet.visualRect(room.model.index(30, 0)))


def test_ten_thousand_frames_have_a_true_scroll_bar_at_once_and_only_a_few_are_read(
    start: Start, fill_photos: FillPhotos
) -> None:
    room = opened(start, fill_photos, MANY)
    sheet, model = room.sheet, room.model
    high = -(-MANY // sheet.columns) * cell(USUAL).height()
    assert sheet.verticalScrollBar().maximum() == high - sheet.viewport().height()
    assert len(model._rows) <= 64 * PAGES_ASKED
    bar = sheet.verticalScrollBar()
    for part in range(1, 60):
        bar.setValue(bar.maximum() * part // 60)
        QApplication.processEvents()
    assert len(model._asked) <= PAGES_ASKED
    wanted = {key.photo_id for key in room._services.pictures._looked_at}
    three_screens = len(sheet.seen(before=1, after=1))
    assert 0 < len(wanted) <= three_screens
    assert wanted <= {model.ids[row] for row in sheet.seen(before=1, after=1)}
    room._services.jobs.drain()
    QApplication.processEvents()
    room._services.jobs.drain()
    for row in sheet.seen():
        assert isinstance(model.index(row, 0).data(PHOTO), Photo)
        assert room._services.pictures.kept(model.ids[row]) is not None
    press(room, Key.Key_End)
    assert sheet.currentIndex().row() == MANY - 1


def test_pictures_in_sight_are_made_before_the_others(start: Start, fill_photos: FillPhotos) -> None:
    room = opened(start, fill_photos, 400)
    came: list[str] = []
    room._services.pictures.arrived.connect(lambda photo_id, _box: came.append(photo_id))
    bar = room.sheet.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.processEvents()
    seen = {room.model.ids[row] for row in room.sheet.seen()}
    wanted = [key.photo_id for key in room._services.pictures._looked_at]
    assert set(wanted[: len(seen) - 1]) <= seen
    room._services.jobs.drain()
    assert seen <= set(came)
    assert set(came[: len(seen) - 1]) <= seen | {came[0]}


def test_a_picture_is_scaled_once_for_all_its_paints(room: PhotosRoom) -> None:
    room.sheet.grab()
    delegate = room.sheet.itemDelegate()
    scaled = dict(delegate._scaled)  # type: ignore[attr-defined]
    assert len(scaled) == len(room.sheet.seen())
    room.sheet.grab()
    assert {key: id(kept) for key, kept in delegate._scaled.items()} == {  # type: ignore[attr-defined]
        key: id(kept) for key, kept in scaled.items()
    }


def test_frames_are_made_larger_and_smaller_and_are_remembered(start: Start, fill_photos: FillPhotos) -> None:
    fill_photos(40)
    driver = start()
    driver.act("room.photos")
    settle(driver)
    room = driver.window.photos
    assert room is not None
    for name, width in (("view.larger", WIDTHS[3]), ("view.plain_size", WIDTHS[2]), ("view.smaller", WIDTHS[1])):
        driver.act(name)
        assert room.sheet._cell.width() == width
    for _ in range(3):
        driver.act("view.smaller")
    assert room.sheet._cell.width() == WIDTHS[0]
    driver.window.close()
    again = start()
    again.act("room.photos")
    assert again.window.photos is not None
    assert again.window.photos.sheet._cell.width() == WIDTHS[0]


def test_a_frame_says_how_many_stories_show_it(start: Start, fill_photos: FillPhotos, desk_path: Path) -> None:
    ids = fill_photos(3)
    with Desk.open(desk_path) as desk:
        story = desk.articles.new(headline="Ferry", body="Text.\n").value
        desk.articles.attach(story.id, ids[1], Role.LEAD)
    driver, room = seen(start)
    assert [room.sheet._used.of(key) for key in ids] == [None, 1, None]
    driver.window.jobs.mutate(driver.window, lambda desk: desk.articles.attach(story.id, ids[2], Role.INLINE))
    settle(driver)
    room.sheet.grab()
    settle(driver)
    assert [room.sheet._used.of(key) for key in ids] == [None, 1, 1]


def test_a_frame_says_what_holds_the_photo_back_and_such_photos_are_listed(
    start: Start, fill_photos: FillPhotos, desk_path: Path
) -> None:
    ids = fill_photos(3)
    with Desk.open(desk_path) as desk:
        desk.photos.edit(ids[1], licence_end="2020-01-01")
    driver, room = seen(start)
    assert [held_words(room.sheet._held.of(key) or ()) for key in ids] == ["", "Licence ended", ""]
    image = room.sheet.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert tones().error in colours
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.edit(ids[1], caption="Typed on"))
    with driver.bot.waitSignal(driver.window.jobs.changed):
        pass
    assert held_words(room.sheet._held.of(ids[1]) or ()) == "Licence ended"  # until it is known to be otherwise
    room.filter.setCurrentIndex(room.filter.findText("Held back from publication"))
    settle(driver)
    assert room.model.ids == [ids[1]]
    driver.window.jobs.mutate(driver.window, lambda desk: desk.rights.lift(ids[1], "licence", "Renewed"))
    settle(driver)
    room.sheet.grab()
    settle(driver)
    assert held_words(room.sheet._held.of(ids[1]) or ()) == ""


def test_what_is_scrolled_into_sight_is_painted_and_its_pictures_come(start: Start, fill_photos: FillPhotos) -> None:
    room = opened(start, fill_photos, 300)
    for value in (room.sheet.verticalScrollBar().maximum(), 900):
        room.sheet.verticalScrollBar().setValue(value)
        for _ in range(3):
            QApplication.processEvents()
            room._services.jobs.drain()
        pictures = [room._services.pictures.kept(room.model.ids[row]) for row in room.sheet.seen()]
        assert pictures
        assert None not in pictures


@pytest.mark.parametrize(("source", "is_told"), [("trainedAlgorithmicMedia", True), ("digitalCapture", False)])
def test_a_frame_warns_of_a_picture_that_ai_has_made(
    start: Start, fill_photos: FillPhotos, source: str, is_told: bool
) -> None:
    fill_photos(1, digital_source_type=f"http://cv.iptc.org/newscodes/digitalsourcetype/{source}")
    driver = start()
    driver.act("room.photos")
    settle(driver)
    room = driver.window.photos
    assert room is not None
    photo = room.model.row_at(room.model.index(0, 0))
    assert photo is not None
    assert warning_words(photo) == ("Made with AI" if is_told else "")
    seen = room.sheet.grab().toImage()
    colours = {seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())}
    assert (tones().warning in colours) == is_told
