"""A copy of a desk that was verified when it was made, and how long one is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
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


SPANS = (
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(days=60), timedelta(days=7)),
    (timedelta(days=366), timedelta(days=30)),
)
"""Up to that age one copy is kept for each such stretch of time: an hour, a day, a week, a month."""


def outdated(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the times' copies may go: all but the oldest of each stretch, and never the newest of all.

    The oldest, because it is the one that stays the oldest as time goes on; a copy that seems to be from the future,
    the clock having been set back, is kept.
    """
    times = sorted(set(made))
    gone: set[datetime] = set()
    taken: set[tuple[int, int]] = set()
    for moment in times[:-1]:
        age = now - moment
        if age < timedelta(0):
            continue
        span = next((number for number, (until, _) in enumerate(SPANS) if age <= until), None)
        if span is None:
            gone.add(moment)
            continue
        stretch = (span, int(moment.timestamp() // SPANS[span][1].total_seconds()))
        if stretch in taken:
            gone.add(moment)
        taken.add(stretch)
    return gone
