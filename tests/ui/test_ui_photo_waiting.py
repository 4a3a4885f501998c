"""What is said of photos while the disk refuses: in the cells of the caption desk and in the Details."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.disks import Disk
from tests.ui.test_ui_autosave import desk_of
from tests.ui.test_ui_captions import entered, go_to, said

from deskeditor.ui.fields import GrowingField
from deskeditor.ui.photos.columns import COLUMN_OF

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, FillPhotos, Start

    from deskeditor.ui.photos.room import PhotosRoom

Opened = tuple["Driver", "PhotosRoom", list[str], Disk]


@pytest.fixture
def opened(start: Start, fill_photos: FillPhotos) -> Opened:
    """The room of three photos without a caption, the Details beside them, and a disk that is full."""
    ids = fill_photos(3, caption="")
    driver, room = entered(start())
    disk = Disk(desk_of(driver))
    disk.full = True
    return driver, room, ids, disk


def choose(driver: Driver, room: PhotosRoom, *rows: int) -> GrowingField:
    """Choose these frames; the field of their caption."""
    room.sheet.setFocus()
    room.sheet.clearSelection()
    for row in rows:
        held = Qt.KeyboardModifier.ControlModifier if row != rows[0] else Qt.KeyboardModifier.NoModifier
        place = room.sheet.visualRect(room.model.index(row, 0)).center()
        QTest.mouseClick(room.sheet.viewport(), Qt.MouseButton.LeftButton, held, place)
    driver.settle()
    field = room.details.rows["caption"].field
    assert isinstance(field, GrowingField)
    return field


def write(driver: Driver, field: GrowingField, words: str) -> None:
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    driver.type(words)
    field.commit()
    driver.settle()


def captions(driver: Driver, ids: list[str], disk: Disk) -> list[str]:
    """As the desk has them once it has everything."""
    disk.full = False
    driver.window.services.keeping.flush()
    return [fields.caption for fields in said(driver, ids)]


def test_words_for_many_that_wait_are_not_written_over_newer_ones_for_one(opened: Opened) -> None:
    driver, room, ids, disk = opened
    write(driver, choose(driver, room, 0, 1, 2), "For all")
    disk.full = False
    field = choose(driver, room, 0)
    field.clear()
    write(driver, field, "For the first alone")
    assert captions(driver, ids, disk) == ["For the first alone", "For all", "For all"]


def test_a_caption_that_waits_is_seen_in_its_cell_and_typed_on(opened: Opened) -> None:
    driver, room, ids, disk = opened
    for words in ("A long caption", " and more"):
        go_to(room, 1, "caption")
        driver.press(Qt.Key.Key_F2)
        driver.type(words)
        driver.press(Qt.Key.Key_Return)
        driver.settle()
    assert room.table.currentIndex().data() == "A long caption and more"
    assert captions(driver, ids, disk) == ["", "A long caption and more", ""]


def test_a_caption_that_waits_is_seen_in_the_details_and_typed_on(opened: Opened) -> None:
    driver, room, ids, disk = opened
    write(driver, choose(driver, room, 1), "A long caption")
    choose(driver, room, 0)
    field = choose(driver, room, 1)
    assert field.toPlainText() == "A long caption"
    write(driver, field, " and more")
    assert captions(driver, ids, disk) == ["", "A long caption and more", ""]


def test_what_waits_for_several_is_seen_of_each_of_them(opened: Opened) -> None:
    driver, room, ids, disk = opened
    write(driver, choose(driver, room, 0, 1), "For both")
    assert choose(driver, room, 1).toPlainText() == "For both"
    assert choose(driver, room, 0, 1).toPlainText() == "For both"
    assert choose(driver, room, 0, 1, 2).placeholderText() == "Mixed"
    assert room.model.index(0, COLUMN_OF["caption"]).data() == "For both"
    assert captions(driver, ids, disk) == ["For both", "For both", ""]
