"""What a story's front matter says, in the desk's own terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from deskeditor.core.article import Status
from deskeditor.core.byline import split_byline
from deskeditor.core.photo import Role
from deskeditor.core.text import one_line
from deskeditor.importers.identity import read_identity
from deskeditor.importers.incoming import Identity, IncomingFields

SYNONYMS = {
    "title": "headline",
    "summary": "standfirst",
    "author": "byline",
    "authors": "byline",
    "lang": "language",
    "date": "created",
}
KEPT_BY_THE_DESK = frozenset(
    {"id", "urn", "uri", "version", "modified", "pubstatus", "firstcreated", "versioncreated", "ednote"}
)
"""What a desk gives its stories by itself: it says which story this is (``importers.identity``)."""
CLEARED: dict[str, object] = {
    **dict.fromkeys(("section", "kicker", "standfirst", "dateline", "note"), ""),
    **dict.fromkeys(("byline", "tags", "photos"), ()),
    "embargo": None,
}
"""What a key without a value leaves; any other such key is as if it were not there."""


@dataclass(frozen=True, slots=True)
class NamedPhoto:
    """One entry of ``photos``: a file beside the story, or the id of a photo on the desk."""

    file: str = ""
    photo_id: str = ""
    role: Role | None = None
    caption: str | None = None
    alt: str | None = None
    credit: str | None = None
    decorative: bool | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields, tags and pictures of a story, and sentences on what was left aside."""

    fields: IncomingFields
    tags: tuple[str, ...]
    photos: tuple[NamedPhoto, ...]
    created: datetime | None
    warnings: tuple[str, ...]
    identity: Identity | None
    told: frozenset[str]
    """Of ``tags`` and ``photos``, those that are there, be they empty."""


def read_front_matter(named: Mapping[str, object]) -> FrontMatter:
    """Read every key that is known, under its own name or a synonym; what is not taken over is told in a warning."""
    reader = _Reader()
    for key, value in named.items():
        reader.take(str(key), value)
    values = reader.values
    return FrontMatter(
        identity=read_identity(named),
        told=frozenset({"tags", "photos"} & values.keys()),
        tags=cast("tuple[str, ...]", values.pop("tags", ())),
        photos=cast("tuple[NamedPhoto, ...]", values.pop("photos", ())),
        created=cast("datetime | None", values.pop("created", None)),
        fields=cast("IncomingFields", values),
        warnings=tuple(reader.warnings),
    )


@dataclass(slots=True)
class _Reader:
    values: dict[str, object] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def take(self, key: str, value: object) -> None:
        key = key[:40]
        name = key.strip().lower()
        name = SYNONYMS.get(name, name)
        if name in KEPT_BY_THE_DESK or (value is None and name in _KINDS and name not in CLEARED):
            return
        if name not in _KINDS:
            self.warnings.append(f"The key “{key}” is not known here and was left aside")
        elif name in self.values:
            self.warnings.append(f"The key “{key}” was left aside: {name} is given twice")
        elif value is None:
            self.values[name] = CLEARED[name]
        elif (taken := _KINDS[name](self, name, value)) is not None:
            self.values[name] = taken

    def text(self, name: str, value: object) -> str | None:
        """One line; a number is text too, as YAML reads it where it stands without quotes."""
        if isinstance(value, str):
            return one_line(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.warnings.append(f"The value of “{name}” is not text and was left aside; put it in quotes")
        return None

    def body(self, name: str, value: object) -> str | None:
        return value if isinstance(value, str) else self.text(name, value)

    def flag(self, name: str, value: object) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        self.warnings.append(f"The value of “{name}” is neither true nor false and was left aside")
        return None

    def texts(self, name: str, value: object) -> tuple[str, ...]:
        """A list, or one alone; of a person with particulars the name is taken."""
        given = value if isinstance(value, list) else [value]
        names = [item.get("name") if isinstance(item, dict) else item for item in given]
        found = [self.text(name, item) for item in names if item is not None]
        return tuple(dict.fromkeys(item for item in found if item))

    def byline(self, name: str, value: object) -> tuple[str, ...]:
        """A list of names, or the line as it is printed."""
        return self.texts(name, list(split_byline(value)) if isinstance(value, str) else value)

    def tags(self, name: str, value: object) -> tuple[str, ...]:
        """A list, or one text with commas."""
        return self.texts(name, value.split(",") if isinstance(value, str) else value)

    def status(self, name: str, value: object) -> Status | None:
        text = self.text(name, value)
        if text is None or text.lower() in tuple(Status):
            return None if text is None else Status(text.lower())
        self.warnings.append(f"There is no {name} “{text[:40]}”, and it was left aside; it can be {', '.join(Status)}")
        return None

    def moment(self, name: str, value: object) -> datetime | None:
        """A date and time; without an offset it is the time of day here."""
        try:
            if isinstance(value, str):
                return datetime.fromisoformat(value.strip()).astimezone()
        except (ValueError, OverflowError, OSError):
            pass
        self.warnings.append(f"“{name}” is not a date and time and was left aside; write it as 2025-12-05T06:00Z")
        return None

    def photos(self, name: str, value: object) -> tuple[NamedPhoto, ...]:
        given = value if isinstance(value, list) else [value]
        return tuple(photo for photo in (self._photo(name, item) for item in given) if photo.file or photo.photo_id)

    def _photo(self, name: str, value: object) -> NamedPhoto:
        if not isinstance(value, dict):
            return NamedPhoto(file=self.text(name, value) or "")
        told = {str(key).lower(): item for key, item in value.items() if item is not None}
        decorative = self.flag(f"{name}: decorative", told.pop("decorative", None))
        words = {key: self.text(f"{name}: {key}", item) for key, item in told.items()}
        role = (words.get("role") or "").lower()
        if role and role not in tuple(Role):
            self.warnings.append(f"A photo is lead or inline, not “{role[:40]}”; it was taken as inline")
            role = Role.INLINE
        file = words.get("path") or words.get("file") or ""
        photo_id = words.get("id") or ""
        if not (file or photo_id):
            self.warnings.append(f"An entry of “{name}” names no path, file or id, and was left aside")
        return NamedPhoto(
            file,
            photo_id,
            Role(role) if role else None,
            words.get("caption"),
            words.get("alt"),
            words.get("credit"),
            decorative,
        )


_KINDS: dict[str, Callable[[_Reader, str, object], object]] = {
    **dict.fromkeys(
        ("slug", "section", "kicker", "headline", "standfirst", "dateline", "language", "note"), _Reader.text
    ),
    "byline": _Reader.byline,
    "status": _Reader.status,
    "embargo": _Reader.moment,
    "created": _Reader.moment,
    "body": _Reader.body,
    "tags": _Reader.tags,
    "photos": _Reader.photos,
}
