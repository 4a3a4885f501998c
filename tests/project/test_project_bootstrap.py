"""The set-up of a checkout: what it says where it cannot go on, and that it does nothing twice."""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def set_up(checkout: Path, python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "packaging/bootstrap.py"],
        cwd=checkout,
        env={**os.environ, "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )


def mark_as_done(checkout: Path, python: str) -> None:
    mark = hashlib.sha256(
        (checkout / "pyproject.toml").read_bytes() + f"{python} {checkout / '.venv'}".encode()
    ).hexdigest()
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (checkout / ".venv" / ".deskeditor").write_text(mark)


def too_old(folder: Path) -> str:
    python = folder / "python2"
    python.write_text("#!/bin/sh\necho 2 7 18\n")
    python.chmod(0o755)
    return str(python)


def broken(folder: Path) -> str:
    python = folder / "python3"
    python.write_text("#!/bin/sh\necho 'python3: version not set' >&2\nexit 127\n")
    python.chmod(0o755)
    return str(python)


@pytest.mark.parametrize("make", [too_old, broken, lambda folder: str(folder / "nothing")])
def test_a_python_that_will_not_do_is_named_in_a_sentence(checkout: Path, make: object) -> None:
    assert callable(make)
    python = make(checkout)
    done = set_up(checkout, python)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"deskeditor: {python} is not a Python 3.11 or newer")
    assert not (checkout / ".venv").exists()


def test_nothing_is_done_twice(checkout: Path) -> None:
    mark_as_done(checkout, "no-such-python")
    done = set_up(checkout, "no-such-python")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_changed_project_is_set_up_again(checkout: Path) -> None:
    mark_as_done(checkout, "no-such-python")
    project = checkout / "pyproject.toml"
    project.write_text(project.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert set_up(checkout, "no-such-python").returncode == 1


def test_an_environment_whose_python_is_gone_is_made_again(checkout: Path) -> None:
    mark_as_done(checkout, "no-such-python")
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python3.11")
    assert set_up(checkout, "no-such-python").returncode == 1


def test_an_environment_that_was_moved_here_is_made_again(checkout: Path, tmp_path: Path) -> None:
    mark_as_done(checkout, "no-such-python")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("packaging", "pyproject.toml", ".venv"):
        (checkout / name).rename(elsewhere / name)
    assert set_up(elsewhere, "no-such-python").returncode == 1


@pytest.mark.parametrize(
    ("user", "programs", "line"),
    [
        (0, [], "apt-get update && apt-get install -y --no-install-recommends libgl1 libegl1"),
        (1000, ["sudo"], "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libgl1 libegl1'"),
        (1000, [], "su -l -c 'apt-get update && apt-get install -y --no-install-recommends libgl1 libegl1'"),
    ],
)
def test_the_line_that_installs_works_for_whoever_reads_it(
    user: int, programs: list[str], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in programs:
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: user)
    line_that_installs = runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["line_that_installs"]
    assert line_that_installs(["libgl1", "libegl1"]) == line
