"""A bundle is an input too: taken in on another desk it gives the same stories, pictures and front page."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from deskeditor.bags import verify
from deskeditor.bags.manifests import CONTENTS, bag_info, manifest
from deskeditor.core.article import Article, Status
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.framing import Box, Framing
from deskeditor.core.photo import Role
from deskeditor.desk import Desk, Exported, ExportRequest, Imported

Draw = Callable[..., Path]
EDITION = "2025-12-05"
BODY = """\
First *paragraph* of \\<b> & co.

![A boat](photo:{})
The night boat

- one
- <!-- -->

<!-- -->

- two"""


@pytest.fixture
def newsroom(desk: Desk, draw: Draw) -> Desk:
    """An edition: a lead with two pictures, a teaser in Korean, a line without a text, one story taken back."""
    lead, inline = draw("lead.jpg", "navy", (2000, 1300)), draw("night boat.png", "black")
    photos = [desk.photos.take_in(path).value.id for path in (lead, inline)]
    desk.photos.edit(photos[0], caption="From the archive", credit="Archive", city="Mokpo", people=("Min Lee",))
    ferry = desk.articles.new(
        headline="Ferry returns",
        kicker="Sea",
        standfirst="It sails: again.",
        byline=("Kim, Min", "Lee and Sons"),
        section="Island",
        dateline="MOKPO",
        embargo=datetime(2025, 12, 5, 6, tzinfo=UTC),
        body=BODY.format(photos[1]),
        status=Status.READY,
    ).value
    desk.articles.attach(ferry.id, photos[0], Role.LEAD)
    desk.articles.caption(ferry.id, photos[0], caption="In port", alt="A ship", credit="")
    desk.tags.add(ferry.id, "Sea")
    desk.tags.add(ferry.id, "No")
    korean = desk.articles.new(headline="해녀 학교", body="제주의 바다.\n", language="ko", status=Status.READY).value
    line = desk.articles.new(headline="Only a line", standfirst="Without a text.", section="Sea").value
    mayor = desk.articles.new(headline="Mayor resigns", body="He does not.", status=Status.READY).value
    desk.publishing.export(ExportRequest(out(desk) / "first", articles=(mayor.id, korean.id)))
    desk.articles.edit(mayor.id, status=Status.WITHDRAWN)
    desk.articles.edit(korean.id, body="제주의 깊은 바다.\n")
    desk.editions.new(EDITION, date(2025, 12, 5))
    desk.editions.edit(
        EDITION,
        lead=ferry.id,
        teasers=(Teaser(korean.id, None, "기다린다."), Teaser(line.id, "A line", None), Teaser(mayor.id)),
        related=(korean.id, line.id),
        most_read=(ferry.id,),
    )
    return desk


def out(desk: Desk) -> Path:
    """Where a test's exports go."""
    folder = desk.path.parent / "out"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(tmp_path / "elsewhere") as opened:
        yield opened


def exported(desk: Desk, name: str, articles: tuple[str, ...] = ()) -> Exported:
    """The edition, or the stories named, as a bundle: a zip where the name says so, or ends in ``?``."""
    to = out(desk) / name.removesuffix("?")
    zipped = name.endswith((".zip", "?"))
    request = ExportRequest(to, articles, edition="" if articles else EDITION, zipped=zipped)
    return desk.publishing.export(request).value


def took_in(desk: Desk, path: Path) -> list[Imported]:
    imported = desk.importing.bring_in([path]).value
    assert [item.error for item in imported if item.error] == []
    return imported


def refusal(desk: Desk, path: Path) -> str:
    """The sentence of a bundle that is refused, after which nothing is on the desk."""
    (imported,) = desk.importing.bring_in([path]).value
    assert str(path) in imported.error
    assert ";" in imported.error, "says how to mend it"
    assert [*desk.articles.ids(), *desk.photos.ids()] == []
    assert desk.editions.all() == []
    assert [path for path in (desk.path / "photos").rglob("*") if path.is_file()] == []
    return imported.error


def told(article: Article) -> Article:
    """What of a story leaves a desk."""
    return replace(article, revision=0, note="", photos=(), modified=article.created)


def words_of(desk: Desk, key: str) -> list[tuple[str, str, str, str, str]]:
    """The pictures of a story with what is said of them."""
    shown = desk.articles.used_photos(key)
    return [(used.photo.id, used.role.value, used.caption, used.alt, used.credit) for used in shown]


def lines(edition: Edition) -> Edition:
    return replace(edition, modified=datetime(2000, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("name", ["bundle", "bundle.zip", "a zip without a suffix?", "a zip of 2026.11.27?"])
def test_the_same_desk_comes_back(newsroom: Desk, elsewhere: Desk, name: str) -> None:
    imported = took_in(elsewhere, exported(newsroom, name).path)
    assert [warning for item in imported for warning in item.warnings] == []
    assert [item.kind for item in imported] == ["bundle", *["photo"] * 2, *["article"] * 4, "edition"]
    assert imported[0].id == newsroom.editions.get(EDITION).urn
    for key in newsroom.articles.ids():
        before, after = newsroom.articles.get(key), elsewhere.articles.get(key)
        if before.status is Status.WITHDRAWN:
            assert (after.urn, after.headline, after.version, after.body) == (before.urn, before.headline, 2, "")
            continue
        assert told(after) == told(before)
        assert after.modified == before.modified
        assert words_of(elsewhere, key) == words_of(newsroom, key)
    assert lines(elsewhere.editions.get(EDITION)) == lines(newsroom.editions.get(EDITION))
    assert {tag.name for tag in elsewhere.tags.all()} == {"Sea", "No"}
    photo = next(photo for photo in elsewhere.photos.rows(elsewhere.photos.ids()) if photo.filename == "lead.jpg")
    assert (photo.width, photo.fields.city, photo.fields.people) == (1600, "Mokpo", ("Min Lee",))


def test_what_came_back_leaves_again_as_it_was(newsroom: Desk, elsewhere: Desk, tmp_path: Path) -> None:
    first = exported(newsroom, "bundle")
    took_in(elsewhere, first.path)
    second = elsewhere.publishing.export(ExportRequest(tmp_path / "again", edition=EDITION)).value
    assert second.items == first.items
    for name in ("ferry-returns", "haenyeo-haggyo", "mayor-resigns"):
        texts = [(path / "data/items" / name / "article.md").read_text("utf-8") for path in (first.path, second.path)]
        assert without_media(texts[0]) == without_media(texts[1])
    contents = [contents_of(path) for path in (first.path, second.path)]
    for key in ("id", "sequence", "edition", "type"):
        assert contents[0][key] == contents[1][key], key
    assert verify(second.path) == []


def test_a_decorative_picture_is_one_elsewhere(newsroom: Desk, elsewhere: Desk) -> None:
    for used in newsroom.articles.used_photos("ferry-returns"):
        newsroom.articles.caption("ferry-returns", used.photo.id, decorative=True)
    took_in(elsewhere, exported(newsroom, "bundle").path)
    assert [used.decorative for used in elsewhere.articles.used_photos("ferry-returns")] == [True, True]
    assert words_of(elsewhere, "ferry-returns") == words_of(newsroom, "ferry-returns")


def test_links_between_stories_come_back(newsroom: Desk, elsewhere: Desk, tmp_path: Path) -> None:
    keys = ("ferry-returns", "haenyeo-haggyo")
    ferry, school = (newsroom.articles.get(key) for key in keys)
    newsroom.articles.edit(ferry.id, body=f"See [the school](story:{school.id}).")
    newsroom.articles.edit(school.id, body=f"See [the *ferry*](story:{ferry.id}).\n")
    first = exported(newsroom, "bundle", keys)
    took_in(elsewhere, first.path)
    for story in (ferry, school):
        assert elsewhere.articles.get(story.id).body == newsroom.articles.get(story.id).body
    second = elsewhere.publishing.export(ExportRequest(tmp_path / "again", articles=keys)).value
    assert second.items == first.items


def contents_of(bundle: Path) -> dict[str, Any]:
    contents: dict[str, Any] = json.loads((bundle / "data/manifest.json").read_text("utf-8"))
    return contents


def without_media(text: str) -> str:
    """The text without the names of its picture folders, which tell the bytes of the originals."""
    return "\n".join(line.partition("../../media/")[0] for line in text.split("\n"))


def test_stories_that_left_together_keep_their_number(newsroom: Desk, elsewhere: Desk, tmp_path: Path) -> None:
    keys = tuple(key for key in newsroom.articles.ids() if newsroom.articles.get(key).body.strip())
    newsroom.articles.edit(keys[0], kicker="Once more")
    exported(newsroom, "one", keys)
    newsroom.articles.edit(keys[0], kicker="And again")
    sent = exported(newsroom, "two", keys)
    took_in(elsewhere, sent.path)
    again = elsewhere.publishing.export(ExportRequest(tmp_path / "again", articles=keys)).value
    numbers = [
        json.loads((path / "data/manifest.json").read_text("utf-8"))["sequence"] for path in (sent.path, again.path)
    ]
    assert numbers == [2, 2]
    assert {item.slug: item.version for item in again.items} == {item.slug: item.version for item in sent.items}


def test_the_same_bundle_twice_changes_nothing(newsroom: Desk, elsewhere: Desk) -> None:
    path = exported(newsroom, "bundle").path
    took_in(elsewhere, path)
    stories = {key: elsewhere.articles.get(key) for key in elsewhere.articles.ids()}
    done = elsewhere.importing.bring_in([path])
    assert {key: elsewhere.articles.get(key) for key in elsewhere.articles.ids()} == stories
    assert all(
        "already: it stays as it is" in item.warnings[0] for item in done.value if item.kind in ("article", "edition")
    )
    assert len(elsewhere.photos.ids()) == 2
    # And at home, where the originals are.
    before = {key: newsroom.articles.get(key) for key in newsroom.articles.ids()}
    photos = newsroom.photos.rows(newsroom.photos.ids())
    took_in(newsroom, path)
    assert {key: newsroom.articles.get(key) for key in newsroom.articles.ids()} == before
    assert newsroom.photos.rows(newsroom.photos.ids()) == photos


def test_a_later_version_changes_the_story_and_keeps_what_was_there(newsroom: Desk, elsewhere: Desk) -> None:
    took_in(elsewhere, exported(newsroom, "bundle").path)
    elsewhere.articles.edit("ferry-returns", standfirst="Typed elsewhere.")
    newsroom.articles.edit("ferry-returns", kicker="Port", standfirst="")
    newsroom.editions.edit(EDITION, related=())
    imported = took_in(elsewhere, exported(newsroom, "later").path)
    after = elsewhere.articles.get("ferry-returns")
    assert (after.kicker, after.standfirst, after.version) == ("Port", "", 2)
    assert told(after) == told(newsroom.articles.get("ferry-returns"))
    kept = [elsewhere.history.read(after.id, row.number).fields["standfirst"] for row in elsewhere.history.of(after.id)]
    assert kept == ["", "Typed elsewhere.", "It sails: again."]
    assert any("is kept as revision 2" in warning for item in imported for warning in item.warnings)
    assert lines(elsewhere.editions.get(EDITION)) == lines(newsroom.editions.get(EDITION))


def test_a_story_taken_back_is_taken_back_here(newsroom: Desk, elsewhere: Desk) -> None:
    took_in(elsewhere, exported(newsroom, "bundle").path)
    newsroom.articles.edit("ferry-returns", status=Status.WITHDRAWN)
    took_in(elsewhere, exported(newsroom, "later").path)
    after = elsewhere.articles.get("ferry-returns")
    assert (after.status, after.version, after.headline) == (Status.WITHDRAWN, 2, "Ferry returns")
    assert "First *paragraph*" in after.body


def test_what_has_the_names_already_stays(newsroom: Desk, elsewhere: Desk) -> None:
    other = elsewhere.articles.new(headline="Ferry returns", body="Another story.").value
    elsewhere.editions.new(EDITION, date(2025, 12, 5))
    imported = took_in(elsewhere, exported(newsroom, "bundle").path)
    assert elsewhere.articles.get(other.id) == other
    warnings = [warning for item in imported for warning in item.warnings]
    assert warnings == [
        "Another story has the slug “ferry-returns”: this one is “ferry-returns-2”",
        "Another edition has the name “2025-12-05”: this one is “2025-12-05 2”",
    ]


def test_a_picture_that_is_here_by_its_bytes_is_that_photo(newsroom: Desk, elsewhere: Desk) -> None:
    path = exported(newsroom, "bundle").path
    here = {elsewhere.photos.take_in(picture).value.id for picture in path.rglob("web-1600.jpg")}
    assert len(here) == 1
    took_in(elsewhere, path)
    story = elsewhere.articles.get("ferry-returns")
    assert {use.photo_id for use in story.photos} & here == here
    assert words_of(elsewhere, story.id)[0][2:] == words_of(newsroom, story.id)[0][2:]
    assert len(elsewhere.photos.ids()) == 2


def test_a_story_of_a_bundle_is_not_taken_in_on_its_own(newsroom: Desk, elsewhere: Desk) -> None:
    path = exported(newsroom, "bundle").path
    assert f"import the bundle itself: {path}" in refusal(elsewhere, path / "data/items/ferry-returns/article.md")


def test_bundles_in_a_folder_are_found(newsroom: Desk, elsewhere: Desk) -> None:
    exported(newsroom, "bundle")
    imported = took_in(elsewhere, out(newsroom))
    assert [item.path.name for item in imported if item.kind == "bundle"] == ["bundle", "first"]


def changed_contents(bundle: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The bundle with another list of contents, sealed anew: whoever makes a bundle can say anything in it."""
    contents = contents_of(bundle)
    files = [path for path in sorted((bundle / "data").rglob("*")) if path.is_file()]
    payload = {path.relative_to(bundle).as_posix(): path.read_bytes() for path in files}
    for entry in contents["files"]:
        data = payload[f"data/{entry['path']}"]
        entry.update(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    change(contents)
    payload[CONTENTS] = json.dumps(contents).encode()
    (bundle / CONTENTS).write_bytes(payload[CONTENTS])
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    tags = {
        "bagit.txt": (bundle / "bagit.txt").read_bytes(),
        "bag-info.txt": bag_info(identifier="x", organization="x", agent="x", day="2025-12-05", oxum=oxum).encode(),
        "manifest-sha256.txt": sums_of(payload),
    }
    tags["tagmanifest-sha256.txt"] = sums_of(tags)
    for name, data in tags.items():
        (bundle / name).write_bytes(data)
    return bundle


def sums_of(files: Mapping[str, bytes]) -> bytes:
    return manifest({name: hashlib.sha256(data).hexdigest() for name, data in files.items()}).encode()


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "no items": lambda contents: contents.pop("items"),
    "items of another kind": lambda contents: contents.update(items="all"),
    "paths that lead out": lambda contents: contents["items"][0].update(folder="../../../etc"),
    "an edition of another kind": lambda contents: contents.update(edition=[1, 2]),
    "an edition without a date": lambda contents: contents["edition"].update(date="Friday"),
    "an endless name": lambda contents: contents["edition"].update(name="x" * 100_000),
    "lines of another kind": lambda contents: contents["edition"].update(lines=[1, {"id": 5}, {"uri": []}], teasers={}),
    "a sequence of another kind": lambda contents: contents.update(sequence=-1, id={"a": 1}),
    "names of pictures": lambda contents: [item.update(filename="../\u202e\0.jpg") for item in contents["items"]],
    "stories that are not there": lambda contents: [item.update(folder="items/gone") for item in contents["items"]],
    "a lead that is a teaser": lambda contents: contents["edition"].update(
        lead=contents["edition"]["teasers"][0]["uri"]
    ),
}


REFUSED = {
    "no items": "does not say what is in it",
    "items of another kind": "does not say what is in it",
    "an endless name": "100,000 characters",
    "stories that are not there": "None of the stories that the bundle lists is in it; ask its sender",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_the_contents_say_it_is_a_sentence_or_a_desk(newsroom: Desk, elsewhere: Desk, kind: str) -> None:
    bundle = changed_contents(exported(newsroom, "bundle").path, HOSTILE[kind])
    assert verify(bundle) == []
    imported = elsewhere.importing.bring_in([bundle]).value
    if kind in REFUSED:
        assert REFUSED[kind] in imported[0].error
        assert elsewhere.articles.ids() == elsewhere.photos.ids() == []
        return
    assert [item.error for item in imported if item.error] == []
    assert elsewhere.articles.get("haenyeo-haggyo").body == "제주의 깊은 바다.\n"
    for photo in elsewhere.photos.rows(elsewhere.photos.ids()):
        assert "/" not in photo.filename
        assert photo.filename.isprintable()


def test_a_bundle_that_was_changed_on_its_way_is_refused(newsroom: Desk, elsewhere: Desk) -> None:
    path = exported(newsroom, "bundle").path
    story = path / "data/items/ferry-returns/article.md"
    story.write_text(story.read_text("utf-8").replace("First", "Last"), encoding="utf-8")
    error = refusal(elsewhere, path)
    assert "is not as it was sent (data/items/ferry-returns/article.md is not what was sent" in error
    assert "deskeditor verify" in error


@pytest.mark.parametrize("lost", ["bagit.txt", "data/manifest.json", "bagit.txt bag-info.txt", "manifest-sha256.txt"])
def test_a_bundle_that_lost_a_file_is_no_folder_of_stories(newsroom: Desk, elsewhere: Desk, lost: str) -> None:
    bundle = exported(newsroom, "bundle").path
    for name in lost.split():
        (bundle / name).unlink()
    assert "not as it was sent" in refusal(elsewhere, bundle)


def test_a_picture_that_is_none_refuses_the_whole_bundle(newsroom: Desk, elsewhere: Desk) -> None:
    path = exported(newsroom, "bundle").path
    for picture in path.rglob("web-1600.jpg"):
        picture.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    changed_contents(path, lambda contents: None)
    error = refusal(elsewhere, path)
    assert error.startswith(f"{path}/data/media/")
    assert "(the picture is cut off or damaged)" in error
    assert error.endswith("ask its sender for the bundle once more")


def hostile_zip(source: Path, target: Path, *extra: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    """The zip of a bundle with further entries."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(entry.filename, before.read(entry))
        for name, data in extra:
            after.writestr(name, data)
    return target


@pytest.mark.parametrize("kind", ["climbs", "absolute", "drive", "link", "bomb", "many bombs", "twice", "cut", "other"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_zip_is_refused_and_nothing_is_written(
    newsroom: Desk, elsewhere: Desk, tmp_path: Path, kind: str
) -> None:
    whole = exported(newsroom, "bundle.zip").path
    link = zipfile.ZipInfo("bundle/data/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    extra: dict[str, list[tuple[zipfile.ZipInfo | str, bytes]]] = {
        "climbs": [("bundle/../../evil.md", b"# Evil")],
        "absolute": [("/tmp/evil.md", b"# Evil")],
        "drive": [("C:\\evil.md", b"# Evil")],
        "link": [(link, b"/etc/passwd")],
        "bomb": [("bundle/data/bomb", bytes(300 << 20))],
        "many bombs": [(f"bundle/data/bomb-{number}", bytes(30 << 20)) for number in range(10)],
        "twice": [("bundle/bagit.txt", b"other")],
    }
    hostile = tmp_path / "hostile.zip"
    if kind == "cut":
        hostile.write_bytes(whole.read_bytes()[:-1000])
    elif kind == "other":
        with zipfile.ZipFile(hostile, "w") as other:
            other.writestr("letters/a.txt", "Dear all")
    else:
        hostile_zip(whole, hostile, *extra[kind])
    before = {path for path in tmp_path.rglob("*") if elsewhere.path not in path.parents}
    refusal(elsewhere, hostile)
    assert {path for path in tmp_path.rglob("*") if elsewhere.path not in path.parents} == before
    assert not Path("/tmp/evil.md").exists()


def test_a_bag_of_other_things_is_no_bundle(elsewhere: Desk, newsroom: Desk, tmp_path: Path) -> None:
    bag = exported(newsroom, "bundle").path
    zipped = tmp_path / "bag.zip"
    shutil.rmtree(bag / "data")
    (bag / "data").mkdir()
    (bag / "data" / "letter.txt").write_text("Dear all")
    with zipfile.ZipFile(zipped, "w") as archive:
        for path in bag.rglob("*"):
            archive.write(path, path.relative_to(bag))
    refusal(elsewhere, zipped)


def test_each_framing_of_a_photo_leaves_and_comes_in_as_a_picture_of_its_own(
    desk: Desk, elsewhere: Desk, draw: Draw
) -> None:
    photo = desk.photos.take_in(draw("quay.jpg", "navy", (1200, 800))).value.id
    desk.photos.edit(photo, caption="The quay", alt="A quay", credit="Min Lee")
    whole, cropped = (desk.articles.new(headline=name, body=f"{name}.\n").value.id for name in ("Whole", "Cropped"))
    for story in (whole, cropped):
        desk.articles.attach(story, photo, Role.LEAD)
    desk.articles.edit(cropped, body=f"Cropped.\n\n![A quay](photo:{photo})\nThe quay\n")
    square = Framing(shown="1:1").with_crop("1:1", Box(0, 0, 0.5, 0.75))
    desk.articles.caption(cropped, photo, framing=square)

    def shown(at: Path, slug: str) -> list[tuple[int, int]]:
        """The size of each picture that a reader of the page sees."""
        sizes = []
        page = (at / f"data/items/{slug}/index.html").read_text("utf-8")
        for file in re.findall(r'<img src="\.\./\.\./([^"]+)"', page):
            with Image.open(at / "data" / file) as picture:
                sizes.append(picture.size)
        return sizes

    alone, together = exported(desk, "alone", (cropped,)), exported(desk, "together", (whole, cropped))
    assert shown(alone.path, "cropped") == shown(together.path, "cropped") == [(600, 600), (800, 533)]
    assert shown(together.path, "whole") == [(800, 533)]
    assert "photo:" not in (together.path / "data/items/cropped/article.md").read_text("utf-8")
    urns = [item["uri"] for item in json.loads((together.path / "data/manifest.json").read_text("utf-8"))["items"]]
    assert len(set(urns)) == len(urns) == 4
    took_in(elsewhere, together.path)
    again = exported(elsewhere, "again", (whole, cropped))
    assert shown(again.path, "cropped") == [(600, 600), (800, 533)]
    assert [(item.slug, item.version) for item in again.items] == [("whole", 1), ("cropped", 1)]


def test_what_nobody_stated_of_a_photo_is_no_fact_of_the_archive_elsewhere(
    desk: Desk, elsewhere: Desk, draw: Draw
) -> None:
    photo = desk.photos.take_in(draw("quay.jpg", "navy", (1200, 800))).value.id
    desk.photos.edit(photo, alt="A quay", credit="Courtesy of the port")
    story = desk.articles.new(headline="Quay", body="Quay.\n").value.id
    desk.articles.attach(story, photo, Role.LEAD)
    sent = exported(desk, "sent", (story,))
    assert "rights-unstated" in {finding.check for finding in sent.warnings}
    took_in(elsewhere, sent.path)
    came = elsewhere.photos.get(photo).fields
    assert (came.caption, came.creator, came.copyright) == ("", (), "")
    assert (came.alt, came.credit) == ("A quay", "Courtesy of the port")
    desk.photos.edit(photo, creator=("Min Lee",), copyright="© Port of Mokpo")
    assert "rights-unstated" not in {finding.check for finding in exported(desk, "stated", (story,)).warnings}


def test_the_version_of_a_photo_rises_with_what_its_files_say_and_a_newer_one_is_told(
    desk: Desk, elsewhere: Desk, draw: Draw
) -> None:
    photo = desk.photos.take_in(draw("quay.jpg", "navy", (1200, 800))).value.id
    desk.photos.edit(photo, caption="The quay", alt="A quay", credit="Min Lee")
    story = desk.articles.new(headline="Quay", body="Quay.\n").value.id
    desk.articles.attach(story, photo, Role.LEAD)

    def version(name: str) -> int:
        (folder,) = (exported(desk, name, (story,)).path / "data/media").iterdir()
        manifest = contents_of(folder.parents[2])
        (item,) = [item for item in manifest["items"] if item["uri"].endswith(photo)]
        assert json.loads((folder / "photo.ninjs.json").read_text("utf-8"))["version"] == str(item["version"])
        told: int = item["version"]
        return told

    first = version("first")
    assert version("the same") == first
    desk.articles.caption(story, photo, caption="The quay at noon")
    assert version("other words in the story") == first + 1
    desk.photos.edit(photo, rating=5)
    assert version("nothing that leaves") == first + 1
    desk.photos.edit(photo, city="Mokpo")
    assert version("another field") == first + 2
    assert desk.photos.get(photo).revision == first + 2

    def told(of: Desk, name: str) -> list[str]:
        return [line for item in took_in(of, out(desk) / name) if item.kind == "photo" for line in item.warnings]

    assert told(elsewhere, "other words in the story") == []
    assert told(elsewhere, "first") == []
    (newer,) = told(elsewhere, "another field")
    assert newer == f"Version {first + 2} of the photo came, and the desk has version {first + 1}: it stays as it is"
    assert told(desk, "another field") == []
