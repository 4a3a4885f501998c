"""The window itself: what it opens, who holds it, what it says, what it remembers."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.core.publication import Publication
from deskeditor.desk import Desk
from deskeditor.ui.log import keep_log, watch_exceptions
from deskeditor.ui.settings_dialog import SettingsDialog
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.theme import LIGHT, Look, Theme, tones
from deskeditor.ui.window import MainWindow
from deskeditor.ui.work_bar import WorkBar
from deskeditor.ui.write.glance import Glance, recall

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_desk_that_is_held_opens_read_only_and_says_who_holds_it(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    with Desk.open(desk_path):
        driver = start()
        driver.open(ids[0])
        assert "open in another program" in driver.window.strip.text
        assert driver.editor.isReadOnly()
        assert driver.block(1).text() == "One"
        assert driver.column.status.saved.text() == "Read only"
        actions = driver.window.services.actions
        for name in ("story.new", "text.bold", "story.export", "photo.add", "desk.import", "desk.settings"):
            assert not actions[name].isEnabled()
        driver.editor.setFocus()
        driver.type("x")
        driver.settle()
        assert driver.block(1).text() == "One"
        driver.press(Qt.Key.Key_2, CONTROL)
        driver.press(Qt.Key.Key_3, CONTROL)
        driver.settle()
        assert driver.window.close()


def test_a_desk_that_cannot_be_opened_is_told_and_can_be_tried_again(
    qtbot: QtBot, look: Look, settings: QSettings, desk_path: Path
) -> None:
    desk_path.mkdir()
    stray = desk_path / "letter.txt"
    stray.write_text("not a desk")
    window = MainWindow(desk_path, look, settings)
    window.show()
    qtbot.waitUntil(lambda: bool(window.findChildren(MessageStrip) and window.strip.text), timeout=20_000)
    assert "is not a desk" in window.strip.text
    stray.unlink()
    with qtbot.waitSignal(window.ready, timeout=20_000):
        next(b for b in window.strip.findChildren(QPushButton) if b.text() == "Try again").click()
    window.jobs.drain()
    assert window.close()


def test_an_empty_desk_teaches(driver: Driver) -> None:
    shown = [b for b in driver.window.write.findChildren(QPushButton) if b.isVisible() and "New story" in b.text()]
    assert len(shown) == 1
    assert "Ctrl+N" in shown[0].text()
    QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    driver.settle()
    driver.type("By mouse")
    driver.settle()
    assert driver.article.headline == "By mouse"


def test_the_window_has_the_programs_icon(driver: Driver) -> None:
    assert not driver.window.windowIcon().pixmap(32).isNull()


def test_every_control_has_a_name_and_every_icon_a_tip(driver: Driver, picture: Path) -> None:
    driver.act("story.new")
    driver.settle()
    driver.story.photos.add([picture])
    driver.settle()
    for name in ("pane.tags", "pane.checks", "pane.history", "pane.photos", "room.photos", "room.edition"):
        driver.act(name)
        driver.settle()
    for widget in driver.window.findChildren(QWidget):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(driver.window)
        if not takes_keys or widget.objectName().startswith("qt_"):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, f"{widget} in {widget.parentWidget()} has no name"
        if isinstance(widget, QToolButton) and not widget.icon().isNull():
            assert widget.toolTip(), widget


def test_the_rooms_are_reached_by_keys_and_take_the_focus(fill: Fill, start: Start) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    driver.press(Qt.Key.Key_2, CONTROL)
    assert driver.window.photos is not None
    assert driver.window.photos.isAncestorOf(driver.focus())
    driver.press(Qt.Key.Key_1, CONTROL)
    assert driver.focus() is driver.editor


def test_a_story_is_shown_from_its_top_with_the_cursor_in_its_text(start: Start, desk_path: Path) -> None:
    standfirst = "A standfirst that goes on. " * 200
    with Desk.open(desk_path) as desk:
        stories = [
            desk.articles.new(headline=name, standfirst=standfirst, body="The text.\n") for name in ("One", "Two")
        ]
    driver = start()
    for story in stories:  # the page is shown for the first time; it is there
        driver.open(story.value.id)
        assert driver.editor.verticalScrollBar().maximum() > 0
        assert driver.editor.verticalScrollBar().value() == 0
        assert driver.editor.textCursor().block().text() == "The text."
    driver.type("Now. ")
    for story in stories * 2:  # gone back to, the caret is where it was left
        driver.open(story.value.id)
        assert driver.editor.textCursor().block().text().endswith("The text.")
        assert driver.editor.textCursor().positionInBlock() == (5 if story is stories[1] else 0)


def test_find_in_the_story_and_in_the_desk(fill: Fill, start: Start) -> None:
    ids = fill("Harbour", "Trams")
    driver = start()
    driver.open(ids[0])
    driver.press(Qt.Key.Key_F, CONTROL)
    driver.type("of harb")
    assert driver.editor.textCursor().selectedText() == "Of Harb"
    driver.press(Qt.Key.Key_Escape)
    assert driver.focus() is driver.editor
    driver.act("find.desk")
    driver.type("tram")
    driver.bot.waitUntil(lambda: driver.window.write.list.view.stories.ids == [ids[1]])
    driver.press(Qt.Key.Key_Down)
    driver.settle()
    assert driver.article.headline == "Trams"


def test_a_link_is_set_below_the_page_and_a_bad_one_refused(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    assert driver.column.go_to("body")
    driver.type("ferry")
    driver.press(Qt.Key.Key_K, CONTROL)
    bar = driver.column.link_bar
    for bad in ("javascript:alert(1)", "file:///etc/passwd", "two words"):
        bar.field.selectAll()
        driver.type(bad)
        driver.press(Qt.Key.Key_Return)
        assert bar.said.isVisible()
        assert bar.said.text()
        assert bar.field.hasFocus()
    assert driver.window.strip.text == ""
    bar.field.selectAll()
    driver.type("https://ferry.example")
    assert not bar.said.isVisible()
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert driver.article.body == "[ferry](https://ferry.example)\n"
    driver.press(Qt.Key.Key_K, CONTROL)
    assert bar.field.text() == "https://ferry.example"
    bar.field.clear()
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert driver.article.body == "ferry\n"


@pytest.mark.parametrize(
    ("typed", "address"),
    [("ferry.example/times", "https://ferry.example/times"), ("desk@ferry.example", "mailto:desk@ferry.example")],
)
def test_a_host_and_a_mailbox_are_proposed_as_addresses(driver: Driver, typed: str, address: str) -> None:
    driver.act("story.new")
    driver.settle()
    assert driver.column.go_to("body")
    driver.type("ferry")
    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type(typed)
    assert driver.column.link_bar.said.text() == f"Enter links to {address}"
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert driver.article.body == f"[ferry]({address})\n"
    assert driver.focus() is driver.editor


def test_the_bar_does_not_hide_the_words_that_are_linked(driver: Driver) -> None:
    driver.window.resize(1000, 650)
    driver.act("story.new")
    driver.settle()
    assert driver.column.go_to("body")
    for _ in range(20):
        driver.press(Qt.Key.Key_Return)
    driver.type("ferry")
    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("ferry.example")
    driver.settle()
    assert driver.column.link_bar.said.isVisible()
    assert driver.editor.viewport().rect().contains(driver.editor.cursorRect())


def test_a_link_without_words_shows_its_address(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    assert driver.column.go_to("body")
    driver.type("See ")
    driver.press(Qt.Key.Key_K, CONTROL)
    driver.type("ferry.example")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert driver.article.body == "See [https://ferry.example](https://ferry.example)\n"


def test_a_headline_takes_no_link_and_loses_no_word_by_the_key(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    driver.type("Port reopens")
    driver.press(Qt.Key.Key_Home)
    driver.press(Qt.Key.Key_K, CONTROL)
    assert not driver.column.link_bar.isVisible()
    assert "captions" in driver.window.strip.text
    driver.settle()
    assert driver.article.headline == "Port reopens"


def test_marks_and_blocks_are_offered_where_they_can_stand(driver: Driver, picture: Path) -> None:
    driver.act("story.new")
    driver.settle()
    actions = driver.window.services.actions
    assert driver.column.go_to("headline")
    assert not actions["text.bold"].isEnabled()
    assert not actions["block.bullets"].isEnabled()
    assert driver.column.go_to("body")
    assert actions["text.bold"].isEnabled()
    assert actions["block.bullets"].isEnabled()
    driver.story.photos.add([picture])
    driver.settle()
    assert not actions["block.bullets"].isEnabled()


def test_format_buttons_follow_the_cursor(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    assert driver.column.go_to("body")
    driver.press(Qt.Key.Key_B, CONTROL)
    actions = driver.window.services.actions
    driver.type("bold")
    assert actions["text.bold"].isChecked()
    driver.act("block.heading1")
    assert actions["block.heading1"].isChecked()
    driver.settle()
    assert driver.article.body == "## **bold**\n"


def test_free_of_distraction_and_back(driver: Driver) -> None:
    driver.act("story.new")
    driver.settle()
    driver.act("view.calm")
    assert not driver.window.header.isVisible()
    assert not driver.window.write.list.isVisible()
    driver.act("view.calm")
    assert driver.window.header.isVisible()
    assert driver.window.write.list.isVisible()


def test_the_theme_is_remembered(driver: Driver, settings: QSettings) -> None:
    driver.act("theme.dark")
    assert settings.value("theme") == "dark"
    assert tones() is not LIGHT
    driver.window.choose_theme(Theme.LIGHT)
    assert tones() is LIGHT


def test_the_list_of_the_last_time_is_there_at_the_first_paint(
    qtbot: QtBot, fill: Fill, start: Start, look: Look, settings: QSettings, desk_path: Path
) -> None:
    fill("One", "Two")
    assert recall(desk_path).isNull()
    driver = start()
    driver.bot.waitUntil(lambda: driver.window.write.list.view.isVisible())
    seen = driver.window.write.list.view.viewport().grab().toImage()
    assert driver.window.close()
    assert recall(desk_path).toImage().pixelColor(40, 20) == seen.pixelColor(40, 20)
    assert recall(desk_path.with_name("other")).isNull()
    window = MainWindow(desk_path, look, settings)
    glance = window.findChild(Glance)
    assert glance is not None
    assert not glance._picture.isNull()
    qtbot.addWidget(window)


def test_what_nobody_foresaw_is_logged_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[DeskError] = []
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    logger = logging.getLogger("deskeditor")
    handlers = list(logger.handlers)
    keep_log(tmp_path / "logs" / "deskeditor.log")
    watch_exceptions(told.append)
    error = ValueError("out of the blue")
    sys.excepthook(ValueError, error, None)
    for handler in set(logger.handlers) - set(handlers):
        logger.removeHandler(handler)
        handler.close()
    assert "ValueError" in told[0].sentence()
    assert "out of the blue" in (tmp_path / "logs" / "deskeditor.log").read_text("utf-8")


def test_a_wrong_address_is_told_in_the_settings(driver: Driver) -> None:
    driver.act("desk.settings")
    driver.settle()
    dialog = driver.window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.fields["base_url"].setText("no address")
    dialog._save()
    driver.window.jobs.drain()
    assert "not the address" in dialog._wrong.text()
    dialog.fields["base_url"].setText("https://courier.example")
    dialog.fields["name"].setText("Harbour Courier")
    dialog._save()
    driver.window.jobs.drain()
    assert not dialog._wrong.isVisible()
    dialog.reject()
    found: list[Publication] = []
    driver.window.jobs.read(driver.window, lambda desk: desk.publication(), found.append)
    driver.window.jobs.drain()
    assert (found[0].name, found[0].base_url) == ("Harbour Courier", "https://courier.example")


def test_long_work_counts_and_stops(qtbot: QtBot) -> None:
    bar = WorkBar()
    qtbot.addWidget(bar)
    progress = bar.watch("Exporting")
    other = bar.watch("Importing")
    progress.step(3, 12, "port")
    assert "3 of 12" in bar.lines[0].said.text()
    assert bar.lines[1].said.text() == "Importing"
    QTest.mouseClick(bar.lines[0].cancel, Qt.MouseButton.LeftButton)
    with pytest.raises(CancelledError):
        progress.step(4, 12, "port")
    progress.finish()
    assert bar.isVisible()
    other.step(1, 2, "the other goes on")
    other.finish()
    assert not bar.isVisible()


def test_a_cancelled_export_leaves_nothing(fill: Fill, start: Start, tmp_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    driver.act("story.export")
    dialog = next(dialog for dialog in driver.window.findChildren(QFileDialog) if dialog.isVisible())
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.window.work.lines[0].cancel.click()
    driver.bot.waitUntil(lambda: bool(driver.window.strip.text), timeout=20_000)
    driver.settle()
    assert driver.window.strip.text == "Cancelled; nothing was changed"
    assert not (tmp_path / "one").exists()


def test_the_window_stays_while_something_is_under_way(driver: Driver, tmp_path: Path, picture: Path) -> None:
    paths = []
    for number in range(40):
        paths.append(tmp_path / f"frame-{number}.jpg")
        paths[-1].write_bytes(picture.read_bytes() + bytes([number]))
    assert driver.window.commands is not None
    driver.window.commands.importing.bring_in(paths)
    assert not driver.window.close()
    assert "under way" in driver.window.strip.text
    next(b for b in driver.window.strip.findChildren(QPushButton) if b.text() == "Stop it and close").click()
    assert not driver.window.isVisible()


def test_an_export_that_is_refused_says_why_and_where(driver: Driver, tmp_path: Path) -> None:
    driver.act("story.new")
    driver.settle()
    driver.act("story.export")
    dialog = next(dialog for dialog in driver.window.findChildren(QFileDialog) if dialog.isVisible())
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.bot.waitUntil(lambda: bool(driver.window.strip.text), timeout=20_000)
    assert "no headline" in driver.window.strip.text
    next(b for b in driver.window.strip.findChildren(QPushButton) if b.text() == "Show findings").click()
    driver.settle()
    assert driver.editor.hasFocus()


# Qt 6.11 takes the place as QPoint alone; 6.12 would rather have QPointF.
@pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
def test_pictures_dropped_into_the_photos_room_join_the_archive(driver: Driver, picture: Path) -> None:
    driver.press(Qt.Key.Key_2, CONTROL)
    room = driver.window.photos
    assert room is not None
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    place, copy, left = QPoint(300, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(room, QDragEnterEvent(place, copy, mime, left, held))
    QApplication.sendEvent(room, QDropEvent(place.toPointF(), copy, mime, left, held))
    driver.settle()
    assert len(room.model.ids) == 1
    assert driver.window.strip.text == "Took in 1 file"
    driver.settle()
    image = driver.window.services.pictures.get(room.model.ids[0])
    assert image is not None
    assert (image.width(), image.height()) == (320, 213)
