"""The command line itself: opening the window, usage, pipes and faults of the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deskeditor.cli import main
from deskeditor.cli.printing import printable, utc

Opened = list[Path | None]
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def opened(*argv: str) -> Path | None:
    desks: Opened = []

    def open_window(path: Path | None) -> int:
        desks.append(path)
        return 7

    assert main(argv, open_window) == 7
    return desks[0]


def test_without_a_verb_the_window_opens_on_the_named_desk_or_the_one_that_is_fit() -> None:
    assert opened() is opened("open") is None
    assert opened("--desk", "/a") == opened("open", "--desk", "/a") == opened("--desk=/a", "open") == Path("/a")
    assert opened("--desk", "open") == Path("open")
    assert opened("--desk", "~/a") == Path.home() / "a"


def test_the_desk_is_named_before_or_after_the_verb(desk: object, tmp_path: Path) -> None:
    place = str(tmp_path / "desk")
    assert main(["list", "--desk", place], lambda path: 99) == 0
    assert main(["--desk", place, "list"], lambda path: 99) == 0
    assert main(["--desk", "/nowhere", "list", "--desk", place], lambda path: 99) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["import"],
        ["show"],
        ["list", "--status", "perfect"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "²"],
        ["edit", "x"],
        ["edit", "x", "--headline", "not \udcff text"],
        ["edit", "x", "--embargo", "soon"],
        ["caption", "x"],
        ["photos", "--missing", "frame"],
        ["tags", "--rename", "a"],
        ["tags", "--rename", "a", "b", "--merge", "c", "d"],
        ["export", "--to", "x"],
        ["export", "story", "--edition", "e", "--to", "x"],
        ["export", "story"],
        ["edition", "e", "--date", "friday"],
        ["edition", "e", "--headline", "whose?"],
        ["edition", "e", "--add", "a", "--headline", "not a teaser of its own words"],
        ["show", "x", "--json", "--as", "html"],
        ["list", "--stat", "draft"],
        ["edit", "x", "--slug=--"],
    ],
)
def test_what_cannot_be_understood_is_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert_usage(words, capsys)


def assert_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The words are refused with 2 and one sentence that points to the help."""
    assert main(words, lambda path: 99) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("deskeditor: error: ")
    assert err.endswith(" --help\n")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--desk", "", "list"],
        ["--desk", ""],
        ["--desk", "~nobody-of-that-name", "list"],
        ["import", ""],
        ["list", "--tag", ""],
        ["list", "--section", " "],
        ["show", ""],
        ["show", "x", "--as", ""],
        ["edit", "", "--kicker", "x"],
        ["edit", "x", "--kicker", "x", "--lead", ""],
        ["edit", "x", "--attach", ""],
        ["edit", "x", "--body", ""],
        ["edit", "x", "--tag", " "],
        ["edit", "x", "--untag", ""],
        ["caption", "", "--alt", "x"],
        ["caption", "x", "--alt", "x", "--in", ""],
        ["tags", "--rename", "", "x"],
        ["tags", "--merge", "x", ""],
        ["check", ""],
        ["export", "", "--to", "x"],
        ["export", "x", "--to", ""],
        ["export", "--edition", "", "--to", "x"],
        ["export", "x", "--to", "x", "--as", ""],
        ["verify", ""],
        ["edition", ""],
        ["edition", "e", "--lead", ""],
        ["edition", "e", "--add", ""],
        ["edition", "e", "--teaser", "", "--headline", "x"],
        ["edition", "e", "--related", ""],
        ["backup", "--to", ""],
        ["restore", ""],
    ],
)
def test_an_empty_name_is_not_taken_for_none(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert_usage(words, capsys)


@pytest.mark.parametrize("words", [["--help"], ["edition", "--help"], ["--version"]])
def test_help_is_no_failure(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words, lambda path: 99) == 0
    assert "deskeditor" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["list"], ["show", "x"], ["search", "x"], ["photos"], ["tags"], ["check"], ["edition", "x"]]
)
def test_reading_does_not_make_a_desk(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing"
    assert main(["--desk", str(missing), *words], lambda path: 99) == 1
    assert capsys.readouterr().err.startswith(f"deskeditor: error: {missing}: There is no desk; ")
    assert not missing.exists()


def test_an_interrupt_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(path: Path | None) -> int:
        raise KeyboardInterrupt

    assert main([], interrupted) == 130
    assert capsys.readouterr().err == ""


def test_a_fault_of_the_program_is_a_sentence_and_a_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def faulty(path: Path | None) -> int:
        raise ZeroDivisionError("three \udcff")

    assert main([], faulty) == 1
    (log,) = tmp_path.rglob("deskeditor.log")
    err = capsys.readouterr().err
    assert err.startswith("deskeditor: error: ")
    assert str(log) in err
    assert len(err.splitlines()) == 1
    assert "ZeroDivisionError: three" in log.read_text(encoding="utf-8")


def test_a_fault_without_a_place_for_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/no")

    def faulty(path: Path | None) -> int:
        raise ZeroDivisionError

    assert main([], faulty) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_full_disk_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def full(path: Path | None) -> int:
        raise OSError(28, "No space left on device", "/desk/photos")

    assert main([], full) == 1
    assert capsys.readouterr().err.startswith("deskeditor: error: /desk/photos: No space left on device; ")


def test_what_would_move_the_cursor_is_not_printed() -> None:
    assert printable("a\x1b[31m\u202eb\nc\u3000d\x07") == "a\ufffd[31m\ufffdb c d\ufffd"
    assert printable("해녀 학교 🎉 café") == "해녀 학교 🎉 café"


def test_no_time_is_null() -> None:
    assert utc(None) is None


def deskeditor(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "deskeditor", *words],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def test_the_program_as_a_process(desk: object, tmp_path: Path) -> None:
    place = str(tmp_path / "desk")
    ran = deskeditor("--desk", place, "list", "--json", PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert ran.returncode == 0, ran.stderr
    assert b"Ferry service" in ran.stdout
    assert deskeditor("--desk", place, "show", "nothing").returncode == 1
    assert deskeditor("--desk", place, "edit", "ferry-returns", "--kicker", "해녀\x7f").returncode == 0
    shown = deskeditor("--desk", place, "show", "ferry-returns", LC_ALL="C", PYTHONUTF8="0").stdout.decode()
    assert "해녀\ufffd" in shown or "해녀\n" in shown


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX alone")
def test_arguments_that_are_not_text(desk: object, tmp_path: Path) -> None:
    words = [b"--desk", bytes(tmp_path / "desk"), b"edit", b"ferry-returns", b"--headline", b"caf\xe9"]
    ran = subprocess.run([sys.executable, "-m", "deskeditor", *words], capture_output=True, timeout=120, check=False)
    assert ran.returncode == 2
    assert b"is not UTF-8 text" in ran.stderr
    words = [b"--desk", bytes(tmp_path / "desk"), b"import", bytes(tmp_path) + b"/caf\xe9.md"]
    ran = subprocess.run([sys.executable, "-m", "deskeditor", *words], capture_output=True, timeout=120, check=False)
    assert ran.returncode == 1
    assert b"There is no such file" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes close so on POSIX alone")
def test_a_closed_pipe_is_quiet(desk: object, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        ran = subprocess.run(
            [sys.executable, "-m", "deskeditor", "--desk", str(tmp_path / "desk"), "list", "--json"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert ran.returncode == 141
    assert ran.stderr == b""


def test_a_program_that_closed_the_output_wants_none(desk: object, tmp_path: Path) -> None:
    place = str(tmp_path / "desk")
    program = (
        "import sys; sys.{stream} = None; from deskeditor.cli import main;sys.exit(main(sys.argv[1:], lambda path: 99))"
    )
    for words, code in ((["list", "--json"], 0), (["show", "ferry-returns"], 0), (["show", "nothing"], 1)):
        for stream in ("stdout", "stderr"):
            ran = subprocess.run(
                [sys.executable, "-c", program.format(stream=stream), "--desk", place, *words],
                capture_output=True,
                timeout=120,
                check=False,
            )
            assert ran.returncode == code
            assert b"Traceback" not in ran.stderr
            assert b"error" not in ran.stdout
            assert (b"error" in ran.stderr) == (code == 1 and stream == "stdout")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is known on Linux alone")
def test_an_output_that_is_full(desk: object, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "deskeditor", "--desk", str(tmp_path / "desk"), "list", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"deskeditor: error: standard output: The output could not be written (")
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_the_window_without_a_display_is_a_sentence(tmp_path: Path) -> None:
    nowhere = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    ran = subprocess.run(
        [sys.executable, "-m", "deskeditor", "--desk", str(tmp_path / "desk")],
        capture_output=True,
        env=nowhere,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"deskeditor: error: There is no display")
    assert len(ran.stderr.splitlines()) == 1
    assert not (tmp_path / "desk").exists()
