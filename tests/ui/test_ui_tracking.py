"""Tracked changes in the window: switched on, kept on, told of, decided on, and what leaves the desk."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from deskeditor.desk import Desk, ExportRequest
from deskeditor.ui.menus import full_name
from deskeditor.ui.wording import changes, exact

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WHO = re.compile(r"\{>>[^<]+<<\}")


def story(path: Path, body: str) -> str:
    with Desk.open(path) as desk:
        return desk.articles.new(headline="Ferry", language="en", body=body).value.id


def begin(start: Start, path: Path, body: str) -> Driver:
    article_id = story(path, body)
    driver = start()
    driver.open(article_id)
    driver.editor.setFocus()
    return driver


def put_caret(driver: Driver, at: int, to: int | None = None) -> None:
    cursor, first = driver.editor.textCursor(), driver.block(5).position()
    cursor.setPosition(first + at)
    if to is not None:
        cursor.setPosition(first + to, QTextCursor.MoveMode.KeepAnchor)
    driver.editor.setTextCursor(cursor)


def body(driver: Driver) -> str:
    driver.settle()
    return WHO.sub("", driver.article.body)


def count(driver: Driver) -> None:
    """Let the page be counted, after which the status line says what is pending."""
    with driver.bot.waitSignal(driver.editor.counts.changed):
        pass


def test_a_key_switches_it_on_and_what_is_typed_is_saved_as_a_change(start: Start, desk_path: Path) -> None:
    driver = begin(start, desk_path, "The old ferry.\n")
    track = driver.window.services.actions["change.track"]
    driver.press(Qt.Key.Key_C, CONTROL | SHIFT)
    assert track.isChecked()
    assert driver.column.status.tracking.text() == "Tracking changes"
    put_caret(driver, 4, 7)
    driver.type("new")
    count(driver)
    assert driver.column.status.tracking.text() == "Tracking changes  ·  1 change pending"
    assert body(driver) == "The {--old--}{++new++} ferry.\n"
    assert driver.story.story is not None
    assert driver.article.body.count(f"{{>>{driver.story.story.user}, 20") == 2
    driver.press(Qt.Key.Key_C, CONTROL | SHIFT)
    assert not track.isChecked()
    driver.type("er")
    count(driver)
    assert body(driver) == "The {--old--}{++new++}er ferry.\n"
    assert driver.column.status.tracking.text() == "1 change pending"


def test_it_is_still_on_when_the_story_and_the_program_are_opened_again(start: Start, desk_path: Path) -> None:
    other = story(desk_path, "Other.\n")
    driver = begin(start, desk_path, "The ferry.\n")
    key = driver.story.id
    driver.act("change.track")
    driver.open(other)
    assert not driver.window.services.actions["change.track"].isChecked()
    driver.editor.setFocus()
    put_caret(driver, 6)
    driver.type("!")
    assert body(driver) == "Other.!\n"
    driver.open(key)
    assert driver.window.services.actions["change.track"].isChecked()
    driver.settle()
    driver.window.close()
    driver = start()
    driver.open(key)
    driver.editor.setFocus()
    assert driver.window.services.actions["change.track"].isChecked()
    put_caret(driver, 10)
    driver.type(" Now.")
    assert body(driver) == "The ferry.{++ Now.++}\n"


def test_changes_are_gone_to_and_decided_on_by_key(start: Start, desk_path: Path) -> None:
    driver = begin(start, desk_path, "The {--old--}{++new++} ferry {++sails++}.\n")
    driver.press(Qt.Key.Key_F8, CONTROL)
    assert driver.editor.textCursor().selectedText() == "oldnew"
    driver.press(Qt.Key.Key_F9, CONTROL)
    assert body(driver) == "The new ferry {++sails++}.\n"
    driver.press(Qt.Key.Key_F8, CONTROL | SHIFT)
    assert driver.editor.textCursor().selectedText() == "sails"
    driver.press(Qt.Key.Key_F9, CONTROL | SHIFT)
    assert body(driver) == "The new ferry .\n"
    driver.press(Qt.Key.Key_F8, CONTROL)
    assert driver.window.strip.text == "No change is pending in this story."
    driver.press(Qt.Key.Key_Z, CONTROL)
    put_caret(driver, 0)
    driver.press(Qt.Key.Key_F9, CONTROL)
    assert driver.window.strip.text.startswith("Put the caret into a change")


def test_all_are_accepted_at_once_and_undone_at_once(start: Start, desk_path: Path) -> None:
    text = "The {--old--}{++new++} ferry.\n\n{--Gone.--}\n\n- {++Item++}\n"
    driver = begin(start, desk_path, text)
    driver.act("change.accept_all")
    assert body(driver) == "The new ferry.\n\n- Item\n"
    assert driver.window.strip.text == "Accepted 2 changes. Undo takes it back."
    driver.act("edit.undo")
    assert body(driver) == text
    driver.act("change.reject_all")
    assert body(driver) == "The old ferry.\n\nGone.\n"


def test_the_palette_names_the_actions(driver: Driver) -> None:
    actions = driver.window.services.actions
    assert full_name(actions["change.accept_all"]) == "Changes: Accept all changes"
    assert full_name(actions["change.track"]) == "Changes: Track changes"


def test_a_change_is_found_by_its_words(start: Start, desk_path: Path) -> None:
    kim, lee = "{>>Kim, 2026-11-25T05:30:00Z<<}", "{>>Lee, 2026-11-25T05:30:00Z<<}"
    text = f"The {{--old--}}{kim}{{++new++}}{kim} ferry {{++sails++}}{lee}. {{--Not.--}}{lee}\n"
    driver = begin(start, desk_path, text)
    driver.act("change.list")
    assert driver.window.commands is not None
    finder = driver.window.commands.finder
    assert [entry.name for entry in finder.shown] == ["old → new", "Put in: sails", "Deleted: Not."]
    assert finder.shown[0].beside.startswith("Kim · ")
    driver.type("sails")
    driver.press(Qt.Key.Key_Return)
    assert driver.editor.textCursor().selectedText() == "sails"
    assert driver.focus() is driver.editor
    driver.press(Qt.Key.Key_F9, CONTROL | SHIFT)
    assert "sails" not in body(driver)


def test_a_tip_says_by_whom_and_when(start: Start, desk_path: Path) -> None:
    driver = begin(start, desk_path, "The {--old--}{>>Kim Minji, 2026-11-25T05:30:00Z<<} ferry.\n")
    editor = driver.editor
    cursor = QTextCursor(driver.block(5))
    cursor.setPosition(cursor.position() + 5)
    place = editor.cursorRect(cursor).center() + QPoint(2, 0)
    QTest.mouseMove(editor.viewport(), place)
    tip = QHelpEvent(QHelpEvent.Type.ToolTip, place, editor.viewport().mapToGlobal(place))
    QApplication.sendEvent(editor.viewport(), tip)
    assert QToolTip.text().startswith("Deleted by Kim Minji\n")
    assert exact(datetime(2026, 11, 25, 5, 30, tzinfo=UTC)) in QToolTip.text()
    assert editor.changes.told_at(place + QPoint(300, 0)) == ""


def test_the_menu_of_a_change_decides_on_it(start: Start, desk_path: Path) -> None:
    driver = begin(start, desk_path, "The {--old--}{++new++} ferry.\n")
    menu = QMenu()
    driver.editor.fill_menu(menu, driver.block(5).position() + 8)
    names = [action.text() for action in menu.actions()]
    assert names[:2] == ["Accept the change", "Reject the change"]
    menu.actions()[1].trigger()
    assert body(driver) == "The old ferry.\n"
    menu.clear()
    driver.editor.fill_menu(menu, driver.block(5).position() + 8)
    assert "Accept the change" not in [action.text() for action in menu.actions()]
    menu.deleteLater()


def test_it_is_told_when_something_goes_that_no_change_keeps(start: Start, desk_path: Path) -> None:
    driver = begin(start, desk_path, "One.\n\n| a |\n| --- |\n| b |\n\nTwo.\n")
    driver.act("change.track")
    put_caret(driver, 4)
    cursor = driver.editor.textCursor()
    cursor.setPosition(driver.editor.document().lastBlock().position() + 1, QTextCursor.MoveMode.KeepAnchor)
    driver.editor.setTextCursor(cursor)
    driver.press(Qt.Key.Key_Delete)
    assert driver.window.strip.text == "The table was deleted. Rejecting changes does not bring it back; undo does."


def test_changes_go_through_the_markdown_and_back(start: Start, desk_path: Path) -> None:
    driver = begin(start, desk_path, "The old ferry.\n")
    driver.act("change.track")
    put_caret(driver, 4, 7)
    driver.type("new")
    driver.act("view.source")
    status = driver.column.status.tracking
    assert status.text() == "Changes in the Markdown are not tracked  ·  1 change pending"
    view = driver.column.source.view
    assert WHO.sub("", view.text()) == "The {--old--}{++new++} ferry.\n"
    cursor = view.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    view.setTextCursor(cursor)
    view.setFocus()
    driver.type("More {++still++}.")
    driver.settle()
    driver.act("view.source")
    assert body(driver) == "The {--old--}{++new++} ferry.\nMore {++still++}."
    assert status.text().startswith("Tracking changes")
    assert len(driver.editor.changes.pending()) == 2


def test_what_is_pending_goes_out_as_accepted_and_the_check_warns(
    start: Start, desk_path: Path, tmp_path: Path
) -> None:
    driver = begin(start, desk_path, "The ferry leaves.\n")
    driver.act("change.track")
    put_caret(driver, 4, 9)
    driver.type("ship")
    driver.settle()
    key = driver.story.id
    driver.window.close()
    with Desk.open(desk_path) as desk:
        found = [finding for finding in desk.checking.check([key]) if finding.check == "changes-pending"]
        assert [finding.severity.value for finding in found] == ["warning"]
        desk.publishing.export(ExportRequest(tmp_path / "out", articles=(key,)))
    written = "".join(
        file.read_text(encoding="utf-8")
        for file in (tmp_path / "out").rglob("*")
        if file.suffix in {".html", ".md", ".json", ".xml"}
    )
    assert "The ship leaves." in written
    assert "{--" not in written
    assert "The ferry" not in written


def test_many_changes_are_counted_while_the_window_goes_on(start: Start, desk_path: Path) -> None:
    driver = begin(start, desk_path, "A {--boat--}{++ship++} left.\n\n" * 3_000)
    label, said = driver.column.status.tracking, f"{changes(3_000)} pending"
    turns: list[str] = []
    driver.bot.waitUntil(lambda: label.text() == said, timeout=20_000)
    label.clear()
    window = QTimer(interval=0)
    window.timeout.connect(lambda: turns.append(label.text()))
    window.start()
    driver.column.tracking.show()
    driver.bot.waitUntil(lambda: label.text() == said, timeout=20_000)
    assert turns.count("") > 5
