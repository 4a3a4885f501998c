"""What SQLite refuses, as a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pysqlite3 import dbapi2
from sqlalchemy.exc import DBAPIError

from deskeditor.core.errors import UnavailableError

DISK_FULL = ("The disk is full", "make room and try again; nothing was changed")

SENTENCES = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_READONLY": ("The desk can only be read", "ask for the right to write to its folder"),
    "SQLITE_BUSY": ("Another program keeps the desk busy", "try again"),
    "SQLITE_CORRUPT": ("The desk's file is damaged", "put back a copy from its backups folder"),
    "SQLITE_NOTADB": ("The desk's file is damaged", "put back a copy from its backups folder"),
    "SQLITE_CANTOPEN": ("The desk's file may not be opened", "ask its owner for the right to read it"),
    "SQLITE_IOERR": ("The disk failed while the desk was being read or written", "check the disk and try again"),
}

LEAST_ROOM = 1 << 16
"""Bytes; with less than that SQLite cannot even read, for want of its shared memory, and calls it an I/O error."""


@contextmanager
def told_of(database: Path) -> Iterator[None]:
    """Turn what SQLite refuses into a sentence."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        raise in_words(error, database) from error


def in_words(error: DBAPIError | dbapi2.Error, database: Path) -> UnavailableError:
    """What SQLite refused, as a sentence."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "")
    known = next((told for start, told in SENTENCES.items() if name.startswith(start)), None)
    if name.startswith("SQLITE_IOERR") and shutil.disk_usage(database.parent).free < LEAST_ROOM:
        known = DISK_FULL
    what, mend = known or (f"The desk's file could not be used ({cause})", "")
    return UnavailableError(what, where=str(database), mend=mend)
