"""What an importer hands to the desk: a story or a picture, read whole and not yet taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypedDict

from deskeditor.core.article import Status
from deskeditor.core.photo import Role


class IncomingFields(TypedDict, total=False):
    """What a file says of a story; a key is absent where the file is silent. Times are aware."""

    slug: str
    section: str
    kicker: str
    headline: str
    standfirst: str
    byline: tuple[str, ...]
    dateline: str
    language: str
    status: Status
    embargo: datetime | None
    body: str
    note: str


@dataclass(frozen=True, slots=True)
class IncomingUse:
    """A picture of an incoming story.

    ``path`` is the picture's file, checked to lie in the story's folder or below it. Where no file came along it is
    None, and ``photo_id`` names a photo that should already be on the desk. An inline picture stands in the body as
    the figure ``photo:REFERENCE`` (with its alt text and caption), which the desk turns into the id of the photo once
    taken in; several uses may share one reference, and the reference of a lead is empty.
    """

    path: Path | None
    role: Role
    caption: str | None = None
    alt: str | None = None
    credit: str | None = None
    reference: str = ""
    photo_id: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which story this is, on every desk, and which version of it receivers have (0: none). Times are aware.

    One of ``id`` and ``urn`` may be empty, where only the other is known. ``note`` is what receivers were told of a
    correction.
    """

    id: str = ""
    urn: str = ""
    version: int = 0
    first_published: datetime | None = None
    last_published: datetime | None = None
    modified: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncomingArticle:
    """A story with its tags and pictures; ``warnings`` are sentences on what could not be taken over as it was.

    Where the desk has the story of that ``identity`` it is this story that changes. ``told`` says whether the file
    speaks of ``tags`` and ``photos`` at all; what it is silent of stays.
    """

    fields: IncomingFields
    tags: tuple[str, ...] = ()
    photos: tuple[IncomingUse, ...] = ()
    warnings: tuple[str, ...] = ()
    created: datetime | None = None
    """When it was first written, where the file says so; aware."""
    identity: Identity | None = None
    told: frozenset[str] = frozenset()
    action: str = ""
    """What receivers were told to do with this version; empty for a working copy, which may be of any version."""


@dataclass(frozen=True, slots=True)
class IncomingPhoto:
    """A picture for the archive."""

    path: Path


Incoming = IncomingArticle | IncomingPhoto


class Importer(Protocol):
    """Reads one kind of file."""

    @property
    def kind(self) -> str:
        """What it reads, in a word or two: ``Markdown``, ``plain text``, ``picture``."""

    def accepts(self, path: Path) -> bool:
        """Whether the file looks like its kind, by name or by its first bytes."""

    def read(self, path: Path) -> Incoming:
        """The file as a story or a picture; raises ``DeskError``."""
