"""``backup``, ``restore`` and ``doctor``, as a script calls them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_copy_taken_elsewhere_becomes_the_desk_again(desk: Run, tmp_path: Path) -> None:
    before = desk("show", "ferry-returns", "--json").json
    made = desk("backup", "--to", tmp_path / "copy.zip", "--json")
    assert made.code == 0
    assert {**made.json, "made": ""} == {
        "path": str(tmp_path / "copy.zip"),
        "made": "",
        "stories": 1,
        "photos": 1,
        "missing": [],
    }
    again = desk("backup", "--to", tmp_path / "copy.zip")
    assert (again.code, again.out) == (1, "")
    assert "There is something there already; choose another name" in again.err
    shutil.rmtree(tmp_path / "desk")
    restored = desk("restore", tmp_path / "copy.zip", "--json")
    assert (restored.code, restored.json["path"]) == (0, str(tmp_path / "desk"))
    assert desk("show", "ferry-returns", "--json").json == before


def test_a_restored_desk_lies_beside_the_one_there_is(desk: Run, tmp_path: Path) -> None:
    (copy,) = desk("backup", "--json").json["path"].split("\n")
    desk("edit", "ferry-returns", "--headline", "Later")
    restored = Path(desk("restore", copy, "--json").json["path"])
    assert restored.parent == tmp_path
    assert restored != tmp_path / "desk"
    assert desk("list", "--json").json[0]["headline"] == "Later"
    assert desk("--desk", restored, "list", "--json").json[0]["headline"] == "Ferry service returns after ten days"


def test_what_is_no_copy_is_refused(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("To the editor")
    for file, sentence in (
        (tmp_path / "letter.txt", f"{tmp_path / 'letter.txt'}: The copy is damaged"),
        (tmp_path / "nothing", "There is no such file; choose a copy from a desk's backups folder"),
        (tmp_path, "This is a folder, not a copy of a desk; name the file that is the copy"),
    ):
        refused = desk("restore", file)
        assert (refused.code, refused.out) == (1, "")
        assert sentence in refused.err
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["desk"]


def test_a_copy_goes_into_a_folder_that_is_there(desk: Run, tmp_path: Path) -> None:
    refused = desk("backup", "--to", tmp_path / "gone" / "copy.zip")
    assert (refused.code, refused.out) == (1, "")
    assert f"{tmp_path / 'gone'}: There is no such folder; make it first, or choose another" in refused.err


def test_the_doctor_says_what_is_wrong_and_mends_what_it_can(desk: Run, tmp_path: Path) -> None:
    assert desk("doctor").out == "OK: every page, text, word and picture is what was kept\n"
    assert desk("doctor", "--json").json == {"complaints": [], "salvage": None}
    desk("backup")
    (original,) = (path for path in (tmp_path / "desk" / "photos").rglob("*") if path.is_file())
    original.unlink()
    found = desk("doctor", "--json")
    assert found.code == 1
    assert found.json["complaints"] == [
        {"part": "photo", "place": "ferry.jpg", "message": "its file is gone", "mended": False, "fault": True}
    ]
    mended = desk("doctor", "--repair")
    assert (mended.code, mended.out) == (0, "photo  ferry.jpg  its file is gone; mended\n")
    assert desk("doctor").code == 0


def test_a_desk_that_cannot_be_read_is_saved_beside_itself(desk: Run, tmp_path: Path) -> None:
    database = tmp_path / "desk" / "desk.sqlite3"
    content = bytearray(database.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    database.write_bytes(content)
    found = desk("doctor")
    assert found.code == 1
    assert found.out.startswith("database  ")
    repaired = desk("doctor", "--repair", "--json")
    assert repaired.code == 1
    saved = Path(repaired.json["salvage"]["desk"])
    assert desk("--desk", saved, "doctor").code == 0
    assert bytes(content) == database.read_bytes()
