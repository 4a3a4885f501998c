"""The archive records of pictures."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, collate, func, insert, or_, select, update

from deskeditor.core.bin import Kind
from deskeditor.core.framing import from_record, to_record
from deskeditor.core.photo import Conflict, Photo, PhotoFields, Position
from deskeditor.core.queries import PhotoFilter
from deskeditor.core.region import Region, Term
from deskeditor.core.uses import PastUse
from deskeditor.store.prepared import first_column
from deskeditor.store.schema import article, binned, photo, photo_use
from deskeditor.store.times import from_text, to_text
from deskeditor.store.words import fold

OWN_COLUMNS = ("caption", "alt", "credit")
"""Fields that have a column of their own; the others stand together in one, those that say something."""
AT_ONCE = 500
READ = [column for column in photo.c if column.name not in ("seq", "words")]
NAMES = [column.name for column in READ]
RECORD = select(*READ)
BINNED = select(binned.c.id).where(binned.c.kind == Kind.PHOTO.value)


class PhotoTable:
    """Photos in the bin are found by their id, and by a file name that no other has; lists pass them over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, key: str) -> Photo | None:
        """By id, or by file name: then the one taken in last."""
        row = self._connection.execute(RECORD.where(photo.c.id == key.lower())).first()
        if row is None:
            named = RECORD.where(photo.c.filename == key).order_by(photo.c.id.in_(BINNED), photo.c.seq.desc()).limit(1)
            row = self._connection.execute(named).first()
        return None if row is None else _photo(row)

    def by_identity(self, photo_id: str, urn: str) -> Photo | None:
        """By id, or else by URN; an empty one is none."""
        for column, value in ((photo.c.id, photo_id), (photo.c.urn, urn)):
            row = self._connection.execute(RECORD.where(column == value)).first() if value else None
            if row is not None:
                return _photo(row)
        return None

    def by_hash(self, sha256: str) -> Photo | None:
        row = self._connection.execute(RECORD.where(photo.c.sha256 == sha256)).first()
        return None if row is None else _photo(row)

    def load(self, ids: Sequence[str]) -> list[Photo]:
        """Those of the ids that are there, in their order."""
        found: dict[str, Photo] = {}
        for start in range(0, len(ids), AT_ONCE):
            part = ids[start : start + AT_ONCE]
            loaded = [_photo(row) for row in self._connection.execute(RECORD.where(photo.c.id.in_(part))).all()]
            found |= {each.id: each for each in loaded}
        return [found[key] for key in ids if key in found]

    def listed(self, ids: Sequence[str]) -> list[Photo]:
        """As ``load``, without those in the bin."""
        gone = set(first_column(self._connection, BINNED))
        return self.load([key for key in ids if key not in gone])

    def ids(self, only: PhotoFilter) -> list[str]:
        """Ids under all conditions, in the order asked for.

        Of ``held`` and ``conflicting``, which take more than a look at a row, those that may be.
        """
        return first_column(self._connection, self._wanted(select(photo.c.id), only))

    def first(self, only: PhotoFilter, most: int) -> list[Photo]:
        """Those that ``ids`` lists first."""
        return [_photo(row) for row in self._connection.execute(self._wanted(RECORD, only).limit(most)).all()]

    def _wanted(self, asked: Select[Any], only: PhotoFilter) -> Select[Any]:
        wanted = asked.where(photo.c.id.not_in(BINNED))
        if only.unused:
            used = (
                select(photo_use.c.photo_id)
                .join(article, article.c.id == photo_use.c.article_id)
                .where(article.c.discarded.is_(False))
            )
            wanted = wanted.where(photo.c.id.not_in(used))
        if only.missing:
            wanted = wanted.where(or_(*(_said(name) == "" for name in only.missing)))
        if only.rating:
            wanted = wanted.where(photo.c.rating >= only.rating)
        if only.label:
            wanted = wanted.where(photo.c.label == only.label)
        if only.rejected is not None:
            wanted = wanted.where(photo.c.rejected.is_(only.rejected))
        if only.held:
            may_be = (_said(name) != "" for name in ("embargo", "licence_end", "minor_age"))
            wanted = wanted.where(or_(photo.c.rejected, *may_be))
        if only.conflicting:
            wanted = wanted.where(func.json_extract(photo.c.found, "$.conflicts").is_not(None))
        for term in fold(only.text).split():
            wanted = wanted.where(photo.c.words.contains(term, autoescape=True))
        if only.sort:
            said = collate(_said(only.sort), "NOCASE")
            wanted = wanted.order_by(said.desc() if only.descending else said)
        return wanted.order_by(photo.c.seq.desc())

    def likenesses(self) -> list[tuple[str, int]]:
        """The id of every photo whose likeness is known, with it as a number, the first taken in first."""
        asked = select(photo.c.id, photo.c.likeness).where(photo.c.likeness != "", photo.c.id.not_in(BINNED))
        return [(row.id, int(row.likeness, 16)) for row in self._connection.execute(asked.order_by(photo.c.seq))]

    def unrecognised(self, after: int, most: int) -> list[tuple[int, str, str]]:
        """The place in the table, the id and the SHA-256 of the next photos of which no likeness is known."""
        asked = select(photo.c.seq, photo.c.id, photo.c.sha256).where(photo.c.likeness == "", photo.c.seq > after)
        rows = self._connection.execute(asked.order_by(photo.c.seq).limit(most))
        return [(row.seq, row.id, row.sha256) for row in rows]

    def recognise(self, photo_id: str, likeness: str, credentials: str) -> None:
        """Write down what was found out of the file itself; for a receiver nothing has changed by that."""
        found = {"likeness": likeness, "credentials": credentials}
        self._connection.execute(update(photo).where(photo.c.id == photo_id), found)

    def past_uses(self, ids: Sequence[str]) -> dict[str, list[PastUse]]:
        """The stories that show each of the photos, the last published or changed first; by id, without empty lists."""
        named = (article.c.slug, article.c.headline, article.c.modified, article.c.last_published)
        found: dict[str, dict[str, PastUse]] = {}
        for start in range(0, len(ids), AT_ONCE):
            asked = (
                select(photo_use.c.photo_id, photo_use.c.article_id, *named)
                .join(article, article.c.id == photo_use.c.article_id)
                .where(photo_use.c.photo_id.in_(ids[start : start + AT_ONCE]), article.c.discarded.is_(False))
            )
            for row in self._connection.execute(asked):
                at = from_text(row.last_published or row.modified)
                use = PastUse(row.article_id, row.slug, row.headline, at, row.last_published is not None)
                found.setdefault(row.photo_id, {})[row.article_id] = use
        return {key: sorted(uses.values(), key=lambda use: use.at, reverse=True) for key, uses in found.items()}

    def is_filename_taken(self, filename: str) -> bool:
        return self._connection.execute(select(photo.c.seq).where(photo.c.filename == filename)).first() is not None

    def has_any(self) -> bool:
        """Whether anything was ever taken in."""
        return self._connection.execute(select(photo.c.seq).limit(1)).first() is not None

    def insert(self, new: Photo) -> None:
        kept = {
            "id": new.id,
            "urn": new.urn,
            "sha256": new.sha256,
            "media_type": new.media_type,
            "size": new.size,
            "width": new.width,
            "height": new.height,
            "added": to_text(new.added),
            "likeness": new.likeness,
            "credentials": new.credentials,
        }
        self._connection.execute(insert(photo), _values(new) | kept)

    def update(self, after: Photo) -> None:
        self._connection.execute(update(photo).where(photo.c.id == after.id), _values(after))


def _said(name: str) -> ColumnElement[str]:
    """The text of a field, or its list as JSON; empty where it says nothing."""
    if name == "filename" or name in OWN_COLUMNS:
        return photo.c[name]
    return func.coalesce(func.json_extract(photo.c.more, f"$.{name}"), "")


def _values(record: Photo) -> dict[str, object]:
    fields = dataclasses.asdict(record.fields)
    own = {name: fields.pop(name) for name in OWN_COLUMNS}
    return own | {
        # Only what is said: what a later version adds is then empty, not missing.
        "more": {name: value for name, value in fields.items() if value},
        "filename": record.filename,
        "modified": to_text(record.modified),
        "note": record.note,
        "revision": record.revision,
        "framing": to_record(record.framing),
        "rating": record.rating,
        "label": record.label,
        "rejected": record.rejected,
        "found": _found(record),
        "words": fold("\n".join(filter(None, [record.filename, record.note, *_texts(record.fields)]))),
    }


def _texts(fields: PhotoFields) -> Iterable[str]:
    for field in dataclasses.fields(fields):
        value = getattr(fields, field.name)
        yield value if isinstance(value, str) else "\n".join(value)


def _found(record: Photo) -> dict[str, object]:
    found: dict[str, object] = {
        "conflicts": [dataclasses.asdict(conflict) for conflict in record.conflicts],
        "regions": [dataclasses.asdict(region) for region in record.regions],
        "position": record.position and [record.position.north, record.position.east],
        "share_position": record.share_position,
    }
    return {name: value for name, value in found.items() if value}


def _photo(row: Row[Any]) -> Photo:
    has: dict[str, Any] = dict(zip(NAMES, row, strict=True))  # a row that is asked for each of them takes twice as long
    found: dict[str, Any] = has["found"]
    more: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in has["more"].items()
    }
    return Photo(
        id=has["id"],
        urn=has["urn"],
        filename=has["filename"],
        sha256=has["sha256"],
        media_type=has["media_type"],
        size=has["size"],
        width=has["width"],
        height=has["height"],
        added=from_text(has["added"]),
        modified=from_text(has["modified"]),
        fields=PhotoFields(caption=has["caption"], alt=has["alt"], credit=has["credit"], **more),
        note=has["note"],
        revision=has["revision"],
        conflicts=tuple(
            Conflict(each["field"], tuple(each["xmp"]), tuple(each["iim"]), each["taken"])
            for each in found.get("conflicts", ())
        ),
        regions=tuple(_region(each) for each in found.get("regions", ())),
        position=Position(*found["position"]) if "position" in found else None,
        share_position=found.get("share_position", False),
        credentials=has["credentials"],
        likeness=has["likeness"],
        framing=from_record(has["framing"]),
        rating=has["rating"],
        label=has["label"],
        rejected=has["rejected"],
    )


def _region(record: dict[str, Any]) -> Region:
    def terms(name: str) -> tuple[Term, ...]:
        return tuple(Term(tuple(term["uris"]), term["name"]) for term in record[name])

    return Region(
        record["shape"],
        tuple((x, y) for x, y in record["points"]),
        record["radius"],
        record["id"],
        record["name"],
        tuple(record["people"]),
        tuple(record["organisations"]),
        terms("kinds"),
        terms("roles"),
    )
