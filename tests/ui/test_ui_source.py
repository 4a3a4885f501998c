"""The Markdown of a story in the place of its page: the caret, the undo, the saving, and whatever comes in between."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor

from deskeditor.desk import Desk
from deskeditor.ui.actions import SPECS
from deskeditor.ui.editor.source import SourceView
from deskeditor.ui.write.page_column import ELSEWHERE

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

CONTROL = Qt.KeyboardModifier.ControlModifier
BODY = "The first **paragraph**.\n\nThe [second](https://second.example) one.\n\n- item\n\nThe last.\n"


@pytest.fixture
def opened(start: Start, desk_path: Path) -> Driver:
    """A story, the caret before "one" in its second paragraph."""
    with Desk.open(desk_path) as desk:
        key = desk.articles.new(headline="Ferry", body=BODY).value.id
        desk.articles.new(headline="Another", body="Another.\n")
    driver = start()
    driver.open(key)
    cursor = QTextCursor(driver.block(6))
    cursor.setPosition(driver.block(6).position() + len("The second "))
    driver.editor.setTextCursor(cursor)
    driver.editor.setFocus()
    return driver


def source(driver: Driver) -> SourceView:
    view = driver.column.written_on
    assert isinstance(view, SourceView)
    return view


def test_the_caret_keeps_its_place_and_nothing_is_touched(opened: Driver) -> None:
    before, caret = opened.article.revision, opened.editor.textCursor().position()
    opened.press(Qt.Key.Key_F12)
    view = source(opened)
    assert view.hasFocus()
    assert opened.window.services.actions["view.source"].isChecked()
    assert view.text() == BODY
    assert view.text()[view.place :].startswith("one.\n\n- item")
    opened.press(Qt.Key.Key_F12)
    assert opened.focus() is opened.editor
    assert opened.editor.textCursor().position() == caret
    assert not opened.editor.document().isUndoAvailable()
    opened.settle()
    assert opened.article.revision == before


def test_the_caret_goes_where_it_was_moved(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.press(Qt.Key.Key_End, CONTROL)
    for _ in range(2):
        opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_F12)
    opened.type("!")
    opened.settle()
    assert opened.article.body == BODY.replace("last.", "last!.")


def test_what_is_typed_in_the_source_is_saved_while_it_is_shown(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.type("**only** ")
    opened.settle()
    wanted = BODY.replace(" one.", " **only** one.")
    assert opened.article.body == wanted
    assert source(opened).text() == wanted
    opened.type("very ")
    opened.settle()
    assert "**only** very one." in opened.article.body
    assert opened.column.written_on is not opened.editor


def test_it_becomes_one_step_of_undo_after_those_of_before(opened: Driver) -> None:
    opened.type("typed ")
    opened.settle()
    opened.press(Qt.Key.Key_F12)
    opened.type("**one** ")
    opened.settle()
    opened.type("*two* ")
    opened.press(Qt.Key.Key_F12)
    assert opened.block(6).text() == "The second typed one two one."
    opened.settle()
    revision = opened.article.revision
    assert "typed **one** *two* one." in opened.article.body
    opened.settle()
    assert opened.article.revision == revision
    opened.press(Qt.Key.Key_Z, CONTROL)
    assert opened.block(6).text() == "The second typed one."
    opened.press(Qt.Key.Key_Z, CONTROL)
    opened.settle()
    assert opened.article.body == BODY
    assert not opened.editor.document().isUndoAvailable()
    opened.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    opened.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    opened.settle()
    assert "typed **one** *two* one." in opened.article.body


def test_only_what_differs_is_written_into_the_page(opened: Driver) -> None:
    changes: list[tuple[int, int, int]] = []
    opened.press(Qt.Key.Key_F12)
    opened.type("changed ")
    opened.editor.document().contentsChange.connect(lambda *change: changes.append(change))
    opened.press(Qt.Key.Key_F12)
    assert len(changes) == 1
    at, _, added = changes[0]
    assert opened.block(6).position() - 1 <= at
    assert at + added <= opened.block(7).position()


def test_undo_in_the_source_is_its_own(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.type("x")
    opened.act("edit.undo")
    assert source(opened).text() == BODY
    opened.act("edit.redo")
    assert source(opened).text() != BODY


def test_closing_the_window_loses_nothing_of_the_source(opened: Driver, desk_path: Path) -> None:
    key = opened.story.id
    opened.press(Qt.Key.Key_F12)
    opened.type("last words ")
    assert opened.window.close()
    with Desk.open(desk_path) as desk:
        assert "last words one." in desk.articles.get(key).body


def test_another_story_is_shown_as_a_page_and_the_source_is_saved(opened: Driver) -> None:
    first = opened.story.id
    opened.press(Qt.Key.Key_F12)
    opened.type("before I leave ")
    opened.act("story.new")
    opened.settle()
    assert opened.column.written_on is opened.editor
    assert not opened.window.services.actions["view.source"].isChecked()
    assert opened.focus() is opened.editor
    opened.type("New headline")
    opened.open(first)
    assert "before I leave one." in opened.article.body
    assert "before I leave one." in opened.block(6).text()


def test_what_is_changed_elsewhere_comes_into_the_source(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.type("mine ")
    opened.settle()
    key, body = opened.story.id, opened.article.body
    opened.window.jobs.mutate(
        opened.window, lambda desk: desk.articles.edit(key, body=body.replace("The last", "The very last"))
    )
    opened.settle()
    view = source(opened)
    assert "The very last." in view.text()
    assert "mine one." in view.text()
    assert view.text()[view.place :].startswith("one.")
    opened.type("and more ")
    opened.press(Qt.Key.Key_F12)
    opened.settle()
    assert "mine and more one." in opened.article.body
    assert "The very last." in opened.article.body


def test_a_command_of_the_page_shows_it_first(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.type("kept ")
    opened.act("block.heading1")
    assert opened.column.written_on is opened.editor
    opened.settle()
    assert "## The [second](https://second.example) kept one." in opened.article.body


FAMILIES = ("text.", "block.", "table.", "spell.", "story.tidy", "move.")
ON_PAGE = [spec.id for spec in SPECS if spec.id.startswith(FAMILIES) and spec.id not in ELSEWHERE]


@pytest.mark.parametrize("name", ON_PAGE)
def test_whatever_acts_on_the_page_shows_it_first_and_loses_nothing(opened: Driver, name: str) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.type("kept  twice ")
    opened.window.services.actions[name].setEnabled(True)
    opened.act(name)
    opened.settle()
    assert opened.column.written_on is opened.editor
    assert "kept  twice" in opened.article.body
    assert any("kept  twice" in opened.block(number).text() for number in range(opened.editor.document().blockCount()))


def test_a_page_that_changes_behind_its_markdown_is_shown_and_saved(opened: Driver) -> None:
    opened.type("typed ")
    opened.settle()
    opened.press(Qt.Key.Key_F12)
    opened.editor.undo()
    opened.settle()
    assert opened.column.written_on is opened.editor
    opened.settle()
    assert opened.article.body == BODY


def test_what_is_cleaned_up_is_what_was_typed_in_the_source(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.type("twice  blank ")
    opened.act("story.tidy")
    opened.settle()
    opened.column.tidy_panel.apply()
    opened.settle()
    assert "twice blank one." in opened.article.body


def test_marks_are_typed_around_the_words(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.press(Qt.Key.Key_B, CONTROL)
    opened.type("bold")
    opened.settle()
    assert "**bold**one." in opened.article.body
    assert opened.column.written_on is not opened.editor


def test_a_photo_dropped_on_the_source_goes_into_the_story(opened: Driver, picture: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    caret = opened.editor.textCursor()
    opened.press(Qt.Key.Key_F12)
    source(opened).insertFromMimeData(mime)
    opened.settle()
    assert opened.column.written_on is opened.editor
    assert opened.editor.lead_photo
    opened.editor.setTextCursor(caret)
    opened.press(Qt.Key.Key_F12)
    opened.type("kept ")
    source(opened).insertFromMimeData(mime)
    opened.settle()
    assert "kept one.\n\n![](photo:" in opened.article.body


def test_a_text_that_cannot_be_kept_is_not_pasted(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    view, mime = source(opened), QMimeData()
    mime.setText("- deep\n" * 3_000_000)
    view.insertFromMimeData(mime)
    assert view.text() == BODY
    assert opened.window.strip.text == (
        "With what was to be pasted the body would be larger than 20 MB; split it into several stories"
    )


def test_a_finding_is_shown_on_the_page(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    assert opened.column.go_to("headline")
    assert opened.focus() is opened.editor


def test_find_and_replace_in_the_source(opened: Driver) -> None:
    opened.press(Qt.Key.Key_F12)
    opened.press(Qt.Key.Key_H, CONTROL)
    bar = opened.column.find_bar
    opened.type("**")
    assert bar.count.text() == "1 of 2"
    bar.by.setFocus()
    opened.type("*")
    opened.press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert "The first *paragraph*." in source(opened).text()
    opened.press(Qt.Key.Key_Escape)
    assert source(opened).hasFocus()
    opened.press(Qt.Key.Key_F12)
    opened.settle()
    assert opened.article.body.startswith("The first *paragraph*.")


def test_a_body_that_is_written_in_another_way_is_shown_as_it_is_kept(start: Start, desk_path: Path) -> None:
    body = "* a __b__\n* c\n\nA [link][x] and\na line.\n\n[x]: https://x.example\n"
    with Desk.open(desk_path) as desk:
        key = desk.articles.new(body=body).value.id
        kept = desk.articles.get(key).body
    driver = start()
    driver.open(key)
    driver.press(Qt.Key.Key_F12)
    assert source(driver).text() == kept
    driver.press(Qt.Key.Key_F12)
    driver.settle()
    assert driver.article.body == kept


def test_a_desk_that_is_held_shows_its_source_and_takes_no_key(start: Start, desk_path: Path) -> None:
    with Desk.open(desk_path) as desk:
        key = desk.articles.new(body=BODY).value.id
        driver = start()
        driver.open(key)
        driver.press(Qt.Key.Key_F12)
        driver.type("x")
        assert source(driver).text() == BODY
