"""One unit of work: every table on one connection, in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from deskeditor.store import schema
from deskeditor.store.articles import ArticleTable
from deskeditor.store.bin import BinTable
from deskeditor.store.comments import ThreadTable
from deskeditor.store.drafts import DraftTable
from deskeditor.store.editions import EditionTable
from deskeditor.store.known_words import KnownWordTable
from deskeditor.store.lifts import LiftTable
from deskeditor.store.photos import PhotoTable
from deskeditor.store.publications import PublicationTable
from deskeditor.store.revisions import RevisionTable
from deskeditor.store.search import SearchTable
from deskeditor.store.settings import SettingTable
from deskeditor.store.tags import ContributorTable, TagTable
from deskeditor.store.templates import CodeListTable, TemplateTable
from deskeditor.store.times import from_text, to_text

WRITTEN = (
    *((schema.article, "modified"), (schema.photo, "modified"), (schema.edition, "modified")),
    *((schema.draft, "at"), (schema.revision, "made"), (schema.publication, "at"), (schema.thread, "modified")),
    (schema.binned, "at"),
)
"""Where the time of a change stands."""


class Work:
    """All tables, on one connection and in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.tags = TagTable(connection)
        self.contributors = ContributorTable(connection)
        self.articles = ArticleTable(connection)
        self.drafts = DraftTable(connection)
        self.photos = PhotoTable(connection)
        self.editions = EditionTable(connection)
        self.revisions = RevisionTable(connection)
        self.publications = PublicationTable(connection)
        self.settings = SettingTable(connection)
        self.known_words = KnownWordTable(connection)
        self.templates = TemplateTable(connection)
        self.code_lists = CodeListTable(connection)
        self.lifts = LiftTable(connection)
        self.threads = ThreadTable(connection)
        self.search = SearchTable(connection)
        self.bin = BinTable(connection)

    def has_changed_since(self, moment: datetime | None) -> bool:
        """Whether something was written to the desk at that moment or later; ever, where there is none."""
        since = to_text(moment) if moment else ""
        wanted = (select(table.c[column]).where(table.c[column] >= since).limit(1) for table, column in WRITTEN)
        return any(self.connection.execute(asked).first() is not None for asked in wanted)

    def last_change(self) -> datetime | None:
        """When the desk was written to last, by the clock of then."""
        latest = (select(func.max(table.c[column])) for table, column in WRITTEN)
        times = [text for asked in latest if (text := self.connection.execute(asked).scalar())]
        return from_text(max(times)) if times else None
