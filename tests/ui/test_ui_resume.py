"""Where one was: the story of the last time, the caret in each story, the top of a page that is new."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt

from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.markup import chunks, reader
from deskeditor.ui.write.whereabouts import Whereabouts, keep, recall

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start

    from deskeditor.markup.chunks import Chunk

CONTROL = Qt.KeyboardModifier.ControlModifier


def leave(driver: Driver) -> None:
    driver.settle()
    assert driver.window.close()


def test_the_story_of_the_last_time_and_the_caret_in_it_are_back(fill: Fill, start: Start) -> None:
    ids = fill("One", "Two", "Three")
    driver = start()
    driver.open(ids[1])
    assert driver.column.go_to("body")
    driver.press(Qt.Key.Key_End)
    driver.type(" Here was I")
    leave(driver)
    driver = start()
    driver.settle()
    assert driver.article.id == ids[1]
    assert driver.editor.hasFocus()
    driver.type(" and here I am")
    driver.settle()
    assert driver.article.body == "Of Two. Here was I and here I am\n"


def test_a_program_that_was_ended_comes_back_too(
    fill: Fill, start: Start, settings: QSettings, desk_path: Path
) -> None:
    ids = fill("One", "Two")
    driver = start()
    driver.open(ids[0])
    assert recall(settings, desk_path).story == ids[0]


def test_a_story_that_is_gone_is_not_asked_for(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One", "Two")
    driver = start()
    driver.open(ids[1])
    leave(driver)
    with Desk.open(desk_path) as desk:
        desk.articles.discard(ids[1])
    driver = start()
    driver.settle()
    assert driver.story.story is None
    assert driver.window.strip.text == ""
    assert driver.window.write.list.view.hasFocus()


def test_each_story_keeps_its_caret_while_one_looks_at_others(fill: Fill, start: Start) -> None:
    ids = fill("One", "Two")
    driver = start()
    driver.open(ids[0])
    assert driver.column.go_to("headline")
    driver.press(Qt.Key.Key_End)
    driver.open(ids[1])
    assert driver.editor.textCursor().block().text() == "Of Two."
    driver.open(ids[0])
    driver.type("!")
    driver.settle()
    assert driver.article.headline == "One!"


@pytest.mark.parametrize("by_list", [False, True], ids=["opened", "chosen in the list, then Enter"])
def test_a_story_is_seen_from_its_top_with_the_caret_in_its_text(
    start: Start, desk_path: Path, picture: Path, by_list: bool
) -> None:
    with Desk.open(desk_path) as desk:
        article = desk.articles.new(headline="Port reopens " * 12, standfirst="At last. " * 40, body="Text.\n").value
        desk.photos.take_in(picture)
        desk.articles.attach(article.id, "harbour.jpg", Role.LEAD)
    driver = start()
    driver.window.resize(1000, 650)
    if by_list:
        driver.window.write.list.view.go_to_first()
        driver.settle()
        driver.press(Qt.Key.Key_Return)
    else:
        driver.window.open_story(article.id)
    driver.settle()
    driver.settle()
    assert driver.editor.verticalScrollBar().value() == 0
    driver.type("New ")
    driver.settle()
    assert driver.article.body == "New Text.\n"
    assert driver.editor.verticalScrollBar().value() > 0


def test_an_empty_desk_begins_with_enter(driver: Driver) -> None:
    driver.press(Qt.Key.Key_Return)
    driver.settle()
    driver.type("Begun")
    driver.settle()
    assert driver.article.headline == "Begun"


def test_desks_are_remembered_apart_and_nonsense_is_not_believed(tmp_path: Path, settings: QSettings) -> None:
    keep(settings, tmp_path / "one", Whereabouts("a", 7))
    assert recall(settings, tmp_path / "one") == Whereabouts("a", 7)
    assert recall(settings, tmp_path / "two") == Whereabouts()
    for key in settings.allKeys():
        if key.endswith("caret"):
            settings.setValue(key, "far away")
    assert recall(settings, tmp_path / "one") == Whereabouts("a", 0)


def test_the_status_line_speaks_of_the_story_only_beside_it(fill: Fill, start: Start) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    status = driver.column.status
    assert status.length.isVisible()
    for room in ("room.photos", "room.edition"):
        driver.act(room)
        assert not status.length.isVisible()
        assert not status.language.isVisible()
        assert status.saved.isVisible()
    driver.act("room.write")
    assert status.length.isVisible()


def test_a_story_is_read_aside_before_the_window_shows_it(
    fill: Fill, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill("One", "Two")
    by: dict[str, threading.Thread] = {}

    def parse(markdown: str) -> list[Chunk]:
        by.setdefault(markdown, threading.current_thread())
        return chunks.parse(markdown)

    monkeypatch.setattr(reader, "parse", parse)
    driver = start()
    driver.open(ids[1])
    assert driver.article.body in by
    assert by[driver.article.body] is not threading.main_thread()
