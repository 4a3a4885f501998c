"""What is kept without being asked for: revisions at pauses, copies of the desk, and what was typed before a crash."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deskeditor.desk import Desk

Start = Callable[..., Any]
Fill = Callable[..., list[str]]


def reasons(desk_path: Path, key: str) -> list[str]:
    with Desk.open(desk_path, read_only=True) as desk:
        return [row.reason for row in desk.history.of(key)]


def test_a_story_that_is_left_is_written_whole_and_its_words_are_a_revision(
    fill: Fill, start: Start, desk_path: Path
) -> None:
    first, second = fill("One", "Two")
    driver = start()
    driver.open(first)
    driver.type("Typed. ")
    driver.settle()
    assert reasons(desk_path, first) == []
    driver.open(second)
    driver.settle()
    assert reasons(desk_path, first) == ["pause"]
    with Desk.open(desk_path, read_only=True) as desk:
        assert desk.recovered == ()


def test_a_pause_in_writing_is_a_revision_that_the_history_shows(fill: Fill, start: Start, desk_path: Path) -> None:
    (key,) = fill("One")
    driver = start()
    driver.open(key)
    driver.act("pane.history")
    driver.type("Typed. ")
    driver.settle()
    assert driver.story._pause.isActive()
    driver.story._pause.timeout.emit()
    driver.settle()
    assert reasons(desk_path, key) == ["pause"]
    assert not driver.story._pause.isActive()


def test_leaving_makes_a_copy_of_what_was_changed_and_no_other(fill: Fill, start: Start, desk_path: Path) -> None:
    (key,) = fill("One")
    start().window.close()
    with Desk.open(desk_path) as desk:
        (copy,) = desk.backups.all()
        assert copy.stories == 1
    driver = start()
    driver.open(key)
    driver.window.close()
    assert len(list((desk_path / "backups").glob("desk-*"))) == 1


def test_after_a_crash_the_words_are_there_and_a_line_says_so(fill: Fill, start: Start, desk_path: Path) -> None:
    (key,) = fill("One")
    left = desk_path.with_name("left")
    with Desk.open(desk_path) as desk:
        desk.articles.edit(key, body="Typed until the end.\n")
        shutil.copytree(desk_path, left)
    shutil.rmtree(desk_path)
    left.rename(desk_path)
    driver = start()
    assert "ended while you were writing" in driver.window.strip.text
    driver.open(key)
    assert driver.editor.document().lastBlock().text() == "Typed until the end."
