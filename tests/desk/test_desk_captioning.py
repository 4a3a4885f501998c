"""Codes, templates, photographers and tables of captions, on a desk."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from deskeditor.core.article import Article
from deskeditor.core.batch import FieldChange, Way
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.photo import Photo, Role
from deskeditor.core.template import TemplateKind, expand
from deskeditor.desk import Desk, PhotoEdit

Draw = Callable[..., Path]
Fields = dict[str, str | tuple[str, ...]]
CARD, TEMPLATE = TemplateKind.PHOTOGRAPHER, TemplateKind.TEMPLATE


@pytest.fixture
def two(desk: Desk, draw: Draw) -> list[Photo]:
    return [desk.photos.take_in(draw(f"{name}.jpg", name)).value for name in ("red", "blue")]


@pytest.fixture
def story(desk: Desk, two: list[Photo]) -> Article:
    """A story about people at a place, with a photo that names them."""
    desk.photos.edit(two[0].id, people=("Park Jiwoo", "이민호"), city="Mokpo", event="The ferry's return")
    made = desk.articles.new(headline="Ferry returns", byline=("Mina Seo", "Jonas Park"), dateline="JEJU, May 15").value
    return desk.articles.attach(made.id, two[0].id, Role.LEAD).value


def codes(tmp_path: Path, text: str, name: str = "players.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_of_codes_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    done = desk.captioning.import_codes(codes(tmp_path, "cc17\tRick Perkins\tPerkins\nno code\n"))
    kept, doubts = done.value
    assert (kept.name, doubts) == ("players", ("Line 2 is no code: it has no tab, or nothing before or after it",))
    assert done.changes.templates
    assert desk.captioning.code_lists() == [kept]
    assert desk.captioning.expand("=cc17= passes to =cc17#2=").text == "Rick Perkins passes to Perkins"
    desk.captioning.import_codes(codes(tmp_path, "cc17\tSomebody else"))
    assert desk.captioning.expand("=cc17=").text == "Somebody else"
    desk.captioning.import_codes(codes(tmp_path, "cc17\tThe newest", "later.txt"))
    assert desk.captioning.expand("=cc17=").text == "The newest"
    desk.captioning.remove_codes("later")
    assert desk.captioning.expand("=cc17=").text == "Somebody else"
    with pytest.raises(NotFoundError, match="no list of codes of that name"):
        desk.captioning.remove_codes("later")
    with pytest.raises(DeskError, match="The file has no codes"):
        desk.captioning.import_codes(codes(tmp_path, "nothing here"))


def test_a_story_has_codes_of_its_own(desk: Desk, story: Article, tmp_path: Path) -> None:
    done = desk.captioning.expand("=jiwoo=, =이민호= and =ms= in =mokpo= for =event=; =park=", story.slug)
    assert done.text == "Park Jiwoo, 이민호 and Mina Seo in Mokpo for The ferry's return; =park="
    assert done.unknown == ("=park=",)
    assert desk.captioning.expand("=jiwoo=").unknown == ("=jiwoo=",)
    desk.captioning.import_codes(codes(tmp_path, "jiwoo\tPark Jiwoo, the captain"))
    assert desk.captioning.expand("=jiwoo=", story.id).text == "Park Jiwoo, the captain"


def test_codes_of_a_photo_are_those_of_the_stories_that_show_it(
    desk: Desk, story: Article, two: list[Photo], draw: Draw
) -> None:
    red, blue = (photo.id for photo in two)
    open_now = desk.articles.new(headline="Budget passes", byline=("Ines Varga",)).value
    text = "=ms=, =iv=: {headline}"

    def said(*keys: str, among: tuple[str, ...] = ()) -> tuple[str, str]:
        codes, variables = desk.captioning.known(keys, among, at_hand=open_now.id)
        return expand(text, codes).text, variables.get("headline", "")

    assert said(red) == ("Mina Seo, =iv=: {headline}", "Ferry returns")
    assert said(blue) == ("=ms=, Ines Varga: {headline}", "Budget passes"), "no story shows it, so the open one counts"
    assert said(blue, among=(red, blue)) == ("Mina Seo, =iv=: {headline}", "Ferry returns"), "both are of one event"
    assert said(red, blue) == ("Mina Seo, =iv=: {headline}", "")
    change = [FieldChange("caption", Way.REPLACE, text)]
    found = desk.captioning.preview_batch([red, blue], change, open_now.id)
    assert [edit.edits for edit in found.edits] == [{"caption": "Mina Seo, =iv=: Ferry returns"}] * 2
    other = desk.photos.take_in(draw("green.jpg", "green")).value.id
    desk.articles.attach(open_now.id, other, Role.LEAD)
    found = desk.captioning.preview_batch([red, blue, other], change, open_now.id)
    assert [edit.edits["caption"] for edit in found.edits] == [
        "Mina Seo, =iv=: Ferry returns",
        "=ms=, Ines Varga: Budget passes",
        "=ms=, Ines Varga: Budget passes",
    ], "of several stories none is that of a photo which none shows"
    desk.articles.attach(open_now.id, red, Role.INLINE)
    assert said(red) == ("Mina Seo, Ines Varga: {headline}", "Budget passes"), "of several it is the open one"
    codes, variables = desk.captioning.known([red], story=story.id)
    assert (expand(text, codes).text, variables["headline"]) == ("Mina Seo, =iv=: {headline}", "Ferry returns")


def test_a_template_is_filled_from_the_story_and_each_photo(desk: Desk, story: Article, two: list[Photo]) -> None:
    desk.photos.edit(two[1].id, date_created="2026-05-14T09:30+09:00", city="Busan")
    fields: Fields = {
        "caption": "=jiwoo= in {city} on {date}. ({byline})",
        "keywords": ("{slug}", "ferry"),
        "job_id": "{slug}",
    }
    desk.captioning.save(TEMPLATE, "Ferry", fields)
    desk.captioning.save(TEMPLATE, "Ferry", fields)
    done = desk.captioning.fill([photo.id for photo in two], TEMPLATE, "Ferry", story=story.id)
    said = [photo.fields for photo in desk.photos.rows([photo.id for photo in two])]
    assert [each.caption for each in said] == [
        "Park Jiwoo in Mokpo on May 15, 2026. (Mina Seo and Jonas Park)",
        "Park Jiwoo in Busan on May 14, 2026. (Mina Seo and Jonas Park)",
    ]
    assert said[0].keywords == ("ferry-returns", "ferry")
    desk.photos.apply(done.value.undo)
    assert [photo.fields.caption for photo in desk.photos.rows([photo.id for photo in two])] == ["", ""]
    (kept,) = desk.captioning.templates(TEMPLATE)
    assert dict(kept.fields) == fields


def test_a_date_is_written_in_the_language_of_the_story(desk: Desk, story: Article, two: list[Photo]) -> None:
    desk.articles.edit(story.id, language="ko")
    desk.photos.edit(two[0].id, date_created="2026-05-14")
    assert desk.captioning.known([two[0].id], story=story.id)[1]["date"] == "2026년 5월 14일"
    desk.photos.edit(two[0].id, date_created="2026-05")
    assert desk.captioning.known([two[0].id], story=story.id)[1]["date"] == "2026-05"


def test_a_photographer_fills_four_fields_at_once(desk: Desk, two: list[Photo]) -> None:
    card: Fields = {
        "creator": ("Mina Seo",),
        "credit": "Mina Seo/Gazette",
        "source": "Gazette",
        "copyright": "© Gazette",
    }
    desk.captioning.save(CARD, "Seo", card)
    desk.photos.edit(two[0].id, credit="Wire")
    desk.captioning.fill([photo.id for photo in two], CARD, "Seo", only_empty=True)
    first, second = (desk.photos.get(photo.id).fields for photo in two)
    assert (first.credit, first.creator, first.source) == ("Wire", ("Mina Seo",), "Gazette")
    assert (second.credit, second.copyright) == ("Mina Seo/Gazette", "© Gazette")
    assert desk.captioning.templates(TEMPLATE) == []
    desk.captioning.remove(CARD, "Seo")
    with pytest.raises(NotFoundError, match="There is no photographer of that name"):
        desk.captioning.fill([two[0].id], CARD, "Seo")


@pytest.mark.parametrize(
    ("name", "fields", "sentence"),
    [
        ("x", {"caption": "{town}"}, "There is no variable “{town}”"),
        ("x", {"colour": "red"}, "has no field “colour”"),
        ("x", {"keywords": "one"}, "holds a list"),
        ("x", {"caption": " "}, "Nothing is to be filled in"),
        (" ", {"caption": "a"}, "needs a name"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(
    desk: Desk, name: str, fields: dict[str, str], sentence: str
) -> None:
    with pytest.raises(DeskError, match=sentence):
        desk.captioning.save(TEMPLATE, name, fields)
    assert desk.captioning.templates(TEMPLATE) == []


def test_a_template_is_renamed_in_one_step_and_never_over_another(desk: Desk) -> None:
    for name in ("Ferry", "Port"):
        desk.captioning.save(TEMPLATE, name, {"event": name})
    for was in ("", "Port"):
        with pytest.raises(DeskError, match="There is a template of that name already"):
            desk.captioning.save(TEMPLATE, "Ferry", {"event": "Lost"}, was=was)
    desk.captioning.save(TEMPLATE, "Ferry line", {"event": "Ferry"}, was="Ferry")
    desk.captioning.save(CARD, "Port", {"credit": "Gazette"}, was="")
    assert [(each.name, dict(each.fields)["event"]) for each in desk.captioning.templates(TEMPLATE)] == [
        ("Ferry line", "Ferry"),
        ("Port", "Port"),
    ]


def test_captions_go_out_as_a_table_and_come_back(desk: Desk, two: list[Photo], tmp_path: Path) -> None:
    desk.photos.edit(two[0].id, caption="=HYPERLINK(1)", creator=("Kim; Sora", "이민호"), keywords=("a",))
    path = tmp_path / "captions.csv"
    path.write_text(desk.captioning.sheet([photo.id for photo in two]), encoding="utf-8", newline="")
    assert "\"'=HYPERLINK" in path.read_text(encoding="utf-8") or "'=HYPERLINK" in path.read_text(encoding="utf-8")
    assert not desk.photos.apply(desk.captioning.read_sheet(path)).changes
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[1] |= {"caption": "배가 돌아왔다", "creator": "Seo; Park"}
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["filename", "caption", "creator", "alt"], extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    desk.photos.edit(two[1].id, alt="Written on the desk meanwhile")
    done = desk.photos.apply(desk.captioning.read_sheet(path))
    assert done.changes.photos == {two[1].id}
    fields = desk.photos.get(two[1].id).fields
    assert (fields.caption, fields.creator) == ("배가 돌아왔다", ("Seo", "Park"))
    assert fields.alt == "Written on the desk meanwhile"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("filename,colour\nred.jpg,1\n", "“colour” is no column"),
        ("filename,caption,share_position\nred.jpg,A\nblue.jpg,B,no\n", "“share_position” is no column"),
        ("filename,caption,framing\nred.jpg,A\nblue.jpg,B,1:1\n", "“framing” is no column"),
        ("caption\nA\n", "does not say which photos"),
        ("filename,caption\ngone.jpg,A\n", "line 2: There is no photo “gone.jpg”"),
        ("filename,rating\nred.jpg,many\n", "line 2: “many” is not a number of stars"),
        ("filename,caption\nred.jpg,A\nblue.jpg,B\nred.jpg,A\n", "Lines 2 and 4 are of the same photo"),
        ("filename,caption\n", "The table has no rows"),
    ],
)
def test_a_table_that_cannot_be_taken_changes_nothing(
    desk: Desk, two: list[Photo], tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(DeskError, match=sentence):
        desk.captioning.read_sheet(codes(tmp_path, text, "captions.csv"))


def odd(desk: Desk, draw: Draw) -> Photo:
    """A photo whose file says what the desk would write in another form."""
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'photoshop:DateCreated="2026:05:15" dc:description="A ferry.&#10;It is back." photoshop:City="Mokpo"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    path = draw("odd.jpg")
    Image.new("RGB", (64, 40)).save(path, xmp=packet.encode())
    return desk.photos.take_in(path).value


def test_a_sheet_travels_with_what_files_say_otherwise_than_the_desk_would(
    desk: Desk, draw: Draw, tmp_path: Path
) -> None:
    photo = odd(desk, draw)
    assert (photo.fields.caption, photo.fields.date_created) == ("A ferry.\nIt is back.", "2026:05:15")
    table = codes(tmp_path, desk.captioning.sheet([photo.id]), "captions.csv")
    assert not desk.photos.apply(desk.captioning.read_sheet(table)).changes
    table.write_text(table.read_text("utf-8").replace("Mokpo", "Jeju"), encoding="utf-8")
    (edited,) = desk.photos.apply(desk.captioning.read_sheet(table)).value.photos
    assert edited.fields == replace(photo.fields, city="Jeju")


def test_what_a_file_said_is_put_back_as_it_stood(desk: Desk, draw: Draw) -> None:
    photo = odd(desk, draw)
    done = desk.photos.apply([PhotoEdit(photo.id, {"caption": "A new one", "date_created": "2026-05-15"})])
    undone = desk.photos.apply(done.value.undo)
    assert desk.photos.get(photo.id).fields == photo.fields
    desk.photos.apply(undone.value.undo)
    assert desk.photos.get(photo.id).fields.caption == "A new one"
