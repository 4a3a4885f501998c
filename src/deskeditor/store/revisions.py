"""Stories as they were, each with the SHA-256 of its words."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from deskeditor.core.article import Article, Revision, RevisionRow
from deskeditor.core.errors import DeskError
from deskeditor.core.framing import Framing, to_record
from deskeditor.core.photo import PhotoFields, PhotoUse
from deskeditor.core.thinning import REVISIONS, outdated
from deskeditor.markup import count_words
from deskeditor.store.schema import article, revision
from deskeditor.store.times import from_text, to_text
from deskeditor.store.words import skim

LATER: dict[type, frozenset[str]] = {
    PhotoUse: frozenset({"framing", "decorative"}),
    PhotoFields: frozenset(field.name for field in dataclasses.fields(PhotoFields))
    - {
        *("headline", "caption", "alt", "credit", "creator", "source", "copyright", "usage_terms", "keywords"),
        *("people", "event", "sublocation", "city", "state", "country", "country_code", "instructions", "job_id"),
        *("caption_writer", "date_created", "digital_source_type"),
    },
}
"""What came to a record after there were hashes of it: left out while it says nothing, so that they stay the same."""


def canonical_json(value: object) -> str:
    """One text for one value: sorted keys, no spaces, times in UTC; what every hash of the desk is made of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Framing):
        return to_record(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        said = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        later = LATER.get(type(value), frozenset())
        return {name: part for name, part in said if part or name not in later}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def sha256(text: str) -> str:
    """Of the text in UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


ROWS = select(*(column for column in revision.c if column.name not in ("fields", "sha256")))
PAUSE, BEFORE = "pause", "before"
"""Why revisions are kept that are thinned with their age, and those of what something is about to replace."""
WEAK = (PAUSE, BEFORE)
"""The reasons, the weakest first, for which nothing is added where the last revision is the same story."""


class RevisionTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_now(self, story: Article) -> int | None:
        """The number of the last revision, if that is just what the story is now."""
        last = self._newest(story.id)
        return int(last.number) if last is not None and last.sha256 == sha256(canonical_json(story)) else None

    def add(self, story: Article, made: datetime, by: str, reason: str) -> int:
        """Keep the story as it is now; hands back the number of the revision.

        Where the last one is the same and one of the two has a weak reason, nothing is added but the better reason.
        """
        fields = canonical_json(story)
        digest, last = sha256(fields), self._newest(story.id)
        # A clock that was set back turns no history round: the number of a revision decides.
        made = made if last is None else max(made, from_text(last.made))
        if last is not None and last.sha256 == digest and {reason, last.reason} & {*WEAK}:
            if _weight(reason) > _weight(last.reason):
                self._set(story.id, last.number, reason=reason, made=to_text(made), by=by)
            return int(last.number)
        number = (last.number if last else 0) + 1
        values = {
            "article_id": story.id,
            "number": number,
            "made": to_text(made),
            "by": by,
            "reason": reason,
            "sha256": digest,
            "fields": fields,
            "name": "",
            "words": count_words(skim(story.body)),
        }
        self._connection.execute(insert(revision), values)
        if reason == PAUSE:
            self._thin(story.id, made)
        return number

    def _newest(self, article_id: str) -> Any:
        newest = select(revision.c.number, revision.c.sha256, revision.c.reason, revision.c.made)
        return self._connection.execute(
            newest.where(revision.c.article_id == article_id).order_by(revision.c.number.desc()).limit(1)
        ).first()

    def of(self, article_id: str) -> list[RevisionRow]:
        """The newest first."""
        wanted = ROWS.where(revision.c.article_id == article_id).order_by(revision.c.number.desc())
        return [_row(row) for row in self._connection.execute(wanted)]

    def read(self, article_id: str, number: int) -> Revision | None:
        """One of them, whole; raises ``DeskError`` where the disk has changed it."""
        wanted = select(revision).where(revision.c.article_id == article_id, revision.c.number == number)
        row = self._connection.execute(wanted).first()
        if row is None:
            return None
        if sha256(row.fields) != row.sha256:
            slug = self._connection.execute(select(article.c.slug).where(article.c.id == article_id)).scalar()
            raise DeskError(
                f"Revision {row.number} of the story was changed on the disk",
                where=slug or article_id,
                mend="put back a copy from the desk's backups folder",
            )
        return Revision(_row(row), row.sha256, json.loads(row.fields))

    def name(self, article_id: str, number: int, name: str) -> None:
        """Call it something; a named one is never thinned out."""
        self._set(article_id, number, name=name)

    def _set(self, article_id: str, number: int, **values: str) -> None:
        chosen = update(revision).where(revision.c.article_id == article_id, revision.c.number == number)
        self._connection.execute(chosen.values(**values))

    def _thin(self, article_id: str, now: datetime) -> None:
        pauses = {row.made: row.number for row in self.of(article_id) if row.reason == PAUSE and not row.name}
        gone = [pauses[made] for made in outdated(pauses, now, REVISIONS)]
        if gone:
            self._connection.execute(
                delete(revision).where(revision.c.article_id == article_id, revision.c.number.in_(gone))
            )


def _weight(reason: str) -> int:
    return WEAK.index(reason) if reason in WEAK else len(WEAK)


def _row(row: Any) -> RevisionRow:
    return RevisionRow(row.article_id, row.number, from_text(row.made), row.by, row.reason, row.name, row.words)
