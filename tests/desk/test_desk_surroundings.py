"""Other hands: files taken away and replaced under an open desk, clocks set back, disks of the network."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.desk.conftest import Clock

from deskeditor.core.errors import DeskError, UnavailableError
from deskeditor.desk import Desk
from deskeditor.store import engine

NOON = datetime(2026, 5, 15, 12, 0, tzinfo=UTC)


def told(desk: Desk) -> list[str]:
    return [notice.sentence() for notice in desk.notices()]


def test_a_desk_on_its_own_disk_has_nothing_to_tell(desk: Desk) -> None:
    assert told(desk) == []


def test_nothing_is_written_to_a_file_that_was_taken_away_and_all_is_once_it_is_back(desk: Desk) -> None:
    story = desk.articles.new(headline="The ferry", body="One.\n").value
    database, away = desk.path / "desk.sqlite3", desk.path / "away.sqlite3"
    database.rename(away)
    with pytest.raises(UnavailableError, match=r"desk\.sqlite3 was moved or deleted"):
        desk.articles.edit(story.id, body="Two.\n")
    assert any("moved or deleted" in sentence for sentence in told(desk))
    away.rename(database)
    desk.articles.edit(story.id, body="Three.\n")
    assert told(desk) == []
    desk.close()
    with Desk.open(desk.path, create=False) as again:
        assert again.articles.get(story.id).body == "Three.\n"


def test_nothing_is_written_to_a_file_that_was_replaced(desk: Desk) -> None:
    story = desk.articles.new(headline="The ferry", body="One.\n").value
    database = desk.path / "desk.sqlite3"
    copy = database.read_bytes()
    database.unlink()
    database.write_bytes(copy)
    with pytest.raises(UnavailableError, match="replaced by another program"):
        desk.articles.edit(story.id, body="Two.\n")


def test_a_desk_whose_folder_was_moved_away_closes_and_opens_where_it_is(desk: Desk, tmp_path: Path) -> None:
    story = desk.articles.new(headline="The ferry", body="One.\n").value
    desk.articles.edit(story.id, body="Two.\n")
    desk.path.rename(tmp_path / "moved")
    with pytest.raises(UnavailableError, match="out of reach: its folder is gone, or its disk"):
        desk.articles.edit(story.id, body="Three.\n")
    desk.close()
    with Desk.open(tmp_path / "moved", create=False) as again:
        assert again.articles.get(story.id).body == "Two.\n"


def test_times_never_run_backwards_though_the_clock_does(desk: Desk, tmp_path: Path) -> None:
    story = desk.articles.new(headline="The ferry", body="One.\n").value
    desk.articles.edit(story.id, body="Two.\n")
    desk.articles.settle(story.id)
    kept = desk.articles.get(story.id)
    desk.close()
    early = Clock(kept.modified - timedelta(days=1))
    with Desk.open(tmp_path / "desk", clock=early) as back:
        assert any("clock of this computer is behind" in sentence for sentence in told(back))
        saved = back.articles.edit(story.id, body="Three.\n").value
        assert saved.modified >= kept.modified
        assert back.tags.add(story.id, "Harbour").value.modified >= saved.modified
        back.articles.edit(story.id, body="Four.\n")
        back.articles.settle(story.id)
        made = [(row.number, row.made) for row in back.history.of(story.id)]
        assert made == sorted(made, reverse=True)
        assert back.backups.is_due() is True


def test_a_clock_that_was_set_back_delays_no_copy(desk: Desk, tmp_path: Path) -> None:
    desk.articles.new(headline="The ferry")
    made = desk.backups.make().value.made
    desk.close()
    with Desk.open(tmp_path / "desk", clock=Clock(made - timedelta(days=30))) as back:
        back.articles.new(headline="The tram")
        assert back.backups.is_due()


def test_copies_of_a_synced_folder_are_told_with_what_to_do(desk: Desk) -> None:
    (desk.path / "desk (1).sqlite3").write_bytes(b"")
    (sentence,) = told(desk)
    assert "desk (1).sqlite3" in sentence
    assert "restore" in sentence


def test_a_desk_that_is_open_on_another_computer_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.close()
    holder = {"host": "elsewhere", "pid": 7, "user": "ines", "program": "DeskEditor", "since": "2026-05-15T06:00:00"}
    (tmp_path / "desk" / "desk.holder").write_text(json.dumps(holder))
    with Desk.open(tmp_path / "desk") as again:
        (sentence,) = told(again)
        assert "process 7 of ines on elsewhere" in sentence
    with Desk.open(tmp_path / "desk") as again:
        assert told(again) == []


@pytest.fixture
def far(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that was begun on a disk of its own and is opened on one of the network."""
    desk.articles.new(headline="The ferry", slug="ferry", body="One.\n")
    desk.close()
    monkeypatch.setattr(engine, "network_disk", lambda _folder: "nfs4")
    return Desk.open(tmp_path / "desk", clock=Clock(NOON))


def test_on_a_disk_of_the_network_there_is_no_log_beside_the_desk_and_it_says_so(far: Desk) -> None:
    with far:
        assert any("network (nfs4)" in sentence for sentence in told(far))
        far.articles.edit("ferry", body="Two.\n")
        assert not (far.path / "desk.sqlite3-wal").exists()
        assert (far.path / "desk.sqlite3").read_bytes()[18:20] == b"\x01\x01"
        assert far.articles.search("Two")
        assert far.backups.make().value.stories == 1


def test_on_a_disk_of_the_network_readers_and_the_writer_wait_for_each_other(far: Desk) -> None:
    wrong: list[DeskError] = []

    def read() -> None:
        try:
            for _ in range(50):
                far.articles.get("ferry")
                far.articles.ids()
        except DeskError as error:
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    with far:
        for reader in readers:
            reader.start()
        for number in range(50):
            far.articles.edit("ferry", body=f"{number}\n")
        for reader in readers:
            reader.join()
        assert far.articles.get("ferry").body == "49\n"
    assert wrong == []


def test_a_desk_comes_back_from_the_network_with_its_log(
    far: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far.articles.edit("ferry", body="Two.\n")
    far.close()
    monkeypatch.setattr(engine, "network_disk", lambda _folder: "")
    with Desk.open(tmp_path / "desk") as near:
        assert near.articles.get("ferry").body == "Two.\n"
        assert (near.path / "desk.sqlite3-wal").exists()
