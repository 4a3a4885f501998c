"""What a user installs carries everything that the program reads, and works outside the checkout."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DESKTOP_ENTRY = ROOT / "packaging" / "deskeditor.desktop"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what the wheel depends on is borrowed from ours."""
    home = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(home, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], capture_output=True, text=True, check=True)
    return home


def run(installed: Path, folder: Path, *command: str) -> str:
    program = str(installed / "bin" / command[0])
    # A folder on this path, unlike one of packages, has no link back to the checkout.
    environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def shipped_files() -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file())


def test_the_wheel_holds_every_shipped_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert shipped_files()
    assert [name for name in shipped_files() if f"deskeditor/{name}" not in names] == []


def test_the_shipped_files_are_found_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    code = "from deskeditor.core.resources import resources; print(resources())"
    found = Path(run(installed, tmp_path, "python", "-c", code).strip())
    assert found.is_relative_to(installed)
    assert all((found / Path(name).relative_to("resources")).is_file() for name in shipped_files())


def test_what_is_installed_takes_a_story_to_a_bundle(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("---\nheadline: The crane moves\n---\n\nTen metres.\n", encoding="utf-8")
    run(installed, tmp_path, "deskeditor", "--desk", "news", "import", "story.md")
    run(installed, tmp_path, "deskeditor", "--desk", "news", "export", "the-crane-moves", "--to", "bundle")
    assert run(installed, tmp_path, "deskeditor", "verify", "bundle").startswith("OK")


def test_what_is_installed_opens_its_window(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "python", "-m", "deskeditor.app.session", "--desk", "desk", "--out", "out")
    assert (tmp_path / "out" / "window.png").is_file()


def test_the_menu_entry_and_its_icon_are_installed(installed: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(installed / "share" / "applications" / DESKTOP_ENTRY.name, encoding="utf-8")
    shown = entry["Desktop Entry"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert shown["Exec"] in scripts
    assert (installed / "share" / "icons" / "hicolor" / "scalable" / "apps" / f"{shown['Icon']}.svg").is_file()


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-validate is not installed")
def test_the_menu_entry_is_one_by_the_standard() -> None:
    done = subprocess.run(["desktop-file-validate", str(DESKTOP_ENTRY)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
