"""What has left the desk, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from deskeditor.store.schema import publication
from deskeditor.store.times import from_text, to_text


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a story, an edition, a photo or a package as it left; ``sha256`` is of its content."""

    subject: str
    version: int
    sha256: str
    action: str
    note: str
    at: datetime


class PublicationTable:
    """``subject`` is the id of a story or an edition, or the key of a package or of a photo in one framing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self, subject: str) -> Published | None:
        """The newest version."""
        newest = select(publication).where(publication.c.subject == subject).order_by(publication.c.version.desc())
        row = self._connection.execute(newest.limit(1)).first()
        if row is None:
            return None
        return Published(row.subject, row.version, row.sha256, row.action, row.note, from_text(row.at))

    def add(self, published: Published) -> None:
        """A version that has not been recorded yet."""
        values = {
            "subject": published.subject,
            "version": published.version,
            "sha256": published.sha256,
            "action": published.action,
            "note": published.note,
            "at": to_text(published.at),
        }
        self._connection.execute(insert(publication), values)
