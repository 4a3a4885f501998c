"""The story as it was: kept at each meaningful moment, thinned with age, named, and brought back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskeditor.core.article import Status
from deskeditor.core.errors import NotFoundError
from deskeditor.desk import Desk

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_a_pause_keeps_what_was_typed_and_nothing_twice(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="One", body="First words.").value
        desk.articles.settle(story.id)
        assert desk.history.of(story.id) == []
        desk.articles.edit(story.id, body="First words, and two more.")
        desk.articles.settle(story.id)
        desk.articles.settle(story.id)
        (row,) = desk.history.of(story.id)
        assert (row.reason, row.words) == ("pause", 5)
        desk.articles.edit(story.id, status=Status.READY)
        assert [row.reason for row in desk.history.of(story.id)] == ["status", "pause"]


def test_pauses_are_thinned_and_what_was_named_or_sent_stays(tmp_path: Path) -> None:
    clock = Clock()
    with Desk.open(tmp_path / "desk", clock=clock) as desk:
        story = desk.articles.new(headline="One", body="Words").value
        for number in range(400):
            clock.now += timedelta(minutes=1)
            desk.articles.edit(story.id, body=f"Words {number}")
            desk.articles.settle(story.id)
            if number == 7:
                desk.history.name(story.id, desk.history.of(story.id)[0].number, "  Before the mayor called ")
            if number == 8:
                desk.articles.edit(story.id, status=Status.READY)
        rows = desk.history.of(story.id)
        assert 60 <= len(rows) <= 100
        assert [row.name for row in rows if row.name] == ["Before the mayor called"]
        assert [row.reason for row in rows].count("status") == 1
        assert desk.history.read(story.id, rows[0].number).fields["body"] == "Words 399"
        assert [row.number for row in rows] == sorted({row.number for row in rows}, reverse=True)


def test_a_story_is_brought_back_whole_and_what_it_said_is_kept(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="Then", body="Then.", byline=("Mina Seo",)).value
        desk.tags.add(story.id, "Harbour")
        desk.articles.edit(story.id, status=Status.READY)
        then = desk.articles.get(story.id)
        desk.tags.remove(story.id, "Harbour")
        desk.articles.edit(story.id, headline="Now", body="Now.", byline=())
        after = desk.history.bring_back(story.id, 1).value
        assert (after.headline, after.body, after.byline, after.tags) == ("Then", "Then.", ("Mina Seo",), ("Harbour",))
        assert after.revision == then.revision + 2
        rows = desk.history.of(story.id)
        assert [row.reason for row in rows] == ["restore", "pause", "status"]
        assert desk.history.read(story.id, rows[1].number).fields["body"] == "Now."
        assert desk.history.bring_back(story.id, rows[0].number).changes.articles == frozenset()


def test_no_such_revision_is_told(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="One").value
        for ask in (
            lambda: desk.history.read(story.id, 3),
            lambda: desk.history.bring_back(story.id, 3),
            lambda: desk.history.name(story.id, 3, "x"),
        ):
            with pytest.raises(NotFoundError, match="The story has no such revision"):
                ask()
