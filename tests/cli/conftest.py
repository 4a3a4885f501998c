"""A desk that the command line alone makes and fills."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from deskeditor.cli import main

STORY = """---
slug: ferry-returns
headline: Ferry service returns after ten days
kicker: Transport
standfirst: The night boat sails again on Friday.
byline: [Min Lee]
dateline: MOKPO
section: Island
status: ready
tags: [Ferries]
---
The ferry sailed on Friday.

Nobody had expected it.
"""


@dataclass(frozen=True)
class Ran:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a verb on the desk ``tmp_path/desk``; its own log and default desk are below ``tmp_path`` too."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def on_desk(*words: object) -> Ran:
        capsys.readouterr()
        code = main(["--desk", str(tmp_path / "desk"), *map(str, words)], lambda path: 99)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return on_desk


@pytest.fixture
def draw() -> Callable[..., Path]:
    """Draw a picture: ``draw(path, colour)``."""
    return draw_picture


def draw_picture(path: Path, colour: str = "navy") -> Path:
    picture = Image.new("RGB", (1200, 800), colour)
    ImageDraw.Draw(picture).ellipse((300, 200, 900, 600), fill="white")
    picture.save(path, "JPEG")
    return path


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Run:
    """A desk with one story and one picture, ``ferry.jpg``."""
    (tmp_path / "ferry.md").write_text(STORY, encoding="utf-8")
    ran = run("import", tmp_path / "ferry.md", draw_picture(tmp_path / "ferry.jpg"))
    assert (ran.code, ran.err) == (0, "")
    return run
