"""A photo of the archive, and its use in one story."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from deskeditor.core.framing import AS_IT_CAME, Framing
from deskeditor.core.region import Region


class Role(StrEnum):
    """Where in a story a photo stands."""

    LEAD = "lead"
    INLINE = "inline"


MOST_STARS = 5
"""Of a photo's rating."""


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
    """Of the licence, in words."""
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
    title: str = ""
    extended_description: str = ""
    """For those who cannot see the picture, where ``alt`` is too short for it."""
    creator_title: str = ""
    """The creator's job."""
    web_statement: str = ""
    """The address of a page about the rights."""
    licensor: str = ""
    licensor_url: str = ""
    """Who gives licences, and where; the first of those that a file names."""
    licence_end: str = ""
    """ISO 8601: the last day or moment of the licence."""
    embargo: str = ""
    """ISO 8601: not to be published before."""
    restrictions: str = ""
    """What the licence forbids, in words."""
    model_release: str = ""
    minor_age: str = ""
    data_mining: str = ""
    """URIs of the PLUS vocabulary: the release of those shown, the age of the youngest, and what machines may do."""
    ai_system: str = ""
    ai_prompt: str = ""
    guid: str = ""
    """Of the image, as its maker's programs know it."""


LISTS = frozenset(field.name for field in fields(PhotoFields) if field.default == ())
"""Fields that hold several texts."""
OF_A_USE = ("caption", "alt", "credit")
"""Fields that a story may say for itself."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a camera was, in degrees. It never leaves the desk unless somebody asks for it."""

    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that a file says twice and differently; ``taken`` is ``xmp`` or ``iim``."""

    field: str
    xmp: tuple[str, ...]
    iim: tuple[str, ...]
    taken: str


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
    conflicts: tuple[Conflict, ...] = ()
    """What the file said twice."""
    regions: tuple[Region, ...] = ()
    """As the file has them."""
    position: Position | None = None
    share_position: bool = False
    """Whether somebody asked for the position to leave with the picture."""
    credentials: str = ""
    """Content credentials (C2PA) of the file: ``embedded``, ``remote`` or none; never verified."""
    likeness: str = ""
    """A perceptual hash; empty where it is not known."""
    framing: Framing = AS_IT_CAME
    rating: int = 0
    """Stars, 0 to ``MOST_STARS``."""
    label: str = ""
    rejected: bool = False
    """Rating, label and rejection are for the desk; they are never exported."""

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """Those about which nobody has decided: the field still says what was taken."""
        return tuple(conflict for conflict in self.conflicts if self._says(conflict))

    def _says(self, conflict: Conflict) -> bool:
        value = getattr(self.fields, conflict.field)
        taken = conflict.iim if conflict.taken == "iim" else conflict.xmp
        return bool(value == (taken if isinstance(value, tuple) else taken[0]))


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
    framing: Framing | None = None
    decorative: bool = False
    """The picture says nothing that the text does not: those who cannot see it are told nothing of it."""


@dataclass(frozen=True, slots=True)
class UsedPhoto:
    """A photo and its use with every inherited field filled in: what a reader is shown."""

    photo: Photo
    role: Role
    caption: str
    alt: str
    """Empty for a picture that is decorative, whatever was written."""
    credit: str
    framing: Framing = AS_IT_CAME
    decorative: bool = False
    own: frozenset[str] = frozenset()
    """Which of caption, alt, credit and framing were changed for this story; the others are inherited."""

    @property
    def own_framing(self) -> Framing | None:
        """What was decided for this story; None where the archive's framing holds."""
        return self.framing if "framing" in self.own else None

    @classmethod
    def of(cls, use: PhotoUse, photo: Photo) -> UsedPhoto:
        """Fill what the use inherits from the archive record."""
        archived = {name: getattr(photo.fields, name) for name in OF_A_USE}
        said = archived | {name: text for name in OF_A_USE if (text := getattr(use, name)) is not None}
        framing = photo.framing if use.framing is None else use.framing
        own = {name for name in OF_A_USE if said[name] != archived[name]}
        return cls(
            photo=photo,
            role=use.role,
            caption=said["caption"],
            alt="" if use.decorative else said["alt"],
            credit=said["credit"],
            framing=framing,
            decorative=use.decorative,
            own=frozenset(own | ({"framing"} if framing != photo.framing else set())),
        )
