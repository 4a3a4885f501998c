"""A short part of ``make torture``, on every run of the tests where the system can trace a program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TORTURE = Path(__file__).parents[1] / "torture" / "torture.py"


@pytest.mark.alone
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_few_power_cuts_and_refusals_break_no_promise() -> None:
    # One window at a time: the promise is to a hand that types, not to two on one core.
    counts = "--cuts 150 --kills 6 --at-once 1 --stride 40 --seed 1"
    command = [sys.executable, str(TORTURE), *counts.split()]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "power cuts: 150, 0 promises broken" in run.stdout
    assert "kills: 6, 0 promises broken" in run.stdout
