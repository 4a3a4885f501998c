"""A desk on a real disk, with a clock that the test moves and pictures that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from deskeditor.desk import Desk


@dataclass
class Clock:
    """The time of day; every look at it is a second later."""

    moment: datetime = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


Draw = Callable[..., Path]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(tmp_path / "desk", clock=Clock()) as opened:
        yield opened


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Draw a picture of one colour into a file."""

    def into(name: str = "ferry.jpg", colour: str = "navy", size: tuple[int, int] = (640, 400)) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, colour).save(path)
        return path

    return into
