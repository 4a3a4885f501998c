"""What was changed since a version, in the place of the page: found by keys, told in words, brought back in parts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pysqlite3 import dbapi2

from deskeditor.core.document import Edit
from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.ui.editor.difference_page import DifferencePage
from deskeditor.ui.editor.look import EDIT
from deskeditor.ui.write.history_pane import HistoryPane
from deskeditor.ui.write.revisions import DAMAGED, REVISION

Start = Callable[..., Any]

THEN = "The ferry left the harbour at dawn.\n\nNobody at all was on board.\n\n- one thing\n- two things\n"
NOW = "The ferry sailed from the harbour at dawn.\n\n- one thing\n- two more things\n\nA new paragraph came last.\n"


@pytest.fixture
def key(desk_path: Path) -> str:
    with Desk.open(desk_path) as desk:
        story = desk.articles.new(headline="Ferry leaves", byline=("Mina Seo",), body=THEN).value
        desk.tags.add(story.id, "Harbour")
        desk.history.keep(story.id, "pause")
        desk.articles.edit(story.id, headline="Ferry sails", body=NOW)
        desk.tags.add(story.id, "Ferry")
        return story.id


@pytest.fixture
def driver(start: Start, key: str) -> Any:
    driver = start()
    driver.open(key)
    driver.settle()
    return driver


def show(driver: Any) -> None:
    driver.act("history.compare")
    driver.settle()
    page = driver.column.difference.view.page
    if page is not None:
        page.fill_up_to(10_000)


def pane(driver: Any) -> HistoryPane:
    found = driver.window.write.inspector.pane("history")
    assert isinstance(found, HistoryPane)
    driver.settle()
    return found


def told(page: DifferencePage) -> list[str]:
    """The blocks of the page, what went in brackets with a minus, what came with a plus."""
    found = []
    block = page.begin()
    while block.isValid():
        said = ""
        for run in block.textFormats():
            edit = run.format.stringProperty(EDIT)
            part = block.text()[run.start : run.start + run.length]
            said += {Edit.DELETED.value: f"[-{part}]", Edit.INSERTED.value: f"[+{part}]"}.get(edit, part)
        if said:
            found.append(said)
        block = block.next()
    return found


def test_the_difference_stands_in_the_place_of_the_page(driver: Any) -> None:
    show(driver)
    assert driver.column.shows_difference
    page = driver.column.difference.view.page
    assert told(page) == [
        "Ferry [-leaves][+sails]",
        "Mina Seo",
        "Tags: Harbour[+, Ferry]",
        "The ferry [-left][+sailed from] the harbour at dawn.",
        "[-Nobody at all was on board.]",
        "one thing",
        "two [+more ]things",
        "[+A new paragraph came last.]",
    ]
    assert driver.column.difference.count.text() == "6 changes · +9 −8 words"
    assert driver.focus() is driver.column.difference.view
    assert not driver.window.services.actions["text.bold"].isEnabled()
    driver.press(Qt.Key.Key_Escape)
    assert not driver.column.shows_difference
    assert driver.focus() is driver.editor
    assert not driver.window.services.actions["history.next"].isEnabled()


def test_keys_go_from_change_to_change_and_round(driver: Any) -> None:
    show(driver)
    view = driver.column.difference.view
    rows = [view.row]
    for _ in range(6):
        QTest.keyClick(driver.focus(), Qt.Key.Key_F8)
        rows.append(view.row)
    assert rows == [*view.page.changes(), view.page.changes()[0]]
    QTest.keyClick(driver.focus(), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert view.row == view.page.changes()[-1]


def test_a_paragraph_comes_back_as_one_step_of_undo(driver: Any) -> None:
    show(driver)
    view = driver.column.difference.view
    gone = next(number for number, row in enumerate(view.page.rows) if "Nobody" in str(row.item))
    view.go_to(gone)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    restored = NOW.replace("at dawn.\n", "at dawn.\n\nNobody at all was on board.\n")
    assert driver.article.body == restored
    assert driver.column.shows_difference
    assert driver.column.difference.count.text() == "5 changes · +9 −2 words"
    driver.act("edit.undo")
    driver.settle()
    assert driver.article.body == NOW
    assert driver.column.difference.count.text() == "6 changes · +9 −8 words"


def test_a_field_and_the_tags_come_back(driver: Any) -> None:
    show(driver)
    view = driver.column.difference.view
    view.go_to(0)
    driver.act("history.paragraph")
    driver.settle()
    assert driver.article.headline == "Ferry leaves"
    view.go_to(2)
    driver.act("history.paragraph")
    driver.settle()
    assert driver.article.tags == ("Harbour",)
    offer(driver, "Undo")
    assert driver.article.tags == ("Harbour", "Ferry")
    driver.act("history.compare")
    for tags in (("Harbour",), ("Harbour", "Ferry")):
        driver.act("edit.undo")
        driver.settle()
        assert (driver.article.tags, driver.article.headline) == (tags, "Ferry leaves")
    driver.act("edit.undo")
    driver.settle()
    assert driver.article.headline == "Ferry sails"


def test_a_version_comes_back_whole_and_that_is_undone_to_the_letter(driver: Any) -> None:
    before = driver.article
    show(driver)
    driver.act("history.whole")
    driver.settle()
    assert not driver.column.shows_difference
    assert (driver.article.headline, driver.article.body, driver.article.tags) == ("Ferry leaves", THEN, ("Harbour",))
    offer(driver, "Undo")
    after = driver.article
    assert (after.headline, after.body, after.tags) == (before.headline, before.body, before.tags)
    assert driver.block(1).text() == "Ferry sails"


def test_side_by_side_each_text_is_whole(driver: Any) -> None:
    show(driver)
    driver.act("history.beside")
    page = driver.column.difference.view.page
    page.fill_up_to(10_000)
    said = told(page)
    assert said[:2] == ["Ferry [-leaves]", "Ferry [+sails]"]
    assert "The ferry [-left] the harbour at dawn." in said
    assert "The ferry [+sailed from] the harbour at dawn." in said
    assert said.count("one thing") == 2
    changes = page.changes()
    QTest.keyClick(driver.focus(), Qt.Key.Key_F8)
    assert driver.column.difference.view.row == changes[1]


def test_what_a_version_changed_itself(driver: Any, key: str) -> None:
    driver.window.jobs.mutate(driver.window, lambda desk: desk.history.keep(key, "replace"))
    driver.settle()
    history = pane(driver)
    history.refresh()
    driver.settle()
    history.list.setFocus()
    history.list.setCurrentRow(0)
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    difference = driver.column.difference
    assert "same" in difference._says.findChildren(type(difference.count))[1].text()
    difference.against.setCurrentIndex(1)
    driver.settle()
    assert difference.count.text() == "6 changes · +9 −8 words"
    assert not driver.window.services.actions["history.paragraph"].isEnabled()
    history.list.setFocus()
    driver.press(Qt.Key.Key_Down)
    driver.settle()
    assert difference.against.currentIndex() == 0
    assert difference.count.text() == "6 changes · +9 −8 words"


def test_a_version_is_named_in_its_row(driver: Any, key: str) -> None:
    history = pane(driver)
    history.list.setFocus()
    history.list.setCurrentRow(0)
    QTest.keyClick(history.list, Qt.Key.Key_F2)
    driver.settle()
    field = history.list.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Before the mayor called")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.settle()
    assert history.list.item(0).data(REVISION).name == "Before the mayor called"
    assert not driver.column.shows_difference
    show(driver)
    assert "Before the mayor called" in driver.column.difference._title.text()


def begin_a_name(driver: Any) -> None:
    history = pane(driver)
    history.list.setFocus()
    history.list.setCurrentRow(0)
    QTest.keyClick(history.list, Qt.Key.Key_F2)
    driver.settle()
    driver.type("Before the law")


def named(driver: Any, key: str) -> list[str]:
    with Desk.open(driver.window.path, read_only=True) as desk:
        return [revision.name for revision in desk.history.of(key)]


def test_a_version_that_is_kept_meanwhile_leaves_the_name_that_is_typed_alone(driver: Any, key: str) -> None:
    driver.type("Since then. ")
    driver.settle()
    begin_a_name(driver)
    driver.story.keep("before")
    driver.settle()
    assert len(named(driver, key)) == 3
    driver.type("yer")
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    assert "Before the lawyer" in named(driver, key)
    assert pane(driver).list.count() == 3


def test_a_name_that_is_left_for_a_new_story_is_that_of_the_version_it_was_typed_for(driver: Any, key: str) -> None:
    begin_a_name(driver)
    driver.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert driver.story.id != key
    assert "Before the law" in named(driver, key)


def test_a_version_that_the_disk_has_changed_says_so_beside_itself(start: Start, key: str, desk_path: Path) -> None:
    connection = dbapi2.connect(desk_path / "desk.sqlite3")
    connection.execute("UPDATE revision SET fields = replace(fields, 'board', 'bored')")
    connection.commit()
    connection.close()
    driver = start()
    driver.open(key)
    history = pane(driver)
    show(driver)
    assert "changed on the disk" in history.list.item(1).data(DAMAGED)
    assert "changed on the disk" in history._wrong.text()
    assert not driver.window.services.actions["history.whole"].isEnabled()
    assert driver.article.body == NOW


def test_a_story_without_a_version_says_so(start: Start, desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        key = desk.articles.new(headline="One").value.id
    driver = start()
    driver.open(key)
    show(driver)
    assert "no version of this story yet" in driver.window.strip.text
    assert not driver.window.services.actions["history.compare"].isChecked()


def test_what_acts_on_the_page_shows_it_first(driver: Any) -> None:
    for name in ("text.link", "find.story", "block.insert", "view.source"):
        show(driver)
        assert driver.column.shows_difference
        driver.act(name)
        assert not driver.column.shows_difference
    driver.act("view.source")


def test_after_a_crash_what_was_typed_is_seen_and_undone(start: Start, key: str, desk_path: Path) -> None:
    left = desk_path.with_name("left")
    with Desk.open(desk_path) as desk:
        desk.articles.edit(key, body=NOW + "\nTyped until the end.\n")
        shutil.copytree(desk_path, left)
    shutil.rmtree(desk_path)
    left.rename(desk_path)
    driver = start()
    offer(driver, "Show the difference")
    driver.settle()
    page = driver.column.difference.view.page
    page.fill_up_to(10_000)
    assert told(page)[-1] == "[+Typed until the end.]"
    assert driver.column.difference.count.text() == "1 change · +4 −0 words"
    driver.press(Qt.Key.Key_Escape)
    driver.act("edit.undo")
    driver.settle()
    assert driver.article.body == NOW
    driver.act("edit.redo")
    driver.settle()
    assert driver.article.body == NOW + "\nTyped until the end.\n"


def test_replacing_throughout_keeps_both_sides(driver: Any, key: str, desk_path: Path) -> None:
    driver.act("find.replace")
    bar = driver.column.find_bar
    bar.field.setText("ferry")
    bar.field.textEdited.emit("ferry")
    bar.by.setText("boat")
    bar._replace_all()
    driver.settle()
    driver.settle()
    with Desk.open(desk_path, read_only=True) as desk:
        rows = desk.history.of(key)
        assert [row.reason for row in rows][:2] == ["replace", "before"]
        compared = desk.history.compare(key, rows[1].number, rows[0].number)
    assert compared.then.body == NOW
    assert compared.now.body == NOW.replace("ferry", "boat")


def test_photos_are_told_with_what_no_page_shows(start: Start, key: str, desk_path: Path, picture: Path) -> None:
    with Desk.open(desk_path) as desk:
        photo = desk.photos.take_in(picture).value
        desk.articles.attach(key, photo.id, Role.LEAD)
        desk.articles.caption(key, photo.id, caption="The harbour.", alt="Grey")
        desk.history.keep(key, "pause")
        desk.articles.caption(key, photo.id, caption="The harbour at dawn.", alt="Grey and calm", credit="Jo Park")
    driver = start()
    driver.open(key)
    show(driver)
    said = told(driver.column.difference.view.page)
    assert {"The harbour[+ at dawn].", "Alt text: Grey[+ and calm]", "Credit: [+Jo Park]"} <= set(said)
    driver.column.difference.view.step(1)
    driver.act("history.paragraph")
    driver.settle()
    assert (driver.article.lead_photo.caption, driver.article.lead_photo.alt) == ("The harbour.", "Grey")


def offer(driver: Any, name: str) -> None:
    buttons = [each for each in driver.window.strip.findChildren(QPushButton) if each.text() == name]
    assert buttons
    QTest.mouseClick(buttons[-1], Qt.MouseButton.LeftButton)
    driver.settle()
