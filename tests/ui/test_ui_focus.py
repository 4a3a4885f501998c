"""Hands on the keyboard: Tab, F6 and Escape reach everything and are held nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QListView, QTableView, QWidget

from deskeditor.core.photo import Role
from deskeditor.desk import Desk

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
PANES = ("pane.photos", "pane.tags", "pane.checks", "pane.history")


@pytest.fixture
def driver(start: Start, desk_path: Path, picture: Path) -> Driver:
    """A window on a desk that has something everywhere."""
    with Desk.open(desk_path) as desk:
        article = desk.articles.new(headline="Port reopens", body="The first ferry left.\n").value
        photo = desk.photos.take_in(picture).value
        desk.articles.attach(article.id, photo.id, Role.LEAD)
        desk.tags.add(article.id, "Harbour")
        desk.editions.new("Friday", article.created.date())
        desk.editions.edit("Friday", lead=article.id, related=[article.id])
    driver = start()
    driver.open(article.id)
    return driver


def around(driver: Driver, key: Qt.Key) -> list[QWidget]:
    """The stops of the key until it is where it began."""
    first = driver.focus()
    stops = [first]
    for _ in range(80):
        QTest.keyClick(driver.focus(), key)
        QApplication.processEvents()
        here = driver.focus()
        if here is first:
            return stops
        assert here.isVisible(), f"{here} is not seen"
        if here is not stops[-1]:
            stops.append(here)
    raise AssertionError(f"the key is held by {driver.focus()}")


def test_tab_goes_through_the_photos_room_in_reading_order(driver: Driver) -> None:
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    assert room is not None
    room.search.setFocus()
    stops = around(driver, TAB)
    within = [room.isAncestorOf(stop) for stop in stops]
    assert within == sorted(within, reverse=True)
    details = [group.heading for group in room.details.groups.values()]
    order = (room.search, room.filter, room.marks, room.sheet, room.captions.table, *details)
    assert [stop for stop in stops if stop in order] == list(order)


@pytest.mark.parametrize("place", ["room.write", *PANES, "room.photos", "room.edition"])
def test_tab_goes_around_and_back_and_is_held_nowhere(driver: Driver, place: str) -> None:
    driver.act(place)
    driver.settle()
    driver.window.header.findChildren(QWidget)[0].setFocus()
    there = around(driver, TAB)
    back = around(driver, BACKTAB)
    assert there[0] is back[0]
    assert there[1:] == back[:0:-1]
    assert len(there) > 8


def test_tab_in_the_write_room_follows_the_eye(driver: Driver) -> None:
    write = driver.window.write
    write.list.search.setFocus()
    stops = around(driver, TAB)
    order = [write.list.search, write.list.status, write.list.view, driver.editor, write.inspector.facts.status]
    assert stops[: len(order)] == order


def test_every_list_shows_which_row_has_the_focus(driver: Driver) -> None:
    """A picture of the row with the focus is not that of the row without."""
    driver.act("room.edition")
    driver.settle()
    room = driver.window.edition
    assert room is not None
    for view in (room.list.view, room.page.parts["lead"]):
        view.setFocus()
        view.setCurrentIndex(view.model().index(0, 0))
        QApplication.processEvents()
        with_focus = view.viewport().grab().toImage()
        room.list.search.setFocus()
        QApplication.processEvents()
        assert with_focus != view.viewport().grab().toImage()


def test_f6_goes_from_part_to_part_as_each_was_left(driver: Driver) -> None:
    write = driver.window.write
    write.inspector.facts.section.setFocus()
    driver.press(Qt.Key.Key_F6)
    assert write.list.isAncestorOf(driver.focus())
    driver.press(Qt.Key.Key_F6)
    assert driver.focus() is driver.editor
    driver.press(Qt.Key.Key_F6)
    assert driver.focus() is write.inspector.facts.section
    driver.press(Qt.Key.Key_F6, SHIFT)
    assert driver.focus() is driver.editor
    driver.window.strip.warn("The desk is held", ("Try again", lambda: None))
    driver.editor.setFocus()
    driver.press(Qt.Key.Key_F6, SHIFT)
    driver.press(Qt.Key.Key_F6, SHIFT)
    assert driver.window.strip.isAncestorOf(driver.focus())
    for place in ("room.photos", "room.edition"):
        driver.act(place)
        driver.settle()
        seen = set()
        for _ in range(4):
            driver.press(Qt.Key.Key_F6)
            seen.add(driver.focus())
        assert len(seen) == 4


@pytest.mark.parametrize("place", ["room.write", *PANES, "room.photos", "room.edition"])
def test_escape_goes_back_to_what_the_room_is_for(driver: Driver, place: str) -> None:
    driver.act(place)
    driver.settle()
    driver.press(Qt.Key.Key_Escape)
    home = driver.focus()
    assert home is driver.editor or isinstance(home, QListView | QTableView)
    for _ in range(40):
        QTest.keyClick(driver.focus(), TAB)
        left = driver.focus()
        if isinstance(left, QDateEdit):
            continue
        driver.press(Qt.Key.Key_Escape)
        assert driver.focus() is home, left
        left.setFocus()
        if left is home:
            break


def test_escape_leaves_a_message_and_leaves_it_there(driver: Driver) -> None:
    driver.window.strip.warn("The desk is held", ("Try again", lambda: None))
    assert driver.window.strip.take_focus()
    driver.press(Qt.Key.Key_Escape)
    assert driver.focus() is driver.editor
    assert driver.window.strip.text == "The desk is held"


def test_a_message_that_is_closed_gives_the_focus_back(driver: Driver) -> None:
    driver.window.strip.warn("The desk is held")
    assert driver.window.strip.take_focus()
    driver.press(Qt.Key.Key_Space)
    assert driver.window.strip.text == ""
    assert driver.focus() is driver.editor


def test_escape_leaves_the_calm(driver: Driver) -> None:
    driver.act("view.calm")
    assert not driver.window.header.isVisible()
    driver.press(Qt.Key.Key_Escape)
    assert driver.window.header.isVisible()
    assert driver.focus() is driver.editor


def test_escape_empties_a_search_before_it_leaves_it(driver: Driver) -> None:
    driver.act("room.photos")
    room = driver.window.photos
    assert room is not None
    room.search.setFocus()
    driver.type("ferry")
    driver.press(Qt.Key.Key_Escape)
    assert room.search.text() == ""
    assert room.search.hasFocus()
    driver.bot.waitUntil(lambda: bool(room.model.ids))
    driver.press(Qt.Key.Key_Down)
    assert room.sheet.hasFocus()
    assert room.current_id


def test_what_is_said_of_a_photo_can_be_undone(driver: Driver) -> None:
    driver.act("room.photos")
    driver.settle()
    room = driver.window.photos
    assert room is not None
    driver.press(Qt.Key.Key_Down)
    caption = room.model.index(0, 2)
    room.table.setFocus()
    room.table.setCurrentIndex(caption)
    for words in ("At dawn", "At dusk"):
        assert room.model.setData(caption, words)
        driver.settle()
    for key, said in ((Qt.Key.Key_Z, "At dawn"), (Qt.Key.Key_Z, "")):
        driver.press(key, CONTROL)
        driver.settle()
        assert room.model.index(0, 2).data() == said
    driver.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    driver.settle()
    assert room.model.index(0, 2).data() == "At dawn"


def test_a_photo_of_the_archive_goes_into_the_open_story_by_key(driver: Driver, tmp_path: Path, picture: Path) -> None:
    other = tmp_path / "other.jpg"
    other.write_bytes(picture.read_bytes() + b"\0")
    driver.window.jobs.mutate(driver.window, lambda desk: desk.photos.take_in(other))
    driver.act("room.photos")
    driver.settle()
    assert driver.window.photos is not None
    driver.window.photos.search.setFocus()
    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_S, CONTROL | SHIFT)
    driver.settle()
    assert driver.window.rooms.currentWidget() is driver.window.write
    driver.type("From the archive")
    driver.settle()
    assert len(driver.article.photos) == 2
    assert "From the archive" in driver.article.body
