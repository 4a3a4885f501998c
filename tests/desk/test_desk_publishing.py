"""Exports: versions, refusals, and what is recorded."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deskeditor.core.article import Article, Status
from deskeditor.core.edition import Teaser
from deskeditor.core.errors import CancelledError, DeskError, ReadOnlyDeskError
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, ExportRequest, verify_bundle
from deskeditor.desk import publishing as module

Draw = Callable[..., Path]


@pytest.fixture
def story(desk: Desk, draw: Draw) -> Article:
    """A story that is ready, with a lead photo."""
    photo = desk.photos.take_in(draw()).value
    desk.photos.edit(photo.id, caption="The ferry at the quay", alt="A blue ship", credit="Mina Seo")
    made = desk.articles.new(
        headline="Ferry returns",
        standfirst="After ten days.",
        byline=("Mina Seo",),
        body="The ferry is back.\n",
        status=Status.READY,
    ).value
    return desk.articles.attach(made.id, photo.id, Role.LEAD).value


def export(desk: Desk, to: Path, *keys: str, note: str = "") -> list[tuple[str, int, str]]:
    done = desk.publishing.export(ExportRequest(to, articles=keys, note=note))
    assert done.value.path == to
    assert verify_bundle(to) == []
    return [(item.slug, item.version, item.action) for item in done.value.items]


def test_what_is_ready_is_published_and_recorded(desk: Desk, story: Article, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "out", story.id) == [("ferry-returns", 1, "create")]
    after = desk.articles.get(story.id)
    assert (after.status, after.version, after.revision) == (Status.PUBLISHED, 1, story.revision)
    assert after.first_published == after.last_published
    assert after.first_published is not None
    (revision,) = desk.history.of(story.id)
    assert (revision.reason, desk.history.read(story.id, 1).fields["version"]) == ("export", 1)


def test_the_version_rises_with_the_content_alone(desk: Desk, story: Article, tmp_path: Path) -> None:
    assert export(desk, tmp_path / "1", story.id) == [("ferry-returns", 1, "create")]
    first = desk.articles.get(story.id)
    assert export(desk, tmp_path / "2", story.id) == [("ferry-returns", 1, "create")]
    assert desk.articles.get(story.id) == first
    desk.articles.edit(story.id, note="For the desk alone")
    assert export(desk, tmp_path / "3", story.id) == [("ferry-returns", 1, "create")]
    desk.articles.edit(story.id, body="The ferry is back again.\n")
    assert export(desk, tmp_path / "4", story.id) == [("ferry-returns", 2, "update")]
    second = desk.articles.get(story.id)
    assert second.first_published == first.first_published
    assert first.last_published is not None
    assert second.last_published is not None
    assert second.last_published > first.last_published
    desk.photos.edit("ferry.jpg", caption="Other words")
    assert export(desk, tmp_path / "5", story.id) == [("ferry-returns", 3, "update")]
    desk.tags.add(story.id, "Ferries")
    assert export(desk, tmp_path / "6", story.id, note="The day was wrong") == [("ferry-returns", 4, "correct")]
    assert export(desk, tmp_path / "7", story.id) == [("ferry-returns", 4, "correct")]


def test_the_same_content_is_the_same_bytes_but_for_the_time_of_packing(
    desk: Desk, story: Article, tmp_path: Path
) -> None:
    export(desk, tmp_path / "1", story.id)
    export(desk, tmp_path / "2", story.id)
    of_packing = {"bag-info.txt", "tagmanifest-sha256.txt", "manifest-sha256.txt", "manifest.json"}
    names = {str(path.relative_to(tmp_path / "1")) for path in (tmp_path / "1").rglob("*") if path.is_file()}
    assert names == {str(path.relative_to(tmp_path / "2")) for path in (tmp_path / "2").rglob("*") if path.is_file()}
    differing = {name for name in names if (tmp_path / "1" / name).read_bytes() != (tmp_path / "2" / name).read_bytes()}
    assert {Path(name).name for name in differing} <= of_packing


def test_a_withdrawn_story_goes_out_as_a_withdrawal(desk: Desk, story: Article, tmp_path: Path) -> None:
    export(desk, tmp_path / "1", story.id)
    desk.articles.edit(story.id, status=Status.WITHDRAWN)
    assert export(desk, tmp_path / "2", story.id, note="It was not true") == [("ferry-returns", 2, "withdraw")]
    assert export(desk, tmp_path / "3", story.id) == [("ferry-returns", 2, "withdraw")]
    # What is wrong with its words and pictures leaves with them.
    (picture,) = [path for path in (desk.path / "photos").rglob("*") if path.is_file()]
    picture.unlink()
    assert export(desk, tmp_path / "4", story.id) == [("ferry-returns", 2, "withdraw")]
    assert "The ferry is back" not in "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "2").rglob("*") if path.suffix in (".html", ".md")
    )


def test_a_published_story_keeps_its_slug_and_cannot_be_discarded(desk: Desk, story: Article, tmp_path: Path) -> None:
    export(desk, tmp_path / "1", story.id)
    assert desk.articles.edit(story.id, headline="Another headline").value.slug == "ferry-returns"
    with pytest.raises(DeskError, match="stays as it is, for it is its address"):
        desk.articles.edit(story.id, slug="other")
    with pytest.raises(DeskError, match="cannot be discarded; withdraw it first"):
        desk.articles.discard(story.id)
    with pytest.raises(DeskError, match="A story that is published cannot become draft"):
        desk.articles.edit(story.id, status=Status.DRAFT)


def test_a_draft_may_go_out_with_a_warning(desk: Desk, tmp_path: Path) -> None:
    draft = desk.articles.new(headline="One", body="Text").value
    done = desk.publishing.export(ExportRequest(tmp_path / "out", articles=(draft.id,)))
    assert "unfinished" in [finding.check for finding in done.value.warnings]
    assert desk.articles.get(draft.id).status is Status.DRAFT


def test_what_blocks_publication_is_told_and_nothing_is_written(desk: Desk, story: Article, tmp_path: Path) -> None:
    held = desk.articles.new(headline="Held", body="Text", status=Status.WITHHELD).value
    bare = desk.articles.new(body="Text").value
    before = [desk.articles.get(key) for key in desk.articles.ids()]
    with pytest.raises(DeskError, match=r"2 things block publication: .*held.*story"):
        export(desk, tmp_path / "out", story.id, held.id, bare.id)
    with pytest.raises(DeskError, match=r"^1 thing blocks publication: held, status: .*nothing was exported$"):
        export(desk, tmp_path / "out", held.id)
    assert not (tmp_path / "out").exists()
    assert [desk.articles.get(key) for key in desk.articles.ids()] == before


def test_a_picture_that_is_gone_blocks_publication(desk: Desk, story: Article, tmp_path: Path) -> None:
    desk.photos.original(desk.photos.get("ferry.jpg")).unlink()
    with pytest.raises(DeskError, match=r"photo ferry\.jpg"):
        export(desk, tmp_path / "out", story.id)


def test_stories_of_a_status_are_exported_together(desk: Desk, story: Article, tmp_path: Path) -> None:
    other = desk.articles.new(headline="Other", body="Text", status=Status.READY).value
    desk.articles.new(headline="Draft", body="Text")
    done = desk.publishing.export(ExportRequest(tmp_path / "out", status=Status.READY))
    assert {item.slug for item in done.value.items} == {"ferry-returns", "other"}
    assert done.changes.articles == {story.id, other.id}
    with pytest.raises(DeskError, match="There is no story to export"):
        desk.publishing.export(ExportRequest(tmp_path / "again", status=Status.READY))


def test_a_target_that_cannot_be_is_refused(desk: Desk, story: Article, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (tmp_path / "link").symlink_to(desk.path)
    for target in (taken, tmp_path / "no" / "out", desk.path / "out", desk.path, tmp_path / "link" / "out"):
        with pytest.raises(DeskError, match=r"; .+"):
            export(desk, target, story.id)
    assert list(taken.iterdir()) == []
    assert not (desk.path / "out").exists()
    assert desk.articles.get(story.id) == story


def test_an_unknown_kind_of_export_is_told(desk: Desk, story: Article, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no export as “fax”; choose bundle"):
        desk.publishing.export(ExportRequest(tmp_path / "out", articles=(story.id,), kind="fax"))
    with pytest.raises(DeskError, match="not shown as “fax”; choose markdown, html, ninjs"):
        desk.publishing.show(story.id, "fax")


class Full:
    """A disk that is full as soon as anything is written."""

    name = "full"
    title = "Full"

    def write(
        self, package: object, originals: object, target: Path, *, zipped: bool = False, progress: object
    ) -> Path:
        raise DeskError("the disk is full", where=str(target)) from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_export_that_fails_records_nothing(
    desk: Desk, story: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_exporter", lambda kind: Full())
    with pytest.raises(DeskError, match="disk is full"):
        export(desk, tmp_path / "out", story.id)
    assert desk.articles.get(story.id) == story
    assert desk.history.of(story.id) == []


class Impatient:
    """A user who cancels after so many steps."""

    def __init__(self, patience: int) -> None:
        self.patience = patience

    def step(self, done: int, total: int, what: str) -> None:
        if done >= self.patience:
            raise CancelledError


def test_a_cancelled_export_leaves_nothing(desk: Desk, story: Article, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(CancelledError):
        desk.publishing.export(ExportRequest(tmp_path / "out", articles=(story.id,)), Impatient(1))
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert desk.articles.get(story.id) == story


class Typist:
    """Somebody who goes on writing while the export is under way."""

    def __init__(self, desk: Desk, key: str) -> None:
        self.desk, self.key, self.typed = desk, key, False

    def step(self, done: int, total: int, what: str) -> None:
        if not self.typed:
            self.typed = True
            self.desk.articles.edit(self.key, body="Typed meanwhile\n", base=self.desk.articles.get(self.key).revision)


def test_what_is_typed_during_an_export_stays_and_goes_out_with_the_next(
    desk: Desk, story: Article, tmp_path: Path
) -> None:
    desk.publishing.export(ExportRequest(tmp_path / "1", articles=(story.id,)), Typist(desk, story.id))
    after = desk.articles.get(story.id)
    assert (after.body, after.version, after.status) == ("Typed meanwhile\n", 1, Status.PUBLISHED)
    assert desk.history.read(story.id, 1).fields["body"] == story.body
    assert export(desk, tmp_path / "2", story.id) == [("ferry-returns", 2, "update")]


def test_a_headline_that_is_written_during_the_first_export_does_not_move_the_address(
    desk: Desk, story: Article, tmp_path: Path
) -> None:
    class Hurried(Typist):
        def step(self, done: int, total: int, what: str) -> None:
            if not self.typed:
                self.typed = True
                self.desk.articles.edit(self.key, headline="Harbour opens")

    done = desk.publishing.export(ExportRequest(tmp_path / "1", articles=(story.id,)), Hurried(desk, story.id))
    after = desk.articles.get(story.id)
    assert (after.headline, after.slug) == ("Harbour opens", story.slug)
    assert [item.slug for item in done.value.items] == [story.slug]


def test_a_story_that_left_as_a_draft_is_not_published_though_it_is_ready_by_then(desk: Desk, tmp_path: Path) -> None:
    draft = desk.articles.new(headline="Draft", standfirst="S", body="Text.", byline=("Seo",)).value

    class Editor:
        def step(self, done: int, total: int, what: str) -> None:
            if desk.articles.get(draft.id).status is Status.DRAFT:
                desk.articles.edit(draft.id, status=Status.READY)

    desk.publishing.export(ExportRequest(tmp_path / "1", articles=(draft.id,)), Editor())
    assert desk.articles.get(draft.id).status is Status.READY


def test_an_edition_carries_its_stories_with_a_text(desk: Desk, story: Article, tmp_path: Path) -> None:
    teased = desk.articles.new(headline="Only a line", standfirst="Its standfirst").value
    read = desk.articles.new(headline="Much read", body="Text", status=Status.READY).value
    desk.tags.add(story.id, "Ferries")
    desk.editions.new("5 December", date(2025, 12, 5))
    desk.editions.edit(
        "5 December", lead=story.id, teasers=[Teaser(teased.id), Teaser(read.id, "Other words")], most_read=[read.id]
    )
    request = ExportRequest(tmp_path / "out", edition="5 December")
    preview = desk.editions.preview_html("5 December")
    done = desk.publishing.export(request)
    assert [(item.slug, item.version) for item in done.value.items] == [("ferry-returns", 1), ("much-read", 1)]
    assert done.changes.editions
    assert desk.editions.get("5 December").version == 1
    page = (tmp_path / "out" / "data" / "index.html").read_text(encoding="utf-8")
    for text in ("Ferry returns", "Only a line", "Its standfirst", "Other words", "Ferries", "December 5, 2025"):
        assert text in page
        assert text in preview
    assert verify_bundle(tmp_path / "out") == []

    assert desk.publishing.export(ExportRequest(tmp_path / "2", edition="5 December")).changes.editions == frozenset()
    desk.editions.edit("5 December", teasers=[])
    desk.publishing.export(ExportRequest(tmp_path / "3", edition="5 December"))
    assert desk.editions.get("5 December").version == 2


def test_a_desk_for_reading_shows_and_checks_and_does_not_export(desk: Desk, story: Article, tmp_path: Path) -> None:
    with Desk.open(desk.path, read_only=True) as reader:
        assert "Ferry returns" in reader.publishing.show(story.id, "html")
        assert reader.checking.check() == desk.checking.check()
        with pytest.raises(ReadOnlyDeskError):
            export(reader, tmp_path / "out", story.id)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["markdown", "html", "ninjs"])
def test_a_story_is_shown_as_it_would_be_exported(desk: Desk, story: Article, form: str) -> None:
    shown = desk.publishing.show("ferry-returns", form)
    assert "Ferry returns" in shown
    assert "The ferry is back." in shown
    assert desk.articles.get(story.id) == story


def test_checks_are_run_on_all_that_is_not_withdrawn(desk: Desk, story: Article, tmp_path: Path) -> None:
    other = desk.articles.new(headline="Other").value
    assert "other" in {finding.article for finding in desk.checking.check()}
    assert {finding.article for finding in desk.checking.check([other.id])} == {"other"}
    export(desk, tmp_path / "out", story.id)
    desk.articles.edit(story.id, status=Status.WITHDRAWN)
    assert {finding.article for finding in desk.checking.check()} == {"other"}


def test_an_edition_without_stories_is_not_sent(desk: Desk, tmp_path: Path) -> None:
    desk.editions.new("Friday", date(2025, 12, 5))
    with pytest.raises(DeskError, match="no stories yet"):
        desk.publishing.export(ExportRequest(tmp_path / "out", edition="Friday"))
    assert not (tmp_path / "out").exists()


def test_a_story_is_shown_as_it_stands(desk: Desk, story: Article) -> None:
    assert "status: ready" in desk.publishing.show(story.id, "markdown")
    assert "version: 0" in desk.publishing.show(story.id, "markdown")


def test_what_leads_an_edition_is_no_teaser(desk: Desk, story: Article) -> None:
    desk.editions.new("Friday", date(2025, 12, 5))
    desk.editions.edit("Friday", teasers=(Teaser(story.id),))
    after = desk.editions.edit("Friday", lead=story.id).value
    assert (after.lead, after.teasers) == (story.id, ())
    with pytest.raises(DeskError, match="cannot be a teaser too"):
        desk.editions.edit("Friday", teasers=(Teaser(story.id),))


def test_an_edition_without_stories_is_still_shown(desk: Desk) -> None:
    desk.editions.new("Friday", date(2025, 12, 5))
    assert "Friday, December 5, 2025" in desk.editions.preview_html("Friday")
