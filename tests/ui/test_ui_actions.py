"""The actions exist once: in the menus, in the palette, each with its key."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from deskeditor.ui.actions import SPECS, Actions, Needs
from deskeditor.ui.finder import Entry, rank, score
from deskeditor.ui.keys_dialog import KeysDialog
from deskeditor.ui.menus import MENUS, fill, name_menus

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_no_key_has_two_meanings() -> None:
    keys = Counter(key for spec in SPECS for key in (spec.keys, spec.also) if key)
    assert [key for key, count in keys.items() if count > 1] == []
    assert len({spec.id for spec in SPECS}) == len(SPECS)


def test_every_key_is_one_that_qt_knows() -> None:
    for spec in SPECS:
        for keys in filter(None, (spec.keys, spec.also)):
            assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) == keys


def test_every_action_has_an_icon_and_a_tip_that_names_its_key(driver: Driver) -> None:
    for spec in SPECS:
        action = driver.window.services.actions[spec.id]
        assert not action.icon().isNull()
        if spec.keys:
            assert QKeySequence(spec.keys).toString(QKeySequence.SequenceFormat.NativeText) in action.toolTip()


def test_every_action_does_something(driver: Driver) -> None:
    for action in driver.window.services.actions:
        assert action.receivers("2triggered(bool)") > 0, action.objectName()


def test_every_menu_entry_is_an_action() -> None:
    known = {spec.id for spec in SPECS}

    def named(entries: tuple[object, ...]) -> set[str]:
        found: set[str] = set()
        for entry in entries:
            found |= named(entry[1]) if isinstance(entry, tuple) else {str(entry)}
        return found - {"-"}

    everywhere = set().union(*(named(entries) for _, entries in MENUS))
    assert everywhere <= known
    assert known - everywhere == set()


def test_what_cannot_be_done_is_disabled(driver: Driver) -> None:
    actions = driver.window.services.actions
    assert actions["story.new"].isEnabled()
    assert not actions["text.bold"].isEnabled()
    assert not actions["edition.export"].isEnabled()
    driver.act("story.new")
    driver.settle()
    assert driver.column.go_to("body")
    assert actions["text.bold"].isEnabled()
    actions.allow(Needs.STORY)
    assert not actions["story.new"].isEnabled()
    assert actions["find.story"].isEnabled()


def test_the_menu_bar_holds_them(qapp: object) -> None:
    window = QMainWindow()
    fill(window.menuBar(), name_menus(window.menuBar()), Actions(window))
    assert [action.text() for action in window.menuBar().actions()] == [
        "&File",
        "&Edit",
        "F&ormat",
        "&Insert",
        "&Photo",
        "&View",
        "&Help",
    ]


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("new", "New story", "Renew the window"),
        ("ces", "Check and export story", "Choose a lens"),
        ("exp", "Export story", "Extra paragraph"),
    ],
)
def test_the_better_name_stands_first(query: str, better: str, worse: str) -> None:
    entries = [Entry(name, "", lambda: None) for name in (worse, better)]
    assert rank(query, entries)[0].name == better


def test_letters_in_order_are_found_wherever_they_stand() -> None:
    assert score("ab", "xa b a") is not None
    assert score("한다", "한강의 새 다리") is not None
    assert score("ba", "abc") is None
    assert score("", "anything") == 0


def test_the_palette_reaches_an_action_by_name(driver: Driver) -> None:
    driver.press(Qt.Key.Key_P, CONTROL | SHIFT)
    driver.type("edit")
    assert driver.window.commands is not None
    shown = [entry.name for entry in driver.window.commands.finder.shown]
    assert "Edition" in shown
    for _ in range(shown.index("Edition")):
        driver.press(Qt.Key.Key_Down)
    chosen = driver.window.commands.finder.list.currentItem().text()
    driver.press(Qt.Key.Key_Return)
    assert chosen == "Edition"
    assert driver.window.edition is driver.window.rooms.currentWidget()


def test_the_palette_knows_an_action_by_the_title_of_its_submenu(driver: Driver) -> None:
    driver.press(Qt.Key.Key_P, CONTROL | SHIFT)
    driver.type("theme")
    assert driver.window.commands is not None
    names = [entry.name for entry in driver.window.commands.finder.shown]
    assert names == ["Theme: As the system", "Theme: Light", "Theme: Dark"]


def test_letters_from_anywhere_count_only_where_no_name_begins_with_them() -> None:
    entries = [Entry(name, "", lambda: None) for name in ("Alt text of the photo", "Smaller text", "Import")]
    assert [entry.name for entry in rank("alt", entries)] == ["Alt text of the photo"]
    assert [entry.name for entry in rank("aot", entries)] == ["Alt text of the photo"]
    assert [entry.name for entry in rank("mrt", entries)] == ["Smaller text", "Import"]


def test_the_keys_are_listed_and_searched(driver: Driver) -> None:
    driver.act("help.keys")
    dialog = driver.window.findChild(KeysDialog)
    assert dialog is not None
    assert dialog.isVisible()
    QTest.keyClicks(dialog.field, "bold")
    rows = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    items = [[dialog.table.item(row, place) for place in range(3)] for row in rows]
    assert [[item.text() for item in row if item] for row in items] == [["Format", "Bold", "Ctrl+B"]]
    dialog.close()


def test_the_quick_opener_reaches_a_story_by_letters(fill: Fill, start: Start) -> None:
    ids = fill("Port reopens after winter", "Night trams return")
    driver = start()
    driver.press(Qt.Key.Key_P, CONTROL)
    driver.type("praw")
    driver.window.jobs.drain()
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert driver.article.id == ids[0]
    QTest.keyClicks(driver.focus(), "Seen")
    driver.settle()
    assert driver.article.body.startswith("Seen")
    assert driver.article.kicker == ""
