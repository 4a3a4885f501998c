"""The layers are held by import-linter: a violation must be named, not only the clean tree be praised."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(project: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", "pyproject.toml"]
    environment = {"PYTHONPATH": "src", "PATH": "", "COLUMNS": "200"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_tree_keeps_its_layers(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/article.py", "import deskeditor.desk", "Arrows point down only"),
        ("markup/__init__.py", "import deskeditor.photos", "Arrows point down only"),
        ("desk/__init__.py", "from PySide6 import QtCore", "Qt lives in ui"),
        ("desk/__init__.py", "import sqlalchemy", "SQL lives in the store"),
        ("ui/__init__.py", "import deskeditor.store", "The window never reaches the store"),
    ],
)
def test_a_planted_violation_is_named(copy: Path, module: str, line: str, contract: str) -> None:
    planted = copy / "src" / "deskeditor" / module
    planted.write_text(planted.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    broken = [report for report in done.stdout.splitlines() if contract in report]
    assert any("BROKEN" in report for report in broken), done.stdout


def test_a_new_package_outside_the_layers_is_noticed(copy: Path) -> None:
    stray = copy / "src" / "deskeditor" / "stray"
    stray.mkdir()
    (stray / "__init__.py").touch()
    assert lint(copy).returncode == 1
