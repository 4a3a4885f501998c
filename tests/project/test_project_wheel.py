"""What a user installs carries everything that the program reads."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return next(target.glob("*.whl"))


def shipped_files() -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file())


def test_the_wheel_holds_every_shipped_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert shipped_files()
    assert [name for name in shipped_files() if f"deskeditor/{name}" not in names] == []


def test_the_shipped_files_are_found_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from deskeditor.core.resources import resources; print(resources())"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    found = Path(done.stdout.strip())
    assert found == tmp_path / "deskeditor" / "resources"
    assert all((found / Path(name).relative_to("resources")).is_file() for name in shipped_files())
