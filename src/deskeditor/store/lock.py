"""One program writes to a desk at a time; the next one is told who it is."""

from __future__ import annotations

import getpass
import json
import os
import socket
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from deskeditor.core.errors import DeskError, ReadOnlyDeskError
from deskeditor.store.disk import written_whole

LOCK_NAME = "desk.lock"
HOLDER_NAME = "desk.holder"
PROGRAM = "DeskEditor"


def user_name() -> str:
    """Who sits at this computer, as far as it knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


class DeskLock:
    """A lock of the operating system on ``desk.lock``: it ends with the program, however that ends.

    The note beside it (``desk.holder``) only says who holds the lock; it decides nothing, and may be stale.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.elsewhere = ""
        """Who seemed to have the desk open on another computer when it was opened here."""
        # The desk is opened on one thread and closed on another; and a lock by the mere presence of a file would
        # outlive a crash.
        self._lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False, fallback_to_soft=False)

    def take(self, since: datetime) -> None:
        """Hold the desk; raises ``ReadOnlyDeskError`` naming the holder, ``OSError`` where it cannot be written."""
        try:
            self._lock.acquire()
        except Timeout:
            raise ReadOnlyDeskError(
                f"The desk is open in another program{self._holder()}",
                where=str(self._folder),
                mend="close it there, or open it for reading only",
            ) from None
        except NotImplementedError:
            raise DeskError(
                "The disk cannot lock files, so two programs could write at once",
                where=str(self._folder),
                mend="copy the desk to a disk of this computer",
            ) from None
        self.elsewhere = self._other_computer()
        note = {
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "user": user_name(),
            "program": PROGRAM,
            "since": since.isoformat(),
        }
        try:
            with written_whole(self._folder / HOLDER_NAME, durable=False) as part:
                part.write_text(json.dumps(note), encoding="utf-8")
        except BaseException:
            self._lock.release()
            raise

    def _other_computer(self) -> str:
        """Who has the desk open on another computer, or had when it failed: its lock is not seen here."""
        note = self._note()
        return "" if note.get("host") in (None, socket.gethostname()) else self._holder()

    def give_back(self) -> None:
        """Let the next program in."""
        (self._folder / HOLDER_NAME).unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> str:
        note = self._note()
        try:
            who = f"{note['program']}, process {note['pid']} of {note['user']} on {note['host']}"
            return f" ({who}, since {note['since']})"
        except KeyError:
            return ""

    def _note(self) -> dict[str, object]:
        try:
            note = json.loads((self._folder / HOLDER_NAME).read_text(encoding="utf-8")[:4096])
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}
