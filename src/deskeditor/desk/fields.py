"""What may be said when a story, a photo or an export is asked for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from deskeditor.core.article import Status
from deskeditor.core.finding import Finding
from deskeditor.core.framing import Framing
from deskeditor.core.photo import Conflict, Photo


class ArticleFields(TypedDict, total=False):
    """The fields of a story that a person sets; absent means left as it is. ``embargo`` is aware."""

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


class PhotoEdits(TypedDict, total=False):
    """What a person sets of a photo (``core.photo.PhotoFields``, and what is the desk's own); absent means left."""

    headline: str
    caption: str
    alt: str
    credit: str
    creator: tuple[str, ...]
    source: str
    copyright: str
    usage_terms: str
    keywords: tuple[str, ...]
    people: tuple[str, ...]
    event: str
    sublocation: str
    city: str
    state: str
    country: str
    country_code: str
    instructions: str
    job_id: str
    caption_writer: str
    date_created: str
    digital_source_type: str
    title: str
    extended_description: str
    creator_title: str
    web_statement: str
    licensor: str
    licensor_url: str
    licence_end: str
    embargo: str
    restrictions: str
    model_release: str
    minor_age: str
    data_mining: str
    ai_system: str
    ai_prompt: str
    guid: str
    note: str
    framing: Framing
    rating: int
    label: str
    rejected: bool
    share_position: bool
    conflicts: tuple[Conflict, ...]
    """Those that are still to be decided; without one, it is as decided."""


@dataclass(frozen=True, slots=True)
class PhotoEdit:
    """What is to change in one photo (id or file name)."""

    photo: str
    edits: PhotoEdits
    put_back: bool = False
    """Whether the values stood there before, and are put back as they were, such as a file had them."""


@dataclass(frozen=True, slots=True)
class PhotosEdited:
    """The photos as they are now, each once, and the edits that take back what was changed: none where nothing was."""

    photos: tuple[Photo, ...]
    undo: tuple[PhotoEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to leave the desk, and where to: stories by id or slug, all of a status, or an edition by name."""

    to: Path
    articles: tuple[str, ...] = ()
    status: Status | None = None
    edition: str = ""
    zipped: bool = False
    kind: str = "bundle"
    """The name of the exporter."""
    note: str = ""
    """What is corrected, or why a story is withdrawn: the stories named then go out as corrections, if they changed."""


@dataclass(frozen=True, slots=True)
class ExportedItem:
    """A story that left the desk; ``action`` is ``create``, ``update``, ``correct`` or ``withdraw``."""

    slug: str
    version: int
    action: str


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the export is, what is in it, and what the checks warned of."""

    path: Path
    items: tuple[ExportedItem, ...]
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file, or of what a bundle held: something of the desk, or an ``error`` sentence."""

    path: Path
    """Of a part of a bundle: its place in the bundle."""
    kind: str
    """``article``, ``photo``, ``bundle`` or ``edition``; empty where the file could not be taken in."""
    id: str = ""
    """Of a bundle its URN."""
    slug: str = ""
    """The slug of a story, the file name of a photo, the name of an edition."""
    warnings: tuple[str, ...] = ()
    error: str = ""
    is_new: bool = True
    """Of a photo, whether the desk did not have it before, by its bytes."""
