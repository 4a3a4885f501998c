"""A story that leaves as Markdown and comes back: it is the same story, and what it said is never lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deskeditor.core.article import Article, Status
from deskeditor.core.framing import Box, Framing
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, ExportRequest, Imported

Draw = Callable[..., Path]

BODY = """\
First *paragraph*.

    code


    with blank lines

# Ferry returns

![A boat](photo:INLINE)
The boat

Last paragraph."""


@pytest.fixture
def story(desk: Desk, draw: Draw) -> Article:
    """A story with every field, a lead with words of its own, and a picture in the text that inherits its credit."""
    lead, inline = desk.photos.take_in(draw("lead.jpg")).value, desk.photos.take_in(draw("inline.jpg", "teal")).value
    desk.photos.edit(inline.id, credit="Seo Park")
    made = desk.articles.new(
        headline="Ferry returns",
        kicker="Sea",
        standfirst="It sails.",
        section="Island",
        byline=("Kim, Min", "Lee and Sons"),
        dateline="MOKPO",
        status=Status.READY,
        body=BODY.replace("INLINE", inline.id),
    ).value
    desk.tags.add(made.id, "Sea")
    desk.articles.attach(made.id, lead.id, Role.LEAD)
    desk.articles.caption(made.id, lead.id, caption="In port", alt="A ship", credit="Min Lee")
    return desk.articles.get(made.id)


def shown(desk: Desk, story: Article, folder: Path) -> Path:
    """The story as Markdown in a file, as the command line prints it."""
    file = folder / "shown.md"
    file.write_text(desk.publishing.show(story.id, "markdown").rstrip("\n") + "\n", encoding="utf-8")
    return file


def edited(file: Path, *changes: tuple[str, str]) -> Path:
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    file.write_text(text, encoding="utf-8")
    return file


def took_in(desk: Desk, file: Path) -> Imported:
    (imported,) = desk.importing.bring_in([file]).value
    assert imported.error == ""
    return imported


def test_a_story_that_comes_back_as_it_left_changes_nothing(desk: Desk, story: Article, tmp_path: Path) -> None:
    revisions = desk.history.of(story.id)
    imported = took_in(desk, shown(desk, story, tmp_path))
    assert (imported.id, imported.slug) == (story.id, story.slug)
    assert imported.warnings == ("The story “ferry-returns” of the desk says the same: nothing was changed",)
    assert desk.articles.get(story.id) == story
    assert desk.history.of(story.id) == revisions
    assert desk.articles.ids() == [story.id]


def test_what_is_decided_of_pictures_for_one_story_stays(desk: Desk, story: Article, tmp_path: Path) -> None:
    lead, inline = (use.photo_id for use in story.photos)
    cropped = Framing().with_crop("1:1", Box(0, 0, 0.625, 1))
    desk.articles.caption(story.id, lead, framing=replace(cropped, shown="1:1"), decorative=True)
    desk.articles.caption(story.id, inline, framing=cropped, decorative=True)
    decided = desk.articles.get(story.id)
    took_in(desk, shown(desk, story, tmp_path))
    assert desk.articles.get(story.id) == decided
    took_in(desk, edited(tmp_path / "shown.md", ("decorative: true", "decorative: false")))
    after = desk.articles.get(story.id)
    assert after.photos == (replace(decided.photos[0], decorative=False), decided.photos[1])


@pytest.mark.parametrize("headline", ["", "Cafe\u0301 closes"])
def test_a_story_is_shown_as_the_desk_has_it(desk: Desk, tmp_path: Path, headline: str) -> None:
    story = desk.articles.new(slug="cafe", headline=headline, body="Cafe\u0301 *closes*.").value
    took_in(desk, shown(desk, story, tmp_path))
    assert desk.articles.get(story.id) == story


def test_a_story_taken_back_keeps_its_headline(desk: Desk, story: Article, tmp_path: Path) -> None:
    desk.publishing.export(ExportRequest(tmp_path / "out", (story.id,)))
    desk.articles.edit(story.id, status=Status.WITHDRAWN)
    withdrawn = desk.articles.get(story.id)
    took_in(desk, shown(desk, story, tmp_path))
    assert desk.articles.get(story.id) == withdrawn


def test_an_edited_story_comes_back_to_itself(desk: Desk, story: Article, tmp_path: Path) -> None:
    file = edited(
        shown(desk, story, tmp_path),
        ("kicker: Sea", "kicker: Port"),
        ("standfirst: It sails.", "standfirst:"),
        ("- Sea", "- Sea\n- Mokpo"),
        ("caption: In port", "caption: At sea"),
        ("\nThe boat", "\nThe night boat"),
        ("Last paragraph.", "Last paragraph, edited."),
        ("slug: ferry-returns", "slug: night-boat"),
    )
    done = desk.importing.bring_in([file])
    (imported,) = done.value
    after = desk.articles.get(story.id)
    assert imported.id == story.id
    assert imported.warnings == ("The story “night-boat” of the desk was changed; as it was it is kept as revision 1",)
    assert done.changes.articles == {story.id}
    assert (after.kicker, after.standfirst, after.tags, after.slug) == ("Port", "", ("Sea", "Mokpo"), "night-boat")
    text = story.body.replace("The boat", "The night boat").replace("Last paragraph.", "Last paragraph, edited.")
    assert after.body == text
    assert [(use.caption, use.alt, use.credit) for use in after.photos] == [
        ("At sea", "A ship", "Min Lee"),
        ("The night boat", "A boat", None),
    ]
    assert (after.byline, after.created, after.urn) == (story.byline, story.created, story.urn)
    assert after.revision == story.revision + 1
    assert desk.articles.ids() == [story.id]
    newest, kept = desk.history.of(story.id)
    assert (newest.reason, kept.reason) == ("import", "before")
    fields = desk.history.read(story.id, kept.number).fields
    assert fields["body"] == story.body
    assert fields["kicker"] == "Sea"


def test_a_caption_that_is_listed_and_stands_otherwise_in_the_text_is_told(
    desk: Desk, story: Article, tmp_path: Path
) -> None:
    imported = took_in(desk, edited(shown(desk, story, tmp_path), ("caption: The boat", "caption: A liner")))
    assert "The caption “A liner” was left aside" in imported.warnings[0]
    assert desk.articles.get(story.id) == story


def test_what_the_file_is_silent_of_stays(desk: Desk, story: Article, tmp_path: Path) -> None:
    file = tmp_path / "short.md"
    file.write_text(f"---\nid: {story.id.upper()}\nkicker: Port\n---\n", encoding="utf-8")
    took_in(desk, file)
    after = desk.articles.get(story.id)
    assert after == replace(story, kicker="Port", revision=after.revision, modified=after.modified)


def test_a_picture_taken_out_of_the_text_does_not_come_back(desk: Desk, story: Article, tmp_path: Path) -> None:
    inline = story.photos[1].photo_id
    took_in(desk, edited(shown(desk, story, tmp_path), (f"![A boat](photo:{inline})\nThe boat\n\n", "")))
    after = desk.articles.get(story.id)
    assert [use.role for use in after.photos] == [Role.LEAD]
    assert "photo:" not in after.body


def test_a_lead_is_taken_off_by_an_empty_list(desk: Desk, story: Article, tmp_path: Path) -> None:
    file = tmp_path / "no-lead.md"
    file.write_text(f"---\nid: {story.id}\nphotos: []\ntags:\n---\n", encoding="utf-8")
    took_in(desk, file)
    after = desk.articles.get(story.id)
    assert (after.lead_photo, after.tags, after.body) == (None, (), story.body)
    assert after.photos == story.photos[1:]


def test_many_photos_that_are_missing_cost_no_more_than_their_number(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "many.md"
    listed = "".join(f"- id: photo-{number}\n" for number in range(500))
    file.write_text(f"---\nphotos:\n{listed}---\n![a](photo:photo-7)\nSeven\n\nLast.\n", encoding="utf-8")
    started = time.perf_counter()
    imported = took_in(desk, file)
    assert time.perf_counter() - started < 10
    assert len(imported.warnings) == 500
    assert desk.articles.get(imported.id).body == "Last.\n"


@pytest.mark.parametrize(("key", "told"), [("tags", "tag"), ("byline", "byline")])
def test_more_names_than_can_be_kept_are_refused(desk: Desk, tmp_path: Path, key: str, told: str) -> None:
    file = tmp_path / "many.md"
    listed = "".join(f"- Name {number}\n" for number in range(1001))
    file.write_text(f"---\n{key}:\n{listed}---\nx\n", encoding="utf-8")
    (imported,) = desk.importing.bring_in([file]).value
    assert imported.error == f"{file}: “{told}” is given 1,001 times; 1,000 are kept; leave the others out"
    assert desk.articles.ids() == []


def test_an_older_file_says_so(desk: Desk, story: Article, tmp_path: Path) -> None:
    file = edited(shown(desk, story, tmp_path), ("Last paragraph.", "From the file."))
    desk.articles.edit(story.id, body="From the desk.")
    warnings = took_in(desk, file).warnings
    assert warnings[-1] == "The story had been changed on the desk since this file was written: compare the two"
    assert "From the file." in desk.articles.get(story.id).body
    assert "From the desk." in [
        desk.history.read(story.id, row.number).fields["body"] for row in desk.history.of(story.id)
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("status: withdrawn", "A story that is ready cannot become withdrawn: it stays as it is"),
        ("status: published", "A story that is ready cannot become published: it stays as it is"),
        ("slug: other", "Another story has the slug “other”: this one is “other-2”"),
    ],
)
def test_what_the_story_cannot_become_is_told(desk: Desk, story: Article, tmp_path: Path, line: str, told: str) -> None:
    desk.articles.new(headline="Other")
    file = tmp_path / "edited.md"
    file.write_text(f"---\nid: {story.id}\nkicker: Port\n{line}\n---\n", encoding="utf-8")
    assert told in took_in(desk, file).warnings
    after = desk.articles.get(story.id)
    assert (after.kicker, after.status) == ("Port", Status.READY)


def test_the_slug_of_a_story_that_has_left_stays(desk: Desk, story: Article, tmp_path: Path) -> None:
    desk.publishing.export(ExportRequest(tmp_path / "bundle", articles=(story.id,)))
    file = edited(shown(desk, story, tmp_path), ("slug: ferry-returns", "slug: other"), ("Last", "The last"))
    assert any("is the address of a story that has left the desk" in told for told in took_in(desk, file).warnings)
    after = desk.articles.get(story.id)
    assert (after.slug, after.status, after.version) == ("ferry-returns", Status.PUBLISHED, 1)
    assert "The last paragraph." in after.body


def test_a_discarded_story_comes_back(desk: Desk, story: Article, tmp_path: Path) -> None:
    file = shown(desk, story, tmp_path)
    desk.articles.discard(story.id)
    assert "The story had been discarded: it is back on the desk" in took_in(desk, file).warnings
    assert desk.articles.ids() == [story.id]


def test_a_story_of_another_desk_keeps_its_name_and_is_found_again(desk: Desk, story: Article, tmp_path: Path) -> None:
    desk.publishing.export(ExportRequest(tmp_path / "bundle", articles=(story.id,)))
    desk.articles.edit(story.id, kicker="Later")
    file = shown(desk, story, tmp_path)
    with Desk.open(tmp_path / "other") as other:
        imported = took_in(other, file)
        there = other.articles.get(story.id)
        assert (imported.id, there.id, there.urn) == (story.id, story.id, story.urn)
        assert (there.version, there.status) == (1, Status.PUBLISHED)
        assert there.modified == desk.articles.get(story.id).modified
        took_in(other, edited(file, ("kicker: Later", "kicker: Latest")))
        assert other.articles.ids() == [story.id]
        done = other.publishing.export(ExportRequest(tmp_path / "bundle-2", articles=(story.id,))).value
        assert [(item.version, item.action) for item in done.items] == [(2, "update")]


@pytest.mark.parametrize("name", ["5", "x" * 36, "{12345678-1234-1234-1234-12345678901}", "[1]", "", "null"])
def test_an_id_that_is_none_of_a_desk_makes_a_new_story(desk: Desk, tmp_path: Path, name: str) -> None:
    file = tmp_path / "foreign.md"
    file.write_text(f"---\nid: {name}\nversion: 3\nuri: https://a.example/b\n---\n# Foreign\n\nbody", encoding="utf-8")
    first, second = took_in(desk, file), took_in(desk, file)
    assert first.id != second.id
    assert desk.articles.get(first.id).version == 0
    assert desk.articles.get(first.id).headline == "Foreign"


def test_a_copy_with_another_id_gets_a_name_of_its_own(desk: Desk, story: Article, tmp_path: Path) -> None:
    copy = "12345678-1234-4234-8234-123456789012"
    file = edited(shown(desk, story, tmp_path), (f"id: {story.id}", f"id: {copy}"))
    imported = took_in(desk, file)
    made = desk.articles.get(copy)
    assert desk.articles.get(story.id) == story
    assert (imported.id, made.slug, made.version) == (copy, "ferry-returns-2", 0)
    assert made.urn != story.urn
