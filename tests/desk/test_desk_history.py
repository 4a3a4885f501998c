"""The story as it was: kept at each meaningful moment, thinned with age, named, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from pysqlite3 import dbapi2

from deskeditor.core.article import Status
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.photo import Role
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
        assert [row.reason for row in rows] == ["restore", "before", "status"]
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


def test_what_was_too_much_to_be_kept_beside_is_a_revision_of_the_pause_too(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="One").value
        desk.articles.edit(story.id, body="Pasted at once. " * 2000)
        desk.articles.edit(story.id, byline=("Mina Seo",))
        desk.articles.settle(story.id)
        desk.articles.settle(story.id)
        assert [row.reason for row in desk.history.of(story.id)] == ["pause"]


@pytest.mark.parametrize(
    "change",
    [lambda desk, key: desk.articles.settle(key), lambda desk, key: desk.articles.edit(key, status=Status.READY)],
    ids=["pause", "status"],
)
def test_a_revision_that_the_disk_refused_is_kept_at_the_next_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Desk, str], object]
) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        key = desk.articles.new(headline="Ferry").value.id
        desk.articles.edit(key, body="Many words. " * 2_000)
        hand = desk._context.store.check_writable()
        execute = hand._execute

        def refuse(statement: str, *values: object) -> object:
            if statement == "COMMIT":
                raise dbapi2.OperationalError("disk I/O error")
            return execute(statement, *values)

        with monkeypatch.context() as patch:
            patch.setattr(hand, "_execute", refuse)
            with pytest.raises(DeskError):
                change(desk, key)
        assert desk.history.of(key) == []
        desk.articles.settle(key)
        assert [row.reason for row in desk.history.of(key)] == ["pause"]


def test_around_a_change_of_many_places_there_are_two_revisions(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="One", body="Moon over the sea and moon.").value
        assert desk.history.keep(story.id, "before").value == 1
        desk.articles.settle(story.id)
        desk.articles.edit(story.id, body="Sun over the sea and sun.")
        done = desk.history.keep(story.id, "replace")
        assert done.changes.articles == {story.id}
        rows = desk.history.of(story.id)
        assert [row.reason for row in rows] == ["replace", "before"]
        compared = desk.history.compare(story.id, rows[1].number, rows[0].number)
        assert (compared.then.body, compared.now.body) == ("Moon over the sea and moon.", "Sun over the sea and sun.")
        assert compared.difference().words == (2, 2)


def test_two_states_are_compared_with_their_photos(tmp_path: Path) -> None:
    picture = tmp_path / "ship.jpg"
    Image.new("RGB", (60, 40), "navy").save(picture)
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="One", body="Words.").value
        photo = desk.photos.take_in(picture).value
        desk.articles.attach(story.id, photo.id, Role.INLINE)
        desk.articles.caption(story.id, photo.id, caption="A ship.", credit="Mina Seo")
        desk.history.keep(story.id, "pause")
        desk.articles.caption(story.id, photo.id, caption="The ship.", credit="Jo Park")
        compared = desk.history.compare(story.id, 1)
        assert list(compared.photos) == [photo.id]
        (figure,) = [each for each in compared.difference().body if each.beside]
        assert [(each.name, "".join(run.text for run in each.runs)) for each in figure.beside] == [
            ("credit", "Mina SeoJo Park")
        ]
        after = desk.history.bring_back(story.id, 1).value
        assert [(use.caption, use.credit) for use in after.photos] == [("A ship.", "Mina Seo")]


def test_a_revision_that_the_disk_has_changed_is_told_and_not_brought_back(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        story = desk.articles.new(headline="One", body="Then.").value
        desk.history.keep(story.id, "pause")
        desk.articles.edit(story.id, body="Now.")
    connection = dbapi2.connect(tmp_path / "desk" / "desk.sqlite3")
    connection.execute("UPDATE revision SET fields = replace(fields, 'Then', 'Than') WHERE number = 1")
    connection.commit()
    connection.close()
    with Desk.open(tmp_path / "desk") as desk:
        for ask in (desk.history.read, desk.history.compare, desk.history.bring_back):
            with pytest.raises(DeskError, match="one: Revision 1 of the story was changed on the disk"):
                ask(story.id, 1)
        assert desk.articles.get(story.id).body == "Now."
