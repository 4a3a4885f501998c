"""What an importer hands to the desk: a story or a picture, read whole and not yet taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, Self, TypedDict

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
    decorative: bool | None = None


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
    """A picture for the archive; what is not said of it (empty, 0) is made by the desk.

    ``reference`` is what the uses of the stories that it came with call it.
    """

    path: Path
    reference: str = ""
    id: str = ""
    urn: str = ""
    version: int = 0
    filename: str = ""


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """A teaser: a story by its URN; ``None`` means that its own words are shown."""

    urn: str
    headline: str | None = None
    standfirst: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingEdition:
    """The front page of a date; stories are named by their URNs."""

    id: str
    urn: str
    version: int
    name: str
    date: date
    lead: str = ""
    teasers: tuple[IncomingLine, ...] = ()
    related: tuple[str, ...] = ()
    most_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingBundle:
    """All that left another desk at once. ``articles`` and ``photos`` are keyed by their place in the bundle.

    ``lines`` are stories that the edition only names. Its pictures lie in a folder of their own: close it when they
    are taken in.
    """

    urn: str
    sequence: int
    articles: Mapping[str, IncomingArticle]
    photos: Mapping[str, IncomingPhoto]
    edition: IncomingEdition | None
    lines: tuple[IncomingArticle, ...]
    warnings: tuple[str, ...]
    room: TemporaryDirectory[str]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.room.cleanup()


Incoming = IncomingArticle | IncomingPhoto | IncomingBundle


class Importer(Protocol):
    """Reads one kind of file."""

    @property
    def kind(self) -> str:
        """What it reads, in a word or two: ``Markdown``, ``plain text``, ``picture``, ``bundle``."""

    def accepts(self, path: Path) -> bool:
        """Whether the file looks like its kind, by name or by its first bytes."""

    def read(self, path: Path) -> Incoming:
        """What is in the file; raises ``DeskError``."""
