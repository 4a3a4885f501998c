"""Writing stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskeditor.core.article import Status
from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError, IllegalMoveError, NotFoundError, StaleWriteError
from deskeditor.core.names import RESERVED
from deskeditor.core.publication import Publication
from deskeditor.desk import ArticleFields, ArticleFilter, Desk
from deskeditor.desk.cleaning import clean_slug, many_lines


def test_a_new_story_is_whole_when_read_again(desk: Desk) -> None:
    fields: ArticleFields = {
        "section": "Local",
        "kicker": "Harbour",
        "headline": "Ferry service returns",
        "standfirst": "After ten days.",
        "byline": ("Mina Seo", "Jonas Park"),
        "dateline": "MOKPO",
        "language": "ko-KR",
        "status": Status.EDITING,
        "embargo": datetime(2026, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=9))),
        "body": "The ferry **is** back.\n\n두 번째.\n",
        "note": "Call the office.",
    }
    done = desk.articles.new(**fields)
    story = done.value
    assert desk.articles.get(story.id) == story == desk.articles.get("ferry-service-returns")
    assert {name: getattr(story, name) for name in fields} == {**fields, "embargo": datetime(2026, 6, 1, tzinfo=UTC)}
    assert story.urn == f"urn:newsml:news.example:20260515:{story.id}"
    assert (story.version, story.revision) == (0, 1)
    assert done.changes == Changes(articles=frozenset({story.id}))
    assert [person.name for person in desk.tags.contributors()] == ["Jonas Park", "Mina Seo"]


def test_a_new_story_speaks_the_language_of_the_publication(desk: Desk) -> None:
    desk.set_publication(Publication(language="ko"))
    assert desk.articles.new().value.language == "ko"


def test_an_edit_changes_what_is_named_and_nothing_else(desk: Desk) -> None:
    before = desk.articles.new(headline="One", body="Text", note="Keep").value
    after = desk.articles.edit(before.id, standfirst="More").value
    assert (after.headline, after.body, after.note, after.standfirst) == ("One", "Text", "Keep", "More")
    assert after.revision == before.revision + 1
    assert after.modified > before.modified
    assert desk.articles.get(before.id) == after


def test_an_edit_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    before = desk.articles.new(headline="One").value
    done = desk.articles.edit(before.id, headline="One", base=before.revision)
    assert done.value == before
    assert not done.changes


def test_a_stale_write_is_refused_and_loses_nothing(desk: Desk) -> None:
    opened = desk.articles.new(body="First").value
    desk.articles.edit(opened.id, base=opened.revision, body="Somebody else's")
    with pytest.raises(StaleWriteError, match="saved by somebody else"):
        desk.articles.edit(opened.id, base=opened.revision, body="Mine")
    assert desk.articles.get(opened.id).body == "Somebody else's"


def test_a_tag_put_in_meanwhile_is_no_conflict(desk: Desk) -> None:
    opened = desk.articles.new(body="First").value
    desk.tags.add(opened.id, "Ferries")
    assert desk.articles.edit(opened.id, base=opened.revision, body="Second").value.tags == ("Ferries",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.DRAFT, Status.WITHDRAWN),
        (Status.WITHHELD, Status.READY),
        (Status.READY, Status.PUBLISHED),
        (Status.EDITING, Status.PUBLISHED),
    ],
)
def test_illegal_moves_are_refused_with_a_sentence(desk: Desk, before: Status, after: Status) -> None:
    story = desk.articles.new(headline="One", status=before).value
    with pytest.raises(IllegalMoveError, match=r"one: A story .*; "):
        desk.articles.edit(story.id, status=after, headline="Other")
    assert desk.articles.get(story.id) == story


def test_a_change_of_status_keeps_a_revision_with_its_hash(desk: Desk) -> None:
    story = desk.articles.new(headline="One", body="한국어").value
    desk.articles.edit(story.id, body="한국어로")
    desk.articles.edit(story.id, status=Status.READY)
    (revision,) = desk.history.of(story.id)
    assert (revision.number, revision.reason) == (1, "status")
    kept = desk.history.read(story.id, 1)
    assert kept.fields["body"] == "한국어로"
    assert kept.fields["status"] == "ready"
    assert len(kept.sha256) == 64


def test_a_revision_that_the_disk_changed_is_told(desk: Desk) -> None:
    story = desk.articles.new(headline="One").value
    desk.articles.edit(story.id, status=Status.READY)
    with desk._context.store.writing() as work:
        work.revisions._connection.exec_driver_sql("UPDATE revision SET fields = replace(fields, 'One', 'Two')")
    with pytest.raises(DeskError, match="Revision 1 of the story was changed on the disk"):
        desk.history.read(story.id, 1)


def test_the_slug_follows_the_headline_until_somebody_chooses_one(desk: Desk) -> None:
    story = desk.articles.new().value
    assert story.slug == "story"
    assert desk.articles.edit(story.id, headline="Ferry returns").value.slug == "ferry-returns"
    assert desk.articles.edit(story.id, headline="Ferry is back").value.slug == "ferry-is-back"
    assert desk.articles.edit(story.id, slug="ferry").value.slug == "ferry"
    assert desk.articles.edit(story.id, headline="Boats everywhere").value.slug == "ferry"


def test_two_stories_with_one_headline_get_two_slugs(desk: Desk) -> None:
    slugs = [desk.articles.new(headline="Ferry returns").value.slug for _ in range(3)]
    assert slugs == ["ferry-returns", "ferry-returns-2", "ferry-returns-3"]
    assert desk.articles.edit("ferry-returns-2", headline="Other").value.slug == "other"


def test_a_slug_that_another_story_has_is_refused_with_its_name(desk: Desk) -> None:
    desk.articles.new(headline="Ferry returns")
    other = desk.articles.new(headline="Other").value
    with pytest.raises(DeskError, match="the story “Ferry returns” has the slug “ferry-returns”; choose another slug"):
        desk.articles.edit(other.id, slug="FERRY-returns")
    assert desk.articles.get(other.id) == other


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x", "x"),
        ("CON", "story-con"),
        ("a" * 300, "a" * 80),
        ("Ünïcode Näme", "unicode-name"),
        ("story", "story"),
    ],
)
def test_a_slug_is_made_safe(desk: Desk, given: str, kept: str) -> None:
    other = desk.articles.new(headline="Something").value
    assert desk.articles.edit(other.id, slug=given).value.slug == kept


@pytest.mark.parametrize("given", ["🎉🎉", "", "///", "…"])
def test_a_slug_of_which_nothing_is_left_is_refused(desk: Desk, given: str) -> None:
    story = desk.articles.new(headline="Something").value
    with pytest.raises(DeskError, match="leaves nothing for a slug"):
        desk.articles.edit(story.id, slug=given)
    assert desk.articles.get(story.id).slug == "something"


@settings(deadline=None)
@given(st.text(max_size=400))
def test_every_slug_is_a_safe_name_or_refused(text: str) -> None:
    try:
        slug = clean_slug(text)
    except DeskError:
        return
    assert 0 < len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug not in RESERVED
    assert clean_slug(slug) == slug


@settings(deadline=None)
@given(st.text())
def test_a_body_is_kept_but_for_what_no_file_can_hold(text: str) -> None:
    kept = many_lines(text, "text")
    kept.encode()
    assert many_lines(kept, "text") == kept
    assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]


def test_fields_are_one_line_without_control_characters(desk: Desk) -> None:
    story = desk.articles.new(headline=" A\n\theadline\x00 \ud800 ", byline=("Mina\nSeo", "", "Mina Seo")).value
    assert story.headline == "A headline"
    assert story.byline == ("Mina Seo",)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"language": "not a language"}, "is not a language tag; write one"),
        ({"embargo": datetime(2026, 1, 1)}, "has no time zone"),  # noqa: DTZ001
        ({"headline": "x" * 20_000}, "20,000 characters; 10,000 are kept"),
        ({"body": "x" * 21_000_000}, "larger than 20 MB"),
        ({"body": "한" * 8_000_000}, "larger than 20 MB"),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused(desk: Desk, fields: ArticleFields, sentence: str) -> None:
    story = desk.articles.new(headline="One").value
    with pytest.raises(DeskError, match=sentence):
        desk.articles.edit(story.id, **fields)
    with pytest.raises(DeskError, match=sentence):
        desk.articles.new(**fields)
    assert desk.articles.get(story.id) == story
    assert desk.articles.ids() == [story.id]


def test_an_unknown_story_is_told(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="nothing-here: There is no story with that id or slug"):
        desk.articles.get("nothing-here")


def test_the_list_shows_the_newest_change_first_under_all_conditions(desk: Desk) -> None:
    first = desk.articles.new(headline="First", section="Local", body="one two three").value
    second = desk.articles.new(headline="Second", section="World", status=Status.READY).value
    third = desk.articles.new(headline="Third", section="Local", status=Status.READY, body="needle").value
    desk.tags.add(third.id, "Ferries")
    desk.articles.edit(first.id, kicker="Changed")
    assert desk.articles.ids() == [first.id, third.id, second.id]
    assert desk.articles.ids(ArticleFilter(status=Status.READY)) == [third.id, second.id]
    assert desk.articles.ids(ArticleFilter(section="Local")) == [first.id, third.id]
    assert desk.articles.ids(ArticleFilter(section="Local", status=Status.READY)) == [third.id]
    assert desk.articles.ids(ArticleFilter(tag="FERRIES")) == [third.id]
    assert desk.articles.ids(ArticleFilter(tag="none")) == []
    assert desk.articles.ids(ArticleFilter(text="need", section="Local")) == [third.id]
    assert desk.articles.ids(ArticleFilter(text="need", section="World")) == []
    assert desk.articles.ids(ArticleFilter(text="!?")) == []
    rows = desk.articles.rows([first.id, "gone", third.id])
    assert [(row.slug, row.words, row.photos) for row in rows] == [("first", 3, 0), ("third", 1, 0)]


def test_a_discarded_story_is_out_of_every_list_and_comes_back_as_it_was(desk: Desk) -> None:
    story = desk.articles.new(headline="Needle", body="Text").value
    desk.tags.add(story.id, "Ferries")
    story = desk.articles.get(story.id)
    assert [hit.id for hit in desk.articles.search("needle")] == [story.id]
    desk.articles.discard(story.id)
    assert desk.articles.ids() == []
    assert desk.articles.rows([story.id]) == []
    assert desk.articles.search("needle") == []
    assert desk.tags.all()[0].uses == 0
    with pytest.raises(NotFoundError):
        desk.articles.get(story.id)
    other = desk.articles.new(headline="Needle").value
    assert other.slug == "needle-2"
    assert desk.articles.restore("needle").value == story
    assert {hit.id for hit in desk.articles.search("needle")} == {story.id, other.id}
    with pytest.raises(NotFoundError, match="no discarded story"):
        desk.articles.restore(story.id)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(body=st.text(max_size=200), headline=st.text(max_size=60))
def test_whatever_is_typed_is_saved_and_read_as_it_was(desk: Desk, body: str, headline: str) -> None:
    story = desk.articles.new(headline=headline, body=body).value
    assert desk.articles.get(story.id) == story
    assert story.body == many_lines(body, "text")
