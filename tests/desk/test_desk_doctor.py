"""A desk looked over, mended, and saved where it cannot be mended."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pysqlite3 import dbapi2

from deskeditor.core.article import Status
from deskeditor.core.errors import DeskError, ReadOnlyDeskError
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, examine, repair

STORIES = 60
PAGE = 4096


def fill(folder: Path) -> None:
    with Desk.open(folder) as desk:
        picture = folder.parent / "quay.png"
        Image.effect_noise((80, 60), 60).save(picture)
        photo = desk.photos.take_in(picture).value
        for number in range(STORIES):
            story = desk.articles.new(headline=f"Story {number}", body=f"Word{number} of the harbour.\n\n" * 60).value
            if number % 3 == 0:
                desk.articles.attach(story.id, photo.id, Role.LEAD)
            if number % 2 == 0:
                desk.articles.edit(story.id, status=Status.EDITING)  # which keeps a revision
        desk.editions.new("Friday", date(2026, 11, 27))
        desk.articles.search("harbour")


def garble(database: Path, pages: list[int], rng: random.Random) -> None:
    content = bytearray(database.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)
    database.write_bytes(content)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "desk")
    return tmp_path / "desk"


def test_a_sound_desk_has_no_complaints_and_is_not_changed(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert examine(folder) == []
    assert {path: path.read_bytes() for path in before} == before


def test_no_desk_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="There is no desk; check the name"):
        examine(tmp_path / "nothing")
    with pytest.raises(DeskError, match="not a desk"):
        examine(tmp_path)


def test_an_open_desk_is_examined_and_not_repaired(folder: Path) -> None:
    with Desk.open(folder):
        assert examine(folder) == []
        with pytest.raises(ReadOnlyDeskError, match="open in another program"):
            repair(folder)


def test_a_changed_word_a_lost_picture_and_a_forgotten_index_are_found_and_mended(folder: Path) -> None:
    with Desk.open(folder) as desk:
        desk.backups.make()
        original = desk.photos.original(desk.photos.get("quay.png"))
    whole = original.read_bytes()
    original.unlink()
    original.write_bytes(whole[:-1] + b"\0")
    (folder / "photos" / ".x.part").write_bytes(b"half")
    connection = dbapi2.connect(folder / "desk.sqlite3", isolation_level=None)
    connection.execute(
        "UPDATE revision SET fields = replace(fields, 'harbour', 'hangar') WHERE number = 1 AND rowid = 1"
    )
    (seq,) = connection.execute("SELECT seq FROM article WHERE slug = 'story-7'").fetchone()
    connection.execute("DELETE FROM search_all WHERE rowid = ?", (seq,))
    connection.close()
    found = {(complaint.part, complaint.place): complaint.message for complaint in examine(folder)}
    assert found == {
        ("revision", "story-0, version 1"): "its text was changed on the disk",
        ("search", "story-7"): "it is not found by its own words",
        ("photo", "quay.png"): "its file was changed on the disk",
        ("file", "photos/.x.part"): "it was never finished",
    }
    complaints, salvage = repair(folder)
    assert salvage is None
    assert {complaint.part for complaint in complaints if complaint.mended} == {"search", "photo", "file"}
    assert original.read_bytes() == whole
    assert [complaint.part for complaint in examine(folder)] == ["revision"]


def test_a_damaged_index_is_made_anew(folder: Path) -> None:
    connection = dbapi2.connect(folder / "desk.sqlite3")
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article_section'").fetchone()
    connection.close()
    garble(folder / "desk.sqlite3", [page - 1], random.Random(1))
    assert any(complaint.part == "database" for complaint in examine(folder))
    complaints, salvage = repair(folder)
    assert salvage is None
    assert all(complaint.mended for complaint in complaints)
    with Desk.open(folder) as desk:
        assert len(desk.articles.ids()) == STORIES


@pytest.mark.parametrize("seed", range(8))
def test_what_can_be_read_of_a_damaged_desk_is_saved_beside_it(folder: Path, seed: int) -> None:
    rng = random.Random(seed)
    database = folder / "desk.sqlite3"
    pages = database.stat().st_size // PAGE
    garble(database, rng.sample(range(1, pages), 3), rng)
    damaged = database.read_bytes()
    found = examine(folder)
    complaints, salvage = repair(folder)
    if salvage is None:
        assert all(complaint.mended for complaint in complaints)
        return
    assert found
    assert database.read_bytes() == damaged or list((folder / "backups").glob("damaged-*"))
    gone = [name for name in salvage.lost if name.startswith("story ") and ":" not in name]
    assert salvage.stories + len(gone) <= STORIES
    assert salvage.stories >= STORIES - 12
    with Desk.open(salvage.desk, create=False) as desk:
        rows = desk.articles.rows(desk.articles.ids())
        assert len(rows) == salvage.stories
        for row in rows:
            story = desk.articles.get(row.id)
            number = story.headline.removeprefix("Story ")
            assert story.body == f"Word{number} of the harbour.\n\n" * 60
    assert examine(salvage.desk) == []


def test_a_copy_gives_back_what_the_damage_took(folder: Path) -> None:
    with Desk.open(folder) as desk:
        desk.backups.make()
        late = desk.articles.new(headline="Late", body="Written after the copy.\n").value
    database = folder / "desk.sqlite3"
    connection = dbapi2.connect(database)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article'").fetchone()
    connection.close()
    garble(database, [root - 1], random.Random(3))
    _, salvage = repair(folder)
    assert salvage is not None
    with Desk.open(salvage.desk, create=False) as desk:
        assert len(desk.articles.ids()) == STORIES
        assert desk.photos.original(desk.photos.get("quay.png")).is_file()
    assert f"story {late.id}" in salvage.lost


def change(folder: Path, *statements: str) -> None:
    """What no hand of ours would write."""
    connection = dbapi2.connect(folder / "desk.sqlite3", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_row_without_its_story_is_found_and_let_go(folder: Path) -> None:
    change(
        folder,
        "INSERT INTO tag VALUES ('t', 'Harbour', 'harbour', 'harbour', '')",
        "INSERT INTO article_tag VALUES ('nobody', 0, 't')",
    )
    found = examine(folder)
    assert any(complaint.part == "database" and "not there" in complaint.message for complaint in found)
    complaints, salvage = repair(folder)
    assert salvage is None
    assert all(complaint.mended for complaint in complaints)
    with Desk.open(folder) as desk:
        assert len(desk.articles.ids()) == STORIES


def test_a_file_that_belongs_to_no_photo_is_told_and_kept(folder: Path) -> None:
    stray = folder / "photos" / "ab" / ("c" * 62)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"a picture that the desk never heard of")
    (complaint,) = examine(folder)
    assert (complaint.part, complaint.fault) == ("file", False)
    assert complaint.place == f"photos/ab/{'c' * 62}"
    repair(folder)
    assert stray.is_file()


def test_a_picture_that_is_gone_without_a_copy_is_told_by_name(folder: Path) -> None:
    with Desk.open(folder) as desk:
        desk.photos.original(desk.photos.get("quay.png")).unlink()
    shutil.rmtree(folder / "backups" / "photos", ignore_errors=True)
    complaints, salvage = repair(folder)
    assert salvage is None
    assert [(c.place, c.message, c.mended) for c in complaints] == [("quay.png", "its file is gone", False)]


def test_typing_that_was_changed_on_the_disk_is_told_and_let_go_back_to_what_can_be_read(folder: Path) -> None:
    with Desk.open(folder) as desk:
        before = desk.articles.get("story-3")
        for number in range(3):
            desk.articles.edit(before.id, body=f"{number} {before.body}")
        kept = desk.articles.get(before.id)
        desk._context.store.close()  # as the program ends by force: nothing is settled
        assert desk._lock is not None
        desk._lock.give_back()
        desk._lock = None
    last = kept.revision
    change(folder, f"UPDATE draft SET patch = '{{\"fields\": 7' WHERE number = {last}")
    (complaint,) = examine(folder)
    assert (complaint.part, complaint.place) == ("story", "story-3")
    assert str(last) in complaint.message
    with Desk.open(folder) as desk, pytest.raises(DeskError, match="doctor --repair"):
        desk.articles.get(before.id)
    complaints, salvage = repair(folder)
    assert salvage is None
    assert all(complaint.mended for complaint in complaints)
    with Desk.open(folder) as desk:
        assert desk.articles.get(before.id).body == f"1 {before.body}"
        assert len(desk.articles.ids()) == STORIES


def test_a_thumbnail_that_was_spoilt_is_made_anew_after_a_repair(folder: Path, own_cache: Path) -> None:
    with Desk.open(folder) as desk:
        whole = desk.photos.thumbnail("quay.png", 200)
    for kept in own_cache.rglob("*.jpg"):
        kept.write_bytes(b"spoilt")
    repair(folder)
    with Desk.open(folder) as desk:
        assert desk.photos.thumbnail("quay.png", 200) == whole
