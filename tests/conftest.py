"""What the tests of several parts share: Qt without a display and its clean end, and the official validators."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("DESKEDITOR_SHARED") or ROOT.parent / "shared")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
VALIDATORS = Path(os.environ.get("VALIDATORS_HOME") or CACHE / "newsroom-validators")
REQUIRED = "manifest,html,jsonld,a11y,links,markdown,ninjs,consistency"

os.environ["VALIDATORS_HOME"] = str(VALIDATORS)

ValidateBundle = Callable[..., None]


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Thumbnails of a test are kept with the test."""
    cache = tmp_path_factory.mktemp("own") / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return cache


@pytest.fixture(scope="session")
def validate_bundle() -> ValidateBundle:
    """Ask the validators of the shared folder, strictly, whether a bundle (folder or zip) is sound.

    ``require`` names the checks that must have found something to check; ``skip`` those to leave out.
    """
    script = SHARED / "validate" / "validate_bundle.py"
    python = VALIDATORS / "venv" / "bin" / "python"
    if not script.is_file() or not python.is_file():
        pytest.skip("the official validators are not here (set DESKEDITOR_SHARED, run setup_validators.sh)")

    def validate(bundle: Path, *, require: str = REQUIRED, skip: str = "") -> None:
        run = subprocess.run(
            [str(python), str(script), str(bundle), "--strict", "--quiet", "--require", require, "--skip", skip],
            capture_output=True,
            text=True,
            timeout=240,
        )
        assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
        assert ", 0 failed" in run.stdout

    return validate


def pytest_sessionfinish() -> None:
    """Empty the clipboard: Qt would destroy what a test copied after the interpreter is gone, and crash."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()
