"""Files written whole or not at all, and what is said where the disk refuses."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskeditor.core.errors import UnavailableError

SENTENCES = {
    errno.ENOSPC: ("The disk is full", "make room and try again; nothing was changed"),
    errno.EDQUOT: ("Your share of the disk is full", "make room and try again; nothing was changed"),
    errno.EROFS: ("The disk can only be read", "choose a folder on another disk"),
    errno.EACCES: ("You have no right to write there", "choose another folder or ask its owner"),
    errno.EPERM: ("You have no right to write there", "choose another folder or ask its owner"),
}


@contextmanager
def told(where: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        what, mend = SENTENCES.get(error.errno or 0, (f"The file cannot be written ({error.strerror or error})", ""))
        raise UnavailableError(what, where=str(where), mend=mend) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder outlive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def written_whole(target: Path, *, durable: bool = True) -> Iterator[Path]:
    """A temporary path beside the target that takes its place at the end; removed again where the block fails.

    ``durable`` waits for the disk; leave it out for what can be made again.
    """
    with told(target):
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            if durable:
                with part.open("rb+") as file:
                    os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        if durable:
            sync_folder(target.parent)
