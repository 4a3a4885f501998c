"""A photo of the archive, and its use in one story."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Where in a story a photo stands."""

    LEAD = "lead"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class PhotoFields:
    """What the archive says of a picture: the IPTC fields that the desk edits (IPTC Photo Metadata 2025.1)."""

    headline: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    creator: tuple[str, ...] = ()
    source: str = ""
    copyright: str = ""
    usage_terms: str = ""
    keywords: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    event: str = ""
    sublocation: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""
    instructions: str = ""
    job_id: str = ""
    caption_writer: str = ""
    date_created: str = ""
    """ISO 8601, as precise as known, with the camera's offset where it has one."""
    digital_source_type: str = ""
    """A URI of the IPTC digital source type vocabulary."""


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture of the archive; the file itself is kept byte for byte under its SHA-256."""

    id: str
    urn: str
    filename: str
    sha256: str
    media_type: str
    size: int
    """Bytes of the original."""
    width: int
    height: int
    """Pixels, as shown (after EXIF orientation)."""
    added: datetime
    modified: datetime
    fields: PhotoFields = field(default_factory=PhotoFields)
    note: str = ""
    """For the desk; never exported."""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """A photo in one story. ``None`` means inherited from the archive record.

    For an inline photo, caption and alt stand in the story's own text (see ``core.document.Figure``): they are set
    here from the body each time the story is saved.
    """

    photo_id: str
    role: Role
    caption: str | None = None
    alt: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class UsedPhoto:
    """A photo and its use with every inherited field filled in: what a reader is shown."""

    photo: Photo
    role: Role
    caption: str
    alt: str
    credit: str

    @classmethod
    def of(cls, use: PhotoUse, photo: Photo) -> UsedPhoto:
        """Fill what the use inherits from the archive record."""
        return cls(
            photo=photo,
            role=use.role,
            caption=photo.fields.caption if use.caption is None else use.caption,
            alt=photo.fields.alt if use.alt is None else use.alt,
            credit=photo.fields.credit if use.credit is None else use.credit,
        )
