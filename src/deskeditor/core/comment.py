"""Comments on a story: threads that a mark in its body is the anchor of. They belong to the desk and never leave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said in a thread; ``number`` counts from 1 within it, and is never given again."""

    number: int
    by: str
    made: datetime
    text: str
    edited: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is being written in a thread and is not sent: a new comment, or the comment ``number`` once more.

    ``about`` are the words that the thread is anchored to.
    """

    text: str
    number: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What is said of one stretch of the text, under the id of its mark.

    ``about`` are the words that the mark stood on when something was last written here: they may be gone from the
    story. ``deleted`` threads are kept, and their marks, so that they can be brought back at any time.
    """

    id: str
    about: str
    started: datetime
    comments: tuple[Comment, ...] = ()
    resolved: datetime | None = None
    resolved_by: str = ""
    draft: Reply | None = None
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it, or to send it."""
        return self.resolved is None and not self.deleted and bool(self.comments or self.draft)
