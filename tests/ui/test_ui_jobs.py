"""The threads: in order, told to everybody, and never to what is gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.desk import Desk
from deskeditor.ui.jobs import ROUNDS, Jobs


@pytest.fixture
def owner(qapp: QObject) -> QObject:
    return QObject()


@pytest.fixture
def jobs(qtbot: QtBot, owner: QObject, desk_path: Path) -> Iterator[Jobs]:
    made = Jobs()
    made.open(owner, lambda: Desk.open(desk_path), lambda error: pytest.fail(error.sentence()))
    yield made
    made.close()


def test_work_waits_for_the_desk_and_is_done_in_the_order_asked(jobs: Jobs, owner: QObject) -> None:
    assert not jobs.is_open
    heard: list[str] = []
    for headline in ("one", "two", "three"):
        jobs.mutate(
            owner,
            lambda desk, headline=headline: desk.articles.new(headline=headline),  # type: ignore[misc]
            lambda article: heard.append(article.headline),
        )
    jobs.drain()
    assert heard == ["one", "two", "three"]


def test_answers_come_on_the_windows_thread_and_work_is_done_elsewhere(jobs: Jobs, owner: QObject) -> None:
    threads: list[object] = []

    def work(_desk: Desk) -> str:
        threads.append(threading.current_thread())
        return "done"

    jobs.read(owner, work, lambda _said: threads.append(QThread.currentThread()))
    jobs.drain()
    assert threads[0] is not threading.main_thread()
    assert threads[1] is owner.thread()


def test_a_change_is_told_to_everybody_with_who_asked(jobs: Jobs, owner: QObject) -> None:
    told: list[tuple[Changes, object]] = []
    jobs.changed.connect(lambda changes, initiator: told.append((changes, initiator)))
    ids: list[str] = []
    jobs.mutate(owner, lambda desk: desk.articles.new(headline="A"), lambda article: ids.append(article.id))
    jobs.drain()
    assert told == [(Changes(articles=frozenset(ids)), owner)]


def test_no_change_is_not_told(jobs: Jobs, owner: QObject) -> None:
    told: list[object] = []
    jobs.changed.connect(lambda changes, initiator: told.append(changes))
    jobs.mutate(owner, lambda _desk: Done(None, Changes()))
    jobs.drain()
    assert told == []


def test_an_answer_for_a_view_that_is_gone_is_dropped_and_the_change_still_told(jobs: Jobs, owner: QObject) -> None:
    view, told = QObject(), []
    jobs.changed.connect(lambda changes, _initiator: told.append(changes))
    jobs.mutate(view, lambda desk: desk.articles.new(), lambda _article: pytest.fail("told to the dead"))
    jobs.read(view, lambda _desk: 1, lambda _one: pytest.fail("told to the dead"))
    delete(view)
    jobs.drain()
    assert len(told) == 1


def test_a_refusal_goes_to_who_asked_else_to_the_window(jobs: Jobs, owner: QObject) -> None:
    own: list[DeskError] = []
    windows: list[DeskError] = []
    jobs.failed.connect(lambda error, _about: windows.append(error))
    jobs.read(owner, lambda desk: desk.articles.get("nobody"), lambda _a: None, own.append)
    jobs.read(owner, lambda desk: desk.articles.get("nobody"), lambda _a: None)
    jobs.drain()
    assert [type(error) for error in (*own, *windows)] == [NotFoundError, NotFoundError]


def test_what_nobody_foresaw_becomes_a_sentence(jobs: Jobs, owner: QObject, caplog: pytest.LogCaptureFixture) -> None:
    told: list[DeskError] = []
    jobs.read(owner, lambda _desk: 1 // 0, lambda _none: None, told.append)
    jobs.drain()
    assert "ZeroDivisionError" in told[0].sentence()
    assert "ZeroDivisionError" in caplog.text


def test_a_read_in_turn_sees_what_was_written_before(jobs: Jobs, owner: QObject) -> None:
    seen: list[int] = []
    jobs.mutate(owner, lambda desk: desk.articles.new())
    jobs.read_in_turn(owner, lambda desk: len(desk.articles.ids()), seen.append)
    jobs.drain()
    assert seen == [1]


def test_nothing_is_written_later_for_a_long_reading(jobs: Jobs, owner: QObject, qtbot: QtBot) -> None:
    goes_on = threading.Event()
    written: list[object] = []
    jobs.read_in_turn(owner, lambda _desk: goes_on.wait(20), lambda _done: None)
    jobs.mutate(owner, lambda desk: desk.articles.new(), written.append)
    qtbot.waitUntil(lambda: bool(written))
    goes_on.set()
    jobs.drain()


def test_what_needs_no_desk_does_not_wait_for_one(qtbot: QtBot) -> None:
    jobs = Jobs()
    told: list[int] = []
    for number in (10, 20, 30):
        jobs.compute(jobs, partial(int, number), told.append)
    jobs.drain()
    assert told == [10, 20, 30]
    jobs.close()


def test_what_is_read_in_turn_is_never_older_than_a_change_that_was_told_of(
    jobs: Jobs, owner: QObject, qtbot: QtBot
) -> None:
    slow, go_on = threading.Event(), threading.Event()
    answers: list[list[str]] = []

    def read(desk: Desk) -> list[str]:
        found = [row.headline for row in desk.articles.rows(desk.articles.ids())]
        slow.set()
        assert go_on.wait(5)
        return found

    jobs.read_in_turn(owner, read, answers.append)
    qtbot.waitUntil(slow.is_set)
    with qtbot.waitSignal(jobs.changed):
        jobs.mutate(owner, lambda desk: desk.articles.new(headline="Typed meanwhile"))
    go_on.set()
    jobs.drain()
    assert answers == [["Typed meanwhile"]]


def test_what_is_read_in_turn_is_answered_however_many_changes_come(jobs: Jobs, owner: QObject, qtbot: QtBot) -> None:
    reading, go_on = threading.Event(), threading.Event()
    answers: list[int] = []

    def read(desk: Desk) -> int:
        if not threading.current_thread().name.startswith("writer"):
            go_on.clear()
            reading.set()
            assert go_on.wait(5)
        return len(desk.articles.ids())

    jobs.read_in_turn(owner, read, answers.append)
    changes = 0
    while not answers:
        qtbot.waitUntil(lambda: reading.is_set() or bool(answers))
        if reading.is_set():
            reading.clear()
            with qtbot.waitSignal(jobs.changed):
                jobs.mutate(owner, lambda desk: desk.articles.new())
            changes += 1
            go_on.set()
    assert answers == [changes]
    assert changes == ROUNDS - 1
