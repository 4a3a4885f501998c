"""From a key to the disk, at ten keys a second in a story of 50,000 words; and the same while a large desk is copied.

The floor is what the disk takes for the letter alone: appended to a file and forced to the disk, between the keys.
"""

from __future__ import annotations

import os
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench_keys import PARAGRAPH
from measure import Fact, Line, percentile, scratch, timed
from opened import open_window
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pysqlite3 import dbapi2

from deskeditor.desk import Desk
from deskeditor.ui.theme import prepare
from deskeditor.ui.window import MainWindow

WORDS = 50_000
KEYS = 80
EVERY = 0.1
"""Seconds from one key to the next."""
PROMISED = 0.25
DESK_MB = int(os.environ.get("BENCH_DESK_MB", "256"))
"""Of the desk that is copied."""
CHUNK = 1 << 20


@dataclass
class Typed:
    """Seconds of each key: to its paint, and to the disk; those of the floor; bytes that were written for all."""

    painted: list[float] = field(default_factory=list)
    on_disk: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    written: int = 0


class Hands:
    """Type into the window that is open on a desk."""

    def __init__(self, app: QApplication, window: MainWindow, folder: Path) -> None:
        assert window.write.column is not None
        self._app = app
        self._window = window
        self._column = window.write.column
        self._floor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._waiting: list[float] = []
        self._typed = Typed()
        self._column.autosave.saving.connect(self._on_saving)
        self._column.autosave.saved.connect(lambda _story, _typed: self._on_saved())
        self._going: list[float] = []

    def type(self, goes_on: Callable[[int], bool]) -> Typed:
        """Type, a key every tenth of a second, for as long as ``goes_on`` says of the number of keys."""
        self._typed, before = Typed(), handed_over()
        number = 0
        while goes_on(number):
            start = time.perf_counter()
            self._waiting.append(start)
            self._typed.painted.append(timed(self._press))
            self._typed.floor.append(timed(self._append))
            number += 1
            self._wait(start + EVERY)
        self._column.story.collect()
        self._window.jobs.drain()
        self._typed.written = handed_over() - before
        return self._typed

    def _press(self) -> None:
        QTest.keyClicks(self._column.editor, "e")
        self._app.processEvents()

    def _append(self) -> None:
        os.write(self._floor, b"e")
        os.fdatasync(self._floor)

    def _wait(self, until: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(max(0, round(1000 * (until - time.perf_counter()))), loop.quit)
        loop.exec()

    def _on_saving(self) -> None:
        self._going, self._waiting = self._going + self._waiting, []

    def _on_saved(self) -> None:
        now = time.perf_counter()
        self._typed.on_disk += [now - moment for moment in self._going]
        self._going = []


def measure() -> list[Line | Fact]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare(app)
    with scratch() as folder:
        fill(folder / "desk")
        window = open_story(app, folder)
        try:
            hands = Hands(app, window, folder)
            alone = hands.type(lambda number: number < KEYS)
            copied: list[object] = []
            window.jobs.mutate_aside(window, lambda desk: desk.backups.make(gently=True), copied.append)
            start = time.perf_counter()
            beside = hands.type(lambda number: not copied or number < KEYS // 4)
            took = time.perf_counter() - start
        finally:
            window._leaving, window.backing_up = True, None  # no copy at leaving
            window.close()
            app.processEvents()
    painted = alone.painted, beside.painted
    return [
        *told("key to disk", alone),
        written(alone),
        *told(f"the same, {DESK_MB} MB copied in {took:.0f} s", beside),
        Line("key to paint while copying, p50", *map(statistics.median, painted)),
        Line("key to paint while copying, p99", *(percentile(times, 99) for times in painted)),
    ]


def told(work: str, typed: Typed) -> list[Line | Fact]:
    """The floor's own percentiles beside ours."""
    return [
        Line(f"{work}, p{part}", percentile(typed.floor, part), percentile(typed.on_disk, part), most=PROMISED)
        for part in (50, 95, 99)
    ]


def written(typed: Typed) -> Fact:
    each = typed.written / len(typed.painted)
    return Fact("written per key", f"{each:,.0f} bytes in all, {len(typed.painted)} keys")


def handed_over() -> int:
    """Bytes that this process has handed to the system to write, by Linux's count."""
    return int(re.findall(r"wchar: (\d+)", Path("/proc/self/io").read_text())[0])


def fill(path: Path) -> None:
    """A desk with a long story, and as large as is to be copied."""
    with Desk.open(path) as desk:
        body = "\n\n".join([PARAGRAPH] * (WORDS // len(PARAGRAPH.split()))) + "\n"
        desk.articles.new(headline="The ferry", body=body)
    connection = dbapi2.connect(path / "desk.sqlite3", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    for number in range(DESK_MB):
        text = os.urandom(CHUNK // 2).hex()
        connection.execute("INSERT INTO setting VALUES (?, ?)", (f"bench {number}", f'"{text}"'))
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def open_story(app: QApplication, folder: Path) -> MainWindow:
    window = open_window(app, folder / "desk")
    window.open_story(window.write.list.view.stories.ids[0])
    window.jobs.drain()
    app.processEvents()
    editor = window.write.column.editor if window.write.column else None
    assert editor is not None
    cursor = QTextCursor(editor.document().findBlockByNumber(editor.document().blockCount() // 2))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.setFocus()
    return window
