"""A bundle that came from outside, read where it lies: nothing of it is unpacked or run."""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from deskeditor.bags.archive import broken_seal
from deskeditor.bags.manifests import DECLARATION, MANIFEST, TAG_MANIFEST
from deskeditor.core.errors import DeskError

MOST_FILES = 100_000
LARGEST = 8 << 30
"""Bytes of one file."""
STEEPEST = 1100
"""Times that deflate can shrink a file; an archive that claims more is a trap."""
UNPACKED = 200
"""Times that a whole archive may grow. Pictures do not shrink, so real ones stay far below it."""
FREE = 1 << 28
"""Bytes that any archive may unpack to."""
CHUNK = 1 << 20
UNSAFE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


BAG_FILES = frozenset({DECLARATION, MANIFEST, TAG_MANIFEST})
NAME_ONE = "name the folder or zip file that an export has written"
DISTRUST = "do not trust it, and ask its sender for the bundle once more"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a bundle that is not as it was sent; ``file`` is relative to the bundle."""

    file: str
    what: str


class UnreadableError(Exception):
    """A file of the bundle cannot be read to its end."""


class Arrived(Protocol):
    """The files of a bundle: their names relative to its top, and what is wrong with the container itself."""

    names: frozenset[str]
    faults: list[Fault]

    def read(self, name: str) -> Iterator[bytes]:
        """The content in pieces; raises ``UnreadableError``."""


class Folder:
    """A bundle as a folder."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self.faults: list[Fault] = []
        self.names = frozenset(self._walk())

    def _walk(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self._top, followlinks=False):
            for name in sorted(folders + files):
                path = Path(folder, name)
                shown = path.relative_to(self._top).as_posix()
                mode = path.lstat().st_mode
                if stat.S_ISREG(mode):
                    yield shown
                elif not stat.S_ISDIR(mode):
                    self.faults.append(Fault(shown, "is neither a file nor a folder"))

    def read(self, name: str) -> Iterator[bytes]:
        try:
            with (self._top / name).open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise UnreadableError(f"cannot be read ({error.strerror or error})") from error


class Zip:
    """A bundle as a zip file, with or without one folder around it."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self.faults: list[Fault] = []
        if broken_seal(path, archive.comment):
            self.faults.append(Fault(path.name, "the archive is not as it was packed: its seal does not hold"))
        entries = archive.infolist()
        if len(entries) > MOST_FILES:
            raise DeskError(f"there are more than {MOST_FILES} files in the archive", where=str(path), mend=DISTRUST)
        if sum(entry.file_size for entry in entries) > max(FREE, UNPACKED * path.stat().st_size):
            raise DeskError("the archive would unpack to far more than a bundle holds", where=str(path), mend=DISTRUST)
        top = _top([entry.filename for entry in entries])
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._take(entry, top)
        self.names = frozenset(self._entries)

    def _take(self, entry: zipfile.ZipInfo, top: str) -> None:
        name = entry.filename.removeprefix(top)
        if entry.is_dir():
            return
        what = _wrong_with(entry, top)
        if not what and name in self._entries:
            what = "is in the archive twice"
        if what:
            self.faults.append(Fault(name, what))
        else:
            self._entries[name] = entry

    def read(self, name: str) -> Iterator[bytes]:
        entry = self._entries[name]
        try:
            with self._archive.open(entry) as file:
                yield from _bounded(file, entry.file_size)
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError) as error:
            raise UnreadableError("cannot be unpacked: the archive is damaged here") from error


def _bounded(file: IO[bytes], size: int) -> Iterator[bytes]:
    read = 0
    while chunk := file.read(CHUNK):
        read += len(chunk)
        if read > size:
            raise EOFError
        yield chunk


def _wrong_with(entry: zipfile.ZipInfo, top: str) -> str:
    if CONTROLS.search(entry.filename):
        return "its name has control characters"
    if UNSAFE.search(entry.filename):
        return "its name leads out of the bundle"
    if not entry.filename.startswith(top):
        return "lies outside the bundle's folder"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a symbolic link"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that this program does not read"
    if entry.file_size > LARGEST or entry.file_size > STEEPEST * max(entry.compress_size, 1):
        return "would unpack to far more than it can hold"
    return ""


def _top(names: list[str]) -> str:
    """The folder around the bag inside an archive: ``NAME/`` or nothing."""
    for name in names:
        path = PurePosixPath(name)
        if path.name in ("bagit.txt", "manifest-sha256.txt") and len(path.parts) <= 2:
            return name.removesuffix(path.name)
    return ""


@contextmanager
def opened(path: Path) -> Iterator[Arrived]:
    """The bundle, folder or zip; raises ``DeskError`` where it is no such thing."""
    with ExitStack() as stack:
        arrived = _open(path, stack)
        if BAG_FILES.isdisjoint(arrived.names):
            raise _no_bag(path)
        yield arrived


def _open(path: Path, stack: ExitStack) -> Arrived:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            # Before all of it is walked through, which may be a whole disk.
            if BAG_FILES.isdisjoint(entry.name for entry in path.iterdir()):
                raise _no_bag(path)
            return Folder(path)
        if not stat.S_ISREG(mode):
            raise DeskError("this is a device or a pipe, not a bundle", where=str(path), mend=NAME_ONE)
        return Zip(stack.enter_context(zipfile.ZipFile(path)), path)
    except FileNotFoundError:
        raise DeskError("there is no such file or folder", where=str(path), mend="check the path") from None
    except OSError as error:
        raise DeskError(f"cannot be read ({error.strerror})", where=str(path), mend="check its permissions") from error
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, struct.error) as error:
        raise DeskError("this is no bundle, or one damaged on its way", where=str(path), mend=NAME_ONE) from error


def _no_bag(path: Path) -> DeskError:
    return DeskError("this is no bundle: it has no bagit.txt and no manifest", where=str(path), mend=NAME_ONE)


def content(arrived: Arrived, name: str, limit: int) -> bytes:
    """A file of the bundle, whole; raises ``UnreadableError`` where it is damaged or larger than ``limit`` bytes."""
    data = bytearray()
    for chunk in arrived.read(name):
        data += chunk
        if len(data) > limit:
            raise UnreadableError(f"is larger than {limit >> 20} MB")
    return bytes(data)
