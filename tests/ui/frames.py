"""Pictures as they come to a photo desk, and the room that shows them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from tests.ui.conftest import Driver

from deskeditor.core.photo import Photo
from deskeditor.desk import Desk
from deskeditor.ui.photos.room import PhotosRoom

TURNED, TINY, STRIP, FERRY, HARBOUR = "turned.jpg", "tiny.png", "strip.png", "부산항 연락선.jpg", "harbour.jpg"
NAMES = (TURNED, TINY, STRIP, FERRY, HARBOUR)
"""In the order in which they are taken in; the sheet shows the last first."""


def take_in(desk_path: Path, folder: Path) -> dict[str, str]:
    """Put them on the desk: a camera held upright (EXIF), one pixel, a strip of 1 by 3000, a Korean name, a plain one.

    Hands back their ids by name.
    """
    wide = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((900, 600)) for turn in (0, 90, 180)])
    exif = Image.Exif()
    exif[0x0112] = 6
    wide.resize((600, 400)).save(folder / TURNED, quality=80, exif=exif)
    Image.new("RGB", (1, 1), "teal").save(folder / TINY)
    Image.linear_gradient("L").resize((1, 3000)).save(folder / STRIP)
    wide.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(folder / FERRY, quality=80)
    wide.save(folder / HARBOUR, quality=80)
    with Desk.open(desk_path) as desk:
        return {name: desk.photos.take_in(folder / name).value.id for name in NAMES}


def go_to_photos(driver: Driver) -> PhotosRoom:
    """The Photos room, its sheet in focus and the first frame chosen."""
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    assert room is not None
    room.sheet.setFocus()
    room.sheet.setCurrentIndex(room.model.index(0, 0))
    driver.settle()
    return room


def photo(driver: Driver, key: str) -> Photo:
    """What the desk has of it."""
    found: list[Photo] = []
    driver.window.jobs.read_in_turn(driver.window, lambda desk: desk.photos.get(key), found.append)
    driver.window.jobs.drain()
    return found[0]
