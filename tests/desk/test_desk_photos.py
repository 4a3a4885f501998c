"""The archive of pictures, and pictures in stories."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.framing import Framing
from deskeditor.core.photo import PhotoUse, Role
from deskeditor.desk import Desk, PhotoFilter
from deskeditor.desk.photos import THUMBNAIL

Draw = Callable[..., Path]


def test_a_picture_is_taken_in_byte_for_byte(desk: Desk, draw: Draw) -> None:
    path = draw("from the quay.jpg")
    done = desk.photos.take_in(path)
    photo = done.value
    assert (photo.filename, photo.width, photo.height) == ("from the quay.jpg", 640, 400)
    assert desk.photos.original(photo).read_bytes() == path.read_bytes()
    assert desk.photos.original(photo).is_relative_to(desk.path / "photos" / photo.sha256[:2])
    assert photo.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert desk.photos.get(photo.id) == desk.photos.get("from the quay.jpg") == photo
    assert done.changes.photos == {photo.id}


def test_the_same_bytes_are_the_same_photo_and_edits_stay(desk: Desk, draw: Draw) -> None:
    path = draw()
    photo = desk.photos.take_in(path).value
    desk.photos.edit(photo.id, caption="The ferry", creator=("Mina Seo",))
    again = desk.photos.take_in_bytes(path.read_bytes(), "pasted.jpg")
    assert again.value.id == photo.id
    assert again.value.fields.caption == "The ferry"
    assert again.value.fields.creator == ("Mina Seo",)
    assert not again.changes
    assert desk.photos.ids() == [photo.id]


def test_two_pictures_of_one_name_get_two_names(desk: Desk, draw: Draw) -> None:
    first = desk.photos.take_in(draw("a/IMG_1.jpg", "red")).value
    second = desk.photos.take_in(draw("b/IMG_1.jpg", "blue")).value
    assert (first.filename, second.filename) == ("IMG_1.jpg", "IMG_1-2.jpg")


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 cut off"])
def test_what_is_no_picture_is_refused_and_leaves_nothing(desk: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.jpg"
    path.write_bytes(content)
    with pytest.raises(DeskError, match=r"bad\.jpg"):
        desk.photos.take_in(path)
    with pytest.raises(DeskError, match=r"^pasted\.jpg: "):
        desk.photos.take_in_bytes(content, "pasted.jpg")
    assert desk.photos.ids() == []
    assert list((desk.path / "photos").iterdir()) == []


def test_photos_are_listed_by_what_they_lack(desk: Desk, draw: Draw) -> None:
    bare = desk.photos.take_in(draw("bare.jpg", "red")).value
    told = desk.photos.take_in(draw("told.jpg", "blue")).value
    desk.photos.edit(told.id, caption="항구의 배", alt="A boat", credit="Mina Seo", keywords=("Harbour",))
    story = desk.articles.new().value
    desk.articles.attach(story.id, told.id, Role.LEAD)
    assert desk.photos.ids() == [told.id, bare.id]
    assert desk.photos.ids(PhotoFilter(missing=("caption",))) == [bare.id]
    assert desk.photos.ids(PhotoFilter(missing=("credit",), unused=True)) == [bare.id]
    assert desk.photos.ids(PhotoFilter(unused=True)) == [bare.id]
    assert desk.photos.ids(PhotoFilter(text="구의 HARB")) == [told.id]
    assert desk.photos.ids(PhotoFilter(text="%")) == []
    assert [photo.filename for photo in desk.photos.rows([bare.id, "gone", told.id])] == ["bare.jpg", "told.jpg"]
    assert desk.photos.ids(PhotoFilter(missing=("keywords",))) == [bare.id]
    assert desk.photos.ids(PhotoFilter(missing=("city", "alt"))) == [told.id, bare.id]
    with pytest.raises(DeskError, match="no field “words” to list it by"):
        desk.photos.ids(PhotoFilter(missing=("words",)))
    desk.articles.discard(story.id)
    assert desk.photos.ids(PhotoFilter(unused=True)) == [told.id, bare.id]


def test_the_first_of_a_list_are_those_that_it_lists_first(desk: Desk, draw: Draw) -> None:
    names = ("red", "green", "blue", "gold", "pink")
    red, green, _blue, gold, pink = (desk.photos.take_in(draw(f"{name}.jpg", name)).value.id for name in names)
    desk.photos.edit(red, city="Mokpo", embargo="2999-01-01")
    desk.photos.edit(green, city="Busan", caption="A boat")
    desk.photos.edit(gold, embargo="2999-01-01")
    desk.photos.discard([pink])
    lists = [
        *(PhotoFilter(), PhotoFilter(sort="city"), PhotoFilter(sort="filename", descending=True)),
        *(PhotoFilter(missing=("city",)), PhotoFilter(held=True)),
        *(PhotoFilter(conflicting=True), PhotoFilter(text="boat")),
    ]
    assert [len(desk.photos.ids(only)) for only in lists] == [4, 4, 4, 2, 2, 0, 1]
    for only in lists:
        for most in range(1, 6):
            assert [photo.id for photo in desk.photos.first(only, most)] == desk.photos.ids(only)[:most]
    with pytest.raises(DeskError, match="no field “seq”"):
        desk.photos.first(PhotoFilter(sort="seq"), 1)


def test_photos_are_sorted_by_a_field_with_what_is_missing_first(desk: Desk, draw: Draw) -> None:
    names = ("red", "green", "blue")
    red, green, blue = (desk.photos.take_in(draw(f"{name}.jpg", name)).value.id for name in names)
    desk.photos.edit(red, city="mokpo", people=("Kim Sora",))
    desk.photos.edit(green, city="Busan")
    assert desk.photos.ids(PhotoFilter(sort="city")) == [blue, green, red]
    assert desk.photos.ids(PhotoFilter(sort="city", descending=True)) == [red, green, blue]
    assert desk.photos.ids(PhotoFilter(sort="people")) == [blue, green, red]
    assert desk.photos.ids(PhotoFilter(sort="filename")) == [blue, green, red]
    with pytest.raises(DeskError, match="no field “seq”"):
        desk.photos.ids(PhotoFilter(sort="seq"))


def test_an_edit_of_a_photo_tells_which_stories_show_it(desk: Desk, draw: Draw) -> None:
    photo = desk.photos.take_in(draw()).value
    story = desk.articles.new().value
    desk.articles.attach(story.id, photo.id, Role.LEAD)
    done = desk.photos.edit(photo.id, caption="Line one\nline two")
    assert done.value.fields.caption == "Line one line two"
    assert done.value.revision == 2
    assert done.changes.articles == {story.id}
    assert not desk.photos.edit(photo.id, caption="Line one line two").changes
    assert desk.photos.edit(photo.id, note="Ask again").value.revision == 2
    assert desk.photos.uses(photo.id) == [story.id]


def test_a_thumbnail_is_made_once_and_kept_outside_of_the_desk(desk: Desk, draw: Draw, own_cache: Path) -> None:
    photo = desk.photos.take_in(draw()).value
    data = desk.photos.thumbnail(photo.id, 96)
    kept = own_cache / "deskeditor" / "thumbnails"
    assert {path.name for path in kept.iterdir()} == {f"{photo.sha256}-{box}.jpg" for box in (96, THUMBNAIL)}
    assert data == (kept / f"{photo.sha256}-96.jpg").read_bytes()
    desk.photos.original(photo).unlink()
    with pytest.raises(DeskError, match=r"ferry\.jpg: The picture's file is gone"):
        desk.photos.thumbnail(photo.id, 96)


def test_the_pixels_of_a_picture_are_upright_and_unframed(desk: Desk, tmp_path: Path) -> None:
    upright, exif = Image.new("RGB", (300, 200), "white"), Image.Exif()
    upright.paste("red", (0, 0, 30, 20))
    exif[0x0112] = 6
    upright.save(tmp_path / "turned.png", exif=exif)
    photo = desk.photos.take_in(tmp_path / "turned.png").value
    desk.photos.edit(photo.id, framing=Framing(turn=1, straighten=3.0))
    whole = desk.photos.pixels(photo.id, 5000)
    assert (whole.width, whole.height) == (200, 300)
    assert whole.data[3 * 199 : 3 * 200] == b"\xff\x00\x00"
    assert len(whole.data) == 3 * 200 * 300
    assert max(desk.photos.pixels(photo.id, 90).width, desk.photos.pixels(photo.id, 90).height) == 90
    grey = tmp_path / "grey.png"
    Image.new("L", (1, 3000), 90).save(grey)
    strip = desk.photos.pixels(desk.photos.take_in(grey).value.id, 1024)
    assert (strip.width, strip.height, len(strip.data)) == (1, 1024, 3 * 1024)


def test_a_cache_that_cannot_be_written_costs_nothing_else(desk: Desk, draw: Draw, own_cache: Path) -> None:
    own_cache.mkdir(parents=True)
    (own_cache / "deskeditor").write_bytes(b"in the way")
    photo = desk.photos.take_in(draw()).value
    assert desk.photos.thumbnail(photo.id, 96).startswith(b"\xff\xd8")


def test_a_lead_inherits_from_the_archive_until_the_story_says_otherwise(desk: Desk, draw: Draw) -> None:
    photo = desk.photos.take_in(draw()).value
    desk.photos.edit(photo.id, caption="Archive", alt="Alt", credit="Agency")
    story = desk.articles.new().value
    desk.articles.attach(story.id, "ferry.jpg", Role.LEAD)
    (used,) = desk.articles.used_photos(story.id)
    assert (used.caption, used.alt, used.credit) == ("Archive", "Alt", "Agency")
    after = desk.articles.caption(story.id, photo.id, caption="Here", credit="").value
    assert after.photos == (PhotoUse(photo.id, Role.LEAD, "Here", None, ""),)
    (used,) = desk.articles.used_photos(story.id)
    assert (used.caption, used.alt, used.credit) == ("Here", "Alt", "")
    after = desk.articles.caption(story.id, photo.id, caption="Archive").value
    assert after.photos == (PhotoUse(photo.id, Role.LEAD, None, None, ""),)


def test_another_lead_takes_the_place_of_the_first(desk: Desk, draw: Draw) -> None:
    first = desk.photos.take_in(draw("a.jpg", "red")).value
    second = desk.photos.take_in(draw("b.jpg", "blue")).value
    story = desk.articles.new().value
    desk.articles.attach(story.id, first.id, Role.LEAD)
    done = desk.articles.attach(story.id, second.id, Role.LEAD)
    assert [use.photo_id for use in done.value.photos] == [second.id]
    assert done.changes.photos == {first.id, second.id}
    assert not desk.articles.attach(story.id, second.id, Role.LEAD).changes
    assert desk.articles.detach(story.id, second.id, Role.LEAD).value.photos == ()
    with pytest.raises(NotFoundError, match="not in the story"):
        desk.articles.detach(story.id, second.id, Role.LEAD)


def test_the_body_is_the_truth_for_figures(desk: Desk, draw: Draw) -> None:
    photo = desk.photos.take_in(draw()).value
    desk.photos.edit(photo.id, caption="A *starred* ferry", alt="A [boat]", credit="Agency")
    story = desk.articles.new(body="Text.").value
    story = desk.articles.attach(story.id, photo.id, Role.INLINE).value
    assert story.body.startswith("Text.\n\n![")
    assert story.photos == (PhotoUse(photo.id, Role.INLINE, "A *starred* ferry", "A [boat]", None),)
    assert desk.articles.rows([story.id])[0].photos == 1

    story = desk.articles.caption(story.id, photo.id, caption="New _words_", credit="Own").value
    assert story.photos == (PhotoUse(photo.id, Role.INLINE, "New _words_", "A [boat]", "Own"),)
    story = desk.articles.edit(story.id, body=story.body.replace("Text.", "Other text.")).value
    assert story.photos[0].credit == "Own"
    (used,) = desk.articles.used_photos(story.id)
    assert (used.caption, used.credit) == ("New _words_", "Own")

    story = desk.articles.detach(story.id, photo.id, Role.INLINE).value
    assert story.photos == ()
    assert story.body.strip() == "Other text."


def test_a_figure_in_a_code_block_is_no_picture(desk: Desk) -> None:
    body = "```\n\n![](photo:one)\n\n```\n\n![Alt](photo:two)\nCaption\n"
    assert [use.photo_id for use in desk.articles.new(body=body).value.photos] == ["two"]


def test_a_picture_that_is_not_on_the_desk_is_told_and_can_be_taken_out(desk: Desk) -> None:
    story = desk.articles.new(headline="One", body="Text\n\n![Alt](photo:unknown)\nCaption\n").value
    assert desk.articles.used_photos(story.id) == ()
    findings = desk.checking.check([story.id])
    assert "photo unknown" in [finding.place for finding in findings]
    assert desk.articles.detach(story.id, "unknown", Role.INLINE).value.photos == ()


def test_an_unknown_photo_is_told(desk: Desk) -> None:
    story = desk.articles.new().value
    with pytest.raises(NotFoundError, match="no photo with that id or file name"):
        desk.articles.attach(story.id, "nothing.jpg", Role.LEAD)
