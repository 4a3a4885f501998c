"""A copy of a desk that was verified when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Backup:
    """``missing`` names pictures whose originals were not there to be copied; the others are in the copy, whole."""

    path: Path
    made: datetime
    stories: int
    photos: int
    size: int
    missing: tuple[str, ...] = ()
