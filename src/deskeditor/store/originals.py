"""The untouched picture files, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskeditor.core.errors import DeskError
from deskeditor.store.disk import sync_folder, told, written_whole

CHUNK = 1024 * 1024
HASH = re.compile("[0-9a-f]{64}")


class Originals:
    """``photos/ab/cdef…``: the first two digits of the hash name the folder, the others the file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own = threading.local()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Take out again, where the block fails, what this thread kept in it."""
        kept: list[Path] = []
        self._own.kept = kept
        try:
            yield
        except BaseException:
            for path in kept:
                path.unlink(missing_ok=True)
            raise
        finally:
            del self._own.kept

    def path(self, sha256: str) -> Path:
        """Where the file is, or would be."""
        return self.folder / sha256[:2] / sha256[2:]

    def all(self) -> Iterator[str]:
        """The hashes in whose names there are files, in no order."""
        for path in self.folder.glob("??/*"):
            sha256 = path.parent.name + path.name
            if HASH.fullmatch(sha256):
                yield sha256

    def is_whole(self, sha256: str) -> bool:
        """Whether the file is there, and its bytes are those that were taken in."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def remove(self, sha256: str) -> None:
        """Let a file go; a copy in a backup stays."""
        with told(self.path(sha256)):
            self.path(sha256).unlink(missing_ok=True)

    def link(self, original: Path, sha256: str) -> None:
        """Give a file that is whole a second name here, or a copy on a disk that has no second names."""
        target = self.path(sha256)
        if target.is_file():
            return
        with told(target):
            target.parent.mkdir(exist_ok=True)
        try:
            os.link(original, target)
        except OSError:
            self.keep(original, sha256)

    def keep(self, source: Path, sha256: str) -> None:
        """Copy a file in, byte for byte; one that is there already is left alone.

        Raises ``DeskError`` where its bytes are not those of the hash: it was changed while it was read.
        """
        target = self.path(sha256)
        if target.is_file():
            return
        with told(target):
            if not target.parent.is_dir():
                target.parent.mkdir()
                sync_folder(self.folder)
        digest = hashlib.sha256()
        with written_whole(target) as part, source.open("rb") as file, part.open("wb") as copy:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            if digest.hexdigest() != sha256:
                raise DeskError(
                    "The file was changed while it was being read", where=str(source), mend="take it in again"
                )
        getattr(self._own, "kept", []).append(target)
