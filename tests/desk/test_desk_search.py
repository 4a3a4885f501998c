"""Finding stories."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from deskeditor.core.photo import Role
from deskeditor.desk import ArticleFilter, Desk

HOSTILE = [
    '"',
    '""',
    "*",
    "^",
    "a*",
    "NEAR(",
    "NEAR(a b, 5)",
    "AND",
    "OR",
    "NOT",
    "a AND",
    "a OR b",
    "NOT a",
    "headline:a",
    "{head}: a",
    "-a",
    "+a",
    "(a",
    "a)",
    "'",
    "';DROP TABLE article;--",
    "a:b",
    "\0",
    "a\0b",
    "%",
    "\ud800",
    "﷽" * 300,
    "a " * 3000,
    "🎉",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_raises(desk: Desk, query: str) -> None:
    desk.articles.new(headline="Not and near or", body="a b")
    desk.articles.search(query)
    desk.articles.ids(ArticleFilter(text=query))


def test_words_are_words_and_not_operators(desk: Desk) -> None:
    found = desk.articles.new(headline="To be or not to be").value
    desk.articles.new(headline="To be")
    assert [hit.id for hit in desk.articles.search("not")] == [found.id]
    assert [hit.id for hit in desk.articles.search("be or")] == [found.id]


def test_nothing_is_found_by_nothing(desk: Desk) -> None:
    desk.articles.new(headline="One")
    assert desk.articles.search("") == []
    assert desk.articles.search("  \n") == []


def test_a_story_is_found_by_all_that_is_said_in_it(desk: Desk, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "ferry.png"
    Image.new("RGB", (20, 20)).save(picture)
    photo = desk.photos.take_in(picture).value
    desk.photos.edit(photo.id, caption="Passengers wave", alt="Handkerchiefs", credit="Harbour Agency")
    story = desk.articles.new(
        headline="Headword",
        kicker="Kickword",
        standfirst="Standword",
        byline=("Mina Seo",),
        dateline="MOKPO",
        slug="slugword-here",
        body="Some **bod**yword and [linkword](https://hidden.example).\n",
    ).value
    desk.articles.attach(story.id, photo.id, Role.LEAD)
    desk.tags.add(story.id, "Tagword Two")
    for query in (
        "headword kickword standword mina mokpo slugword bodyword linkword tagword",
        "passengers",
        "handkerchiefs",
        "harbour agency",
        "standw",
    ):
        assert [hit.slug for hit in desk.articles.search(query)] == ["slugword-here"], query
    assert desk.articles.search("hidden") == []
    desk.photos.edit(photo.id, caption="Gulls")
    assert desk.articles.search("passengers") == []
    assert [hit.snippet for hit in desk.articles.search("gulls")] == ["Gulls"]
    desk.tags.rename("tagword two", "Renamed")
    assert desk.articles.search("tagword") == []
    assert len(desk.articles.search("renamed")) == 1


def test_a_changed_story_is_found_by_its_new_words_alone(desk: Desk) -> None:
    story = desk.articles.new(body="조선노동당 총비서").value
    assert [hit.id for hit in desk.articles.search("동당")] == [story.id]
    desk.articles.edit(story.id, body="해녀 학교")
    assert desk.articles.search("동당") == []
    assert [hit.snippet for hit in desk.articles.search("해녀 학교")] == ["해녀 학교"]


def test_pairs_that_do_not_stand_together_are_no_hit(desk: Desk) -> None:
    desk.articles.new(headline="노동 동당 당총 총비")
    whole = desk.articles.new(headline="노동당총비서").value
    assert [hit.id for hit in desk.articles.search("노동당총비")] == [whole.id]
    assert desk.articles.ids(ArticleFilter(text="노동당총비")) == [whole.id]


def test_headlines_come_first_and_then_the_newest(desk: Desk) -> None:
    named = desk.articles.new(headline="The ferry").value
    older = desk.articles.new(body="a ferry").value
    newer = desk.articles.new(body="the ferry").value
    assert [hit.id for hit in desk.articles.search("ferry")] == [named.id, newer.id, older.id]
    assert [hit.id for hit in desk.articles.search("ferry", 2)] == [named.id, newer.id]


def test_a_desk_for_reading_finds_what_was_saved_since_the_last_search(desk: Desk) -> None:
    old = desk.articles.new(body="needle one").value
    gone = desk.articles.new(body="needle three").value
    assert len(desk.articles.search("needle")) == 2
    with Desk.open(desk.path, read_only=True) as reader:
        new = desk.articles.new(body="needle two").value
        desk.articles.edit(gone.id, body="hay")
        assert {hit.id for hit in reader.articles.search("needle")} == {old.id, new.id}
        assert set(reader.articles.ids(ArticleFilter(text="needle"))) == {old.id, new.id}
        assert reader.articles.search("three") == []


@contextmanager
def steps_of(desk: Desk) -> Iterator[list[int]]:
    """Counts what SQLite does, in its own instructions, in the connections that read."""
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    def watch(connection: object, *_: object) -> None:
        connection.set_progress_handler(count, 100)  # type: ignore[attr-defined]

    pool = desk._context.store._readers.pool
    event.listen(pool, "checkout", watch)
    try:
        yield counted
    finally:
        event.remove(pool, "checkout", watch)


def fill(desk: Desk, count: int, start: int) -> None:
    from deskeditor.core.article import Article

    now = desk._context.now()
    with desk._context.store.writing() as work:
        for number in range(start, start + count):
            work.articles.insert(
                Article(f"{number:032}", f"urn:{number}", f"story-{number}", now, now, body=f"ordinary words {number}")
            )
    desk._context.store.catch_up()


def test_a_page_and_a_search_cost_the_same_on_a_desk_ten_times_as_large(desk: Desk) -> None:
    """Counted and not timed: instructions of SQLite for one page of rows, one search and one story."""

    def work() -> int:
        with steps_of(desk) as counted:
            ids = desk.articles.ids()[:100]
            counted[0] = 0
            assert len(desk.articles.rows(ids)) == 100
            assert len(desk.articles.search("ordinary words", 20)) == 20
            assert desk.articles.get(ids[50]).id == ids[50]
        return counted[0]

    fill(desk, 400, 0)
    small = work()
    fill(desk, 3600, 400)
    assert work() < 2 * small + 20
