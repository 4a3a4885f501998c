"""Copies of a desk: verified, thinned, and made a desk again beside the one there is."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from PIL import Image

from deskeditor.core.errors import CancelledError, DeskError, ReadOnlyDeskError
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, restore

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def draw(path: Path, colour: str = "teal") -> Path:
    Image.new("RGB", (60, 40), colour).save(path)
    return path


def fill(desk: Desk, folder: Path) -> None:
    photo = desk.photos.take_in(draw(folder / "quay.jpg")).value
    story = desk.articles.new(headline="The ferry", body="It left at dawn.\n").value
    desk.tags.add(story.id, "Harbour")
    desk.articles.attach(story.id, photo.id, Role.LEAD)
    desk.editions.new("Friday", NOW.date())


def test_a_copy_in_the_desk_becomes_the_same_desk(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        fill(desk, tmp_path)
        made = desk.backups.make().value
        assert (made.stories, made.photos, made.missing) == (1, 1, ())
        story = desk.articles.get("the-ferry")
        desk.articles.edit(story.id, headline="Ruined", body="")
        original = desk.photos.original(desk.photos.get("quay.jpg"))
    original.unlink()
    restored = restore(made.path, tmp_path / "desk")
    assert restored.path.parent == tmp_path
    assert restored.path.name.startswith("desk-restored-")
    assert restored.missing == ()
    with Desk.open(restored.path, create=False) as again:
        assert again.articles.get("the-ferry") == story
        assert again.photos.original(again.photos.get("quay.jpg")).read_bytes() == (tmp_path / "quay.jpg").read_bytes()
        assert again.editions.get("Friday").date == NOW.date()
        assert [hit.slug for hit in again.articles.search("dawn")] == ["the-ferry"]
    with Desk.open(tmp_path / "desk") as desk:
        assert desk.articles.get(story.id).headline == "Ruined"


def test_one_file_is_all_that_is_needed(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        fill(desk, tmp_path)
        story = desk.articles.get("the-ferry")
        desk.backups.write(tmp_path / "copy.zip")
    shutil.rmtree(tmp_path / "desk")
    assert restore(tmp_path / "copy.zip", tmp_path / "desk").path == tmp_path / "desk"
    with Desk.open(tmp_path / "desk", create=False) as desk:
        assert desk.articles.get("the-ferry") == story
        assert desk.photos.original(desk.photos.get("quay.jpg")).is_file()


def test_the_same_desk_gives_the_same_file(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        fill(desk, tmp_path)
        desk.backups.write(tmp_path / "one.zip")
        desk.backups.write(tmp_path / "other.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_copies_are_thinned_and_their_pictures_go_with_the_last_of_them(tmp_path: Path) -> None:
    clock = Clock()
    with Desk.open(tmp_path / "desk", clock=clock) as desk:
        fill(desk, tmp_path)
        for _ in range(30):
            desk.backups.make()
            clock.now += timedelta(minutes=20)
        kept = desk.backups.all()
        assert 9 <= len(kept) <= 12
        assert kept[0].made == clock.now - timedelta(minutes=20)
        linked = list((tmp_path / "desk" / "backups" / "photos").glob("*/*"))
        assert len(linked) == 1
        assert not desk.backups.is_due()
        clock.now += timedelta(days=1)
        assert not desk.backups.is_due()
        desk.articles.edit("the-ferry", body="Changed.")
        assert desk.backups.is_due()
        assert desk.backups.make_if_due().value is not None
        assert desk.backups.make_if_due().value is None


def test_a_writer_never_waits_for_a_copy_and_the_copy_is_of_one_moment(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        for number in range(300):
            desk.articles.new(headline=f"Story {number}", body="A line of text.\n\n" * 400)

        class Writing:
            """Progress that saves a story in the middle of the copy, from another thread as the window does."""

            steps = 0

            def step(self, done: int, total: int, what: str) -> None:
                self.steps += 1
                writer = threading.Thread(target=lambda: desk.articles.new(headline=f"Late {self.steps}"))
                writer.start()
                writer.join()

        progress = Writing()
        made = desk.backups.make(progress, gently=True).value
        assert progress.steps > 0
        assert made.stories == 300
        assert len(desk.articles.ids()) == 300 + progress.steps


def test_a_cancelled_copy_leaves_nothing(tmp_path: Path) -> None:
    class Cancelling:
        def step(self, done: int, total: int, what: str) -> None:
            raise CancelledError

    with Desk.open(tmp_path / "desk") as desk:
        fill(desk, tmp_path)
        with pytest.raises(CancelledError):
            desk.backups.make(Cancelling())
        with pytest.raises(CancelledError):
            desk.backups.write(tmp_path / "copy.zip", Cancelling())
        assert desk.backups.all() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "quay.jpg"]
    assert [path for path in (tmp_path / "desk" / "backups").rglob("*") if path.is_file()] == []


def test_a_picture_that_is_gone_is_named(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        fill(desk, tmp_path)
        desk.photos.original(desk.photos.get("quay.jpg")).unlink()
        assert desk.backups.make().value.missing == ("quay.jpg",)
        assert desk.backups.write(tmp_path / "copy.zip").missing == ("quay.jpg",)
    assert restore(tmp_path / "copy.zip", tmp_path / "other").missing == ("quay.jpg",)


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_bytes(b"mine")
    with Desk.open(tmp_path / "desk") as desk, pytest.raises(DeskError, match="something there already"):
        desk.backups.write(tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").read_bytes() == b"mine"
    with Desk.open(tmp_path / "desk", read_only=True) as desk, pytest.raises(ReadOnlyDeskError):
        desk.backups.make()


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 and no more", b"SQLite format 3\0" + bytes(5000), b"a letter to the editor"]
)
def test_a_file_that_is_no_copy_is_refused_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "copy"
    file.write_bytes(content)
    with pytest.raises(DeskError):
        restore(file, tmp_path / "desk")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("name", ["../outside", "photos/../../outside", "/outside", "photos/ab/short", "notes.txt"])
def test_a_zip_with_anything_else_in_it_is_refused(tmp_path: Path, name: str) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        fill(desk, tmp_path)
        desk.backups.write(tmp_path / "copy.zip")
    with ZipFile(tmp_path / "copy.zip", "a") as archive:
        archive.writestr(name, b"anything")
    with pytest.raises(DeskError, match="not a copy of a desk"):
        restore(tmp_path / "copy.zip", tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.zip", "desk", "quay.jpg"]


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        fill(desk, tmp_path)
        made = desk.backups.make().value
        desk.backups.write(tmp_path / "copy.zip")
    damaged = bytearray(made.path.read_bytes())
    damaged[4096 * 3 : 4096 * 4] = bytes(4096)
    made.path.write_bytes(damaged)
    with pytest.raises(DeskError, match="damaged"):
        restore(made.path, tmp_path / "other")
    with ZipFile(tmp_path / "copy.zip") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    picture = next(name for name in parts if name.startswith("photos/"))
    parts[picture] = parts[picture][:-1] + b"\0"
    with ZipFile(tmp_path / "other.zip", "w", ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(DeskError, match="damaged"):
        restore(tmp_path / "other.zip", tmp_path / "other")
    assert not (tmp_path / "other").exists()
