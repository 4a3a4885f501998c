"""A folder that is no desk, a desk of a newer program, one that is held or may not be written, and a full disk."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskeditor.cli import main
from deskeditor.desk import Desk

Run = Callable[..., Any]
READING = [["list"], ["photos"], ["tags"], ["check"], ["search", "x"], ["edition", "Friday"]]
WRITING = [["edit", "x", "--kicker", "y"], ["import", "{story}"], ["tags", "--rename", "a", "b"]]


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(place: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The sentence of a verb that ends with 1; the story it may import is beside the desk."""
    story = place.parent / "story.txt"
    story.write_text("Headline\n\nbody")
    capsys.readouterr()
    assert main(["--desk", str(place), *(word.format(story=story) for word in words)], lambda path: 99) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("deskeditor: error: ")
    assert len(err.splitlines()) == 1
    assert ";" in err, "says how to mend it"
    return err


@pytest.mark.parametrize("words", [*READING, *WRITING])
def test_a_folder_of_other_things_is_no_desk(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "letters"
    place.mkdir()
    (place / "letter.txt").write_text("Dear all")
    assert str(place) in refused(place, words, capsys)
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("words", [*READING, *WRITING])
def test_a_file_is_no_desk(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "letter.txt"
    place.write_text("Dear all")
    assert str(place) in refused(place, words, capsys)
    assert place.read_text() == "Dear all"


@pytest.mark.parametrize("words", [READING[0], WRITING[0], WRITING[1]])
def test_a_file_that_is_no_database(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "desk"
    place.mkdir()
    (place / "desk.sqlite3").write_bytes(b"not a database " * 100)
    before = tree(place)
    refused(place, words, capsys)
    assert {name: tree(place)[name] for name in before} == before


@pytest.mark.parametrize("words", [READING[0], WRITING[0], WRITING[1]])
def test_a_desk_of_a_newer_program_is_left_alone(
    desk: Run, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "desk"
    with sqlite3.connect(place / "desk.sqlite3") as database:
        database.execute("PRAGMA user_version = 9000")
    database.close()
    before = tree(place)
    assert "newer" in refused(place, words, capsys)
    assert tree(place)["desk.sqlite3"] == before["desk.sqlite3"]


def test_a_desk_that_is_held_is_read_and_not_written(
    desk: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Desk.open(tmp_path / "desk") as held:
        assert not held.read_only
        assert desk("list").code == 0
        for words in WRITING:
            assert str(tmp_path / "desk") in refused(tmp_path / "desk", words, capsys)
        assert desk("export", "ferry-returns", "--to", tmp_path / "out").code == 1
        assert not (tmp_path / "out").exists()
    assert desk("edit", "ferry-returns", "--kicker", "y").code == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is locked for root")
def test_a_desk_that_may_not_be_written(desk: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "desk"
    folders = [place, *(path for path in place.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        refused(place, WRITING[1], capsys)
        assert desk("list").code == 0
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files there")
def test_a_disk_that_is_full_leaves_no_rubbish(desk: Run, tmp_path: Path) -> None:
    desk("edit", "ferry-returns", "--lead", "ferry.jpg")
    words = ["--desk", str(tmp_path / "desk"), "export", "ferry-returns", "--to", str(tmp_path / "out")]
    before = desk("show", "ferry-returns", "--json").json
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from deskeditor.cli import main; raise SystemExit(main(sys.argv[1:], lambda path: 99))"
    )
    ran = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, timeout=120, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"deskeditor: error: ")
    assert len(ran.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "ferry.jpg", "ferry.md"]
    assert desk("show", "ferry-returns", "--json").json == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is locked for root")
def test_a_folder_that_may_not_be_read_does_not_hold_back_the_others(desk: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "locked").mkdir(parents=True)
    (folder / "story.txt").write_text("Harbour\n\nbody")
    (folder / "locked").chmod(0)
    try:
        ran = desk("import", folder, "--json")
    finally:
        (folder / "locked").chmod(0o755)
    assert (ran.code, [item["slug"] for item in ran.json]) == (1, ["harbour"])
    assert ran.err.startswith(f"deskeditor: error: {folder / 'locked'}: The folder cannot be read (")
    assert ";" in ran.err, "says how to mend it"
