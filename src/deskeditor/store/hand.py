"""The writer's hand: the one connection of a desk that writes, kept with its tables for as long as the desk is open."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from pysqlite3 import dbapi2
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from deskeditor.store.failures import in_words
from deskeditor.store.prepared import driver_of
from deskeditor.store.work import Work


class Hand(Work):
    """``with hand`` is a transaction that is committed at the end of the block, or not at all; others wait for it.

    It begins and ends past SQLAlchemy, whose bookkeeping of transactions takes longer than the disk takes to keep a
    story. ``check`` is asked before each.
    """

    def __init__(self, connection: Connection, database: Path, check: Callable[[], None]) -> None:
        super().__init__(connection)
        self._execute = driver_of(connection).execute
        self._database = database
        self._check = check
        self._free = threading.Lock()

    def __enter__(self) -> Work:
        self._free.acquire()
        try:
            self._check()
            # One that begins with reading fails at once where somebody else is writing when it comes to write.
            self._execute("BEGIN IMMEDIATE")
        except BaseException as error:
            self._free.release()
            self._tell(error)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._execute("COMMIT")
            else:
                self._take_back()
                self._tell(error)
        except dbapi2.Error as refused:
            self._take_back()
            self._tell(refused)
        finally:
            self._free.release()

    def _take_back(self) -> None:
        self.articles.forget()
        # Where the disk refuses a commit, SQLite may have ended the transaction, or left it open; and a disk that has
        # failed may refuse this as well, which says nothing new.
        with suppress(dbapi2.Error):
            driver_of(self.connection).rollback()

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, (DBAPIError, dbapi2.Error)):
            raise in_words(error, self._database) from error
