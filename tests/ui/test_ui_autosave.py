"""Nothing is ever lost: steady typing, quick hands, a desk that cannot be written, somebody else."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton

from deskeditor.core.article import Article
from deskeditor.desk import Desk
from deskeditor.ui.write.story import Story

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start

CONTROL = Qt.KeyboardModifier.ControlModifier


def on_disk(path: Path, article_id: str) -> Article:
    """The story as somebody else reads it."""
    with Desk.open(path, read_only=True) as desk:
        return desk.articles.get(article_id)


def desk_of(driver: Driver) -> Desk:
    """The window's own desk, to change it behind its back."""
    found: list[Desk] = []
    driver.window.jobs.read(driver.window, lambda desk: desk, found.append)
    driver.window.jobs.drain()
    return found[0]


HOLDER = """
import sqlite3, sys
desk = sqlite3.connect(sys.argv[1], isolation_level=None)
desk.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


def hold(path: Path) -> subprocess.Popen[bytes]:
    """Another program that keeps the desk's file busy until it is told to end."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path / "desk.sqlite3")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def go_to_headline(driver: Driver) -> None:
    assert driver.column.go_to("headline")
    driver.press(Qt.Key.Key_End)


def test_steady_typing_reaches_the_disk_without_a_pause(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    go_to_headline(driver)
    keys = QTimer(interval=20)
    keys.timeout.connect(lambda: driver.type("x"))
    keys.start()
    for _ in range(2):
        with driver.bot.waitSignal(driver.autosave.saved, timeout=5_000):
            pass
    keys.stop()
    assert on_disk(desk_path, ids[0]).headline.startswith("Onexx")


def test_a_story_that_was_read_before_the_last_save_takes_no_word_off_the_page(
    fill: Fill, start: Start, desk_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    go_to_headline(driver)
    read, go_on = threading.Event(), threading.Event()
    of_desk = Story.read

    def slowly(desk: Desk, key: str) -> Story:
        story = of_desk(desk, key)
        if not read.is_set():
            read.set()
            assert go_on.wait(5)
        return story

    monkeypatch.setattr(Story, "read", slowly)
    for word in (" and", " two"):
        with driver.bot.waitSignal(driver.autosave.saved, timeout=5_000):
            driver.type(word)
        driver.bot.waitUntil(read.is_set)
    go_on.set()
    driver.settle()
    driver.type(" three")
    driver.settle()
    assert driver.window.strip.text == ""
    assert on_disk(desk_path, ids[0]).headline == "One and two three"


def test_the_status_says_when_it_was_saved(fill: Fill, start: Start) -> None:
    fill("One")
    driver = start()
    driver.open(driver.window.write.list.view.stories.ids[0])
    go_to_headline(driver)
    driver.type("!")
    driver.settle()
    said = driver.column.status.saved.text()
    assert said.startswith("Saved ")
    assert said.count(":") == 2


def test_quick_hands_lose_nothing(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One", "Two", "Three")
    driver = start()
    driver.open(ids[0])
    for number in range(3):
        go_to_headline(driver)
        driver.type(f" typed {number}")
        with driver.bot.waitSignal(driver.story.opened):
            driver.story.open(ids[(number + 1) % 3])
    driver.settle()
    assert [on_disk(desk_path, i).headline for i in ids] == ["One typed 0", "Two typed 1", "Three typed 2"]


def test_what_is_typed_while_another_story_is_read_belongs_to_the_one_on_the_page(
    fill: Fill, start: Start, desk_path: Path
) -> None:
    ids = fill("One", "Two")
    driver = start()
    driver.open(ids[0])
    go_to_headline(driver)
    driver.story.open(ids[1])
    driver.type(" late")
    driver.settle()
    assert [on_disk(desk_path, i).headline for i in ids] == ["One late", "Two"]


def test_closing_saves_first(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    go_to_headline(driver)
    driver.type(" last words")
    assert driver.window.close()
    with Desk.open(desk_path) as desk:
        assert desk.articles.get(ids[0]).headline == "One last words"


def test_a_desk_that_cannot_be_written_keeps_the_text_and_the_window(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    go_to_headline(driver)
    other = hold(desk_path)
    with driver.bot.waitSignal(driver.autosave.failed, timeout=20_000):
        driver.type(" kept")
    said = driver.column.status.saved.text()
    assert said.startswith("Not saved: ")
    assert "busy" in said
    assert driver.block(1).text() == "One kept"
    assert not driver.window.close()
    assert driver.window.isVisible()
    assert "is still here" in driver.window.strip.text
    driver.type(" and more")
    other.communicate(b"\n")
    with driver.bot.waitSignal(driver.autosave.saved, timeout=20_000):
        driver.story.collect()
    driver.settle()
    assert on_disk(desk_path, ids[0]).headline == "One kept and more"


def test_somebody_elses_other_words_are_no_conflict(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    desk_of(driver).articles.edit(ids[0], standfirst="Theirs")
    go_to_headline(driver)
    driver.type(" ours")
    driver.settle()
    article = on_disk(desk_path, ids[0])
    assert (article.headline, article.standfirst) == ("One ours", "Theirs")
    assert driver.block(2).text() == "Theirs"


def test_a_conflict_keeps_both_until_the_user_says(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    desk_of(driver).articles.edit(ids[0], headline="Theirs")
    go_to_headline(driver)
    with driver.bot.waitSignal(driver.autosave.conflict, timeout=5_000):
        driver.type(" ours")
    driver.window.jobs.drain()
    assert driver.block(1).text() == "One ours"
    assert on_disk(desk_path, ids[0]).headline == "Theirs"
    offers = {button.text(): button for button in driver.window.strip.findChildren(QPushButton)}
    offers["Keep my words"].click()
    driver.settle()
    assert on_disk(desk_path, ids[0]).headline == "One ours"


def test_the_others_words_can_be_taken(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    desk_of(driver).articles.edit(ids[0], headline="Theirs")
    go_to_headline(driver)
    with driver.bot.waitSignal(driver.autosave.conflict, timeout=5_000):
        driver.type(" ours")
    driver.window.jobs.drain()
    offers = {button.text(): button for button in driver.window.strip.findChildren(QPushButton)}
    offers["Take the other's"].click()
    driver.settle()
    assert driver.block(1).text() == "Theirs"
    assert on_disk(desk_path, ids[0]).headline == "Theirs"


def test_a_pause_after_a_blank_does_not_join_words(fill: Fill, start: Start, desk_path: Path) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    for field, pieces in (("headline", (" two ", "three")), ("byline", ("Jo Marsh, ", "Ines Varga"))):
        assert driver.column.go_to(field)
        driver.press(Qt.Key.Key_End)
        for piece in pieces:
            driver.type(piece)
            driver.settle()
            driver.window.jobs.mutate(driver.window, lambda desk: desk.tags.add(ids[0], "Harbour"))
            driver.settle()
    article = on_disk(desk_path, ids[0])
    assert article.headline == "One two three"
    assert article.byline == ("Jo Marsh", "Ines Varga")


def test_a_pause_after_a_blank_in_the_text_and_the_caption(
    fill: Fill, start: Start, desk_path: Path, picture: Path
) -> None:
    ids = fill("One")
    driver = start()
    driver.open(ids[0])
    driver.story.photos.add([picture])
    driver.settle()
    for piece in ("On the ", "quay"):
        driver.type(piece)
        driver.settle()
    assert driver.column.go_to("body")
    driver.press(Qt.Key.Key_End)
    for piece in (" And ", "more"):
        driver.type(piece)
        driver.settle()
    article = on_disk(desk_path, ids[0])
    assert article.body == "Of One. And more\n"
    assert article.photos[0].caption == "On the quay"
