"""Copies of the desk, for the day when the disk fails or a hand slips."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.core.backup import Backup
from deskeditor.core.changes import Changes, Done
from deskeditor.core.layout import BACKUPS, PHOTOS
from deskeditor.core.progress import Progress, Silent
from deskeditor.desk.context import Clock, Context, utc_now

if TYPE_CHECKING:
    from deskeditor.store import Backups as Kept

EVERY = timedelta(days=1)


class Backups:
    """A copy is verified before it counts: opened, every page read, its rows counted against the desk's."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> list[Backup]:
        """Those in the desk's own folder, the newest first."""
        return self._kept().all()

    def last(self) -> Backup | None:
        """The newest of them."""
        return self._kept().last()

    def look(self) -> tuple[list[Backup], list[Backup]]:
        """Those in the desk's own folder, and those there that can no longer be read, whose rows are not counted."""
        return self._kept().look()

    def place(self) -> Path:
        """A folder beside the desk that does not exist yet, for a desk made of a copy."""
        return _free(self._context.folder, f"{self._context.now():%Y%m%d}")

    def is_due(self, after: timedelta = EVERY) -> bool:
        """Whether the last copy is so old, and something was changed on the desk since it was made."""
        if self._context.store.is_read_only:
            return False
        kept = self.last()
        since = kept.made if kept else None
        if since is not None and timedelta() <= self._context.now() - since < after:
            return False
        if since is not None and since > self._context.now():
            return True  # by a clock that was set back: nothing can be told from times
        with self._context.store.reading() as work:
            return work.has_changed_since(since)

    def make_if_due(self, after: timedelta = EVERY, *, gently: bool = False) -> Done[Backup | None]:
        """As ``make``, where ``is_due``."""
        return Done(self.make(gently=gently).value if self.is_due(after) else None, Changes())

    def make(self, progress: Progress | None = None, *, gently: bool = False) -> Done[Backup]:
        """Copy the desk into its own ``backups`` folder; older copies are thinned with their age.

        ``gently`` is for a copy beside hands that type, which takes twice as long.
        """
        self._context.store.check_writable()
        return Done(self._kept().make(self._context.now(), progress or Silent(), gently=gently), Changes())

    def write(self, to: Path, progress: Progress | None = None) -> Backup:
        """Copy the desk, pictures and all, into one file that can be taken to another disk."""
        return self._kept().write(to.expanduser().absolute(), self._context.now(), progress or Silent())

    def _kept(self) -> Kept:
        from deskeditor.store import Backups as Kept

        return Kept(self._context.folder / BACKUPS, self._context.store.database, self._context.originals)


def restore(file: Path, desk: Path, progress: Progress | None = None, clock: Clock = utc_now) -> Backup:
    """Make a desk of a copy: in ``desk`` where nothing is there yet, beside it otherwise, and never over it.

    The path of what is handed back is the folder of the restored desk, its ``made`` the time of the copy.
    """
    from deskeditor.store import Originals, restore_copy

    file, folder = file.expanduser().absolute(), desk.expanduser().absolute()
    places = [Originals(near / PHOTOS) for near in (file.parent, file.parent.parent, folder)]
    return restore_copy(file, _free(folder, f"{clock():%Y%m%d}"), places, progress or Silent())


def _free(folder: Path, day: str) -> Path:
    if not folder.exists():
        return folder
    number, free = 1, folder.with_name(f"{folder.name}-restored-{day}")
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name}-restored-{day}-{number}")
    return free
