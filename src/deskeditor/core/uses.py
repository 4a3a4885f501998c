"""Where and when a photo was used before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from deskeditor.core.photo import Photo

Unit = Literal["days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True)
class PastUse:
    """A story that shows a photo; ``at`` is when it was last published, or last changed where it never was."""

    article_id: str
    slug: str
    headline: str
    at: datetime
    is_published: bool

    def sentence(self, now: datetime) -> str:
        """``used 3 days ago in “Ferry returns”``, for the command line; the window has it in the user's language."""
        if not self.is_published:
            return f"in the unpublished “{self.headline or self.slug}”"
        return f"used {ago(self.at, now)} in “{self.headline or self.slug}”"


@dataclass(frozen=True, slots=True)
class Alike:
    """A photo that shows the same picture, most alike first; ``distance`` in bits of 128."""

    photo: Photo
    distance: int
    uses: tuple[PastUse, ...] = ()
    """The last first."""


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that fits."""
    count, unit = age(then, now)
    if count < 2 and unit == "days":
        return "yesterday" if count else "today"
    return f"{count} {unit} ago"


def age(then: datetime, now: datetime) -> tuple[int, Unit]:
    """How many of the largest unit that fits; no days for a moment of this day, or one to come."""
    days = max(0, (now - then).days)
    if days < 14:
        return days, "days"
    if days < 60:
        return days // 7, "weeks"
    return (days // 30, "months") if days < 730 else (days // 365, "years")
