"""Whether a desk is sound, and what can be done where it is not."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from deskeditor.core.errors import DeskError
from deskeditor.core.health import Complaint, Salvage
from deskeditor.core.layout import BACKUPS, DATABASE, PHOTOS
from deskeditor.core.progress import Progress, Silent
from deskeditor.desk.context import Clock, utc_now
from deskeditor.desk.thumbnails import forget_thumbnails


def examine(desk: Path, progress: Progress | None = None) -> list[Complaint]:
    """Everything that is wrong with a desk, which may be open elsewhere and is not changed.

    Raises ``DeskError`` where there is no desk at all.
    """
    from deskeditor.store import Originals, Store, examine_database, examine_desk

    folder = _folder(desk)
    try:
        complaints = examine_database(folder / DATABASE)
        store = Store(folder / DATABASE, read_only=True)
    except DeskError as error:
        return [Complaint("database", DATABASE, error.what)]
    try:
        return complaints + examine_desk(store, Originals(folder / PHOTOS), progress or Silent())
    except DeskError as error:
        return [*complaints, Complaint("database", DATABASE, error.what)]
    finally:
        store.close()


def repair(
    desk: Path, progress: Progress | None = None, clock: Clock = utc_now
) -> tuple[list[Complaint], Salvage | None]:
    """Make anew what can be made again; what was wrong, each with whether it is mended.

    A damaged database is made anew from its rows. Where some of those are lost it is left as it is, and what could be
    read becomes a new desk beside it. Raises ``DeskError`` where the desk is open in another program.
    """
    from deskeditor.store import DeskLock, Originals, mend_desk

    folder, progress = _folder(desk), progress or Silent()
    lock = DeskLock(folder)
    lock.take(clock())
    try:
        before = examine(folder, progress)
        salvage = _salvage(folder, clock) if any(wrong.part == "database" for wrong in before) else None
        if salvage is not None:
            return before, salvage
        mend_desk(folder / DATABASE, Originals(folder / PHOTOS), Originals(folder / BACKUPS / PHOTOS))
        forget_thumbnails(Originals(folder / PHOTOS).all())
        left = {(wrong.part, wrong.place, wrong.message) for wrong in examine(folder, progress)}
        return [replace(c, mended=(c.part, c.place, c.message) not in left) for c in before], None
    finally:
        lock.give_back()


def _salvage(folder: Path, clock: Clock) -> Salvage | None:
    """Save what can be read; in the desk itself, and so nothing to tell, where that is everything."""
    from deskeditor.store import Backups, Originals, salvage

    database = folder / DATABASE
    target = _free(folder.with_name(f"{folder.name}-salvaged-{clock():%Y%m%d}"))
    old = Originals(folder / PHOTOS)
    copies = [backup.path for backup in Backups(folder / BACKUPS, database, old).all()]
    target.mkdir()
    try:
        saved = salvage(database, copies, target / DATABASE)
        if not saved.lost:
            _take_the_place(target / DATABASE, database, folder / BACKUPS / f"damaged-{clock():%Y%m%dT%H%M%SZ}.sqlite3")
            target.rmdir()
            return None
        new = Originals(target / PHOTOS)
        new.folder.mkdir()
        for sha256 in old.all():
            new.link(old.path(sha256), sha256)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return Salvage(target, saved.rows["article"], saved.rows["photo"], tuple(saved.lost))


def _take_the_place(whole: Path, damaged: Path, kept: Path) -> None:
    """The damaged file, with its write-ahead log, moves to the backups first: at no moment is there none."""
    from deskeditor.store import written_whole

    for suffix in ("-wal", ""):
        part = damaged.with_name(damaged.name + suffix)
        if part.exists():
            with written_whole(kept.with_name(kept.name + suffix)) as copy:
                shutil.copyfile(part, copy)
    for suffix in ("-wal", "-shm"):
        damaged.with_name(damaged.name + suffix).unlink(missing_ok=True)
    with written_whole(damaged) as copy:
        shutil.copyfile(whole, copy)
    whole.unlink()


def _folder(desk: Path) -> Path:
    folder = desk.expanduser().absolute()
    if not (folder / DATABASE).is_file():
        there = "There is no desk" if not os.path.lexists(folder) else "This is not a desk"
        raise DeskError(there, where=str(folder), mend="check the name")
    return folder


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
