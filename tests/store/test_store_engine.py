"""Transactions: one writer, many readers, all or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from deskeditor.core.article import Article
from deskeditor.core.errors import DeskError, ReadOnlyDeskError, UnavailableError
from deskeditor.store.drafts import MOST
from deskeditor.store.engine import Store
from deskeditor.store.migrations import create_desk
from deskeditor.store.prepared import driver_of

NOW = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)


def article(number: int) -> Article:
    return Article(f"id-{number}", f"urn:newsml:x:{number}", f"story-{number}", NOW, NOW, headline=f"Story {number}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    create_desk(tmp_path / "desk.sqlite3")
    opened = Store(tmp_path / "desk.sqlite3", read_only=False)
    yield opened
    opened.close()


def test_the_settings_that_keep_what_is_saved(store: Store) -> None:
    for session in (store.writing, store.reading):
        with session() as work:
            connection = work.articles._connection
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_block_that_fails_writes_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing() as work:
            work.articles.insert(article(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as work:
        assert work.articles.ids() == []


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(DeskError, match="can only be read"), store.reading() as work:
        work.articles.insert(article(1))


def test_a_reader_sees_the_desk_as_it_was_when_it_began(store: Store) -> None:
    with store.reading() as reader:
        assert reader.articles.ids() == []
        with store.writing() as work:
            work.articles.insert(article(1))
        assert reader.articles.ids() == []
    with store.reading() as reader:
        assert reader.articles.ids() == ["id-1"]


def test_threads_read_while_others_write(store: Store) -> None:
    with store.writing() as work:
        work.articles.insert(article(0))
    writers, rounds = 3, 30
    failures: list[BaseException] = []
    finished = threading.Event()

    def write(first: int) -> None:
        for number in range(first, first + rounds):
            with store.writing() as work:
                work.articles.insert(article(number))
                before = work.articles.find("id-0")
                assert before is not None
                work.articles.update(before, replace(before, revision=before.revision + 1))

    def read() -> None:
        seen = 0
        while not finished.is_set():
            with store.reading() as work:
                ids = work.articles.ids()
                story = work.articles.find("id-0")
                assert story is not None
                # Both were written in one transaction, so that no reader may see one without the other.
                assert len(ids) == story.revision
                assert len(ids) >= seen
                seen = len(ids)

    def thread_of(act: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001 - told by the test itself
                failures.append(error)

        return threading.Thread(target=run)

    readers = [thread_of(read) for _ in range(3)]
    writing = [thread_of(partial(write, 1000 * number)) for number in range(1, writers + 1)]
    for thread in (*readers, *writing):
        thread.start()
    for thread in writing:
        thread.join()
    finished.set()
    for thread in readers:
        thread.join()
    assert failures == []
    with store.reading() as work:
        assert len(work.articles.ids()) == writers * rounds + 1


def test_a_store_for_reading_writes_nothing(store: Store, tmp_path: Path) -> None:
    with store.writing() as work:
        work.articles.insert(article(1))
    other = Store(tmp_path / "desk.sqlite3", read_only=True)
    with pytest.raises(ReadOnlyDeskError), other.writing():
        pass
    with other.reading() as work:
        assert work.articles.ids() == ["id-1"]
        with pytest.raises(dbapi2.OperationalError, match="readonly"):
            work.articles._connection.connection.cursor().execute("DELETE FROM article")
    other.close()


def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    database = tmp_path / "desk.sqlite3"
    create_desk(database)
    content = database.read_bytes()
    database.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with pytest.raises(DeskError, match="damaged"):
        Store(database, read_only=True)
    with pytest.raises(DeskError, match="damaged"):
        Store(database, read_only=False)


def typed(store: Store, before: Article, body: str) -> Article:
    after = replace(before, body=body, revision=before.revision + 1)
    with store.writing() as work:
        work.articles.update(before, after)
    return after


def test_a_save_that_is_taken_back_is_not_what_the_next_one_begins_from(store: Store) -> None:
    first = article(1)
    with store.writing() as work:
        work.articles.insert(first)
    kept = typed(store, first, "The ferry left.\n")

    def fail() -> None:
        with store.writing() as work:
            work.articles.update(kept, replace(kept, body="Not so.\n", revision=kept.revision + 1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.writing() as work:
        assert work.articles.find(first.id) == kept


def test_a_disk_that_refuses_to_take_back_as_well_is_told_in_a_sentence(store: Store) -> None:
    with store.writing() as work:
        work.articles.insert(article(1))
    driver = driver_of(store.check_writable().connection)

    def refuse(action: int, what: str | None, *_: str | None) -> object:
        return dbapi2.SQLITE_DENY if (action, what) == (dbapi2.SQLITE_TRANSACTION, "ROLLBACK") else dbapi2.SQLITE_OK

    def save(headline: str) -> None:
        with store.writing() as work:
            before = work.articles.find("id-1")
            assert before is not None
            work.articles.update(before, replace(before, headline=headline, revision=before.revision + 1))
            driver.set_authorizer(refuse)
            driver.execute("no such statement")

    with pytest.raises(UnavailableError):
        save("Lost")
    driver.set_authorizer(None)
    driver.rollback()
    with store.writing() as work:
        kept = work.articles.find("id-1")
        assert kept is not None
        assert kept.headline == "Story 1"


def test_what_another_hand_has_written_is_what_the_next_save_begins_from(store: Store) -> None:
    with store.writing() as work:
        work.articles.insert(article(1))
    typed(store, article(1), "The ferry left.\n")
    other = dbapi2.connect(store.database)
    with other:
        other.execute("UPDATE article SET note = 'by another hand'")
    other.close()
    with store.writing() as work:
        found = work.articles.find("id-1")
    assert found is not None
    assert (found.note, found.body) == ("by another hand", "The ferry left.\n")


def test_what_was_written_of_a_story_otherwise_is_what_the_next_save_begins_from(store: Store) -> None:
    with store.writing() as work:
        work.articles.insert(replace(article(1), tags=("harbour",)))
    kept = typed(store, replace(article(1), tags=("harbour",)), "The ferry left.\n")
    with store.writing() as work:
        renamed = next(tag for tag in work.tags.all() if tag.name == "harbour")
        work.connection.exec_driver_sql("UPDATE tag SET name = 'port' WHERE id = ?", (renamed.id,))
        assert work.articles.find(kept.id) == replace(kept, tags=("port",))


def test_more_is_kept_beside_a_story_than_is_good_for_it_until_it_is_written_whole(store: Store) -> None:
    story = article(1)
    with store.writing() as work:
        work.articles.insert(story)
    for number in range(2 * MOST):
        story = typed(store, story, f"{number}\n")
        with store.reading() as work:
            assert work.connection.exec_driver_sql("SELECT count(*) FROM draft").scalar_one() < MOST
            assert work.articles.find(story.id) == story
