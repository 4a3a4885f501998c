"""A desk looked over: is every page, row, word and picture what it was when it was kept?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pysqlite3 import dbapi2
from sqlalchemy import select

from deskeditor.core.health import Complaint
from deskeditor.core.progress import Progress
from deskeditor.store.engine import Store
from deskeditor.store.failures import told_of
from deskeditor.store.migrations import look
from deskeditor.store.originals import Originals
from deskeditor.store.revisions import sha256
from deskeditor.store.schema import article, photo, photo_use, revision
from deskeditor.store.work import Work

LINES = 20
"""Complaints of SQLite itself that are told; a damaged file has thousands."""


def examine_database(database: Path) -> list[Complaint]:
    """What SQLite finds in its file; raises ``DeskError`` for one that it cannot read at all, or that is no desk."""
    look(database)
    with told_of(database), closing(dbapi2.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({LINES})")]
        complaints = [Complaint("database", database.name, line) for line in found if line != "ok"]
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            place = f"{table} {row}" if row is not None else str(table)
            complaints.append(Complaint("database", place, f"it belongs to a {parent} that is not there"))
        return complaints


def examine_desk(store: Store, originals: Originals, progress: Progress) -> list[Complaint]:
    """What is wrong with what the desk keeps, in a database that SQLite can read."""
    with store.reading() as work:
        if typed := list(_typed(work)):
            return typed  # the search and the rest read what cannot be read
        return [
            *_search(work),
            *_revisions(work, progress),
            *_photos(work, originals, progress),
            *_uses(work),
            *_strays(work, originals),
        ]


def _typed(work: Work) -> Iterator[Complaint]:
    names = {row.id: row.slug for row in work.connection.execute(select(article.c.id, article.c.slug))}
    for article_id, number in work.drafts.unreadable().items():
        said = f"what was typed last was changed on the disk, from save {number} on"
        yield Complaint("story", names.get(article_id, article_id), said)


def _search(work: Work) -> Iterator[Complaint]:
    for slug in work.search.disagreeing():
        yield Complaint("search", slug, "it is not found by its own words")


def _revisions(work: Work, progress: Progress) -> Iterator[Complaint]:
    names = {row.id: row.slug for row in work.connection.execute(select(article.c.id, article.c.slug))}
    rows = work.connection.execute(
        select(revision.c.article_id, revision.c.number, revision.c.sha256, revision.c.fields)
    )
    for count, row in enumerate(rows):
        progress.step(count, count + 1, "revisions")
        if sha256(row.fields) != row.sha256:
            place = f"{names.get(row.article_id, row.article_id)}, version {row.number}"
            yield Complaint("revision", place, "its text was changed on the disk")


def _photos(work: Work, originals: Originals, progress: Progress) -> Iterator[Complaint]:
    rows = work.connection.execute(select(photo.c.sha256, photo.c.filename)).all()
    for number, row in enumerate(rows):
        progress.step(number, len(rows), row.filename)
        if not originals.path(row.sha256).is_file():
            yield Complaint("photo", row.filename, "its file is gone")
        elif not originals.is_whole(row.sha256):
            yield Complaint("photo", row.filename, "its file was changed on the disk")


def _uses(work: Work) -> Iterator[Complaint]:
    lost = (
        select(article.c.slug, photo_use.c.photo_id)
        .join(article, article.c.id == photo_use.c.article_id)
        .where(photo_use.c.photo_id.not_in(select(photo.c.id)), article.c.discarded.is_(False))
    )
    for row in work.connection.execute(lost):
        yield Complaint("story", row.slug, f"it shows a photo that is not on the desk ({row.photo_id})")


def _strays(work: Work, originals: Originals) -> Iterator[Complaint]:
    """Files that nothing names: what was being written, or not yet told to the desk, when the program was ended."""
    known = set(work.connection.execute(select(photo.c.sha256)).scalars())
    for sha in sorted(set(originals.all()) - known):
        place = str(originals.path(sha).relative_to(originals.folder.parent))
        yield Complaint("file", place, "it belongs to no photo of the desk", fault=False)
    for path in sorted(originals.folder.rglob(".*.part")):
        yield Complaint("file", str(path.relative_to(originals.folder.parent)), "it was never finished", fault=False)


def mend_desk(database: Path, originals: Originals, kept: Originals) -> None:
    """Make anew what can be made again: the search index, and pictures of which a backup has the bytes. What was typed
    last and cannot be read is let go, back to the last save that can.

    The caller holds the desk's lock.
    """
    store = Store(database, read_only=False)
    try:
        with store.writing() as work:
            for article_id, number in work.drafts.unreadable().items():
                work.drafts.drop_from(article_id, number)
            work.search.forget_all()
            hashes = list(work.connection.execute(select(photo.c.sha256)).scalars())
        store.catch_up()
    finally:
        store.close()
    for path in originals.folder.rglob(".*.part"):
        path.unlink(missing_ok=True)
    for wanted in hashes:
        if not originals.is_whole(wanted) and kept.is_whole(wanted):
            originals.path(wanted).unlink(missing_ok=True)
            originals.keep(kept.path(wanted), wanted)
