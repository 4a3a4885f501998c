"""Desks of older formats, and what is not a desk."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from deskeditor.core.bin import Kind
from deskeditor.core.comment import Reply
from deskeditor.core.errors import DeskError
from deskeditor.core.framing import AS_IT_CAME, Box, Framing
from deskeditor.core.photo import Conflict, PhotoUse, Position, Role
from deskeditor.core.template import TemplateKind
from deskeditor.store import schema
from deskeditor.store.engine import Store
from deskeditor.store.migrations import STEPS, bring_up, create_desk, look

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)


def desk_of_format(number: int, folder: Path) -> Path:
    """A desk as that version of the format left it, with one story."""
    database = folder / "desk.sqlite3"
    connection = dbapi2.connect(database)
    connection.executescript((FIXTURES / f"v{number}.sql").read_text(encoding="utf-8"))
    connection.close()
    return database


@pytest.fixture
def first_desk(tmp_path: Path) -> Path:
    return desk_of_format(1, tmp_path)


def columns(database: Path) -> dict[str, set[str]]:
    connection = dbapi2.connect(database)
    try:
        return {
            table.name: {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
            for table in schema.metadata.sorted_tables
        }
    finally:
        connection.close()


def test_the_steps_end_at_the_tables_of_today(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite3"
    create_desk(database)
    assert columns(database) == {table.name: set(table.columns.keys()) for table in schema.metadata.sorted_tables}
    assert look(database) == len(STEPS)


def test_a_desk_of_format_1_is_brought_up_and_read(first_desk: Path, tmp_path: Path) -> None:
    assert look(first_desk) == 1
    bring_up(first_desk, tmp_path / "backups", NOW)
    assert look(first_desk) == len(STEPS)
    store = Store(first_desk, read_only=False)
    store.catch_up()
    with store.reading() as work:
        story = work.articles.find("ferry-returns")
        assert story is not None
        assert story.headline == "Ferry service returns"
        assert story.byline == ("Mina Seo", "Jonas Park")
        assert story.tags == ("Harbour", "Ferries")
        assert story.photos[0].caption == "The first boat"
        assert [revision.reason for revision in work.revisions.of(story.id)] == ["import"]
        edition = work.editions.find("15 may")
        assert edition is not None
        assert edition.lead == story.id
        assert work.known_words.all() == work.known_words.ignored(story.id) == []
    store.close()


def test_a_desk_of_format_2_keeps_the_words_it_knows(tmp_path: Path) -> None:
    database = desk_of_format(2, tmp_path)
    assert look(database) == 2
    bring_up(database, tmp_path / "backups", NOW)
    store = Store(database, read_only=False)
    with store.reading() as work:
        story = work.articles.find("ferry-returns")
        assert story is not None
        assert work.known_words.all() == ["Seo"]
        assert work.known_words.ignored(story.id) == ["ferrry"]
    store.close()


def test_a_desk_of_format_3_keeps_what_was_typed_last(tmp_path: Path) -> None:
    database = desk_of_format(3, tmp_path)
    assert look(database) == 3
    bring_up(database, tmp_path / "backups", NOW)
    store = Store(database, read_only=False)
    with store.reading() as work:
        story = work.articles.find("ferry-returns")
        assert story is not None
        assert (story.kicker, story.body, story.revision) == ("Transport", "The night boat is back.\n", 2)
        assert work.articles.unsettled() == [story.id]
        (row,) = work.revisions.of(story.id)
        assert (row.name, row.words) == ("As it came", 4)
        assert work.threads.of(story.id) == []
        assert not work.articles.rows([story.id])[0].noted
    store.close()


def test_a_desk_of_format_3_has_photos_about_which_nothing_was_decided(tmp_path: Path) -> None:
    database = desk_of_format(3, tmp_path)
    bring_up(database, tmp_path / "backups", NOW)
    store = Store(database, read_only=False)
    with store.reading() as work:
        photo, story = work.photos.find("ferry.jpg"), work.articles.find("ferry-returns")
        assert photo is not None
        assert story is not None
        assert (photo.framing, photo.rating, photo.rejected, photo.conflicts) == (AS_IT_CAME, 0, False, ())
        assert story.photos == (PhotoUse(photo.id, Role.LEAD, "The first boat"),)
        assert not [*work.lifts.of([photo.id]), *work.code_lists.all(), *work.templates.all(TemplateKind.TEMPLATE)]
    store.close()


def test_a_desk_of_format_4_keeps_what_was_decided_of_photos(tmp_path: Path) -> None:
    database = desk_of_format(4, tmp_path)
    assert look(database) == 4
    bring_up(database, tmp_path / "backups", NOW)
    store = Store(database, read_only=False)
    with store.reading() as work:
        photo, story = work.photos.find("ferry.jpg"), work.articles.find("ferry-returns")
        assert photo is not None
        assert story is not None
        assert photo.framing == Framing(1, focal=(0.25, 0.5), crops=(("1:1", Box(0.0, 0.1, 0.5, 0.8)),))
        assert (photo.rating, photo.label, photo.rejected, photo.credentials) == (4, "Front", True, "embedded")
        assert photo.conflicts == (Conflict("caption", ("Boat",), ("Ferry",), "xmp"),)
        assert photo.position == Position(34.5, 126.25)
        use = PhotoUse(photo.id, Role.LEAD, "The first boat", framing=Framing(shown="4:3"), decorative=True)
        assert story.photos == (use,)
        (card,) = work.templates.all(TemplateKind.PHOTOGRAPHER)
        assert dict(card.fields) == {"creator": ("Mina Seo",), "credit": "Gazette"}
        (codes,) = work.code_lists.all()
        assert dict(codes.codes) == {"ms": ("Mina Seo", "Seo")}
        (lift,) = work.lifts.of([photo.id])
        assert (lift.rule, lift.by, lift.reason) == ("rejected", "editor", "There is no other")
    store.close()


def test_a_desk_of_format_5_keeps_what_was_said_of_the_text(tmp_path: Path) -> None:
    database = desk_of_format(5, tmp_path)
    assert look(database) == 5
    bring_up(database, tmp_path / "backups", NOW)
    store = Store(database, read_only=False)
    with store.reading() as work:
        story = work.articles.find("ferry-returns")
        assert story is not None
        (thread,) = work.threads.of(story.id)
        assert (thread.id, thread.about, thread.resolved_by) == ("1f2e3d4c", "night boat", "seo")
        assert thread.draft == Reply("And wh", 0, "night boat")
        (said,) = thread.comments
        assert (said.number, said.by, said.text) == (1, "park", "Which boat?")
        assert said.edited is not None
    store.close()


def test_a_story_that_was_discarded_before_there_was_a_bin_is_in_it(tmp_path: Path) -> None:
    database = desk_of_format(5, tmp_path)
    connection = dbapi2.connect(database)
    connection.execute("UPDATE article SET discarded = 1")
    connection.commit()
    connection.close()
    bring_up(database, tmp_path / "backups", NOW)
    store = Store(database, read_only=False)
    with store.reading() as work:
        (story,) = work.bin.all()
        assert (story.kind, story.name, story.by) == (Kind.STORY, "Ferry service returns", "")
    store.close()


def test_a_desk_of_format_6_is_brought_up_with_its_bin(tmp_path: Path) -> None:
    database = desk_of_format(6, tmp_path)
    bring_up(database, tmp_path / "backups", NOW)
    assert look(database) == len(STEPS)
    store = Store(database, read_only=False)
    with store.writing() as work:
        (story,) = work.bin.all()
        assert (story.kind, story.name, story.by) == (Kind.STORY, "Ferry service returns", "seo")
        (place,) = work.bin.take(Kind.STORY, story.id)
        assert (place["part"], place["headline"]) == ("teaser", "Back at last")
    store.close()


def test_a_step_is_taken_after_the_desk_was_copied(first_desk: Path, tmp_path: Path) -> None:
    before = first_desk.read_bytes()
    copy = bring_up(first_desk, tmp_path / "backups", NOW, (*STEPS, ("ALTER TABLE tag ADD COLUMN colour TEXT",)))
    assert copy == tmp_path / "backups" / f"before-format-{len(STEPS) + 1}-20260515T060000Z.sqlite3"
    assert "colour" in columns(first_desk)["tag"]
    assert "colour" not in columns(copy)["tag"]
    assert first_desk.read_bytes() != before
    assert bring_up(first_desk, tmp_path / "backups", NOW, (*STEPS, ("not run again",))) is None


def test_a_step_that_fails_changes_nothing(first_desk: Path, tmp_path: Path) -> None:
    before = first_desk.read_bytes()
    steps = (*STEPS, ("ALTER TABLE tag ADD COLUMN colour TEXT", "ALTER TABLE nothing ADD COLUMN x TEXT"))
    with pytest.raises(DeskError, match="could not be brought to the format"):
        bring_up(first_desk, tmp_path / "backups", NOW, steps)
    assert first_desk.read_bytes() == before


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from deskeditor.store.migrations import STEPS, bring_up

class Deadly(tuple):
    def __iter__(self):
        for statement in super().__iter__():
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            yield statement
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

for database in sys.argv[1:]:
    left = [int(Path(database).parent.name.split("-")[1])]
    if os.fork() == 0:
        steps = tuple(Deadly(step) for step in STEPS)
        bring_up(Path(database), Path(database).parent / "backups", datetime(2026, 5, 15, tzinfo=UTC), steps)
        os._exit(3)
    assert os.waitstatus_to_exitcode(os.wait()[1]) == -signal.SIGKILL, database
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.parametrize("number", [1, len(STEPS) - 1])
def test_a_desk_whose_migration_was_killed_at_any_statement_is_opened(tmp_path: Path, number: int) -> None:
    statements = sum(len(step) for step in STEPS[number:])
    databases = []
    for place in range(statements + 1):
        folder = tmp_path / f"killed-{place}"
        folder.mkdir()
        databases.append(desk_of_format(number, folder))
    subprocess.run([sys.executable, "-c", KILLED, *map(str, databases)], check=True)
    for database in databases:
        assert look(database) == number
        assert bring_up(database, database.parent / "backups", NOW) is not None
        assert look(database) == len(STEPS)
        store = Store(database, read_only=False)
        with store.reading() as work:
            story = work.articles.find("ferry-returns")
        store.close()
        assert story is not None
        assert story.headline == "Ferry service returns"


def test_there_is_a_desk_of_every_format_that_ever_was() -> None:
    assert {path.name for path in FIXTURES.iterdir()} >= {f"v{number}.sql" for number in range(1, len(STEPS) + 1)}


def test_a_newer_desk_is_refused_in_a_sentence(first_desk: Path) -> None:
    connection = dbapi2.connect(first_desk)
    connection.execute("PRAGMA user_version = 77")
    connection.close()
    before = first_desk.read_bytes()
    with pytest.raises(DeskError, match=r"newer DeskEditor \(format 77; this one knows up to \d+\); update DeskEditor"):
        look(first_desk)
    assert first_desk.read_bytes() == before
    assert [path.name for path in first_desk.parent.iterdir()] == ["desk.sqlite3"]


def test_another_database_is_not_a_desk(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite3"
    connection = dbapi2.connect(database)
    connection.execute("CREATE TABLE address (name)")
    connection.close()
    with pytest.raises(DeskError, match="not a desk"):
        look(database)


@pytest.mark.parametrize("content", [b"", b"garbage " * 2000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_garbled_file_is_refused(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "desk.sqlite3"
    database.write_bytes(content)
    with pytest.raises(DeskError):
        look(database)
    assert database.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["desk.sqlite3"]


def test_a_desk_whose_last_change_the_power_cut_in_half_is_as_it_was_before(first_desk: Path, tmp_path: Path) -> None:
    """With a rollback journal beside it, which only an opening that may write can take back."""
    connection = dbapi2.connect(first_desk, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO setting VALUES (?, ?)", [(f"key {n}", "x" * 3000) for n in range(200)])
    left = tmp_path / "left"
    left.mkdir()
    for path in (first_desk, first_desk.with_name("desk.sqlite3-journal")):
        (left / path.name).write_bytes(path.read_bytes())
    connection.close()
    assert look(left / "desk.sqlite3") == 1
    bring_up(left / "desk.sqlite3", left / "backups", NOW)
    store = Store(left / "desk.sqlite3", read_only=False)
    with store.reading() as work:
        assert work.settings.get("key 1") == {}
        assert work.articles.find("ferry-returns") is not None
    store.close()
