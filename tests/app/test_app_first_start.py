"""The first start: a sample desk to look around in, apart from the user's own, which begins empty."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# The program as it is started, and somebody who looks at each window that opens and then does what is asked.
PROGRAM = """
import gc, os, signal, stat, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
import deskeditor.ui.window
from deskeditor.app.main import main

deeds = sys.argv[1].split(",")

class Window(deskeditor.ui.window.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.ready.connect(lambda: QTimer.singleShot(0, self.look))

    def look(self):
        self.jobs.drain()
        story = self.write.column.story.story
        open_story = story.article.slug if story else "nothing"
        print(self.path.name, len(self.write.list.view.stories.ids), open_story, flush=True)
        deed = deeds.pop(0)
        if deed == "begin":
            next(b for b in self.strip.findChildren(QPushButton) if b.text() == "Begin your own desk").click()
        elif deed == "write":
            self.services.actions["story.new"].trigger()
            self.jobs.drain()
            QApplication.processEvents()
            self.close()
        elif deed == "idle":
            gc.collect()
            waking = signal.set_wakeup_fd(-1)
            print("wakes" if stat.S_ISSOCK(os.fstat(waking).st_mode) else "is deaf", flush=True)
            self.close()
        else:
            self.close()

deskeditor.ui.window.MainWindow = Window
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def start(tmp_path: Path) -> object:
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment = {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"}

    def run(deeds: str, *arguments: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, deeds, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return run


def test_the_sample_comes_first_and_the_own_desk_when_it_is_wanted(start: object, tmp_path: Path) -> None:
    assert callable(start)
    home = tmp_path / "data" / "DeskEditor"
    assert start("close") == ["sample 8 dawn-ferry-sails-again"]
    assert sorted(path.name for path in home.iterdir()) == ["sample"]
    # As long as there is no desk of one's own the sample is there again.
    assert start("begin,write") == ["sample 8 dawn-ferry-sails-again", "desk 0 nothing"]
    assert start("close")[0].startswith("desk 1 ")
    # The sample is a folder, and gone when it is removed.
    assert sorted(path.name for path in home.iterdir()) == ["desk", "sample"]


def test_an_own_desk_stays_as_it_is(start: object, tmp_path: Path) -> None:
    assert callable(start)
    home = tmp_path / "data" / "DeskEditor"
    (home / "desk").mkdir(parents=True)
    assert start("close") == ["desk 0 nothing"]
    assert not (home / "sample").exists()


def test_a_named_desk_begins_empty(start: object, tmp_path: Path) -> None:
    assert callable(start)
    assert start("close", "--desk", "mine") == ["mine 0 nothing"]
    assert not (tmp_path / "data" / "DeskEditor" / "sample").exists()


def test_what_wakes_an_idle_program_for_a_signal_is_there_as_long_as_it_runs(start: object) -> None:
    assert callable(start)
    assert start("idle", "--desk", "mine")[1:] == ["wakes"]
