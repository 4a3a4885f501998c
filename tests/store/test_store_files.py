"""Originals, the lock, and files that are whole or not there."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskeditor.core.errors import DeskError, ReadOnlyDeskError
from deskeditor.store.disk import told, written_whole
from deskeditor.store.lock import DeskLock
from deskeditor.store.originals import Originals

NOW = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)


def test_an_original_is_kept_byte_for_byte_under_its_hash(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    data = os.urandom(3_000_000)
    source = tmp_path / "picture.jpg"
    source.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    originals = Originals(photos)
    originals.keep(source, sha256)
    assert originals.path(sha256) == photos / sha256[:2] / sha256[2:]
    assert originals.path(sha256).read_bytes() == data
    originals.keep(source, sha256)
    assert sorted(path.name for path in photos.rglob("*")) == sorted([sha256[:2], sha256[2:]])


def test_a_file_that_changed_while_it_was_read_is_refused(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    source = tmp_path / "picture.jpg"
    source.write_bytes(b"now")
    with pytest.raises(DeskError, match="changed while it was being read"):
        Originals(photos).keep(source, hashlib.sha256(b"before").hexdigest())
    assert not [path for path in photos.rglob("*") if path.is_file()]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")

    def fail() -> None:
        with written_whole(target) as part:
            part.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_bytes() == b"old"
    with written_whole(target) as part:
        part.write_bytes(b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("number", "sentence"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "only be read"), (errno.EACCES, "no right")]
)
def test_what_the_disk_refuses_is_told(number: int, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=sentence), told(tmp_path):
        raise OSError(number, os.strerror(number))


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")

    def fill() -> None:
        with written_whole(tmp_path / "file"), Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")

    with pytest.raises(DeskError, match="disk is full"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_the_second_is_told_who_holds_the_desk(tmp_path: Path) -> None:
    first, second = DeskLock(tmp_path), DeskLock(tmp_path)
    first.take(NOW)
    with pytest.raises(ReadOnlyDeskError, match=rf"process {os.getpid()} of .* since 2026-05-15T06:00:00"):
        second.take(NOW)
    first.give_back()
    second.take(NOW)
    second.give_back()


def test_a_garbled_note_of_the_holder_hinders_nobody(tmp_path: Path) -> None:
    first, second = DeskLock(tmp_path), DeskLock(tmp_path)
    (tmp_path / "desk.holder").write_bytes(b"\xff\x00garbage")
    first.take(NOW)
    (tmp_path / "desk.holder").write_bytes(b"[1, 2]")
    with pytest.raises(ReadOnlyDeskError, match="open in another program; close it there"):
        second.take(NOW)
    first.give_back()
