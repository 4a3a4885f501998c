"""The pixels that the views keep follow what is decided of a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.ui.conftest import Start
from tests.ui.frames import HARBOUR, go_to_photos, take_in

from deskeditor.core.changes import Done
from deskeditor.core.framing import AS_IT_CAME
from deskeditor.desk import Desk, PhotosEdited
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.pictures import THUMB


@pytest.fixture
def ids(desk_path: Path, tmp_path: Path) -> dict[str, str]:
    return take_in(desk_path, tmp_path)


def test_a_picture_that_is_turned_is_shown_turned_and_back_again(start: Start, ids: dict[str, str]) -> None:
    driver = start()
    room, pictures, key = go_to_photos(driver), driver.window.services.pictures, ids[HARBOUR]

    def size() -> tuple[int, int]:
        driver.settle()
        image = pictures.get(key, THUMB)
        assert image is not None
        return image.width(), image.height()

    def turn(desk: Desk) -> Done[PhotosEdited]:
        return desk.photos.apply([PhotoEdit(key, {"framing": desk.photos.get(key).framing.turned()})])

    assert size() == (320, 213)
    room.editing.make(turn)
    assert size() == (213, 320)
    room.undo()
    assert size() == (320, 213)


def test_the_framing_of_a_story_has_pixels_of_its_own(start: Start, ids: dict[str, str]) -> None:
    driver = start()
    go_to_photos(driver)
    pictures, key = driver.window.services.pictures, ids[HARBOUR]
    square = replace(AS_IT_CAME, shown="1:1")
    assert pictures.get(key, THUMB, square) is None
    driver.settle()
    own, archived = pictures.get(key, THUMB, square), pictures.get(key, THUMB)
    assert own is not None
    assert archived is not None
    assert own.width() == own.height() == 320
    assert (archived.width(), archived.height()) == (320, 213)
    at_hand = pictures.at_hand(key)
    assert at_hand is not None
    assert at_hand.image == own
    assert at_hand.framing == square


def test_words_that_are_said_of_a_picture_leave_its_pixels(start: Start, ids: dict[str, str]) -> None:
    driver = start()
    room, pictures, key = go_to_photos(driver), driver.window.services.pictures, ids[HARBOUR]
    driver.settle()
    before = pictures.get(key, THUMB)
    assert before is not None
    room.editing.make(lambda desk: desk.photos.apply([PhotoEdit(key, {"caption": "A ferry"})]))
    driver.settle()
    after = pictures.get(key, THUMB)
    assert after is not None
    assert after.cacheKey() == before.cacheKey()
