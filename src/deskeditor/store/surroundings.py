"""What lies around a desk's database, and under it: the disk, the file itself, copies that a synced folder has made."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from deskeditor.core.errors import UnavailableError

NETWORK = frozenset(
    {"9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"}
    | {"fuse.glusterfs", "glusterfs", "gfs2", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb2", "smb3", "smbfs"}
)
"""File systems whose files other computers write too, as Linux calls them."""
MOUNTS = Path("/proc/self/mountinfo")
DRIVE_REMOTE = 4
"""What Windows' GetDriveTypeW says of a drive of the network."""

CONFLICT = re.compile(
    # Dropbox in English, Syncthing, OneDrive and Google Drive (a number, or the computer's name), iCloud, Nextcloud.
    r"desk(?: \(.*conflicted copy.*\)| \(.*conflict.*\)|\.sync-conflict-.*| ?\(\d+\)| \d+|-[\w-]+| conflicted copy.*)"
    r"\.sqlite3",
    re.IGNORECASE,
)


def network_disk(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of network disk that the folder lies on; empty where it is none, or the system does not tell.

    SQLite's write-ahead log needs memory that all programs with the file share, which two computers cannot.
    """
    if sys.platform == "win32":
        import ctypes

        drive = folder.absolute().drive
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == DRIVE_REMOTE
        return "network drive" if remote else ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place, found = os.path.realpath(folder), ("", "")
    for line in lines:
        fields, _, kind = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields.split(" ")[4])
        # The last of those on one place hides the others.
        if _lies_in(place, point) and len(point) >= len(found[0]):
            found = point, kind.split(" ")[0]
    return found[1] if found[1] in NETWORK else ""


def _lies_in(place: str, point: str) -> bool:
    return place == point or place.startswith(point if point.endswith("/") else f"{point}/")


def conflict_copies(database: Path) -> list[str]:
    """Names of the files beside the database that a service that syncs folders has made of it, by their form."""
    try:
        return sorted(path.name for path in database.parent.iterdir() if CONFLICT.fullmatch(path.name))
    except OSError:
        return []


def log_of(database: Path) -> Path:
    """SQLite's write-ahead log."""
    return database.with_name(f"{database.name}-wal")


class SameFile:
    """Holds that what lies under the database's name is still what was opened."""

    def __init__(self, database: Path, *, logged: bool) -> None:
        self._files = [database, log_of(database)] if logged else [database]
        self._known = [_identity(file) for file in self._files]

    def check(self) -> None:
        """Raise ``UnavailableError`` where it is not: what was written now would lie in a file without a name."""
        for file, known in zip(self._files, self._known, strict=True):
            now = _identity(file)
            if now != known:
                where = str(file.parent)
                if not file.parent.is_dir():
                    raise UnavailableError(
                        f"{file.name} is out of reach: its folder is gone, or its disk",
                        where=where,
                        mend="bring it back, or keep your text elsewhere",
                    )
                raise UnavailableError(
                    f"{file.name} was {'replaced' if now else 'moved or deleted'} by another program while it was open",
                    where=where,
                    mend="put it back, or keep your text elsewhere, close the desk and open it again",
                )


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        there = file.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino
