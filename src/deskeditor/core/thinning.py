"""What is kept in many copies is thinned with its age: the last hours closely, the last year sparsely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Spans = Sequence[tuple[timedelta, timedelta]]
"""Up to the first (an age) one copy is kept for each stretch of the second; the ages rise."""

BACKUPS: Spans = (
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(days=60), timedelta(days=7)),
    (timedelta(days=366), timedelta(days=30)),
)
REVISIONS: Spans = (
    (timedelta(hours=2), timedelta(minutes=2)),
    (timedelta(days=1), timedelta(minutes=15)),
    (timedelta(days=14), timedelta(hours=4)),
    (timedelta(days=36_500), timedelta(days=7)),
)
"""Of those that a pause in writing made: the others are all kept, and of each week one for ever."""


def outdated(made: Iterable[datetime], now: datetime, spans: Spans) -> set[datetime]:
    """Which of the times' copies may go: all but the oldest of each stretch, and never the newest of all.

    The oldest, because it is the one that stays the oldest as time goes on; a copy that seems to be from the future,
    the clock having been set back, is kept. What is older than the last span goes.
    """
    gone: set[datetime] = set()
    taken: set[tuple[int, int]] = set()
    for moment in sorted(set(made))[:-1]:
        age = now - moment
        if age < timedelta(0):
            continue
        span = next((number for number, (until, _) in enumerate(spans) if age <= until), None)
        if span is None:
            gone.add(moment)
            continue
        stretch = (span, int(moment.timestamp() // spans[span][1].total_seconds()))
        if stretch in taken:
            gone.add(moment)
        taken.add(stretch)
    return gone
