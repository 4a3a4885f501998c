"""The window as a program of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deskeditor.desk import Desk

WATCHED = """
import sys
from PySide6.QtCore import QTimer
from deskeditor.app.main import main
from deskeditor.ui.window import MainWindow

made = MainWindow.__init__

def watched(self, *arguments):
    made(self, *arguments)
    self.ready.connect(lambda: QTimer.singleShot(0, lambda: print("ready", flush=True)))

MainWindow.__init__ = watched
sys.exit(main(["--desk", sys.argv[1]]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows ends programs otherwise")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_program_that_is_told_to_end_closes_its_desk_first(tmp_path: Path, number: str) -> None:
    with Desk.open(tmp_path / "desk") as desk:
        desk.articles.new(headline="One")
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        **{
            name: str(tmp_path / "home")
            for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        },
    }
    program = subprocess.Popen(
        [sys.executable, "-c", WATCHED, str(tmp_path / "desk")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    assert (tmp_path / "desk" / "desk.holder").exists()
    program.send_signal(getattr(signal, number))
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    assert "Traceback" not in errors
    assert not (tmp_path / "desk" / "desk.holder").exists()
    assert len(list((tmp_path / "desk" / "backups").glob("desk-*"))) == 1
