"""What an exporter is given: plain records, whole and ready to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from deskeditor.core.article import Article
from deskeditor.core.edition import Edition
from deskeditor.core.photo import Photo, Role, UsedPhoto
from deskeditor.core.progress import Progress
from deskeditor.core.publication import Publication
from deskeditor.core.tag import Contributor

Originals = Callable[[Photo], Path]
"""Where the untouched file of a photo is; raises ``DeskError`` where it is gone."""


class Action(StrEnum):
    """What the receiver is to do with a story."""

    CREATE = "create"
    UPDATE = "update"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Story:
    """One story on its way out.

    ``article`` is as it stands once this export is done: its version, and the times at which it was first and last
    published (``None``: when the package is made). ``photos`` are in order, the lead first. ``contributors`` are
    those of the byline that the desk knows. ``note`` tells receivers what a correction or withdrawal is about.
    ``linked`` are the published stories that its text links to.
    """

    article: Article
    photos: tuple[UsedPhoto, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    action: Action = Action.CREATE
    note: str = ""
    linked: tuple[Article, ...] = ()

    @property
    def withdrawn(self) -> bool:
        """Whether this takes the story back instead of sending it."""
        return self.action is Action.WITHDRAW

    @property
    def lead(self) -> UsedPhoto | None:
        """The picture at the head of the story, if it has one."""
        return next((used for used in self.photos if used.role is Role.LEAD), None)

    @property
    def picture(self) -> UsedPhoto | None:
        """What stands for the story where one picture is asked for: its lead, or else the first in its text."""
        return next(iter(self.photos), None)


@dataclass(frozen=True, slots=True)
class Headline:
    """A story as a line on the front page, with the words that were chosen for it."""

    article: Article
    headline: str
    standfirst: str = ""
    in_bundle: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """The front page of an edition, in the order in which it is read. ``tags`` are names."""

    edition: Edition
    lead: Headline | None = None
    teasers: tuple[Headline, ...] = ()
    related: tuple[Headline, ...] = ()
    most_read: tuple[Headline, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """All that leaves the desk at once.

    ``urn`` and ``sequence`` name this package to its receivers; ``made`` (aware) is the only time of the moment that
    goes into it, so that the same package is the same bytes.
    """

    publication: Publication
    stories: tuple[Story, ...]
    front: Front | None
    urn: str
    sequence: int
    made: datetime


class Exporter(Protocol):
    """One way of leaving the desk."""

    @property
    def name(self) -> str:
        """The word of the command line."""

    @property
    def title(self) -> str:
        """What the window calls it."""

    def write(
        self, package: Package, originals: Originals, target: Path, *, zipped: bool = False, progress: Progress
    ) -> Path:
        """Write the package to ``target`` whole or not at all, and hand back where it is.

        Raises ``DeskError`` where the target exists or cannot be written, and lets ``CancelledError`` through.
        """
