"""The Edition room: choose, order, rewrite, see, export."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
)
from tests.ui.disks import Disk, offer
from tests.ui.test_ui_autosave import desk_of

from deskeditor.core.article import Article
from deskeditor.core.changes import Done
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, verify_bundle
from deskeditor.ui.edition.room import EditionRoom

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def room_of(driver: Driver) -> EditionRoom:
    driver.press(Qt.Key.Key_3, CONTROL)
    driver.settle()
    assert driver.window.edition is not None
    return driver.window.edition


def saved(driver: Driver) -> Edition:
    """The edition as the desk has it."""
    driver.settle()
    found: list[Edition] = []
    driver.window.jobs.read(driver.window, lambda desk: desk.editions.all()[0], found.append)
    driver.window.jobs.drain()
    return found[0]


@pytest.fixture
def ids(fill: Fill) -> list[str]:
    return fill("Port reopens", "Night trams", "Market roof")


@pytest.fixture
def room(ids: list[str], start: Start) -> tuple[Driver, EditionRoom]:
    """A window whose Edition room has an empty edition of today."""
    driver = start()
    room = room_of(driver)
    QTest.mouseClick(room.make_today, Qt.MouseButton.LeftButton)
    driver.settle()
    return driver, room


def test_the_first_edition_is_one_click_away(room: tuple[Driver, EditionRoom]) -> None:
    driver, shown = room
    assert shown.current is not None
    assert shown.current.name == shown.current.date.isoformat()
    assert shown.page.isVisible()
    assert driver.window.services.actions["edition.export"].isEnabled()


def test_enter_adds_a_teaser_and_buttons_fill_the_other_parts(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    view = shown.list.view
    view.setFocus()
    for row in range(3):
        view.setCurrentIndex(view.stories.index(row, 0))
        driver.press(Qt.Key.Key_Return)
        driver.settle()
    assert [teaser.article_id for teaser in saved(driver).teasers] == ids[::-1]
    for part in ("lead", "related", "most_read"):
        QTest.mouseClick(shown.add_buttons[part], Qt.MouseButton.LeftButton)
    edition = saved(driver)
    assert (edition.lead, edition.related, edition.most_read) == (ids[0], (ids[0],), (ids[0],))
    assert shown.preview.toPlainText().count("Port reopens") == 3


def test_a_story_is_refused_twice_in_a_sentence(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    for _ in range(2):
        shown.add("teasers", ids[0])
        driver.settle()
    assert "twice" in driver.window.strip.text
    assert len(saved(driver).teasers) == 1


def test_alt_up_and_down_order_and_delete_takes_off(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    for article_id in ids:
        shown.add("teasers", article_id)
        driver.settle()
    teasers = shown.page.parts["teasers"]
    teasers.setFocus()
    teasers.setCurrentRow(2)
    driver.press(Qt.Key.Key_Up, ALT)
    driver.press(Qt.Key.Key_Up, ALT)
    assert [teaser.article_id for teaser in saved(driver).teasers] == [ids[2], ids[0], ids[1]]
    assert teasers.current_id == ids[2]
    driver.press(Qt.Key.Key_Down, ALT)
    assert [teaser.article_id for teaser in saved(driver).teasers] == [ids[0], ids[2], ids[1]]
    driver.press(Qt.Key.Key_Delete)
    assert [teaser.article_id for teaser in saved(driver).teasers] == [ids[0], ids[1]]


def test_a_teaser_has_its_own_words_or_the_storys(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    shown.add("teasers", ids[0])
    driver.settle()
    shown.page.parts["teasers"].setCurrentRow(0)
    field = shown.page.words.fields["headline"]
    assert field.placeholderText() == "Inherited: Port reopens"
    field.setFocus()
    driver.type("Back at sea")
    driver.press(Qt.Key.Key_Return)
    assert saved(driver).teasers == (Teaser(ids[0], "Back at sea", None),)
    driver.bot.waitUntil(lambda: "Back at sea" in shown.preview.toPlainText())
    field.setPlainText("")
    field.commit()
    assert saved(driver).teasers == (Teaser(ids[0]),)


def test_the_page_follows_the_stories(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    shown.add("lead", ids[0])
    driver.settle()
    driver.window.jobs.mutate(driver.window, lambda desk: desk.articles.edit(ids[0], headline="Port open"))
    driver.bot.waitUntil(lambda: "Port open" in shown.preview.toPlainText())
    assert shown.page.parts["lead"].item(0).text() == "Port open"


def test_another_edition_is_made_and_chosen(room: tuple[Driver, EditionRoom]) -> None:
    driver, shown = room
    driver.press(Qt.Key.Key_N, CONTROL | SHIFT)
    dialog = shown.page.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("2025-12-05 evening")
    dialog.accept()
    driver.settle()
    assert shown.current is not None
    assert (shown.current.name, shown.current.date.isoformat()) == ("2025-12-05 evening", "2025-12-05")
    assert shown.page.editions.currentText() == "2025-12-05 evening"
    shown.page.editions.setCurrentIndex(0)
    shown.page.editions.activated.emit(0)
    driver.settle()
    assert shown.current.name != "2025-12-05 evening"


def test_the_edition_is_exported(room: tuple[Driver, EditionRoom], ids: list[str], tmp_path: Path) -> None:
    driver, shown = room
    shown.add("lead", ids[0])
    driver.settle()
    driver.press(Qt.Key.Key_E, CONTROL | SHIFT)
    dialog = next(dialog for dialog in driver.window.findChildren(QFileDialog) if dialog.isVisible())
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(tmp_path / "front"))
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.bot.waitUntil(lambda: "Exported" in driver.window.strip.text, timeout=20_000)
    assert verify_bundle(tmp_path / "front") == []
    assert (tmp_path / "front" / "data" / "index.html").is_file()


def test_enter_on_a_line_opens_the_story(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    shown.add("lead", ids[1])
    driver.settle()
    lead = shown.page.parts["lead"]
    lead.setFocus()
    lead.setCurrentRow(0)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert driver.window.rooms.currentWidget() is driver.window.write
    assert driver.article.id == ids[1]


def test_nothing_is_loaded_for_the_preview(start: Start, desk_path: Path, tmp_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        desk.articles.new(headline="<img src='file:///etc/hostname'>")
    driver = start()
    room = room_of(driver)
    for address in ("file:///etc/hostname", "https://elsewhere.example/x.png", "photo:unknown"):
        picture = room.preview.loadResource(2, address)
        assert (picture.width(), picture.height()) == (1, 1)


def test_the_page_shows_its_pictures(room: tuple[Driver, EditionRoom], ids: list[str], picture: Path) -> None:
    driver, shown = room

    def illustrate(desk: Desk) -> Done[Article]:
        photo = desk.photos.take_in(picture).value
        desk.photos.edit(photo.id, caption="The harbour", credit="Ines Varga")
        desk.articles.attach(ids[1], photo.id, Role.LEAD)
        return desk.articles.attach(ids[0], photo.id, Role.LEAD)

    driver.window.jobs.mutate(driver.window, illustrate)
    shown.add("lead", ids[0])
    shown.add("teasers", ids[1])
    driver.settle()
    driver.settle()
    address = next(iter(shown.preview._sizes))
    driver.bot.waitUntil(lambda: shown.preview.loadResource(2, address).pixelColor(5, 5).alpha() == 255)
    assert "Ines Varga" in shown.preview.toPlainText()
    assert shown.preview.toPlainText().count("\ufffc") == 2


def test_everything_done_to_the_page_can_be_undone_by_key(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    shown.list.view.setFocus()
    for article_id in ids:
        shown.add("teasers", article_id)
    driver.settle()
    teasers = shown.page.parts["teasers"]
    teasers.setFocus()
    teasers.setCurrentRow(0)
    driver.press(Qt.Key.Key_Down, ALT)
    driver.press(Qt.Key.Key_Delete)
    driver.settle()
    order = [ids, [ids[1], ids[0], ids[2]], [ids[1], ids[2]]]
    assert [teaser.article_id for teaser in saved(driver).teasers] == order[2]
    assert "Port reopens" in driver.window.strip.text
    for wanted in (order[1], order[0], ids[:2], ids[:1], []):
        driver.press(Qt.Key.Key_Z, CONTROL)
        assert [teaser.article_id for teaser in saved(driver).teasers] == wanted
        assert teasers.ids == wanted
    for wanted in (ids[:1], ids[:2], order[0], order[1], order[2]):
        driver.press(Qt.Key.Key_Z, CONTROL | SHIFT)
        assert [teaser.article_id for teaser in saved(driver).teasers] == wanted


def test_a_teaser_that_became_the_lead_comes_back(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    shown.add("teasers", ids[0])
    shown.add("teasers", ids[1])
    shown.add("lead", ids[0])
    driver.settle()
    assert [teaser.article_id for teaser in saved(driver).teasers] == [ids[1]]
    driver.act("edit.undo")
    edition = saved(driver)
    assert (edition.lead, [teaser.article_id for teaser in edition.teasers]) == (None, ids[:2])


def test_the_strip_brings_back_what_was_taken_off(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    shown.add("related", ids[2])
    driver.settle()
    related = shown.page.parts["related"]
    related.setFocus()
    related.setCurrentRow(0)
    driver.press(Qt.Key.Key_Delete)
    driver.settle()
    assert saved(driver).related == ()
    next(b for b in driver.window.strip.findChildren(QPushButton) if b.text() == "Undo").click()
    assert saved(driver).related == (ids[2],)


def test_the_strip_brings_nothing_back_to_another_edition(two: tuple[Driver, EditionRoom, list[str]]) -> None:
    driver, shown, (morning, evening) = two
    for edition_id in (evening, morning):
        shown.page.chosen.emit(edition_id)
        driver.settle()
        shown.page.parts["teasers"].setFocus()
        shown.page.parts["teasers"].setCurrentRow(0)
        driver.press(Qt.Key.Key_Delete)
        driver.settle()
    shown.page.chosen.emit(evening)
    driver.settle()
    offer(driver, "Undo")
    teasers = [len(desk_of(driver).editions.get(edition_id).teasers) for edition_id in (morning, evening)]
    assert teasers == [1, 0]


def test_fast_hands_lose_no_story(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    """Keys that come before the desk has answered to the ones before."""
    driver, shown = room
    view = shown.list.view
    for row in range(3):
        view.setCurrentIndex(view.stories.index(row, 0))
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert [teaser.article_id for teaser in saved(driver).teasers] == ids[::-1]


def test_every_part_of_the_page_is_reached_by_a_key(room: tuple[Driver, EditionRoom], ids: list[str]) -> None:
    driver, shown = room
    shown.list.view.setFocus()
    view = shown.list.view
    view.setCurrentIndex(view.stories.index(0, 0))
    for key in (Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_O):
        driver.press(key, CONTROL | SHIFT)
        driver.settle()
    view.setCurrentIndex(view.stories.index(1, 0))
    driver.press(Qt.Key.Key_T, CONTROL | SHIFT)
    edition = saved(driver)
    assert (edition.lead, edition.related, edition.most_read) == (ids[2], (ids[2],), (ids[2],))
    assert [teaser.article_id for teaser in edition.teasers] == [ids[1]]


def test_an_empty_desk_gives_the_focus_to_the_one_button(driver: Driver) -> None:
    shown = room_of(driver)
    assert shown.make_today.hasFocus()
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert shown.current is not None
    assert driver.focus().isVisible()
    assert shown.isAncestorOf(driver.focus())


def test_the_room_gives_the_focus_to_its_stories(room: tuple[Driver, EditionRoom]) -> None:
    driver, shown = room
    driver.press(Qt.Key.Key_1, CONTROL)
    driver.press(Qt.Key.Key_3, CONTROL)
    driver.settle()
    assert shown.list.view.hasFocus()
    assert shown.list.view.current_id


@pytest.mark.parametrize("size", [(1000, 650), (1366, 768)])
def test_nothing_in_the_room_is_clipped(
    room: tuple[Driver, EditionRoom], ids: list[str], size: tuple[int, int]
) -> None:
    driver, shown = room
    for article_id in ids:
        shown.add("teasers", article_id)
    driver.settle()
    shown.page.parts["teasers"].setCurrentRow(0)
    driver.window.resize(*size)
    driver.settle()
    assert (driver.window.width(), driver.window.height()) == size
    for kind in (QPushButton, QToolButton, QComboBox, QDateEdit):
        for widget in driver.window.findChildren(kind):
            if widget.isVisible() and not isinstance(widget.parentWidget(), QLineEdit):
                assert widget.width() >= widget.minimumSizeHint().width(), widget.accessibleName()


def test_the_wheel_changes_no_choice_that_has_not_the_focus(room: tuple[Driver, EditionRoom]) -> None:
    driver, shown = room
    shown.page.made.emit("Evening", shown.page.day.date().toPython())
    driver.settle()
    choice = shown.page.editions
    assert choice.count() == 2
    shown.list.view.setFocus()
    before = choice.currentIndex()
    for down in (-120, 120):
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(choice.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, down),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(choice, turn)
        assert choice.currentIndex() == before


@pytest.fixture
def two(ids: list[str], desk_path: Path, start: Start) -> tuple[Driver, EditionRoom, list[str]]:
    """A window on two editions with the same teaser; their ids."""
    with Desk.open(desk_path) as desk:
        editions = [desk.editions.new(name, date(2026, 5, 1)).value.id for name in ("Morning", "Evening")]
        for edition_id in editions:
            desk.editions.edit(edition_id, teasers=[Teaser(ids[0])])
    driver = start()
    return driver, room_of(driver), editions


def words_of(driver: Driver, editions: list[str]) -> list[str | None]:
    """The headline of the only teaser of each edition."""
    driver.settle()
    return [desk_of(driver).editions.get(edition_id).teasers[0].headline for edition_id in editions]


def write_words(driver: Driver, shown: EditionRoom, words: str) -> None:
    shown.page.parts["teasers"].setCurrentRow(0)
    shown.page.words.fields["headline"].setFocus()
    driver.type(words)


def test_a_teasers_words_stay_in_their_edition_when_another_is_shown(
    two: tuple[Driver, EditionRoom, list[str]],
) -> None:
    driver, shown, (morning, evening) = two
    shown.page.chosen.emit(morning)
    driver.settle()
    shown.page.chosen.emit(evening)  # read while the words are typed
    write_words(driver, shown, "For the morning")
    assert words_of(driver, [morning, evening]) == ["For the morning", None]
    assert shown.page.words.fields["headline"].toPlainText() == ""


def test_a_teasers_words_wait_beside_those_of_another_edition(two: tuple[Driver, EditionRoom, list[str]]) -> None:
    driver, shown, editions = two
    disk = Disk(desk_of(driver))
    disk.full = True
    for edition_id, words in zip(editions, ("For the morning", "For the evening"), strict=True):
        shown.page.chosen.emit(edition_id)
        driver.settle()
        write_words(driver, shown, words)
        shown.page.parts["teasers"].setFocus()
        driver.settle()
    disk.full = False
    driver.window.services.keeping.flush()
    assert words_of(driver, editions) == ["For the morning", "For the evening"]
