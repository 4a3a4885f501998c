"""Photos that show what others show: told when they have come, their texts taken over and given back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from deskeditor.core.photo import Photo, Role
from deskeditor.desk import Desk
from deskeditor.ui.parts import ElidedLabel
from deskeditor.ui.photos.alike_panel import AlikePanel

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start


def picture(turn: int) -> Image.Image:
    shade = Image.linear_gradient("L").rotate(turn).resize((600, 400))
    dot = Image.radial_gradient("L").resize((200, 200))
    shade.paste(dot, (turn % 300, turn % 150))
    return Image.merge("RGB", (shade, shade.rotate(180), shade))


@pytest.fixture
def driver(start: Start, desk_path: Path, tmp_path: Path) -> Driver:
    """A desk with three photos: one used, with texts; one with texts; one of which nothing is said."""
    for number, turn in enumerate((20, 110, 200)):
        picture(turn).save(tmp_path / f"old-{number}.jpg")
    with Desk.open(desk_path) as desk:
        old = [desk.photos.take_in(tmp_path / f"old-{number}.jpg").value for number in range(3)]
        desk.photos.edit(old[0].id, caption="The ferry", credit="Mina Seo", city="Mokpo")
        desk.photos.edit(old[1].id, credit="Agency")
        story = desk.articles.new(headline="Ferry returns", body="Text.\n").value
        desk.articles.attach(story.id, old[0].id, Role.LEAD)
    opened = start()
    opened.act("room.photos")
    return opened


def come_in(driver: Driver, folder: Path) -> AlikePanel:
    """Smaller copies of the three, and one that is new."""
    folder.mkdir()
    for number, turn in enumerate((20, 110, 200, 290)):
        picture(turn).resize((300, 200)).save(folder / f"new-{number}.jpg", quality=60)
    assert driver.window.commands is not None
    driver.window.commands.taking_in.take([folder])
    settle(driver)
    assert driver.window.photos is not None
    return driver.window.photos.alike


def settle(driver: Driver) -> None:
    jobs = driver.window.jobs
    while driver.window.work.is_busy or jobs._running:
        jobs.drain()
        QApplication.processEvents()


def photo(driver: Driver, name: str) -> Photo:
    desk = driver.window.jobs._desk
    assert desk is not None
    return desk.photos.get(name)


def test_what_is_here_in_another_file_is_shown_with_where_it_was_used(driver: Driver, tmp_path: Path) -> None:
    panel = come_in(driver, tmp_path / "in")
    assert panel.isVisible()
    assert [(row.pair.new.filename, row.pair.older.photo.filename) for row in panel._rows] == [
        ("new-0.jpg", "old-0.jpg"),
        ("new-1.jpg", "old-1.jpg"),
    ], "nothing is said of the third, and no story shows it"
    said = [label.text() for label in panel.findChildren(ElidedLabel)]
    assert said == [
        *("new-0.jpg", "New", "old-0.jpg", "in the unpublished “Ferry returns”", "The ferry"),
        *("new-1.jpg", "New", "old-1.jpg", "in no story"),
    ]
    assert "2 photos look like ones that are here" in [label.text() for label in panel.findChildren(QLabel)]
    assert all(not thumb.pixmap().isNull() for row in panel._rows for thumb in row._thumbs.values())


def test_texts_are_taken_over_where_there_are_none_and_given_back(driver: Driver, tmp_path: Path) -> None:
    panel = come_in(driver, tmp_path / "in")
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.edit("new-0.jpg", caption="Said here"))
    settle(driver)
    panel._rows[0].take.click()
    settle(driver)
    fields = photo(driver, "new-0.jpg").fields
    assert (fields.caption, fields.credit, fields.city) == ("Said here", "Mina Seo", "Mokpo")
    assert len(panel._rows) == 1
    driver.act("edit.undo")
    settle(driver)
    fields = photo(driver, "new-0.jpg").fields
    assert (fields.caption, fields.credit, fields.city) == ("Said here", "", "")


def test_all_are_taken_over_as_one_step(driver: Driver, tmp_path: Path) -> None:
    panel = come_in(driver, tmp_path / "in")
    panel.take_all.setFocus()
    QTest.keyClick(panel.take_all, Qt.Key.Key_Space)
    settle(driver)
    assert [photo(driver, f"new-{number}.jpg").fields.credit for number in range(4)] == ["Mina Seo", "Agency", "", ""]
    assert not panel.isVisible()
    driver.act("edit.undo")
    settle(driver)
    assert [photo(driver, f"new-{number}.jpg").fields.credit for number in range(4)] == [""] * 4


def test_frames_of_one_series_are_not_told_of_one_another(driver: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "series"
    folder.mkdir()
    for quality in (60, 70, 80):
        picture(290).save(folder / f"{quality}.jpg", quality=quality)
    assert driver.window.commands is not None
    driver.window.commands.taking_in.take([folder])
    settle(driver)
    assert driver.window.photos is not None
    assert not driver.window.photos.alike.isVisible()
