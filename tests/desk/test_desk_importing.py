"""Taking in files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskeditor import photos
from deskeditor.core.article import Status
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.core.photo import Role
from deskeditor.desk import Desk
from deskeditor.store.photos import PhotoTable

Draw = Callable[..., Path]

STORY = """---
headline: Ferry returns
kicker: Harbour
byline: [Mina Seo, Jonas Park]
tags: [Ferries, ferries, Harbour]
status: ready
created: 2025-12-05T06:00:00Z
photos:
  - {path: lead.jpg, role: lead, caption: "Lead caption", credit: Agency}
---
First paragraph.

![A boat](inline.jpg "Inline caption")

Last paragraph.
"""


def test_a_story_is_taken_in_with_its_pictures(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    draw("in/lead.jpg", "red")
    draw("in/inline.jpg", "blue")
    path = tmp_path / "in" / "story.md"
    path.write_text(STORY, encoding="utf-8")
    done = desk.importing.bring_in([path])
    (imported,) = done.value
    assert (imported.kind, imported.slug, imported.error, imported.warnings) == ("article", "ferry-returns", "", ())
    story = desk.articles.get(imported.id)
    assert (story.kicker, story.byline, story.status) == ("Harbour", ("Mina Seo", "Jonas Park"), Status.READY)
    assert story.tags == ("Ferries", "Harbour")
    assert story.created == datetime(2025, 12, 5, 6, 0, tzinfo=UTC)
    lead, inline = desk.articles.used_photos(story.id)
    assert (lead.role, lead.photo.filename, lead.caption, lead.credit) == (
        Role.LEAD,
        "lead.jpg",
        "Lead caption",
        "Agency",
    )
    assert (inline.role, inline.photo.filename, inline.caption, inline.alt) == (
        Role.INLINE,
        "inline.jpg",
        "Inline caption",
        "A boat",
    )
    assert f"![A boat](photo:{inline.photo.id})" in story.body
    assert [revision.reason for revision in desk.history.of(story.id)] == ["import"]
    assert done.changes.articles == {story.id}
    assert done.changes.photos == {lead.photo.id, inline.photo.id}
    assert [hit.id for hit in desk.articles.search("inline caption")] == [story.id]


def test_one_file_that_cannot_be_taken_in_does_not_stop_the_others(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    good = tmp_path / "good.md"
    good.write_text("# A headline\n\nText.\n", encoding="utf-8")
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"# A headline\n\n\xff\xfe\xfa\n")
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    binary = tmp_path / "program.bin"
    binary.write_bytes(bytes(range(256)))
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    picture = draw("picture.jpg")
    paths = [bad, empty, binary, broken, tmp_path / "missing.md", picture, good]
    done = desk.importing.bring_in(paths).value
    assert [item.path for item in done] == paths
    assert [bool(item.error) for item in done] == [True] * 5 + [False] * 2
    assert "line 3" in done[0].error
    for item in done[:5]:
        assert item.path.name in item.error
        assert (item.kind, item.id, item.slug) == ("", "", "")
    assert [(item.kind, item.slug) for item in done[5:]] == [("photo", "picture.jpg"), ("article", "a-headline")]
    assert len(desk.articles.ids()) == len(desk.photos.ids()) == 1


def test_a_folder_is_taken_in_in_order_without_hidden_files_and_links(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("b.md", "a.md", "sub/c.md", ".d.md", ".hidden/e.md"):
        (folder / name).write_text(f"# Story {name}\n\nText.\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text("# Secret\n\nText.\n", encoding="utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "loop").symlink_to(folder)
    done = desk.importing.bring_in([folder]).value
    assert [item.path.name for item in done] == ["a.md", "b.md", "c.md"]


def test_a_slug_that_is_taken_gets_a_number_and_a_warning(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("---\nheadline: One\nslug: ferry\n---\nText.\n", encoding="utf-8")
    first, second = desk.importing.bring_in([path, path]).value
    assert (first.slug, second.slug) == ("ferry", "ferry-2")
    assert second.warnings == ("Another story has the slug “ferry”: this one is “ferry-2”",)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("published", Status.READY),
        ("withdrawn", Status.DRAFT),
        ("withheld", Status.WITHHELD),
        ("editing", Status.EDITING),
    ],
)
def test_a_status_is_honoured_where_a_new_story_can_have_it(
    desk: Desk, tmp_path: Path, asked: str, kept: Status
) -> None:
    path = tmp_path / "story.md"
    path.write_text(f"---\nheadline: One\nstatus: {asked}\n---\nText.\n", encoding="utf-8")
    (imported,) = desk.importing.bring_in([path]).value
    assert desk.articles.get(imported.id).status is kept
    assert bool(imported.warnings) == (asked != kept.value)


def test_a_picture_that_is_broken_is_left_out_with_a_warning(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "lead.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    (tmp_path / "inline.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    path = tmp_path / "story.md"
    path.write_text(STORY, encoding="utf-8")
    (imported,) = desk.importing.bring_in([path]).value
    story = desk.articles.get(imported.id)
    assert story.photos == ()
    assert "First paragraph." in story.body
    assert "photo:" not in story.body
    assert len(imported.warnings) == 2
    assert desk.photos.ids() == []


def test_a_field_that_cannot_be_kept_is_an_error_of_that_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("---\nheadline: One\nslug: 🎉\n---\nText.\n", encoding="utf-8")
    (imported,) = desk.importing.bring_in([path]).value
    assert "leaves nothing for a slug" in imported.error
    assert "story.md" in imported.error
    assert desk.articles.ids() == []


class Impatient:
    def __init__(self) -> None:
        self.told: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str) -> None:
        self.told.append((done, total, what))
        if done == 1:
            raise CancelledError


def test_what_was_taken_in_before_the_user_cancels_stays(desk: Desk, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nText.\n", encoding="utf-8")
    progress = Impatient()
    done = desk.importing.bring_in([tmp_path / f"{name}.md" for name in ("a", "b", "c")], progress)
    assert [item.slug for item in done.value] == ["a"]
    assert done.changes.articles == set(desk.articles.ids())
    assert progress.told == [(0, 3, "a.md"), (1, 3, "b.md")]


def test_a_text_that_names_photos_of_the_desk_keeps_them(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    photo = desk.photos.take_in(draw()).value
    path = tmp_path / "story.md"
    path.write_text(f"# One\n\n![A boat](photo:{photo.id})\nCaption\n", encoding="utf-8")
    (imported,) = desk.importing.bring_in([path]).value
    assert [used.photo.id for used in desk.articles.used_photos(imported.id)] == [photo.id]


def test_pictures_of_a_card_are_found_without_what_lies_beside_them(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    card = tmp_path / "card"
    for name in ("DCIM/100FERRY/A1.JPG", "DCIM/100FERRY/A2.jpeg", "DCIM/101FERRY/B1.png", "MISC/index.png"):
        draw(f"card/{name}")
    for name in ("DCIM/100FERRY/A1.XMP", "DCIM/100FERRY/A1.MOV", "DCIM/100FERRY/._A1.JPG", "DCIM/.hidden/C.JPG"):
        (card / name).parent.mkdir(exist_ok=True)
        (card / name).write_bytes(b"beside")
    found, failed = desk.importing.pictures([card, card / "DCIM/100FERRY/A1.JPG", tmp_path / "gone.jpg"])
    names = ["A1.JPG", "A2.jpeg", "B1.png", "gone.jpg"]
    assert ([path.name for path in found], failed) == (names, [])
    (tmp_path / "empty").mkdir()
    (tmp_path / "words.txt").write_text("words")
    found, failed = desk.importing.pictures([tmp_path / "empty", tmp_path / "words.txt"])
    assert found == []
    assert [one.path.name for one in failed] == ["empty", "words.txt"]
    assert "There is no picture in the folder" in failed[0].error


def test_raw_files_without_a_picture_are_not_passed_over_in_silence(desk: Desk, draw: Draw, tmp_path: Path) -> None:
    for name in ("A1.JPG", "A4.jpg"):
        draw(f"card/DCIM/{name}")
    for name in ("A1.CR3", "A2.CR3", "A3.nef", "A4.DNG", "A4.xmp"):
        (tmp_path / "card/DCIM" / name).write_bytes(b"raw")
    found, (failed,) = desk.importing.pictures([tmp_path / "card"])
    assert [path.name for path in found] == ["A1.JPG", "A4.jpg"]
    assert failed.error.startswith(
        f"{tmp_path / 'card'}: There are raw files without a picture of their name (A2.CR3 and 1"
    )
    (tmp_path / "card/DCIM/A3.nef").unlink()
    assert "(A2.CR3); give it as JPEG" in desk.importing.pictures([tmp_path / "card"])[1][0].error
    _, (named,) = desk.importing.pictures([tmp_path / "card/DCIM/A2.CR3"])
    assert "This is a raw file of a camera; give it as JPEG" in named.error


def test_what_is_here_already_is_passed_over_by_its_bytes_unseen(
    desk: Desk, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [draw(f"in/{number}.png", size=(64, 40 + number)) for number in range(6)]
    first = desk.importing.bring_in(paths[:4]).value
    assert [one.is_new for one in first] == [True] * 4
    desk.photos.edit(first[0].id, caption="Said on the desk")
    decoded: list[Path] = []
    read = photos.read_picture

    def counted(path: Path, *rest: Any) -> photos.Picture:
        decoded.append(path)
        return read(path, *rest)

    monkeypatch.setattr(photos, "read_picture", counted)
    again = desk.importing.bring_in(paths)
    assert [one.is_new for one in again.value] == [False] * 4 + [True] * 2
    assert [one.id for one in again.value[:4]] == [one.id for one in first]
    assert sorted(decoded) == paths[4:]
    assert again.changes.photos == {one.id for one in again.value[4:]}
    assert desk.photos.get(first[0].id).fields.caption == "Said on the desk"


def test_an_original_whose_photo_could_not_be_kept_is_no_rubbish(
    desk: Desk, draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise DeskError("The disk is full")

    kept = draw("kept.png", "red")
    desk.photos.take_in(kept)
    monkeypatch.setattr(PhotoTable, "insert", refuse)
    (done,) = desk.importing.bring_in([draw("lost.png", "blue")]).value
    assert "The disk is full" in done.error
    assert len(list((tmp_path / "desk" / "photos").glob("*/*"))) == 1
