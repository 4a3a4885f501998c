"""Files that reach their place all at once or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskeditor.bags.archive import pack
from deskeditor.bags.manifests import Written
from deskeditor.core.errors import DeskError
from deskeditor.core.names import safe_filename

REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space, or choose another place"),
    errno.EDQUOT: ("the disk quota is used up", "free some space, or choose another place"),
    errno.EACCES: ("the folder cannot be written to", "choose another place"),
    errno.EPERM: ("the folder cannot be written to", "choose another place"),
    errno.EROFS: ("the disk is read-only", "choose another place"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter one"),
}


class Parcel:
    """A folder being filled out of sight, beside the place where it is to stand."""

    def __init__(self, work: Path) -> None:
        self._files = work / "files"
        self._files.mkdir()
        self._archive = work / "archive"
        self.written: dict[str, Written] = {}

    def add(self, path: str, content: str | bytes) -> None:
        """Write one file; ``path`` is relative and new."""
        data = content.encode() if isinstance(content, str) else content
        file = self._files / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as out:
            out.write(data)
        self.written[path] = Written(hashlib.sha256(data).hexdigest(), len(data))

    def _deliver(self, target: Path, *, zipped: bool) -> None:
        if zipped:
            pack(self._files, sorted(self.written), self._archive, top=safe_filename(target.stem, "bundle"))
            _sync(self._archive)
        else:
            for name in self.written:
                _sync(self._files / name)
            for folder, _, _ in os.walk(self._files):
                _sync(Path(folder))
        check_free(target)
        (self._archive if zipped else self._files).rename(target)
        _sync(target.parent)


@contextmanager
def parcel_for(target: Path, *, zipped: bool) -> Iterator[Parcel]:
    """A parcel that stands at ``target`` when the block ends well, and leaves nothing behind when it does not.

    Raises ``DeskError`` where the target exists or cannot be written.
    """
    check_free(target)
    try:
        with tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=target.parent) as work:
            parcel = Parcel(Path(work))
            yield parcel
            parcel._deliver(target, zipped=zipped)
    except OSError as error:
        what, mend = REASONS.get(error.errno or 0, (f"could not be written ({error.strerror})", "choose another place"))
        raise DeskError(what, where=str(target), mend=mend) from error


def check_free(target: Path) -> None:
    """Refuse a place that is taken, or whose folder is not there."""
    if os.path.lexists(target):
        mend = f"choose another name, such as {free_name(target)}, or remove it first"
        raise DeskError("there is something already", where=str(target), mend=mend)
    if not target.parent.is_dir():
        if target.parent.exists():
            raise DeskError("this is not a folder to write into", where=str(target.parent), mend="choose another place")
        raise DeskError("the folder to write into does not exist", where=str(target.parent), mend="make it first")


def free_name(taken: Path) -> str:
    """A name beside a place that is taken: ``bundle-2`` for ``bundle``, ``evening-2.zip`` for ``evening.zip``."""
    place = Path(os.path.normpath(taken))
    suffix = place.suffix if place.suffix.lower() == ".zip" else ""
    stem = place.name.removesuffix(suffix) or "bundle"
    number = 2
    while os.path.lexists(place.with_name(f"{stem}-{number}{suffix}")):
        number += 1
    return f"{stem}-{number}{suffix}"


def _sync(path: Path) -> None:
    """Have it on the disk before it is relied on. Windows has no such thing for folders."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
