"""What is done with a story while words of it still wait to be saved."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton
from tests.ui.test_ui_autosave import desk_of, go_to_headline, on_disk

from deskeditor.core.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.conftest import Driver, Fill, Start

    from deskeditor.desk import Desk


class Disk:
    """Refuses every change while it is ``full``."""

    def __init__(self, desk: Desk) -> None:
        self.full = False
        hand = desk._context.store.check_writable()
        check = hand._check

        def refuse() -> None:
            if self.full:
                raise UnavailableError("The disk is full", mend="make room")
            check()

        hand._check = refuse


def offer(driver: Driver, words: str) -> None:
    """Press that button of the message."""
    next(each for each in driver.window.strip.findChildren(QPushButton) if each.text() == words).click()
    driver.settle()


@pytest.fixture
def story(fill: Fill, start: Start) -> tuple[Driver, str]:
    (key,) = fill("One")
    driver = start()
    driver.open(key)
    go_to_headline(driver)
    return driver, key


@pytest.fixture
def slow(story: tuple[Driver, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Saves of the story wait until it is set."""
    articles, go_on = desk_of(story[0]).articles, threading.Event()
    edit = articles.edit

    def wait(*args: object, **fields: object) -> object:
        assert go_on.wait(5)
        return edit(*args, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(articles, "edit", wait)
    yield go_on
    go_on.set()


def test_a_story_that_is_discarded_while_its_words_wait_comes_back_with_them(
    story: tuple[Driver, str], desk_path: Path
) -> None:
    driver, key = story
    disk = Disk(desk_of(driver))
    disk.full = True
    with driver.bot.waitSignal(driver.autosave.failed, timeout=5_000):
        driver.type(" and all the rest")
    disk.full = False
    driver.act("story.discard")
    driver.settle()
    offer(driver, "Undo")
    assert on_disk(desk_path, key).headline == "One and all the rest"


def test_a_story_that_is_discarded_during_a_save_comes_back_with_what_was_typed_since(
    story: tuple[Driver, str], slow: threading.Event, desk_path: Path
) -> None:
    driver, key = story
    with driver.bot.waitSignal(driver.autosave.saving, timeout=5_000):
        driver.type(" first")
    driver.type(" second")
    driver.window.services.actions["story.discard"].trigger()
    slow.set()
    driver.settle()
    offer(driver, "Undo")
    assert on_disk(desk_path, key).headline == "One first second"


def test_a_story_whose_words_the_disk_refuses_is_not_discarded(story: tuple[Driver, str], desk_path: Path) -> None:
    driver, key = story
    disk = Disk(desk_of(driver))
    disk.full = True
    driver.type(" and more")
    driver.window.services.actions["story.discard"].trigger()
    driver.settle()
    assert driver.story.id == key
    disk.full = False
    driver.autosave.flush()
    driver.settle()
    assert on_disk(desk_path, key).headline == "One and more"


def test_a_note_that_waits_goes_into_the_bin_with_its_story(story: tuple[Driver, str], desk_path: Path) -> None:
    driver, key = story
    pane = driver.window.write.show_pane("comments")
    disk = Disk(desk_of(driver))
    disk.full = True
    pane.note.setFocus()  # type: ignore[attr-defined]
    driver.type("Call the lawyer")
    driver.settle()
    disk.full = False
    driver.act("story.discard")
    driver.settle()
    offer(driver, "Undo")
    assert on_disk(desk_path, key).note == "Call the lawyer"
