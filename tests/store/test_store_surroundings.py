"""Disks of the network, files that change underneath, and the copies of services that sync folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskeditor.core.errors import UnavailableError
from deskeditor.store.surroundings import SameFile, conflict_copies, network_disk

MOUNTS = """\
24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 24 0:40 / /mnt/news\\040room rw,relatime shared:2 - nfs4 server:/news rw,vers=4.2
31 24 0:41 / /mnt/paper/remote rw,nosuid shared:3 - fuse.sshfs desk@host: rw
32 30 254:1 / /mnt/news\\040room/local rw - ext4 /dev/vdb rw
33 24 0:42 / /srv/share rw - cifs //server/share rw
34 24 254:2 / /srv/share rw - xfs /dev/vdc rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/paper/desk", ""),
        ("/mnt/news room/desk", "nfs4"),
        ("/mnt/news room", "nfs4"),
        ("/mnt/news roomy/desk", ""),
        ("/mnt/paper/remote/desk", "fuse.sshfs"),
        ("/mnt/news room/local/desk", ""),
        ("/srv/share/desk", ""),
    ],
)
def test_the_disk_under_a_folder_is_that_of_the_nearest_mount(folder: str, kind: str, tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert network_disk(Path(folder), mounts) == kind


def test_where_the_system_does_not_tell_a_disk_is_taken_for_its_own(tmp_path: Path) -> None:
    assert network_disk(tmp_path, tmp_path / "none") == ""


CONFLICTS = [
    "desk (Ines Varga's conflicted copy 2026-11-26).sqlite3",
    "desk (conflicted copy 2026-11-26 101500).sqlite3",
    "desk.sync-conflict-20261126-101500-7ABCDEF.sqlite3",
    "desk (1).sqlite3",
    "desk 2.sqlite3",
    "desk-NEWSROOM-PC.sqlite3",
]
INNOCENT = ["desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm", "desk.lock", "desk.holder", "desk.sqlite3.part"]


def test_the_copies_that_services_make_are_known_by_their_names(tmp_path: Path) -> None:
    for name in (*CONFLICTS, *INNOCENT):
        (tmp_path / name).touch()
    assert conflict_copies(tmp_path / "desk.sqlite3") == sorted(CONFLICTS)


def test_a_folder_that_is_gone_has_no_copies(tmp_path: Path) -> None:
    assert conflict_copies(tmp_path / "gone" / "desk.sqlite3") == []


@pytest.mark.parametrize("name", ["desk.sqlite3", "desk.sqlite3-wal"])
def test_a_file_that_is_moved_or_replaced_is_missed_until_it_is_back(tmp_path: Path, name: str) -> None:
    for file in ("desk.sqlite3", "desk.sqlite3-wal"):
        (tmp_path / file).touch()
    same = SameFile(tmp_path / "desk.sqlite3", logged=True)
    same.check()
    (tmp_path / name).rename(tmp_path / "away")
    with pytest.raises(UnavailableError, match="moved or deleted"):
        same.check()
    (tmp_path / name).touch()
    with pytest.raises(UnavailableError, match="replaced"):
        same.check()
    (tmp_path / "away").replace(tmp_path / name)
    same.check()
