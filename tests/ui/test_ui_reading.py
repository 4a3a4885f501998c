"""How a story is read and written on the screen: typeface, size, typewriter, the page alone; all of it remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QCursor, QEnterEvent, QFontMetricsF, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.desk import Desk
from deskeditor.ui.calm import _Edge
from deskeditor.ui.editor.typeface import STORY_SIZE
from deskeditor.ui.editor.view import MEASURE, SAMPLE
from deskeditor.ui.reading import SIZE, TYPEWRITER, ZOOM, faces
from deskeditor.ui.strip import Kind, MessageLine
from deskeditor.ui.type_dialog import TypeDialog

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Driver, Fill, Start

CONTROL = Qt.KeyboardModifier.ControlModifier
LONG = "\n\n".join(f"Paragraph {number} of the ferry and the tide." for number in range(120)) + "\n"


@pytest.fixture
def opened(start: Start, desk_path: Path) -> Driver:
    """A long story, the caret in its body."""
    with Desk.open(desk_path) as desk:
        key = desk.articles.new(headline="Ferry", body=LONG).value.id
    driver = start()
    driver.open(key)
    driver.editor.setFocus()
    QCursor.setPos(driver.window.mapToGlobal(QPoint(400, 400)))
    return driver


def points(driver: Driver) -> float:
    return driver.editor.document().defaultFont().pointSizeF()


def from_middle(driver: Driver) -> int:
    """Pixels between the caret's line and the middle of the page."""
    return abs(driver.editor.cursorRect().center().y() - driver.editor.viewport().height() // 2)


def wheel(view: QWidget, turned: int) -> None:
    place = QPointF(20, 20)
    where = QPointF(view.mapToGlobal(place))
    moved, buttons = QPoint(0, turned), Qt.MouseButton.NoButton
    event = QWheelEvent(place, where, QPoint(), moved, buttons, CONTROL, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view, event)


def test_zoom_is_remembered_and_the_measure_follows(opened: Driver, start: Start, settings: QSettings) -> None:
    opened.window.resize(1800, 900)
    opened.press(Qt.Key.Key_Plus, CONTROL)
    opened.press(Qt.Key.Key_Equal, CONTROL)
    assert points(opened) == pytest.approx(STORY_SIZE * 1.25)
    font = opened.editor.document().defaultFont()
    column = QFontMetricsF(font).horizontalAdvance(SAMPLE) / len(SAMPLE) * MEASURE
    assert opened.editor.viewport().width() == pytest.approx(column, abs=2)
    opened.press(Qt.Key.Key_Minus, CONTROL)
    assert points(opened) == pytest.approx(STORY_SIZE * 1.1)
    assert not opened.editor.document().isUndoAvailable()
    key = opened.story.id
    assert opened.window.close()
    again = start()
    again.open(key)
    assert points(again) == pytest.approx(STORY_SIZE * 1.1)
    again.press(Qt.Key.Key_0, CONTROL)
    assert points(again) == STORY_SIZE
    assert settings.value(ZOOM, 0, int) == 100


def test_zoom_ends_where_it_would_be_of_no_use(opened: Driver) -> None:
    for _ in range(20):
        opened.press(Qt.Key.Key_Minus, CONTROL)
    assert points(opened) == pytest.approx(STORY_SIZE * 0.5)
    for _ in range(20):
        opened.press(Qt.Key.Key_Plus, CONTROL)
    assert points(opened) == pytest.approx(STORY_SIZE * 3)


def test_the_wheel_zooms_the_page_and_its_markdown(opened: Driver) -> None:
    wheel(opened.editor.viewport(), 120)
    assert points(opened) == pytest.approx(STORY_SIZE * 1.1)
    wheel(opened.editor.viewport(), -60)
    assert points(opened) == pytest.approx(STORY_SIZE * 1.1)
    wheel(opened.editor.viewport(), -60)
    assert points(opened) == STORY_SIZE
    opened.press(Qt.Key.Key_F12)
    view = opened.column.source.view
    before = view.font().pointSizeF()
    wheel(view.viewport(), 120)
    assert view.font().pointSizeF() == pytest.approx(before * 1.1)


def test_what_is_seen_stays_in_sight(opened: Driver) -> None:
    editor = opened.editor
    cursor = QTextCursor(opened.block(60))
    editor.setTextCursor(cursor)
    top = editor.cursorForPosition(QPoint(0, 0)).block().blockNumber()
    assert top > 30
    opened.press(Qt.Key.Key_Plus, CONTROL)
    assert abs(editor.cursorForPosition(QPoint(0, 0)).block().blockNumber() - top) <= 1


@pytest.mark.parametrize("written", ["nonsense", "-3", "1e99", "nan"])
def test_a_settings_file_that_says_nonsense_is_no_harm(
    start: Start, fill: Fill, settings: QSettings, written: str
) -> None:
    ids = fill("Ferry")
    for name in (ZOOM, SIZE, TYPEWRITER):
        settings.setValue(name, written)
    driver = start()
    driver.open(ids[0])
    assert 5 <= points(driver) <= 72


def test_the_typeface_is_chosen_and_remembered(opened: Driver, start: Start) -> None:
    opened.act("view.type")
    dialog = opened.window.findChild(TypeDialog)
    assert dialog is not None
    face = faces()[-1]
    dialog.family.setFocus()
    dialog.family.setCurrentIndex(dialog.family.findData(face))
    dialog.points.setCurrentIndex(dialog.points.findData(16))
    font = opened.editor.document().defaultFont()
    assert font.families()[0] == face
    assert "Noto Serif CJK KR" in font.families()
    assert font.pointSizeF() == 16
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    key = opened.story.id
    assert opened.window.close()
    again = start()
    again.open(key)
    assert again.editor.document().defaultFont().families()[0] == face
    assert points(again) == 16


def test_the_typewriter_keeps_the_line_in_the_middle(opened: Driver, start: Start) -> None:
    opened.act("view.typewriter")
    opened.press(Qt.Key.Key_End, CONTROL)
    assert from_middle(opened) <= 1
    for _ in range(3):
        opened.press(Qt.Key.Key_Return)
        opened.type("on and on ")
        assert from_middle(opened) <= 1
    opened.press(Qt.Key.Key_PageUp)
    assert from_middle(opened) <= 1
    key = opened.story.id
    assert opened.window.close()
    again = start()
    again.open(key)
    assert again.window.services.actions["view.typewriter"].isChecked()
    again.editor.setFocus()
    again.press(Qt.Key.Key_End, CONTROL)
    assert from_middle(again) <= 1
    again.act("view.typewriter")
    QApplication.processEvents()
    again.press(Qt.Key.Key_Home, CONTROL)
    assert from_middle(again) > 50


def test_a_click_does_not_pull_the_page_away(opened: Driver) -> None:
    opened.act("view.typewriter")
    opened.press(Qt.Key.Key_End, CONTROL)
    bar = opened.editor.verticalScrollBar()
    before = bar.value()
    QTest.mousePress(opened.editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 40))
    assert bar.value() == before
    QTest.mouseRelease(opened.editor.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 40))


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_calm_is_left_by_its_key_and_by_escape(opened: Driver, key: Qt.Key) -> None:
    window = opened.window
    opened.press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not window.menuBar().isVisible()
    assert "Esc" in window.strip.text
    opened.type("typed")
    opened.press(key)
    assert not window.isFullScreen()
    assert window.menuBar().isVisible()
    assert window.header.isVisible()
    assert window.statusBar().isVisible()
    assert opened.column.bar.isVisible()


def test_what_is_told_of_the_zoom_in_calm_is_not_painted_over_the_length(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F11)
    opened.act("view.larger")
    opened.press(Qt.Key.Key_F11)
    assert opened.column.status.length.isVisible()
    assert not opened.window.statusBar().currentMessage()


def test_calm_hides_what_was_said_before_but_no_error(opened: Driver) -> None:
    strip = opened.window.strip
    strip.warn("This is a sample desk.")
    strip.error(DeskError("The disk is full", where="desk"))
    opened.press(Qt.Key.Key_F11)
    seen = [line.message.kind for line in strip.findChildren(MessageLine) if line.isVisible()]
    assert Kind.WARNING not in seen
    assert Kind.ERROR in seen
    opened.press(Qt.Key.Key_F11)
    assert Kind.WARNING in [line.message.kind for line in strip.findChildren(MessageLine) if line.isVisible()]


def test_escape_closes_what_is_open_in_calm_first(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F11)
    opened.press(Qt.Key.Key_F, CONTROL)
    opened.type("ferry")
    opened.press(Qt.Key.Key_Escape)
    assert not opened.column.find_bar.isVisible()
    assert opened.window.isFullScreen()
    opened.press(Qt.Key.Key_Escape)
    assert not opened.window.isFullScreen()


def test_the_menu_comes_to_the_pointer_in_calm_and_goes_again(opened: Driver) -> None:
    window = opened.window
    opened.press(Qt.Key.Key_F11)
    edge = window.findChild(_Edge)
    assert edge is not None
    assert edge.isVisible()
    assert edge.width() == window.width()
    place = QPointF(5, 1)
    QApplication.sendEvent(edge, QEnterEvent(place, place, place))
    assert window.menuBar().isVisible()
    QApplication.sendEvent(window.menuBar(), QEvent(QEvent.Type.Leave))
    assert not window.menuBar().isVisible()


def test_a_window_closed_in_calm_comes_back_as_it_was_before(opened: Driver, start: Start, settings: QSettings) -> None:
    columns = opened.window.write.splitter.saveState()
    opened.press(Qt.Key.Key_F11)
    assert opened.window.close()
    again = start()
    assert not again.window.isFullScreen()
    assert again.window.menuBar().isVisible()
    assert again.window.write.list.isVisible()
    assert settings.value("window/columns") == columns
