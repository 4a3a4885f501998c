"""What holds a story's photos back, and what is recorded where somebody lets them go."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskeditor.core.article import Article, Status
from deskeditor.core.errors import BlockedError, DeskError, NotFoundError
from deskeditor.core.photo import Photo, Role
from deskeditor.core.queries import PhotoFilter
from deskeditor.core.rights import PLUS
from deskeditor.desk import Desk, ExportRequest

Draw = Callable[..., Path]


@pytest.fixture
def photo(desk: Desk, draw: Draw) -> Photo:
    taken = desk.photos.take_in(draw()).value
    desk.photos.edit(taken.id, creator=("Mina Seo",), copyright="© Wire")
    return desk.photos.edit(taken.id, caption="A ferry", alt="A boat", credit="Seo", licensor="Wire").value


@pytest.fixture
def story(desk: Desk, photo: Photo) -> Article:
    made = desk.articles.new(headline="Ferry", standfirst="Back.", body="Text.", byline=("Seo",), status=Status.READY)
    return desk.articles.attach(made.value.id, photo.id, Role.LEAD).value


def checks(desk: Desk, story: Article) -> list[str]:
    return [f"{finding.severity.value} {finding.check}" for finding in desk.checking.check([story.id])]


def test_an_ended_licence_blocks_until_somebody_lifts_it(
    desk: Desk, photo: Photo, story: Article, tmp_path: Path
) -> None:
    assert checks(desk, story) == []
    desk.photos.edit(photo.id, licence_end="2026-05-14")
    request = ExportRequest(to=tmp_path / "bundle", articles=(story.id,))
    with pytest.raises(
        BlockedError, match=r"ended on 2026-05-14; choose another picture, or have it lifted by Wire, by a new licence"
    ):
        desk.publishing.export(request)
    done = desk.rights.lift(photo.id, "licence", "Renewed by mail", story=story.slug, by="Jonas Park")
    assert done.changes.articles == {story.id}
    (finding,) = desk.checking.check([story.id])
    assert finding.message.endswith("lifted by Jonas Park (Renewed by mail)")
    desk.publishing.export(request)
    (hold,) = desk.rights.holds(photo.id, story.id)
    assert hold.lift is not None
    assert (hold.lift.by, hold.lift.reason) == ("Jonas Park", "Renewed by mail")
    # Another end of the licence is another matter.
    desk.photos.edit(photo.id, licence_end="2026-05-13")
    assert checks(desk, story) == ["error rights-licence"]


@pytest.mark.parametrize("written", ["2026-05-15 21:30", "2026-05-15T21:30"])
def test_a_time_without_an_offset_is_meant_here(
    desk: Desk, photo: Photo, story: Article, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    try:
        desk.photos.edit(photo.id, embargo=written)
        desk.articles.edit(story.id, embargo=datetime(2026, 5, 15, 12, 29, tzinfo=UTC))
        assert [hold.rule for hold in desk.rights.holds(photo.id, story.id)] == ["embargo"]
        desk.articles.edit(story.id, embargo=datetime(2026, 5, 15, 12, 30, tzinfo=UTC))
        assert desk.rights.holds(photo.id, story.id) == []
        desk.photos.edit(photo.id, embargo="", licence_end="2026-05-14")
        desk.articles.edit(story.id, embargo=None)
        assert [hold.rule for hold in desk.rights.holds(photo.id, story.id)] == ["licence"]
        assert desk.photos.ids(PhotoFilter(held=True)) == list(desk.rights.holds_of([photo.id]))
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_lift_for_one_story_is_none_for_another(desk: Desk, photo: Photo, story: Article) -> None:
    desk.photos.edit(photo.id, rejected=True)
    desk.rights.lift(photo.id, "rejected", "There is no other", story=story.id)
    other = desk.articles.new(headline="Two", standfirst="B.", body="Text.", byline=("Seo",)).value
    desk.articles.attach(other.id, photo.id, Role.LEAD)
    assert checks(desk, story) == ["warning rights-rejected"]
    assert "error rights-rejected" in checks(desk, other)
    desk.rights.lift(photo.id, "rejected", "For all")
    assert "warning rights-rejected" in checks(desk, other)
    desk.rights.hold_again(photo.id, "rejected")
    desk.rights.hold_again(photo.id, "rejected", story=story.id)
    assert checks(desk, story) == ["error rights-rejected"]
    with pytest.raises(NotFoundError, match="was not lifted"):
        desk.rights.hold_again(photo.id, "rejected")


def test_the_time_that_counts_is_that_of_publication(desk: Desk, photo: Photo, story: Article) -> None:
    """A story that is embargoed until after the picture's embargo may have it."""
    desk.photos.edit(photo.id, embargo="2026-05-16T00:00Z")
    assert checks(desk, story) == ["error rights-embargo"]
    desk.articles.edit(story.id, embargo=datetime(2026, 5, 17, tzinfo=UTC))
    assert "error rights-embargo" not in checks(desk, story)
    desk.photos.edit(photo.id, licence_end="2026-05-16")
    assert "error rights-licence" in checks(desk, story)


def test_a_lift_needs_a_reason_and_something_to_lift(desk: Desk, photo: Photo) -> None:
    with pytest.raises(NotFoundError, match="does not hold the photo back; it may be published as it is"):
        desk.rights.lift(photo.id, "licence", "Because")
    desk.photos.edit(photo.id, rejected=True)
    with pytest.raises(NotFoundError, match="does not hold the photo back; name one that does: rejected"):
        desk.rights.lift(photo.id, "licence", "Because")
    with pytest.raises(DeskError, match="needs a reason"):
        desk.rights.lift(photo.id, "rejected", " ")


def test_what_is_to_be_weighed_is_told_and_does_not_block(desk: Desk, photo: Photo, story: Article) -> None:
    ai = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    desk.photos.edit(photo.id, restrictions="Not in Jeju", digital_source_type=ai)
    assert checks(desk, story) == ["warning restrictions", "warning ai-made"]


def test_a_decorative_picture_needs_no_alt_text(desk: Desk, photo: Photo, story: Article) -> None:
    desk.photos.edit(photo.id, alt="")
    assert checks(desk, story) == ["warning alt-missing"]
    desk.articles.caption(story.id, photo.id, decorative=True)
    assert checks(desk, story) == []


def test_an_alt_text_that_is_nearly_the_caption_or_too_long_is_told(desk: Desk, photo: Photo, story: Article) -> None:
    desk.photos.edit(
        photo.id, caption="Passengers leave the ferry at Mokpo.", alt="Passengers leave the ferry at Mokpo"
    )
    (finding,) = desk.checking.check([story.id])
    assert (finding.check, "nearly" in finding.message) == ("alt-repeats-caption", False)
    desk.photos.edit(photo.id, alt="boat " * 60)
    (finding,) = desk.checking.check([story.id])
    assert (finding.check, "299 characters" in finding.message) == ("alt-long", True)


def test_ai_is_told_on_the_page_and_a_decorative_picture_is_silent(desk: Desk, photo: Photo, story: Article) -> None:
    ai = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    desk.photos.edit(photo.id, digital_source_type=ai)
    desk.articles.attach(story.id, photo.id, Role.INLINE)
    page = desk.publishing.show(story.id, "html")
    assert page.count('<span class="credit">Seo · Changed in part with AI</span>') == 2
    assert page.count('alt="A boat"') == 2
    desk.articles.edit(story.id, language="ko")
    desk.articles.caption(story.id, photo.id, decorative=True, role=Role.INLINE)
    desk.articles.caption(story.id, photo.id, decorative=True, role=Role.LEAD)
    page = desk.publishing.show(story.id, "html")
    assert page.count("AI로 일부 변경한 이미지") == 2
    assert page.count('alt=""') == 2


def held(desk: Desk, *ids: str) -> dict[str, list[str]]:
    found = desk.rights.holds_of(ids)
    return {key: [hold.rule for hold in holds if hold.lift is None] for key, holds in found.items()}


def test_photos_that_are_held_back_are_listed_until_they_are_let_go_for_every_story(
    desk: Desk, photo: Photo, story: Article, draw: Draw
) -> None:
    free = desk.photos.take_in(draw("free.jpg", "blue")).value
    desk.photos.edit(free.id, licence_end="2099-01-01")
    assert desk.photos.ids(PhotoFilter(held=True)) == []
    desk.photos.edit(photo.id, licence_end="2026-05-14", embargo="2099-01-01", minor_age=f"{PLUS}AG-A25")
    assert held(desk, free.id, photo.id) == {photo.id: ["embargo", "licence"]}
    desk.rights.lift(photo.id, "licence", "Renewed by mail", story=story.id)
    assert held(desk, photo.id) == {photo.id: ["embargo", "licence"]}
    desk.rights.lift(photo.id, "licence", "Renewed by mail")
    assert held(desk, photo.id) == {photo.id: ["embargo"]}
    assert desk.photos.ids(PhotoFilter(held=True)) == [photo.id]
    assert desk.photos.ids(PhotoFilter(held=True, text="free")) == []
    desk.rights.lift(photo.id, "embargo", "The agency rang")
    assert desk.photos.ids(PhotoFilter(held=True)) == []
    desk.photos.edit(free.id, rejected=True)
    assert desk.photos.ids(PhotoFilter(held=True)) == [free.id]
