"""A desk's database: one connection that writes, several that read, and one unit of work a use case."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from deskeditor.core.errors import DeskError, ReadOnlyDeskError
from deskeditor.store.failures import told_of
from deskeditor.store.hand import Hand
from deskeditor.store.prepared import driver_of
from deskeditor.store.surroundings import SameFile, log_of, network_disk
from deskeditor.store.work import Work

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can lose a commit when the write-ahead log starts over."""

READERS = 4
LOG_SIZE = 32 + 1000 * (24 + 4096)
"""Bytes of the write-ahead log when SQLite begins it anew: a header and a thousand pages with theirs."""
PIECE = 1 << 16
"""Bytes of the log that are written at once when it is made."""
INDEXED_AT_ONCE = 100
"""Stories in one transaction of ``catch_up``: no save waits longer for it than a tenth of a second."""


class Store:
    """May be used from any thread. A unit of work belongs to the thread that opened it and is kept short."""

    def __init__(self, database: Path, *, read_only: bool) -> None:
        if dbapi2.sqlite_version_info < OLDEST_SQLITE:
            raise DeskError(
                f"SQLite {dbapi2.sqlite_version} may lose what is saved",
                mend=f"install pysqlite3 with SQLite {'.'.join(map(str, OLDEST_SQLITE))} or newer",
            )
        self.database = database
        self._read_only = read_only
        self._own = threading.local()
        self.network = network_disk(database.parent)
        journal = "DELETE" if self.network else "WAL"
        mode = _read_only_mode(database) if read_only else "rw"
        self._readers = _engine(database, mode, "", connections=READERS)
        self._hand: Hand | None = None
        self._same: SameFile | None = None
        try:
            # The first connection of a desk sets its mode, which it cannot once there is a reader; and what is wrong
            # with the file is told now.
            if not read_only:
                with told_of(database):
                    connection = _engine(database, mode, journal, connections=1).connect()
                self._hand = Hand(connection, database, self.check_file)
            with self.reading() if read_only else self.writing() as work:
                work.settings.get("")
            logged = not (read_only or self.network)
            self._same = SameFile(database, logged=logged)
            if logged:
                _make_room(log_of(database))
        except BaseException:
            self.close()
            raise

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._hand is None

    def check_writable(self) -> Hand:
        """Raise ``ReadOnlyDeskError`` before any work is done for a desk that is open for reading only."""
        if self._hand is None:
            raise ReadOnlyDeskError(
                "The desk is open for reading only",
                where=str(self.database.parent),
                mend="close it where else it is open, or see that its folder and disk can be written",
            )
        return self._hand

    def writing(self) -> AbstractContextManager[Work]:
        """A transaction that is committed at the end of the block, or not at all; others wait for it."""
        hand = self.check_writable()
        around = self._around()
        return hand if around is None else nullcontext(around)

    def check_file(self) -> None:
        """Raise ``UnavailableError`` where the desk's file was taken away or replaced since it was opened."""
        if self._same is not None:
            self._same.check()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make one transaction of all that this thread reads and writes in the block."""
        with self.writing() as work:
            self._own.work = work
            try:
                yield
            finally:
                del self._own.work

    def _around(self) -> Work | None:
        """The transaction that this thread is in by ``at_once``."""
        return getattr(self._own, "work", None)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """The desk as it was at the beginning of the block."""
        if (around := self._around()) is not None:
            yield around
            return
        with told_of(self.database), self._readers.begin() as connection:
            yield Work(connection)

    def catch_up(self) -> None:
        """Index what was saved since the last search; a desk open for reading only is left as it is."""
        if self._hand is None:
            return
        with self.reading() as work:
            waiting = work.search.is_behind()
        while waiting:
            with self.writing() as work:
                waiting = work.search.index_some(INDEXED_AT_ONCE)

    def close(self) -> None:
        """Let go of all files."""
        self._readers.dispose()
        if self._hand is not None:
            self._hand.connection.close()
            self._hand.connection.engine.dispose()


def _make_room(log: Path) -> None:
    """Make the log as large as it gets, with nothing in it, which SQLite takes for its end.

    To keep what is written over is half the work for the disk of keeping what makes a file longer. It comes in pieces,
    because a system that is handed two megabytes at once keeps them as one, and looks over all of it at each save.
    """
    piece = bytes(PIECE)
    with suppress(OSError), log.open("r+b", buffering=0) as end:
        size = end.seek(0, os.SEEK_END)
        left = LOG_SIZE - size
        try:
            while left > 0:
                left -= end.write(piece[:left])
        except OSError:
            end.truncate(size)  # a disk that is nearly full has better use for what is left


def _read_only_mode(database: Path) -> str:
    """How SQLite is to open a desk that another program may be writing to.

    Where no file can be put beside it, nobody is writing either, and it is read as a file that does not change.
    """
    return "ro" if log_of(database).exists() or os.access(database.parent, os.W_OK) else "ro&immutable=1"


def _engine(database: Path, mode: str, journal: str, *, connections: int) -> Engine:
    """``journal`` is the mode for connections that write; empty for those that only read."""

    def connect() -> dbapi2.Connection:
        connection = dbapi2.connect(
            f"{database.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
        if journal:
            connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute(f"PRAGMA query_only = {'OFF' if journal else 'ON'}")
        return connection

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    if not journal:

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            driver_of(connection).execute("BEGIN")

    return engine
