"""Where and when a photo was used before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskeditor.core.photo import Photo


@dataclass(frozen=True, slots=True)
class PastUse:
    """A story that shows a photo; ``at`` is when it was last published, or last changed where it never was."""

    article_id: str
    slug: str
    headline: str
    at: datetime
    is_published: bool

    def sentence(self, now: datetime) -> str:
        """``used 3 days ago in “Ferry returns”``."""
        verb = "used" if self.is_published else "in the unpublished"
        named = f"“{self.headline or self.slug}”"
        return f"{verb} {ago(self.at, now)} in {named}" if self.is_published else f"{verb} {named}"


@dataclass(frozen=True, slots=True)
class Alike:
    """A photo that shows the same picture, most alike first; ``distance`` in bits of 128."""

    photo: Photo
    distance: int
    uses: tuple[PastUse, ...] = ()
    """The last first."""


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that fits."""
    days = (now - then).days
    if days < 1:
        return "today"
    if days < 14:
        return "yesterday" if days == 1 else f"{days} days ago"
    if days < 60:
        return f"{days // 7} weeks ago"
    return f"{days // 30} months ago" if days < 730 else f"{days // 365} years ago"
