"""The interpreter and the Qt binding must get along."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

VOID_CALLS = """
import sys
from PySide6.QtCore import QCoreApplication, QObject
app = QCoreApplication([])
thing = QObject()
for _ in range(10):
    thing.setObjectName("warm")
before = sys.getrefcount(None)
for _ in range(1000):
    thing.setObjectName("x")
    thing.blockSignals(False)
    app.processEvents()
print(sys.getrefcount(None) - before)
"""


def test_void_calls_keep_the_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one at each void call, and the interpreter aborts after some thousands."""
    done = subprocess.run([sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=True)
    assert abs(int(done.stdout)) < 50


@pytest.mark.parametrize(
    ("python", "qt", "allowed"),
    [
        ("3.11", "6.11.3", True),
        ("3.11", "6.12.0", False),
        ("3.11", "6.12.9", False),
        ("3.12", "6.12.0", True),
        ("3.13", "6.12.0", True),
    ],
)
def test_which_qt_may_run_on_which_python(python: str, qt: str, allowed: bool) -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [Requirement(line) for line in project["dependencies"]]
    ranges = [
        requirement.specifier
        for requirement in requirements
        if requirement.name == "PySide6-Essentials"
        and (requirement.marker is None or requirement.marker.evaluate({"python_version": python}))
    ]
    assert ranges
    assert all(qt in accepted for accepted in ranges) is allowed
