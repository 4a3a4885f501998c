"""The front page of a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Teaser:
    """A story on the front page; ``None`` means the story's own words are shown."""

    article_id: str
    headline: str | None = None
    standfirst: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A date line, a lead story, ordered teasers, related stories and the most-read order.

    ``related`` and ``most_read`` hold article ids in order. ``version`` counts exports with a changed content.
    """

    id: str
    urn: str
    name: str
    date: date
    modified: datetime
    lead: str | None = None
    teasers: tuple[Teaser, ...] = ()
    related: tuple[str, ...] = ()
    most_read: tuple[str, ...] = ()
    version: int = 0
