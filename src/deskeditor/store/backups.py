"""The copies in a desk's ``backups`` folder, and those that leave it as one file.

A copy inside the desk is a database, ``desk-20261126T055000Z.sqlite3``, and under ``photos`` beside it a second name
(a hard link, where the disk has them) for each original: a picture that is deleted from the desk later is still there,
and costs no room until then. A copy that leaves is a zip file of the desk's own folder. Both are written beside their
name, verified, and only then given it: what is there is whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from deskeditor.core.backup import Backup
from deskeditor.core.errors import DeskError
from deskeditor.core.layout import DATABASE, PHOTOS
from deskeditor.core.progress import Progress
from deskeditor.core.thinning import BACKUPS, outdated
from deskeditor.store.copies import Counts, check_database, copy_database, count_rows, hashes_of
from deskeditor.store.disk import sync_folder, told, written_whole
from deskeditor.store.failures import told_of
from deskeditor.store.migrations import look
from deskeditor.store.originals import CHUNK, Originals

NAME = re.compile(r"desk-(\d{8}T\d{6}Z)\.sqlite3")
STAMP = "%Y%m%dT%H%M%SZ"
PICTURE = re.compile(rf"{PHOTOS}/([0-9a-f]{{2}})/([0-9a-f]{{62}})")
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip, so that the same desk gives the same bytes."""
LARGEST_DATABASE = 16 << 30
"""Bytes that a database in a zip may unpack to."""


class Backups:
    """Of one desk, which is open for writing."""

    def __init__(self, folder: Path, database: Path, originals: Originals) -> None:
        self._folder = folder
        self._database = database
        self._originals = originals
        self._kept = Originals(folder / PHOTOS)

    def all(self) -> list[Backup]:
        """The newest first; one that is no longer what it was is never shown as a good one."""
        return self.look()[0]

    def last(self) -> Backup | None:
        """The newest that is good; older ones are not looked at."""
        return next((backup for backup, good in self._found() if good), None)

    def look(self) -> tuple[list[Backup], list[Backup]]:
        """The good ones, and those that were good when they were made and cannot be read now; the newest first."""
        found = list(self._found())
        return [backup for backup, good in found if good], [backup for backup, good in found if not good]

    def _found(self) -> Iterator[tuple[Backup, bool]]:
        named = ((path, NAME.fullmatch(path.name)) for path in self._folder.glob("desk-*.sqlite3"))
        stamps = sorted(((match[1], path) for path, match in named if match), reverse=True)
        for stamp, path in stamps:
            made = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
            try:
                yield _backup(path, made, count_rows(path)), True
            except DeskError:
                yield _backup(path, made, {}), False

    def make(self, now: datetime, progress: Progress, *, gently: bool = False) -> Backup:
        """Copy the desk into its own folder and let copies go that are out of date; see ``copy_database``."""
        target = self._folder / f"desk-{now.astimezone(UTC):{STAMP}}.sqlite3"
        with told(target):
            self._folder.mkdir(exist_ok=True)
            self._kept.folder.mkdir(exist_ok=True)
        with told_of(self._database), written_whole(target) as part:
            counts = copy_database(self._database, part, progress, gently=gently)
            missing = self._keep_pictures(hashes_of(part), progress)
        self._rotate(now)
        return _backup(target, now, counts, missing)

    def write(self, target: Path, now: datetime, progress: Progress) -> Backup:
        """Copy the desk into one zip file that nothing else is needed to restore."""
        if os.path.lexists(target):
            raise DeskError("There is something there already", where=str(target), mend="choose another name")
        if not target.parent.is_dir():
            raise DeskError(
                "There is no such folder", where=str(target.parent), mend="make it first, or choose another"
            )
        with _scratch(target.parent) as scratch, told_of(self._database), written_whole(target) as part:
            copy = scratch / DATABASE
            counts = copy_database(self._database, copy, progress)
            hashes = hashes_of(copy)
            missing = []
            with ZipFile(part, "w") as archive:
                _put(archive, DATABASE, copy, ZIP_DEFLATED)
                for number, (sha256, name) in enumerate(hashes.items()):
                    progress.step(number, len(hashes), name)
                    if self._originals.is_whole(sha256):
                        _put(archive, f"{PHOTOS}/{sha256[:2]}/{sha256[2:]}", self._originals.path(sha256), ZIP_STORED)
                    else:
                        missing.append(name)
            _check_archive(part)
        return _backup(target, now, counts, tuple(missing))

    def _keep_pictures(self, hashes: dict[str, str], progress: Progress) -> tuple[str, ...]:
        missing = []
        for number, (sha256, name) in enumerate(hashes.items()):
            progress.step(number, len(hashes), name)
            if not self._originals.path(sha256).is_file():
                missing.append(name)
            else:
                self._kept.link(self._originals.path(sha256), sha256)
        return tuple(missing)

    def _rotate(self, now: datetime) -> None:
        copies = {backup.made: backup.path for backup in self.all()}
        gone = outdated(copies, now, BACKUPS)
        for made in gone:
            copies[made].unlink(missing_ok=True)
        if gone:
            used = {sha256 for made, path in copies.items() if made not in gone for sha256 in hashes_of(path)}
            for sha256 in set(self._kept.all()) - used:
                self._kept.path(sha256).unlink(missing_ok=True)


def restore_copy(file: Path, target: Path, originals: Iterable[Originals], progress: Progress) -> Backup:
    """Make a desk of a copy in ``target``, a folder that does not exist yet; it appears whole or not at all.

    ``originals`` are the places where pictures may lie that a copy inside a desk only names.
    """
    if file.is_dir():
        raise DeskError(
            "This is a folder, not a copy of a desk", where=str(file), mend="name the file that is the copy"
        )
    if not file.is_file():
        raise DeskError("There is no such file", where=str(file), mend="choose a copy from a desk's backups folder")
    if os.path.lexists(target):
        raise DeskError("There is something there already", where=str(target), mend="choose another name")
    with told(target):
        made = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    with _scratch(target.parent) as scratch:
        desk = scratch / "desk"
        with told(target):
            desk.mkdir()
            (desk / PHOTOS).mkdir()
        unpack = _unpack if _is_zip(file) else _copy_file
        unpack(file, desk, progress)
        with _named(file):
            counts = check_database(desk / DATABASE)
            look(desk / DATABASE)
        missing = _bring_pictures(desk, originals, progress)
        with told(target):
            desk.rename(target)
            sync_folder(target.parent)
    return _backup(target, made, counts, missing)


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Whatever is wrong is wrong with the copy: where it was unpacked nobody will find it."""
    try:
        yield
    except DeskError as error:
        raise DeskError(error.what, where=str(file), mend=error.mend) from error


def _copy_file(file: Path, desk: Path, progress: Progress) -> None:
    progress.step(0, 1, file.name)
    with told(file), file.open("rb") as source, (desk / DATABASE).open("wb") as copy:
        shutil.copyfileobj(source, copy, CHUNK)
        copy.flush()
        os.fsync(copy.fileno())


def _bring_pictures(desk: Path, originals: Iterable[Originals], progress: Progress) -> tuple[str, ...]:
    own, places = Originals(desk / PHOTOS), list(originals)
    hashes = hashes_of(desk / DATABASE)
    missing = []
    for number, (sha256, name) in enumerate(hashes.items()):
        progress.step(number, len(hashes), name)
        if own.path(sha256).is_file():
            continue
        place = next((place for place in places if place.is_whole(sha256)), None)
        if place is None:
            missing.append(name)
        else:
            own.keep(place.path(sha256), sha256)
    return tuple(missing)


def _unpack(file: Path, desk: Path, progress: Progress) -> None:
    """Take out of a zip what a desk consists of; anything else in it is refused."""
    wrong = DeskError("This is not a copy of a desk", where=str(file), mend="choose a file that DeskEditor has written")
    try:
        with ZipFile(file) as archive:
            infos = archive.infolist()
            if DATABASE not in archive.namelist() or not all(_is_part_of_desk(info) for info in infos):
                raise wrong
            for number, info in enumerate(infos):
                progress.step(number, len(infos), info.filename)
                target = desk / info.filename
                with told(target):
                    target.parent.mkdir(exist_ok=True)
                    _unpack_one(archive, info, target)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise DeskError(f"The copy is damaged ({error})", where=str(file), mend="use another one") from error


def _unpack_one(archive: ZipFile, info: ZipInfo, target: Path) -> None:
    digest = hashlib.sha256()
    with archive.open(info) as packed, target.open("wb") as file:
        while chunk := packed.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    picture = PICTURE.fullmatch(info.filename)
    if picture and digest.hexdigest() != picture[1] + picture[2]:
        raise BadZipFile(f"{info.filename} is not the picture that it was")


def _is_part_of_desk(info: ZipInfo) -> bool:
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return False
    if info.filename == DATABASE:
        return info.file_size <= LARGEST_DATABASE
    # Pictures are stored as they are: what unpacks to more than it takes is no picture of ours.
    return PICTURE.fullmatch(info.filename) is not None and info.file_size == info.compress_size


def _check_archive(part: Path) -> None:
    with ZipFile(part) as archive:
        if (broken := archive.testzip()) is not None:
            raise DeskError(f"{broken} in the copy is damaged", where=str(part), mend="check the disk and try again")


def _put(archive: ZipFile, name: str, file: Path, compression: int) -> None:
    info = ZipInfo(name, EARLIEST)
    info.compress_type = compression
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    with file.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target, CHUNK)


def _is_zip(file: Path) -> bool:
    with told(file), file.open("rb") as opened:
        return opened.read(4) == b"PK\x03\x04"


def _backup(path: Path, made: datetime, counts: Counts, missing: tuple[str, ...] = ()) -> Backup:
    size = path.stat().st_size if path.is_file() else 0
    return Backup(path, made, counts.get("article", 0), counts.get("photo", 0), size, missing)


@contextmanager
def _scratch(parent: Path) -> Iterator[Path]:
    with told(parent):
        folder = tempfile.mkdtemp(prefix=".deskeditor-", dir=parent)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
