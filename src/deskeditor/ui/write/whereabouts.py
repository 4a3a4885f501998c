"""Where the user was in a desk the last time: the story that was open, and the caret in it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from PySide6.QtCore import QSettings


class Whereabouts(NamedTuple):
    """``story`` is an id, empty for none; ``caret`` a position in the page's document."""

    story: str = ""
    caret: int = 0


def recall(settings: QSettings, desk: Path) -> Whereabouts:
    """Where the user was in that desk; settings that somebody else has written tell nothing."""
    story, caret = (str(settings.value(f"{group(desk)}/{name}", "")) for name in Whereabouts._fields)
    return Whereabouts(story, int(caret) if caret.isdecimal() else 0)


def keep(settings: QSettings, desk: Path, place: Whereabouts) -> None:
    """Remember it for the next time."""
    for name, value in place._asdict().items():
        settings.setValue(f"{group(desk)}/{name}", value)


def group(desk: Path) -> str:
    """Where the settings of that desk on this computer stand."""
    return f"desks/{crc32(str(desk).encode()):08x}"
