"""The bin: what is deleted comes back whole, with its links, and goes for ever on request only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from deskeditor.core.bin import Kind
from deskeditor.core.edition import Teaser
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.photo import Photo, Role
from deskeditor.core.queries import ArticleFilter, PhotoFilter
from deskeditor.desk import Desk, examine

Draw = Callable[..., Path]


def test_a_story_comes_back_with_tags_photos_comments_and_its_places_in_editions(desk: Desk, draw: Draw) -> None:
    story, other = (desk.articles.new(headline=line, body="Words here.").value for line in ("Ferry", "Other"))
    photo = desk.photos.take_in(draw()).value
    desk.articles.attach(story.id, photo.id, Role.LEAD)
    desk.tags.add(story.id, "Harbour")
    desk.editions.new("15 May", story.created.date())
    page = desk.editions.edit(
        "15 May", teasers=[Teaser(other.id), Teaser(story.id, "Ferry at last")], most_read=[story.id, other.id]
    ).value
    desk.editions.new("16 May", story.created.date())
    lead = desk.editions.edit("16 May", lead=story.id).value
    story = desk.articles.get(story.id)
    done = desk.articles.discard(story.id)
    assert set(done.value) == {"15 May", "16 May"}
    assert done.changes.editions == {page.id, lead.id}
    assert [teaser.article_id for teaser in desk.editions.get("15 May").teasers] == [other.id]
    assert desk.editions.get("16 May").lead is None
    desk.editions.preview_html("15 May")
    desk.photos.discard([photo.id])
    (binned_photo, binned) = desk.bin.all()
    assert (binned.kind, binned.name, binned.size) == (Kind.STORY, "Ferry", 2)
    assert binned_photo.kind is Kind.PHOTO
    changes = desk.bin.put_back([binned]).changes
    assert changes.editions == {page.id, lead.id}
    assert desk.articles.get(story.id) == story
    assert desk.editions.get("15 May") == page
    assert desk.editions.get("16 May") == lead
    assert desk.photos.ids() == [photo.id]
    assert desk.bin.all() == []


def test_a_place_that_is_taken_meanwhile_stays_taken(desk: Desk) -> None:
    story, other = (desk.articles.new(headline=line).value for line in ("Ferry", "Other"))
    desk.editions.new("15 May", story.created.date())
    desk.editions.edit("15 May", lead=story.id, related=[story.id])
    desk.articles.discard(story.id)
    desk.editions.edit("15 May", lead=other.id)
    desk.articles.restore(story.id)
    page = desk.editions.get("15 May")
    assert (page.lead, page.related) == (other.id, (story.id,))


def test_a_photo_in_use_stays_and_one_that_is_used_again_comes_back(desk: Desk, draw: Draw) -> None:
    story = desk.articles.new(headline="Ferry").value
    used, free = (
        desk.photos.take_in(draw(name, colour)).value for name, colour in (("a.jpg", "red"), ("b.jpg", "navy"))
    )
    desk.articles.attach(story.id, used.id, Role.INLINE)
    with pytest.raises(DeskError, match="shown in “ferry”, and stays"):
        desk.photos.discard([free.id, used.id])
    assert desk.bin.all() == []
    assert desk.photos.discard([free.id]).changes.photos == {free.id}
    assert desk.photos.ids() == [used.id]
    assert desk.photos.ids(PhotoFilter(unused=True)) == []
    desk.articles.attach(story.id, "b.jpg", Role.LEAD)
    assert set(desk.photos.ids()) == {used.id, free.id}
    desk.articles.detach(story.id, free.id, Role.LEAD)
    desk.photos.discard([free.id])
    assert desk.photos.take_in(draw("b.jpg", "navy")).changes.photos == {free.id}
    assert desk.bin.all() == []


def test_a_version_that_comes_back_brings_its_photo(desk: Desk, draw: Draw) -> None:
    story = desk.articles.new(headline="Ferry").value
    photo = desk.photos.take_in(draw()).value
    desk.articles.attach(story.id, photo.id, Role.LEAD)
    desk.history.keep(story.id, "pause")
    desk.articles.detach(story.id, photo.id, Role.LEAD)
    desk.photos.discard([photo.id])
    desk.history.bring_back(story.id, 1)
    assert desk.photos.ids() == [photo.id]
    assert desk.bin.all() == []


def test_a_tag_comes_back_in_its_place_on_the_stories_that_had_it(desk: Desk) -> None:
    one, two, gone = (desk.articles.new(headline=line).value for line in ("One", "Two", "Gone"))
    for name in ("Harbour", "Ferry", "Town"):
        desk.tags.add(one.id, name)
    for story in (two, gone):
        desk.tags.add(story.id, "Ferry")
    binned = desk.tags.discard("ferry").value
    assert (binned.kind, binned.name, binned.size) == (Kind.TAG, "Ferry", 3)
    assert desk.articles.get(one.id).tags == ("Harbour", "Town")
    assert [tag.name for tag in desk.tags.all()] == ["Harbour", "Town"]
    assert desk.articles.search("ferry") == []
    desk.tags.add(two.id, "Sea")
    desk.articles.discard(gone.id)
    desk.bin.erase([item for item in desk.bin.all() if item.kind is Kind.STORY])
    done = desk.tags.restore(binned.id)
    assert done.changes.articles == {one.id, two.id}
    assert desk.articles.get(one.id).tags == ("Harbour", "Ferry", "Town")
    assert desk.articles.get(two.id).tags == ("Ferry", "Sea")
    assert set(desk.articles.ids(ArticleFilter(tag="Ferry"))) == {one.id, two.id}
    with pytest.raises(NotFoundError, match="no such tag in the bin"):
        desk.tags.restore(binned.id)


def test_a_tag_that_was_made_anew_meanwhile_is_that_tag(desk: Desk) -> None:
    one, two = (desk.articles.new(headline=line).value for line in ("One", "Two"))
    desk.tags.add(one.id, "Ferry")
    binned = desk.tags.discard("Ferry").value
    desk.tags.add(two.id, "FERRY")
    desk.tags.restore(binned.id)
    assert [(tag.name, tag.uses) for tag in desk.tags.all()] == [("FERRY", 2)]


def test_emptying_deletes_for_ever_and_gives_the_space_back(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    story = desk.articles.new(headline="Ferry", body="Needle.").value
    kept = desk.articles.new(headline="Kept").value
    photos = [desk.photos.take_in(draw(f"{colour}.jpg", colour)).value for colour in ("red", "navy", "gold")]
    desk.articles.attach(story.id, photos[0].id, Role.LEAD)
    desk.articles.attach(kept.id, photos[1].id, Role.LEAD)
    desk.history.keep(story.id, "pause")
    desk.history.keep(kept.id, "pause")
    desk.articles.detach(kept.id, photos[1].id, Role.LEAD)
    desk.tags.add(story.id, "Harbour")
    desk.articles.discard(story.id)
    desk.tags.discard("Harbour")
    desk.photos.discard([photo.id for photo in photos])
    items = desk.bin.all()
    told = desk.bin.erasing(items)
    assert [item.id for item in told.staying] == [photos[1].id]
    assert told.bytes == photos[0].size + photos[2].size
    done = desk.bin.erase(items)
    assert done.value == told
    assert done.changes.photos == {photos[0].id, photos[2].id}
    assert [item.id for item in desk.bin.all()] == [photos[1].id]
    originals = [path for path in (tmp_path / "desk" / "photos").rglob("*") if path.is_file()]
    assert len(originals) == 1
    assert desk.articles.search("needle") == []
    with pytest.raises(NotFoundError, match="no discarded story"):
        desk.articles.restore(story.id)
    assert desk.articles.new(headline="Ferry").value.slug == "ferry"
    assert desk.bin.erase(items).value.gone == ()
    desk.close()
    assert [each for each in examine(tmp_path / "desk") if each.fault] == []


def test_what_is_no_longer_in_the_bin_is_passed_over(desk: Desk, draw: Draw) -> None:
    photo = desk.photos.take_in(draw()).value
    desk.photos.discard([photo.id])
    items = desk.bin.all()
    desk.bin.put_back(items)
    assert not desk.bin.put_back(items).changes
    assert desk.bin.erase(items).value.gone == ()
    assert desk.photos.ids() == [photo.id]


def test_a_photo_that_is_deleted_twice_stays_in_the_bin(desk: Desk, draw: Draw) -> None:
    photo = desk.photos.take_in(draw()).value
    desk.photos.discard([photo.id])
    desk.photos.discard([photo.id])
    assert [binned.id for binned in desk.bin.all()] == [photo.id]
    assert desk.photos.ids() == []


def test_a_picture_that_is_taken_in_again_while_it_is_erased_has_its_file(
    desk: Desk, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals, path = desk._context.originals, draw()
    desk.photos.discard([desk.photos.take_in(path).value.id])
    remove, keep = originals.remove, originals.keep
    taken: list[Photo] = []
    is_kept = threading.Event()
    other = threading.Thread(target=lambda: taken.append(desk.photos.take_in(path).value))

    def keep_and_tell(source: Path, sha256: str) -> None:
        keep(source, sha256)
        is_kept.set()

    def remove_late(sha256: str) -> None:
        other.start()
        assert is_kept.wait(5)
        remove(sha256)

    monkeypatch.setattr(originals, "keep", keep_and_tell)
    monkeypatch.setattr(originals, "remove", remove_late)
    desk.bin.erase(desk.bin.all())
    other.join()
    assert originals.is_whole(taken[0].sha256)


def test_a_picture_that_is_taken_in_again_just_after_it_was_erased_keeps_its_file(
    desk: Desk, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, path = desk._context.store, draw()
    taken: list[Photo] = []
    begun: list[None] = []
    desk.photos.discard([desk.photos.take_in(path).value.id])
    writing = store.writing

    def write() -> object:
        begun.append(None)
        if len(begun) == 2:  # the record is gone, its file not yet
            taken.append(desk.photos.take_in(path).value)
        return writing()

    monkeypatch.setattr(store, "writing", write)
    desk.bin.erase(desk.bin.all())
    assert desk._context.originals.is_whole(taken[0].sha256)
