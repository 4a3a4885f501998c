"""Stories as they were, each with the SHA-256 of its words."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from deskeditor.core.article import Article, Revision
from deskeditor.core.errors import DeskError
from deskeditor.store.schema import revision
from deskeditor.store.times import from_text, to_text


def canonical_json(value: object) -> str:
    """One text for one value: sorted keys, no spaces, times in UTC; what every hash of the desk is made of."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def sha256(text: str) -> str:
    """Of the text in UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class RevisionTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, story: Article, made: datetime, by: str, reason: str) -> int:
        """Keep the story as it is now, if its last revision is not just that; hands back its number."""
        newest = select(revision.c.number, revision.c.sha256).where(revision.c.article_id == story.id)
        last = self._connection.execute(newest.order_by(revision.c.number.desc()).limit(1)).first()
        if last is not None and last.sha256 == sha256(canonical_json(story)):
            return int(last.number)
        return self.add(story, made, by, reason)

    def add(self, story: Article, made: datetime, by: str, reason: str) -> int:
        """Keep the story as it is now; hands back the number of the revision."""
        fields = canonical_json(story)
        last = self._connection.execute(
            select(func.max(revision.c.number)).where(revision.c.article_id == story.id)
        ).scalar()
        number = (last or 0) + 1
        values = {
            "article_id": story.id,
            "number": number,
            "made": to_text(made),
            "by": by,
            "reason": reason,
            "sha256": sha256(fields),
            "fields": fields,
        }
        self._connection.execute(insert(revision), values)
        return number

    def of(self, article_id: str) -> list[Revision]:
        """The newest first; raises ``DeskError`` where the disk has changed one of them."""
        wanted = select(revision).where(revision.c.article_id == article_id).order_by(revision.c.number.desc())
        found = []
        for row in self._connection.execute(wanted):
            if sha256(row.fields) != row.sha256:
                raise DeskError(
                    f"Revision {row.number} of the story was changed on the disk",
                    where=article_id,
                    mend="put back a copy from the desk's backups folder",
                )
            made, fields = from_text(row.made), json.loads(row.fields)
            found.append(Revision(article_id, row.number, made, row.by, row.reason, row.sha256, fields))
        return found
