"""``photos``, ``caption`` and ``import`` for many photos: tables, codes, templates, framings, rights."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

Run = Callable[..., Any]


def scene(path: Path, size: tuple[int, int] = (900, 600), quality: int = 90) -> Path:
    """A picture in which there is something to see."""
    image = Image.new("RGB", (900, 600), "skyblue")
    draw = ImageDraw.Draw(image)
    for number in range(9):
        draw.ellipse((90 * number, 40 * number, 90 * number + 150, 40 * number + 180), fill=(25 * number, 90, 60))
    image.resize(size).save(path, quality=quality)
    return path


@pytest.fixture
def photos(run: Run, tmp_path: Path) -> Run:
    """A desk with a story and two photos, of which the first is its lead."""
    for name, colour in (("red.jpg", "red"), ("blue.jpg", "blue")):
        Image.new("RGB", (300, 200), colour).save(tmp_path / name)
    (tmp_path / "ferry.md").write_text(
        "---\nslug: ferry\nheadline: Ferry returns\nbyline: [Mina Seo]\ndateline: MOKPO\n---\nText.\n", encoding="utf-8"
    )
    assert run("import", tmp_path / "red.jpg", tmp_path / "blue.jpg", tmp_path / "ferry.md").code == 0
    assert run("edit", "ferry", "--lead", "red.jpg").code == 0
    return run


def photo(run: Run, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = run("photos", "--json").json
    return next(each for each in found if each["filename"] == name)


def test_many_photos_are_captioned_at_once(photos: Run) -> None:
    ran = photos("caption", "red.jpg", "blue.jpg", "--credit", "Gazette", "--stars", "3", "--json")
    assert [(each["filename"], each["credit"], each["rating"]) for each in ran.json] == [
        ("red.jpg", "Gazette", 3),
        ("blue.jpg", "Gazette", 3),
    ]
    assert [each["filename"] for each in photos("photos", "--stars", "3", "--json").json] == ["blue.jpg", "red.jpg"]
    ran = photos("caption", "red.jpg", "gone.jpg", "--credit", "Wire")
    assert ran.code == 1
    assert photo(photos, "red.jpg")["credit"] == "Gazette"


def test_captions_go_to_a_spreadsheet_and_come_back(photos: Run, tmp_path: Path) -> None:
    photos("caption", "red.jpg", "--caption", "=1+1")
    table = tmp_path / "captions.csv"
    assert photos("photos", "--csv", table).code == 0
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["filename"]: row for row in csv.DictReader(file)}
    assert rows["red.jpg"]["caption"] == "'=1+1"
    assert "There is a file of that name" in photos("photos", "--csv", table).err
    table.write_text("filename,caption,alt\nred.jpg,배가 돌아왔다,\nblue.jpg,'=2,Blue water\n", encoding="utf-8")
    assert photos("caption", "--csv", table).code == 0
    assert photo(photos, "red.jpg")["caption"] == "배가 돌아왔다"
    assert (photo(photos, "blue.jpg")["caption"], photo(photos, "blue.jpg")["alt"]) == ("=2", "Blue water")
    table.write_text("filename,caption,city\nred.jpg,Only here,Mokpo\nblue.jpg,,Busan\n", encoding="utf-8")
    assert photos("caption", "--csv", table, "--in", "ferry").code == 0
    assert photo(photos, "red.jpg")["caption"] == "배가 돌아왔다"
    assert [photo(photos, name)["city"] for name in ("red.jpg", "blue.jpg")] == ["Mokpo", "Busan"]
    (use,) = photo(photos, "red.jpg")["uses"]
    assert (use["caption"], use["own"]) == ("Only here", ["caption"])


def test_what_is_said_is_written_beside_the_originals(photos: Run, tmp_path: Path) -> None:
    photos("caption", "red.jpg", "--caption", "배가 돌아왔다")
    sidecars = tmp_path / "sidecars"
    sidecars.mkdir()
    assert photos("photos", "--xmp", sidecars).code == 0
    assert {path.name for path in sidecars.iterdir()} == {"red.jpg.xmp", "blue.jpg.xmp"}
    assert "배가 돌아왔다" in (sidecars / "red.jpg.xmp").read_text(encoding="utf-8")
    assert "There is a file of that name" in photos("photos", "--xmp", sidecars).err
    assert "cannot be written" in photos("photos", "--xmp", tmp_path / "nowhere").err


def test_codes_of_lists_and_of_the_story(photos: Run, tmp_path: Path) -> None:
    codes = tmp_path / "players.txt"
    codes.write_text("cc17\tRick Perkins\tPerkins\nnothing\n", encoding="utf-8")
    ran = photos("import", "--codes", codes, "--json")
    assert [(each["kind"], each["slug"]) for each in ran.json] == [("codes", "players")]
    assert "Line 2 is no code" in ran.err
    assert photos("photos", "--codes", "--json").json == {"cc17": ["Rick Perkins", "Perkins"]}
    assert photos("photos", "--codes", "--in", "ferry", "--json").json["seo"] == ["Mina Seo"]
    ran = photos("caption", "red.jpg", "--codes", "--in", "ferry", "--caption", "=cc17= and =seo=; =who=")
    assert "=who= is no code" in ran.err
    assert photos("show", "ferry", "--json").json["photos"][0]["caption"] == "Rick Perkins and Mina Seo; =who="
    ran = photos("caption", "red.jpg", "blue.jpg", "--codes", "--headline", "By =seo=, of =who=")
    assert ran.err.count("=who= is no code") == 1
    assert [photo(photos, name)["headline"] for name in ("red.jpg", "blue.jpg")] == ["By Mina Seo, of =who="] * 2


def test_templates_and_photographers(photos: Run) -> None:
    assert photos("caption", "--save-template", "Ferry", "--caption", "{headline} in {city}. ({byline})").code == 0
    card = ("--creator", "Mina Seo", "--credit", "Seo/Gazette", "--source", "Gazette", "--copyright", "© Gazette")
    assert photos("caption", "--save-photographer", "Seo", *card).code == 0
    assert [each["name"] for each in photos("photos", "--templates", "--json").json] == ["Ferry", "Seo"]
    assert "Seo/Gazette" not in photos("photos", "--templates").out
    ran = photos("caption", "red.jpg", "blue.jpg", "--template", "Ferry", "--photographer", "Seo", "--in", "ferry")
    assert ran.code == 0
    for name in ("red.jpg", "blue.jpg"):
        said = photo(photos, name)
        assert (said["caption"], said["copyright"]) == ("Ferry returns in MOKPO. (Mina Seo)", "© Gazette")
    assert "There is no variable" in photos("caption", "--save-template", "x", "--caption", "{town}").err


def test_what_would_be_passed_over_in_silence_is_refused(photos: Run, tmp_path: Path) -> None:
    ran = photos("caption", "red.jpg", "--credit", "Wire", "--save-template", "Wire")
    assert (ran.code, "name no photo with it" in ran.err) == (2, True)
    ran = photos("photos", "--codes", "--csv", tmp_path / "codes.csv")
    assert (ran.code, "--csv and --xmp write photos" in ran.err) == (2, True)


def test_a_picture_is_framed_for_the_archive_and_for_a_story(photos: Run) -> None:
    assert photos("caption", "red.jpg", "--focal", "0.2,0.5", "--crop", "1:1=0,0,0.6667,1", "--turn", "2").code == 0
    assert photo(photos, "red.jpg")["framing"] == {"turn": 2, "focal": [0.2, 0.5], "crops": {"1:1": [0, 0, 0.6667, 1]}}
    ran = photos("caption", "red.jpg", "--focal", "0.9,0.5")
    assert "The crop 1:1 leaves the focal point out" in ran.err
    assert photos("caption", "red.jpg", "--in", "ferry", "--show", "4:3", "--decorative").code == 0
    (use,) = photo(photos, "red.jpg")["uses"]
    assert (use["decorative"], use["own"]) == (True, ["framing"])
    assert photos("caption", "red.jpg", "--as-it-came", "--straighten", "0").code == 0
    assert photo(photos, "red.jpg")["framing"] == {}
    for words in (("--focal", "0.5"), ("--crop", "1:1=0,0,1"), ("--crop", "1:1=a,b,c,d"), ("--turn", "4")):
        assert photos("caption", "red.jpg", *words).code == 2
    assert photos("caption", "red.jpg", "--decorative").code == 2


def test_what_is_held_back_is_lifted_with_a_reason(photos: Run) -> None:
    photos("caption", "red.jpg", "--licence-end", "2020-01-01", "--licensor", "Wire")
    (hold,) = photo(photos, "red.jpg")["holds"]
    assert (hold["rule"], hold["who"], hold["lifted"]) == ("licence", "Wire, by a new licence", False)
    found = photos("check", "ferry", "--json").json
    assert ("rights-licence", "error") in [(each["check"], each["severity"]) for each in found]
    assert "needs a reason" in photos("caption", "red.jpg", "--lift", "licence").err
    ran = photos("caption", "red.jpg", "--lift", "licence", "--reason", "Renewed", "--by", "Jonas", "--in", "ferry")
    assert ran.code == 0
    found = photos("check", "ferry", "--json").json
    assert ("rights-licence", "warning") in [(each["check"], each["severity"]) for each in found]


def test_photos_that_are_held_back_have_a_list_of_their_own(photos: Run) -> None:
    assert photos("photos", "--held", "--json").json == []
    photos("caption", "blue.jpg", "--licence-end", "2020-01-01")
    assert [each["filename"] for each in photos("photos", "--held", "--json").json] == ["blue.jpg"]
    assert photos("photos", "--conflicting", "--json").json == []


def test_rejected_photos_have_a_list_of_their_own(photos: Run) -> None:
    photos("caption", "blue.jpg", "--reject", "--label", "Blurred")
    assert [each["filename"] for each in photos("photos", "--rejected", "--json").json] == ["blue.jpg"]
    assert [each["filename"] for each in photos("photos", "--label", "Blurred", "--json").json] == ["blue.jpg"]
    assert "rejected" in photos("photos").out
    photos("caption", "blue.jpg", "--accept")
    assert photos("photos", "--rejected", "--json").json == []


def test_another_file_of_a_picture_is_told_and_can_inherit(run: Run, tmp_path: Path) -> None:
    run("import", scene(tmp_path / "first.jpg"))
    run("caption", "first.jpg", "--caption", "The ferry", "--credit", "Seo")
    ran = run("import", scene(tmp_path / "again.jpg", (450, 300), 50), "--json")
    assert [each["filename"] for each in ran.json[0]["alike"]] == ["first.jpg"]
    assert "again.jpg shows what first.jpg shows" in ran.err
    assert [each["filename"] for each in run("photos", "--alike", "--json").json] == ["again.jpg"]
    assert "like first.jpg" in run("photos", "--alike").out
    assert run("caption", "again.jpg", "--inherit", "first.jpg").code == 0
    assert photo(run, "again.jpg")["credit"] == "Seo"
    assert run("import", tmp_path / "again.jpg", "--json").json[0].get("alike") is None


def test_a_picture_that_is_here_already_is_told_with_its_story(photos: Run, tmp_path: Path) -> None:
    photos("caption", "red.jpg", "--caption", "Written on the desk")
    ran = photos("import", tmp_path / "red.jpg", "--json")
    assert (ran.code, len(ran.json)) == (0, 1)
    assert "red.jpg is on the desk already as red.jpg, in the unpublished “Ferry returns”" in ran.err
    assert photo(photos, "red.jpg")["caption"] == "Written on the desk"
    assert len(photos("photos", "--json").json) == 2


def test_a_heic_picture_is_refused_with_what_to_do(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "phone.HEIC"
    path.write_bytes(b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 64)
    ran = run("import", path)
    assert ran.code == 1
    assert "this is a HEIC picture, which DeskEditor does not read; export it as JPEG" in ran.err
