"""Many photos edited at once and taken back; photos that show the same; photos framed for a story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageDraw

from deskeditor.core.article import Status
from deskeditor.core.errors import DeskError
from deskeditor.core.framing import FREE, Box, Framing
from deskeditor.core.photo import Conflict, Photo, PhotoUse, Position, Role
from deskeditor.desk import Desk, ExportRequest, PhotoEdit, PhotoFilter
from deskeditor.photos import iim, read_picture, xmp

Draw = Callable[..., Path]


@pytest.fixture
def three(desk: Desk, draw: Draw) -> list[Photo]:
    return [desk.photos.take_in(draw(f"{name}.jpg", name)).value for name in ("red", "green", "blue")]


def scene(path: Path, **how: object) -> Path:
    """A picture in which there is something to see."""
    image = Image.new("RGB", (900, 600), "skyblue")
    draw = ImageDraw.Draw(image)
    for number in range(9):
        draw.ellipse((90 * number, 40 * number, 90 * number + 150, 40 * number + 180), fill=(25 * number, 90, 60))
    image.resize(how.pop("size", (900, 600))).save(path, **how)  # type: ignore[arg-type]
    return path


def test_many_photos_are_edited_at_once_in_what_is_named(desk: Desk, three: list[Photo]) -> None:
    desk.photos.edit(three[0].id, caption="The first", credit="Seo")
    before = desk.photos.rows([photo.id for photo in three])
    story = desk.articles.new().value
    desk.articles.attach(story.id, three[2].id, Role.LEAD)
    done = desk.photos.apply([PhotoEdit(photo.id, {"credit": "Gazette", "rating": 3}) for photo in three])
    after = desk.photos.rows([photo.id for photo in three])
    assert list(done.value.photos) == after
    assert [(photo.fields.caption, photo.fields.credit, photo.rating) for photo in after] == [
        ("The first", "Gazette", 3),
        ("", "Gazette", 3),
        ("", "Gazette", 3),
    ]
    assert done.changes.photos == {photo.id for photo in three}
    assert done.changes.articles == {story.id}
    back = desk.photos.apply(done.value.undo)
    restored = desk.photos.rows([photo.id for photo in three])
    assert [(photo.fields, photo.rating) for photo in restored] == [(photo.fields, photo.rating) for photo in before]
    desk.photos.apply(back.value.undo)
    assert [photo.fields for photo in desk.photos.rows([photo.id for photo in three])] == [
        photo.fields for photo in after
    ]


def test_undo_leaves_what_others_edited_meanwhile(desk: Desk, three: list[Photo]) -> None:
    done = desk.photos.apply([PhotoEdit(photo.id, {"credit": "Gazette"}) for photo in three])
    desk.photos.edit(three[1].id, caption="Written by somebody else")
    desk.photos.apply(done.value.undo)
    photo = desk.photos.get(three[1].id)
    assert (photo.fields.caption, photo.fields.credit) == ("Written by somebody else", "")


def test_what_does_not_differ_is_not_written(desk: Desk, three: list[Photo]) -> None:
    desk.photos.edit(three[0].id, credit="Gazette")
    done = desk.photos.apply([PhotoEdit(photo.id, {"credit": "Gazette"}) for photo in three])
    assert done.changes.photos == {three[1].id, three[2].id}
    assert [edit.photo for edit in done.value.undo] == [three[2].id, three[1].id]
    assert not desk.photos.apply([PhotoEdit(three[0].id, {"credit": "Gazette"})]).changes


def test_two_edits_of_one_photo_are_taken_back_in_turn(desk: Desk, three: list[Photo]) -> None:
    key = three[0].id
    done = desk.photos.apply([PhotoEdit(key, {"credit": "One"}), PhotoEdit(key, {"credit": "Two", "caption": "C"})])
    assert desk.photos.get(key).fields.credit == "Two"
    desk.photos.apply(done.value.undo)
    assert (desk.photos.get(key).fields.credit, desk.photos.get(key).fields.caption) == ("", "")


def test_where_one_edit_is_refused_none_is_made(desk: Desk, three: list[Photo]) -> None:
    edits = [PhotoEdit(three[0].id, {"credit": "Gazette"}), PhotoEdit(three[1].id, {"embargo": "on Friday"})]
    with pytest.raises(DeskError, match=r"^green\.jpg: “on Friday” is not a date"):
        desk.photos.apply(edits)
    assert desk.photos.get(three[0].id).fields.credit == ""


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ({"rating": 6}, "up to five"),
        ({"licence_end": "2026-13"}, "is not a date"),
        ({"model_release": "yes"}, "such as http://ns.useplus.org"),
        ({"web_statement": "javascript:alert(1)"}, "is not a web statement"),
        ({"framing": Framing(focal=(2.0, 0.0))}, "lies outside of the picture"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    desk: Desk, three: list[Photo], edits: dict[str, object], sentence: str
) -> None:
    with pytest.raises(DeskError, match=sentence):
        desk.photos.edit(three[0].id, **edits)  # type: ignore[arg-type]


def test_marks_are_for_the_desk_and_lists_are_made_by_them(desk: Desk, three: list[Photo]) -> None:
    red, green, blue = three
    desk.photos.edit(red.id, rating=4, label="Front")
    desk.photos.edit(green.id, rejected=True)
    assert desk.photos.get(red.id).revision == 1
    assert desk.photos.ids(PhotoFilter(rating=3)) == [red.id]
    assert desk.photos.ids(PhotoFilter(label="Front")) == [red.id]
    assert desk.photos.ids(PhotoFilter(rejected=False)) == [blue.id, red.id]
    assert desk.photos.ids(PhotoFilter(rejected=True)) == [green.id]


def test_what_a_file_says_of_itself_is_kept_with_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "said.jpg"
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "S",
        ExifTags.GPS.GPSLatitude: (33.0, 30.0, 0.0),
        ExifTags.GPS.GPSLongitudeRef: "E",
        ExifTags.GPS.GPSLongitude: (126.0, 15.0, 0.0),
    }
    packet, block = xmp.write({"caption": ("new words",)}), iim.write({"caption": ("old words",)})
    Image.new("RGB", (40, 30)).save(path, xmp=packet, extra=iim.segment(block), exif=exif)
    before = path.read_bytes()
    photo = desk.photos.take_in(path).value
    conflict = Conflict("caption", ("new words",), ("old words",), "xmp")
    assert photo.conflicts == photo.open_conflicts == (conflict,)
    assert photo.position == Position(-33.5, 126.25)
    assert desk.photos.get(photo.id) == photo
    assert desk.photos.ids(PhotoFilter(conflicting=True)) == [photo.id]
    chosen = desk.photos.edit(photo.id, caption="old words")
    assert chosen.value.open_conflicts == ()
    assert desk.photos.ids(PhotoFilter(conflicting=True)) == []
    settled = desk.photos.apply([PhotoEdit(photo.id, {"caption": "new words", "conflicts": ()})])
    assert settled.value.photos[0].open_conflicts == ()
    desk.photos.apply(settled.value.undo)
    assert desk.photos.get(photo.id).conflicts == (conflict,)
    assert path.read_bytes() == before == desk.photos.original(photo).read_bytes()


def test_a_place_leaves_the_desk_once_somebody_asks_for_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "placed.jpg"
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSLatitude: (34.0, 47.0, 0.0),
        ExifTags.GPS.GPSLongitudeRef: "E",
        ExifTags.GPS.GPSLongitude: (126.0, 23.0, 0.0),
    }
    Image.new("RGB", (400, 300), "teal").save(path, exif=exif)
    photo = desk.photos.take_in(path).value
    story = desk.articles.new(headline="One", body="Text.", status=Status.READY).value
    desk.articles.attach(story.id, photo.id, Role.LEAD)

    def places(name: str) -> set[Position | None]:
        desk.publishing.export(ExportRequest(to=tmp_path / name, articles=(story.id,)))
        return {read_picture(sent).said.position for sent in (tmp_path / name / "data/media").rglob("*.jpg")}

    assert places("first") == {None}
    assert not any(b"126.38" in sent.read_bytes() for sent in (tmp_path / "first").rglob("*.json"))
    desk.photos.edit(photo.id, share_position=True)
    assert places("second") == {photo.position}
    assert desk.articles.get(story.id).version == 2
    desk.photos.edit(photo.id, share_position=False)
    assert places("third") == {None}


def old_picture(path: Path, caption: bytes, city: bytes) -> Path:
    """With texts as a program wrote them that knew no UTF-8."""
    texts = [(120, caption), (90, city), (110, b"Wire")]
    block = b"".join(b"\x1c\x02" + bytes([number, 0, len(text)]) + text for number, text in texts)
    Image.new("RGB", (40, 30)).save(path, extra=iim.segment(block))
    return path


def test_old_texts_are_read_in_the_encoding_that_a_person_chooses(desk: Desk, tmp_path: Path) -> None:
    path = old_picture(tmp_path / "mac.jpg", "Café à Nîmes".encode("mac_roman"), "Nîmes".encode("mac_roman"))
    photo = desk.photos.take_in(path).value
    assert photo.fields.caption != "Café à Nîmes"
    desk.photos.edit(photo.id, city="Arles", note="ask")
    readings = desk.photos.readings(photo.id)
    assert readings["mac_roman"] == {"caption": "Café à Nîmes"}
    assert readings["cp1252"] == {}
    done = desk.photos.read_again(photo.id, "mac_roman")
    (after,) = done.value.photos
    # What somebody typed meanwhile is not the file's to say.
    assert (after.fields.caption, after.fields.city, after.fields.credit) == ("Café à Nîmes", "Arles", "Wire")
    desk.photos.apply(done.value.undo)
    assert desk.photos.get(photo.id).fields.caption == photo.fields.caption
    with pytest.raises(DeskError, match="choose one of cp1252, mac_roman, cp949"):
        desk.photos.read_again(photo.id, "utf_7")


def test_one_encoding_after_another_can_be_tried(desk: Desk, tmp_path: Path) -> None:
    path = old_picture(tmp_path / "old.jpg", "배가 돌아왔다".encode("cp949"), "목포".encode("cp949"))
    photo = desk.photos.take_in(path).value
    for encoding in ("mac_roman", "shift_jis", "cp949"):
        desk.photos.read_again(photo.id, encoding)
    assert (desk.photos.get(photo.id).fields.caption, desk.photos.get(photo.id).fields.city) == (
        "배가 돌아왔다",
        "목포",
    )


def test_another_file_of_a_picture_is_offered_what_is_said_of_the_first(desk: Desk, tmp_path: Path) -> None:
    first = desk.photos.take_in(scene(tmp_path / "first.png")).value
    desk.photos.edit(first.id, caption="The ferry", credit="Seo", city="Mokpo", creator=("Mina Seo",))
    story = desk.articles.new(headline="Ferry returns").value
    desk.articles.attach(story.id, first.id, Role.LEAD)
    again = desk.photos.take_in(scene(tmp_path / "again.jpg", size=(450, 300), quality=50)).value
    (alike,) = desk.photos.alike([first.id, again.id])[again.id]
    assert (alike.photo.id, alike.uses[0].headline) == (first.id, "Ferry returns")
    assert desk.photos.alike([first.id]) == {first.id: []}
    desk.photos.edit(again.id, credit="Another")
    done = desk.photos.inherit(again.id, first.id)
    fields = desk.photos.get(again.id).fields
    assert (fields.caption, fields.credit, fields.city, fields.creator) == (
        "The ferry",
        "Another",
        "Mokpo",
        ("Mina Seo",),
    )
    desk.photos.apply(done.value.undo)
    assert desk.photos.get(again.id).fields.caption == ""


def test_a_past_use_says_when_and_where(desk: Desk, three: list[Photo], tmp_path: Path) -> None:
    from datetime import timedelta

    story = desk.articles.new(headline="Ferry returns", body="Text.").value
    desk.articles.attach(story.id, three[0].id, Role.LEAD)
    (use,) = desk.photos.past_uses(three[0].id)
    assert use.sentence(use.at) == "in the unpublished “Ferry returns”"
    desk.articles.edit(story.id, status=Status.READY)
    desk.publishing.export(ExportRequest(to=tmp_path / "bundle", articles=(story.id,)))
    (use,) = desk.photos.past_uses(three[0].id)
    assert use.sentence(use.at + timedelta(days=3)) == "used 3 days ago in “Ferry returns”"
    assert desk.photos.past_uses(three[1].id) == []


def test_a_story_frames_a_photo_for_itself(desk: Desk, three: list[Photo]) -> None:
    key = three[0].id
    desk.photos.edit(key, caption="Archive", framing=Framing(focal=(0.2, 0.5)))
    story = desk.articles.new(body="Text.").value
    desk.articles.attach(story.id, key, Role.LEAD)
    (used,) = desk.articles.used_photos(story.id)
    assert (used.framing, used.own) == (Framing(focal=(0.2, 0.5)), frozenset())
    own = Framing(focal=(0.9, 0.5), shown="1:1")
    after = desk.articles.caption(story.id, key, framing=own, caption="Here", decorative=True).value
    assert after.photos == (PhotoUse(key, Role.LEAD, "Here", framing=own, decorative=True),)
    (used,) = desk.articles.used_photos(story.id)
    assert (used.framing, used.decorative, used.alt) == (own, True, "")
    assert used.own == {"caption", "framing"}
    after = desk.articles.caption(story.id, key, inherit=("caption", "framing"), decorative=False).value
    assert after.photos == (PhotoUse(key, Role.LEAD),)
    beside = Framing(focal=(0.9, 0.5), crops=((FREE, Box(0.0, 0.0, 0.5, 0.5)),))
    with pytest.raises(DeskError, match="leaves the focal point out"):
        desk.articles.caption(story.id, key, framing=beside)


def test_a_figure_keeps_its_framing_while_its_text_is_edited(desk: Desk, three: list[Photo]) -> None:
    key = three[0].id
    desk.photos.edit(key, caption="Archive")
    story = desk.articles.new(body="Text.").value
    desk.articles.attach(story.id, key, Role.INLINE)
    own = Framing(1)
    desk.articles.caption(story.id, key, framing=own, decorative=True, caption="Here")
    (use,) = desk.articles.edit(story.id, body=desk.articles.get(story.id).body.replace("Text", "Words")).value.photos
    assert (use.framing, use.decorative, use.caption) == (own, True, "Here")
    (use,) = desk.articles.caption(story.id, key, inherit=("caption", "framing")).value.photos
    assert (use.framing, use.decorative, use.caption) == (None, True, "Archive")


def test_a_lead_comes_back_from_history_as_it_was_framed(desk: Desk, three: list[Photo]) -> None:
    story = desk.articles.new(headline="One", body="Text.").value
    desk.articles.attach(story.id, three[0].id, Role.LEAD)
    crops = (("1:1", Box(0.0, 0.0, 0.625, 1.0)),)
    framing = Framing(focal=(0.25, 0.5), crops=crops)
    desk.articles.caption(story.id, three[0].id, framing=framing, decorative=True)
    desk.articles.edit(story.id, status=Status.READY)
    (row,) = desk.history.of(story.id)
    desk.articles.detach(story.id, three[0].id, Role.LEAD)
    after = desk.history.bring_back(story.id, row.number).value
    assert after.photos == (PhotoUse(three[0].id, Role.LEAD, framing=framing, decorative=True),)


def test_every_drawn_crop_leaves_with_the_story(desk: Desk, three: list[Photo], tmp_path: Path) -> None:
    key = three[0].id
    crops = (("4:5", Box(0.0, 0.0, 0.5, 1.0)), ("1:1", Box(0.0, 0.0, 0.625, 1.0)), (FREE, Box(0.1, 0.1, 0.5, 0.5)))
    desk.photos.edit(key, framing=Framing(crops=crops), caption="A ferry")
    story = desk.articles.new(headline="One", body="Text.", status=Status.READY).value
    desk.articles.attach(story.id, key, Role.LEAD)
    desk.publishing.export(ExportRequest(to=tmp_path / "bundle", articles=(story.id,)))
    (tall,) = (tmp_path / "bundle").rglob("crop-4x5.jpg")
    with Image.open(tall) as picture:
        assert picture.size == (320, 400)
    assert not list((tmp_path / "bundle").rglob("crop-1x1.jpg"))
    assert len(list((tmp_path / "bundle").rglob("square-600.jpg"))) == 1


def test_crops_of_the_desks_own_leave_of_every_photo(desk: Desk, three: list[Photo], tmp_path: Path) -> None:
    desk.set_publication(replace(desk.publication(), ratios=("21:9", "1:1", "42:18", "3:2")))
    wide = (("3:2", Box(0.0, 0.0, 0.5, 0.5 * 640 / 400 / 1.5)),)
    desk.photos.edit(three[0].id, framing=Framing(crops=wide), caption="A ferry")
    story = desk.articles.new(headline="One", body="Text.", status=Status.READY).value
    desk.articles.attach(story.id, three[0].id, Role.LEAD)
    desk.publishing.export(ExportRequest(to=tmp_path / "bundle", articles=(story.id,)))
    crops = {path.name: path for path in (tmp_path / "bundle").rglob("crop-*.jpg")}
    assert set(crops) == {"crop-21x9.jpg", "crop-3x2.jpg"}
    with Image.open(crops["crop-21x9.jpg"]) as derived, Image.open(crops["crop-3x2.jpg"]) as drawn:
        assert derived.width / derived.height == pytest.approx(21 / 9, rel=0.01)
        assert drawn.size == (320, 213)


def test_what_was_exported_before_there_were_framings_keeps_its_version(desk: Desk, three: list[Photo]) -> None:
    """The hash of a story whose photo says nothing new is made of the same text as ever."""
    from deskeditor.store import canonical_json

    desk.photos.edit(three[0].id, caption="A ferry", keywords=("boat",))
    text = canonical_json([desk.photos.get(three[0].id).fields, PhotoUse("one", Role.LEAD)])
    assert "framing" not in text
    assert "licensor" not in text
    assert '"usage_terms":""' in text
