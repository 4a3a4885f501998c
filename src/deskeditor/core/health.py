"""What is found wrong with a desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Complaint:
    """``part`` is one of ``database``, ``search``, ``story``, ``revision``, ``photo`` or ``file``; ``place`` names it.

    ``mended``: it is no longer so. A complaint that is no ``fault`` costs the desk nothing: a file that nobody needs.
    """

    part: str
    place: str
    message: str
    mended: bool = False
    fault: bool = True


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read of a damaged desk: the new one, and by name what it has lost."""

    desk: Path
    stories: int
    photos: int
    lost: tuple[str, ...]
