"""What is said of photos while the disk refuses: in the cells of the caption desk and in the Details."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.disks import Disk
from tests.ui.test_ui_autosave import desk_of
from tests.ui.test_ui_captions import entered, said

from deskeditor.ui.fields import GrowingField

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
    field.selectAll()
    write(driver, field, "For the first alone")
    assert captions(driver, ids, disk) == ["For the first alone", "For all", "For all"]
