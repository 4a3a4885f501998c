"""A database copied while it is being written to, and a copy verified before it counts as one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pysqlite3 import dbapi2

from deskeditor.core.errors import DeskError
from deskeditor.core.progress import Progress

PAGES = 512
"""Copied in one step, between which the user may cancel."""
CHECKED = 20_000
"""Steps of SQLite's machine in a check, between which it pauses."""
LONGEST_PAUSE = 0.1
"""Seconds."""

COUNTED = ("article", "photo", "revision", "edition", "tag", "publication")

Counts = dict[str, int]


class Pace:
    """Work that leaves the disk and the processor to others half of the time: as long as it ran, it rests."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def rest(self) -> None:
        """Pause, after a stretch of work."""
        time.sleep(min(LONGEST_PAUSE, time.monotonic() - self._since))
        self._since = time.monotonic()


def copy_database(source: Path, copy: Path, progress: Progress, *, gently: bool = False) -> Counts:
    """Write the desk as it is at this moment to ``copy``; how many rows it has of each kind.

    Nobody who writes waits for it, and it waits for nobody: it reads one state of the write-ahead log. ``gently`` is
    for a copy beside hands that type: it takes twice as long, and hands the disk no more to write than a key can wait
    for.
    Raises ``DeskError`` where the copy is not the same as the desk.
    """
    pace = Pace() if gently else None
    connection = dbapi2.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("BEGIN")
        counts = _counts(connection)
        target = dbapi2.connect(copy, isolation_level=None)
        try:
            step = partial(_step, progress, source.name, copy, pace)
            connection.backup(target, pages=PAGES, progress=step)
        finally:
            target.close()
        connection.execute("COMMIT")
    finally:
        connection.close()
    if check_database(copy, pace) != counts:
        raise DeskError("The copy is not the same as the desk", where=str(copy), mend="check the disk and try again")
    return counts


def _step(progress: Progress, name: str, copy: Path, pace: Pace | None, _status: int, left: int, total: int) -> None:
    progress.step(total - left, total, name)
    if pace is not None:
        with copy.open("rb+") as file:
            os.fsync(file.fileno())
        pace.rest()


def check_database(file: Path, pace: Pace | None = None) -> Counts:
    """How many rows a closed database has of each kind, after all its pages were read and found sound.

    Raises ``DeskError`` for a damaged one. No file is left beside it.
    """
    with _closed(file) as connection:
        if pace is not None:
            connection.set_progress_handler(pace.rest, CHECKED)
        found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(1)")]
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if found != ["ok"]:
            raise dbapi2.DatabaseError(found[0])
        if orphan is not None:
            raise dbapi2.DatabaseError(f"a row of {orphan[0]} has lost its {orphan[2]}")
        return _counts(connection)


def count_rows(file: Path) -> Counts:
    """How many rows a closed database has of each kind; raises ``DeskError`` where it cannot be read."""
    with _closed(file) as connection:
        return _counts(connection)


def hashes_of(file: Path) -> dict[str, str]:
    """The SHA-256 of each photo's original, with the photo's file name, in a closed database."""
    with _closed(file) as connection:
        return dict(connection.execute("SELECT sha256, filename FROM photo ORDER BY seq"))


@contextmanager
def _closed(file: Path) -> Iterator[dbapi2.Connection]:
    connection = dbapi2.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)
    try:
        yield connection
    except dbapi2.DatabaseError as error:
        raise DeskError(f"The copy is damaged ({error})", where=str(file), mend="use another one") from error
    finally:
        connection.close()


def _counts(connection: dbapi2.Connection) -> Counts:
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTED if name in there}
