"""``photos``, ``caption``, ``check``, ``export``, ``verify`` and ``edition`` on a real desk."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Run = Callable[..., Any]
Draw = Callable[..., Path]


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder with its SHA-256."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def fully_captioned(desk: Run) -> None:
    desk("edit", "ferry-returns", "--lead", "ferry.jpg")
    desk("caption", "ferry.jpg", "--caption", "The ferry in port", "--alt", "A white ship", "--credit", "Min Lee")
    desk("caption", "ferry.jpg", "--creator", "Min Lee", "--copyright", "© Min Lee")


def test_photos_and_their_filters(desk: Run, tmp_path: Path, draw: Draw) -> None:
    (photo,) = desk("photos", "--json").json
    assert (photo["filename"], photo["width"], photo["height"]) == ("ferry.jpg", 1200, 800)
    assert photo["articles"] == []
    assert [item["id"] for item in desk("photos", "--unused", "--json").json] == [photo["id"]]
    fully_captioned(desk)
    desk("import", draw(tmp_path / "boat.jpg", "teal"))
    for missing in ("caption", "alt", "credit"):
        assert [item["filename"] for item in desk("photos", "--missing", missing, "--json").json] == ["boat.jpg"]
    assert [item["filename"] for item in desk("photos", "--unused", "--json").json] == ["boat.jpg"]
    used = next(item for item in desk("photos", "--json").json if item["filename"] == "ferry.jpg")
    assert (used["articles"], used["caption"], used["credit"]) == (["ferry-returns"], "The ferry in port", "Min Lee")
    assert any(line.startswith("boat.jpg   1200×800") for line in desk("photos").out.splitlines())


def test_the_same_picture_again_is_the_same_photo_and_keeps_its_words(desk: Run, tmp_path: Path) -> None:
    desk("caption", "ferry.jpg", "--caption", "In port")
    (again,) = desk("import", tmp_path / "ferry.jpg", "--json").json
    (photo,) = desk("photos", "--json").json
    assert (photo["id"], photo["caption"]) == (again["id"], "In port")


def test_every_field_of_a_photo(desk: Run) -> None:
    texts = {
        "--headline": "headline",
        "--source": "source",
        "--copyright": "copyright",
        "--usage-terms": "usage_terms",
        "--event": "event",
        "--city": "city",
        "--country": "country",
        "--job-id": "job_id",
    }
    options = [part for option, name in texts.items() for part in (option, f"the {name}")]
    ran = desk("caption", "ferry.jpg", *options, "--people", "Min Lee", "--people", "Seo Park", "--creator", "Min Lee")
    assert (ran.code, ran.err) == (0, "")
    (photo,) = desk("photos", "--json").json
    assert {name: photo[name] for name in texts.values()} == {name: f"the {name}" for name in texts.values()}
    assert photo["people"] == ["Min Lee", "Seo Park"]
    assert photo["creator"] == ["Min Lee"]
    assert desk("caption", "ferry.jpg", "--date", "2025-12-05").code == 0
    assert desk("photos", "--json").json[0]["date_created"] == "2025-12-05"
    assert desk("caption", "ferry.jpg", "--people", "").code == 0
    assert desk("photos", "--json").json[0]["people"] == []


@pytest.mark.parametrize("role", ["--lead", "--attach"])
def test_a_caption_for_one_story_leaves_the_archive_alone(desk: Run, role: str) -> None:
    desk("caption", "ferry.jpg", "--caption", "Archive", "--alt", "Archive alt", "--credit", "Archive credit")
    desk("edit", "ferry-returns", role, "ferry.jpg")
    ran = desk("caption", "ferry.jpg", "--in", "ferry-returns", "--caption", "Here", "--alt", "Seen here")
    assert (ran.code, ran.err) == (0, "")
    (use,) = desk("show", "ferry-returns", "--json").json["photos"]
    assert (use["caption"], use["alt"], use["credit"]) == ("Here", "Seen here", "Archive credit")
    (photo,) = desk("photos", "--json").json
    assert (photo["caption"], photo["alt"]) == ("Archive", "Archive alt")
    desk("caption", "ferry.jpg", "--in", "ferry-returns", "--credit", "Credit here")
    (use,) = desk("show", "ferry-returns", "--json").json["photos"]
    assert (use["caption"], use["credit"]) == ("Here", "Credit here")


def test_a_caption_in_a_story_that_does_not_use_the_picture(desk: Run) -> None:
    ran = desk("caption", "ferry.jpg", "--in", "ferry-returns", "--caption", "Here")
    assert ran.code == 1
    assert ran.err.startswith("deskeditor: error: ")


@pytest.mark.parametrize("kind", ["text", "truncated", "bomb", "empty", "folder", "missing"])
def test_a_bad_picture_is_a_sentence_and_nothing_changes(desk: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.jpg"
    if kind == "text":
        path.write_text("not a picture")
    elif kind == "truncated":
        path.write_bytes((tmp_path / "ferry.jpg").read_bytes()[:3000])
    elif kind == "bomb":
        path.write_bytes(bomb())
    elif kind == "empty":
        path.touch()
    elif kind == "folder":
        path.mkdir()
    before = desk("photos", "--json").json
    ran = desk("import", path)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran.err
    assert ran.err.startswith("deskeditor: error: ")
    assert path.name in ran.err
    assert desk("photos", "--json").json == before


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 60,000 × 60,000 pixels."""
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def test_check(desk: Run) -> None:
    desk("edit", "ferry-returns", "--lead", "ferry.jpg")
    ran = desk("check", "ferry-returns", "--json")
    assert ran.code == 0
    assert [list(found) for found in ran.json] == [["article", "check", "severity", "place", "message"]] * len(ran.json)
    assert {found["check"] for found in ran.json} == {"caption-missing", "alt-missing", "credit-missing"}
    desk("edit", "ferry-returns", "--status", "withheld")
    ran = desk("check")
    assert ran.code == 1
    assert ran.out.startswith("ferry-returns  error")
    fully_captioned(desk)
    desk("edit", "ferry-returns", "--status", "editing")
    desk("edit", "ferry-returns", "--status", "ready")
    ran = desk("check")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize("zipped", [False, True])
def test_export_and_verify(desk: Run, tmp_path: Path, zipped: bool) -> None:
    fully_captioned(desk)
    target = tmp_path / ("out.zip" if zipped else "out")
    ran = desk("export", "ferry-returns", "--to", target, "--json", *(["--zip"] if zipped else []))
    assert ran.code == 0, ran.err
    assert ran.json["path"] == str(target)
    assert ran.json["items"] == [{"slug": "ferry-returns", "version": 1, "action": "create"}]
    assert target.is_file() == zipped
    verified = desk("verify", target)
    assert verified.code == 0
    assert verified.out.startswith("OK: ")
    assert desk("verify", target, "--json").json == []
    shown = desk("show", "ferry-returns", "--json").json
    assert (shown["version"], shown["status"]) == (1, "published")


def test_verify_names_the_file_of_a_bad_byte(desk: Run, tmp_path: Path) -> None:
    fully_captioned(desk)
    desk("export", "ferry-returns", "--to", tmp_path / "out")
    page = tmp_path / "out" / "data" / "items" / "ferry-returns" / "index.html"
    data = bytearray(page.read_bytes())
    data[len(data) // 2] ^= 1
    page.write_bytes(data)
    ran = desk("verify", tmp_path / "out")
    assert ran.code == 1
    assert "items/ferry-returns/index.html" in ran.out
    (fault,) = desk("verify", tmp_path / "out", "--json").json
    assert list(fault) == ["file", "what"]


@pytest.mark.parametrize("kind", ["missing", "empty", "folder", "text", "pipe", "device", "root"])
def test_verify_what_is_no_bundle(desk: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "bundle"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind in ("device", "root"):
        path = Path("/dev/zero" if kind == "device" else "/")
    elif kind != "missing":
        path.write_text("" if kind == "empty" else "words")
    ran = desk("verify", path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"deskeditor: error: {path}: ")
    assert ";" in ran.err, "says how to mend it"


def test_the_version_rises_with_the_content_alone(desk: Run, tmp_path: Path) -> None:
    def exported(name: str) -> tuple[int, str]:
        (item,) = desk("export", "ferry-returns", "--to", tmp_path / name, "--json").json["items"]
        return item["version"], item["action"]

    fully_captioned(desk)
    assert exported("one") == (1, "create")
    assert exported("two")[0] == 1
    desk("edit", "ferry-returns", "--kicker", "Sea")
    version, action = exported("three")
    assert version == 2
    assert action in ("update", "correct")


def test_a_correction_says_what_was_wrong_in_the_stories_named(desk: Run, tmp_path: Path) -> None:
    fully_captioned(desk)
    early = desk("export", "ferry-returns", "--note", "The day was wrong.", "--to", tmp_path / "early")
    assert (early.code, "ferry-returns: The note would go with no story" in early.err) == (1, True)
    desk("export", "ferry-returns", "--to", tmp_path / "first")
    desk("edit", "ferry-returns", "--kicker", "Sea")
    for unnamed in (("--edition", "2025-12-05"), ("--status", "published")):
        desk("edition", "2025-12-05", "--lead", "ferry-returns")
        ran = desk("export", *unnamed, "--note", "The day was wrong.", "--to", tmp_path / "unnamed")
        assert (ran.code, "A note is about stories that are named" in ran.err) == (1, True)
    sent = desk("export", "ferry-returns", "--note", "The day was wrong.", "--to", tmp_path / "out", "--json")
    assert [(item["version"], item["action"]) for item in sent.json["items"]] == [(2, "correct")]
    assert "The day was wrong." in (tmp_path / "out/data/items/ferry-returns/index.html").read_text("utf-8")
    # It goes with the story wherever that goes in this version, and with no other one.
    edition = desk("export", "--edition", "2025-12-05", "--to", tmp_path / "edition", "--json")
    assert [(item["version"], item["action"]) for item in edition.json["items"]] == [(2, "correct")]


def test_export_by_status(desk: Run, tmp_path: Path) -> None:
    fully_captioned(desk)
    ran = desk("export", "--status", "ready", "--to", tmp_path / "out", "--json")
    assert [item["slug"] for item in ran.json["items"]] == ["ferry-returns"]
    nothing = desk("export", "--status", "editing", "--to", tmp_path / "none")
    assert nothing.code == 1
    assert not (tmp_path / "none").exists()


def test_a_draft_goes_out_with_a_warning(desk: Run, tmp_path: Path) -> None:
    desk("edit", "ferry-returns", "--status", "draft")
    ran = desk("export", "ferry-returns", "--to", tmp_path / "out")
    assert ran.code == 0
    assert "deskeditor: warning: ferry-returns: status: " in ran.err


@pytest.mark.parametrize("target", ["taken", "taken-file", "inside", "nowhere/deep", "locked/out"])
def test_a_bad_target_is_a_sentence_and_nothing_changes(desk: Run, tmp_path: Path, target: str) -> None:
    fully_captioned(desk)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken-file").write_text("mine")
    (tmp_path / "locked").write_text("a file where a folder should be")
    path = tmp_path / "desk" / "out" if target == "inside" else tmp_path / target
    story, files = desk("show", "ferry-returns", "--json").json, tree(tmp_path)
    ran = desk("export", "ferry-returns", "--to", path)
    if target == "nowhere/deep" and ran.code == 0:
        return
    assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran.err
    assert ran.err.startswith("deskeditor: error: ")
    assert desk("show", "ferry-returns", "--json").json == story
    after = tree(tmp_path)
    assert {name: after.get(name) for name in files if "desk.sqlite3" not in name} == {
        name: sha for name, sha in files.items() if "desk.sqlite3" not in name
    }
    assert not [name for name in after if name not in files and "desk.sqlite3" not in name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is locked for root")
def test_a_target_that_may_not_be_written(desk: Run, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    ran = desk("export", "ferry-returns", "--to", locked / "out")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert str(locked) in ran.err
    assert desk("show", "ferry-returns", "--json").json["version"] == 0


def test_what_blocks_is_not_exported(desk: Run, tmp_path: Path) -> None:
    desk("edit", "ferry-returns", "--headline", "")
    ran = desk("export", "ferry-returns", "--to", tmp_path / "out")
    assert ran.code == 1
    assert "headline" in ran.err
    assert not (tmp_path / "out").exists()


def test_an_edition_is_made_ordered_and_shown(desk: Run, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\nbody of {name}")
        desk("import", tmp_path / f"{name}.txt")
    made = desk("edition", "Friday", "--date", "2025-12-05", "--lead", "ferry-returns", "--add", "one", "--add", "two")
    assert made.code == 0
    assert "made the edition Friday of 2025-12-05" in made.err
    ran = desk(
        *("edition", "Friday", "--json", "--teaser", "two", "--headline", "Two!", "--standfirst", "Second."),
        *("--teaser", "three", "--headline", "Three!", "--related", "two", "--related", "one", "--most-read", "three"),
    )
    assert (ran.code, ran.err) == (0, "")
    shown = ran.json
    assert list(shown) == ["id", "name", "date", "lead", "teasers", "related", "most_read", "version"]
    assert (shown["name"], shown["date"], shown["lead"]) == ("Friday", "2025-12-05", "ferry-returns")
    assert shown["teasers"] == [
        {"article": "one", "headline": None, "standfirst": None},
        {"article": "two", "headline": "Two!", "standfirst": "Second."},
        {"article": "three", "headline": "Three!", "standfirst": None},
    ]
    assert (shown["related"], shown["most_read"]) == (["two", "one"], ["three"])
    assert desk("edition", "Friday", "--json").json == shown
    assert "teaser 2     two            Two!" in desk("edition", "Friday").out
    desk("edition", "Friday", "--teaser", "two", "--headline", "", "--related", "one")
    shown = desk("edition", "Friday", "--json").json
    assert shown["teasers"][1] == {"article": "two", "headline": None, "standfirst": "Second."}
    assert shown["related"] == ["one"]
    # What leads is no teaser any more; where both are asked for it is a slip.
    led = desk("edition", "Friday", "--lead", "two", "--add", "ferry-returns", "--json").json
    assert (led["lead"], [teaser["article"] for teaser in led["teasers"]]) == ("two", ["one", "three", "ferry-returns"])
    assert desk("edition", "Friday", "--lead", "one", "--add", "one").code == 1


def test_an_edition_has_a_date_of_its_own_today_or_its_name(desk: Run) -> None:
    assert desk("edition", "2025-12-05", "--json").json["date"] == "2025-12-05"
    missing = desk("edition", "Today", "--json")
    assert (missing.code, missing.out) == (1, "")
    assert "no edition of that name" in missing.err
    days = {f"{date.today()}"}  # noqa: DTZ011
    made = desk("edition", "Today", "--lead", "ferry-returns", "--json").json["date"]
    assert made in days | {f"{date.today()}"}  # noqa: DTZ011
    assert desk("edition", "Today", "--date", "2025-12-06", "--json").json["date"] == "2025-12-06"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--date", "yesterday"),
        ("--date", "2025-13-01"),
        ("--date", "2025-02-30"),
        ("--date", "2025-12-05T25:00"),
        ("--country-code", "Korea"),
        ("--country-code", "k"),
        ("--digital-source-type", "camera"),
    ],
)
def test_a_field_of_a_photo_that_no_picture_can_hold(desk: Run, option: str, value: str) -> None:
    before = desk("photos", "--json").json
    ran = desk("caption", "ferry.jpg", "--caption", "Changed", option, value)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran.err
    assert ran.err.startswith(f"deskeditor: error: ferry.jpg: “{value}” is not a ")
    assert ";" in ran.err, "says how to mend it"
    assert desk("photos", "--json").json == before


@pytest.mark.parametrize(
    "value", ["2025", "2025-12", "2025-12-05", "2025-12-05T06:00", "2025-12-05T06:00:30+09:00", ""]
)
def test_a_date_is_as_precise_as_it_is_known(desk: Run, value: str) -> None:
    assert desk("caption", "ferry.jpg", "--date", value).code == 0
    assert desk("photos", "--json").json[0]["date_created"] == value


def test_a_refused_edition_is_not_made(desk: Run) -> None:
    ran = desk("edition", "Friday", "--lead", "ferry-returns", "--add", "ferry-returns")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran.err
    assert desk("export", "--edition", "Friday", "--to", "out").code == 1
    assert "There is no such edition" in desk("export", "--edition", "Friday", "--to", "out").err


def test_a_refused_caption_changes_nothing(desk: Run) -> None:
    fully_captioned(desk)
    before = desk("show", "ferry-returns", "--json").json, desk("photos", "--json").json
    for words in (["--in", "ferry-returns", "--alt", "Changed", "--city", "x" * 20_000], ["--alt", "x", "--in", "no"]):
        ran = desk("caption", "ferry.jpg", *words)
        assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran.err
    assert (desk("show", "ferry-returns", "--json").json, desk("photos", "--json").json) == before


def test_an_edition_of_stories_that_are_not_there_is_not_made(desk: Run) -> None:
    ran = desk("edition", "Friday", "--lead", "nothing")
    assert ran.code == 1
    assert "nothing" in ran.err
    assert desk("export", "--edition", "Friday", "--to", "out").code == 1


@pytest.mark.skipif(os.name != "posix", reason="signals end programs so on POSIX alone")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_export_that_is_ended_leaves_no_rubbish(desk: Run, tmp_path: Path, number: signal.Signals) -> None:
    Image.effect_noise((6000, 4000), 80).convert("RGB").save(tmp_path / "large.jpg")
    desk("import", tmp_path / "large.jpg")
    desk("edit", "ferry-returns", "--lead", "large.jpg")
    before = desk("show", "ferry-returns", "--json").json
    out = tmp_path / "out"
    out.mkdir()
    words = ["--desk", str(tmp_path / "desk"), "export", "ferry-returns", "--to", str(out / "bundle")]
    with subprocess.Popen([sys.executable, "-m", "deskeditor", *words], stdout=-1, stderr=-1) as program:
        while not list(out.glob(".*.part/files/data")):
            assert program.poll() is None, program.communicate()
        program.send_signal(number)
        _, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (128 + number, b"")
    assert list(out.iterdir()) == []
    assert desk("show", "ferry-returns", "--json").json == before


@pytest.mark.parametrize("zipped", [False, True])
def test_a_bundle_is_imported_as_the_same_desk(desk: Run, tmp_path: Path, zipped: bool) -> None:
    fully_captioned(desk)
    desk("edition", "2025-12-05", "--lead", "ferry-returns", "--most-read", "ferry-returns")
    target = tmp_path / ("out.zip" if zipped else "out")
    desk("export", "--edition", "2025-12-05", "--to", target, *(["--zip"] if zipped else []))
    before = [desk(*words, "--json").json for words in (["list"], ["edition", "2025-12-05"])]
    (tmp_path / "desk").rename(tmp_path / "old desk")
    ran = desk("import", target, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [list(item) for item in ran.json] == [["path", "kind", "id", "slug", "warnings"]] * 4
    assert [(item["kind"], item["slug"]) for item in ran.json] == [
        ("bundle", ""),
        ("photo", "ferry.jpg"),
        ("article", "ferry-returns"),
        ("edition", "2025-12-05"),
    ]
    assert ran.json[2]["path"] == str(target / "data/items/ferry-returns/article.md")
    after = [desk(*words, "--json").json for words in (["list"], ["edition", "2025-12-05"])]
    assert after == before
