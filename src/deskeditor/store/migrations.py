"""From any older desk to the tables of ``schema``: numbered steps, never changed once released.

The number of steps a desk has taken is its format (``PRAGMA user_version``). All missing steps are taken in one
transaction, after the desk was copied whole into ``backups``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pysqlite3 import dbapi2

from deskeditor.core.errors import DeskError
from deskeditor.core.progress import Silent
from deskeditor.store.copies import copy_database
from deskeditor.store.disk import told, written_whole
from deskeditor.store.failures import told_of

APPLICATION_ID = 0x4445534B
"""``DESK``: what SQLite's ``application_id`` says of our files, and ``file`` may show."""

Step = tuple[str, ...]

FIRST: Step = (
    """CREATE TABLE article (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, urn TEXT NOT NULL UNIQUE, slug TEXT NOT NULL UNIQUE,
        section TEXT NOT NULL, kicker TEXT NOT NULL, headline TEXT NOT NULL, standfirst TEXT NOT NULL,
        byline TEXT NOT NULL, dateline TEXT NOT NULL, language TEXT NOT NULL, status TEXT NOT NULL, embargo TEXT,
        note TEXT NOT NULL, version INTEGER NOT NULL, revision INTEGER NOT NULL, created TEXT NOT NULL,
        modified TEXT NOT NULL, first_published TEXT, last_published TEXT, words INTEGER NOT NULL,
        photos INTEGER NOT NULL, tags INTEGER NOT NULL, discarded INTEGER NOT NULL, unindexed INTEGER NOT NULL,
        body TEXT NOT NULL) STRICT""",
    "CREATE INDEX article_changed ON article (discarded, modified DESC, seq DESC, id)",
    "CREATE INDEX article_status ON article (status, discarded, modified DESC, seq DESC, id)",
    "CREATE INDEX article_section ON article (section, discarded, modified DESC, seq DESC, id)",
    "CREATE INDEX article_unindexed ON article (seq) WHERE unindexed = 1",
    """CREATE TABLE photo (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, urn TEXT NOT NULL UNIQUE, filename TEXT NOT NULL,
        sha256 TEXT NOT NULL UNIQUE, media_type TEXT NOT NULL, size INTEGER NOT NULL, width INTEGER NOT NULL,
        height INTEGER NOT NULL, added TEXT NOT NULL, modified TEXT NOT NULL, caption TEXT NOT NULL, alt TEXT NOT NULL,
        credit TEXT NOT NULL, more TEXT NOT NULL, note TEXT NOT NULL, revision INTEGER NOT NULL, words TEXT NOT NULL
        ) STRICT""",
    "CREATE INDEX photo_filename ON photo (filename)",
    """CREATE TABLE photo_use (
        article_id TEXT NOT NULL REFERENCES article (id), position INTEGER NOT NULL, photo_id TEXT NOT NULL,
        role TEXT NOT NULL, caption TEXT, alt TEXT, credit TEXT, PRIMARY KEY (article_id, position)
        ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX photo_use_photo ON photo_use (photo_id)",
    """CREATE TABLE tag (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, slug TEXT NOT NULL UNIQUE, folded TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL) STRICT""",
    """CREATE TABLE article_tag (
        article_id TEXT NOT NULL REFERENCES article (id), position INTEGER NOT NULL,
        tag_id TEXT NOT NULL REFERENCES tag (id), PRIMARY KEY (article_id, position)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX article_tag_tag ON article_tag (tag_id)",
    """CREATE TABLE contributor (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, slug TEXT NOT NULL UNIQUE, folded TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL, email TEXT NOT NULL) STRICT""",
    """CREATE TABLE edition (
        id TEXT PRIMARY KEY NOT NULL, urn TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
        date TEXT NOT NULL, modified TEXT NOT NULL, lead TEXT REFERENCES article (id), version INTEGER NOT NULL
        ) STRICT""",
    """CREATE TABLE edition_line (
        edition_id TEXT NOT NULL REFERENCES edition (id), part TEXT NOT NULL, position INTEGER NOT NULL,
        article_id TEXT NOT NULL REFERENCES article (id), headline TEXT, standfirst TEXT,
        PRIMARY KEY (edition_id, part, position)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE revision (
        article_id TEXT NOT NULL REFERENCES article (id), number INTEGER NOT NULL, made TEXT NOT NULL,
        "by" TEXT NOT NULL, reason TEXT NOT NULL, sha256 TEXT NOT NULL, fields TEXT NOT NULL,
        PRIMARY KEY (article_id, number)) STRICT""",
    """CREATE TABLE publication (
        subject TEXT NOT NULL, version INTEGER NOT NULL, sha256 TEXT NOT NULL, action TEXT NOT NULL,
        note TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (subject, version)) STRICT, WITHOUT ROWID""",
    "CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
    # Without a copy of the texts (the stories are the copy) and without positions (hits are held against the story):
    # a third of the size of the text. The tokens are ours, so that the tokenizer only parts them at spaces.
    # What stands at the head of a story is also held apart, so that it is found first without reading past all others.
    """CREATE VIRTUAL TABLE search_head USING fts5(
        words, content='', contentless_delete=1, detail=none, tokenize='ascii')""",
    """CREATE VIRTUAL TABLE search_all USING fts5(
        words, content='', contentless_delete=1, detail=none, tokenize='ascii')""",
)

KNOWN_WORDS: Step = (
    "CREATE TABLE known_word (word TEXT PRIMARY KEY NOT NULL, added TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE ignored_word (
        article_id TEXT NOT NULL REFERENCES article (id), word TEXT NOT NULL, PRIMARY KEY (article_id, word)
        ) STRICT, WITHOUT ROWID""",
)

DRAFTS: Step = (
    """CREATE TABLE draft (
        article_id TEXT NOT NULL REFERENCES article (id), number INTEGER NOT NULL, at TEXT NOT NULL,
        patch TEXT NOT NULL, PRIMARY KEY (article_id, number)) STRICT, WITHOUT ROWID""",
    "ALTER TABLE revision ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    # Not known of those that were kept before.
    "ALTER TABLE revision ADD COLUMN words INTEGER",
)

PHOTO_DESK: Step = (
    "ALTER TABLE photo ADD COLUMN framing TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE photo ADD COLUMN rating INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE photo ADD COLUMN label TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE photo ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0",
    # Not known of those that were taken in before.
    "ALTER TABLE photo ADD COLUMN likeness TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE photo ADD COLUMN credentials TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE photo ADD COLUMN found TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE photo_use ADD COLUMN framing TEXT",
    "ALTER TABLE photo_use ADD COLUMN decorative INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE template (
        kind TEXT NOT NULL, name TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE code_list (
        name TEXT PRIMARY KEY NOT NULL, added TEXT NOT NULL, codes TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE lift (
        photo_id TEXT NOT NULL, rule TEXT NOT NULL, article_id TEXT NOT NULL, terms TEXT NOT NULL, "by" TEXT NOT NULL,
        reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (photo_id, rule, article_id)) STRICT, WITHOUT ROWID""",
)

COMMENTS: Step = (
    """CREATE TABLE thread (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE, id TEXT NOT NULL, about TEXT NOT NULL,
        started TEXT NOT NULL, modified TEXT NOT NULL, resolved TEXT, resolved_by TEXT NOT NULL,
        deleted INTEGER NOT NULL, draft TEXT NOT NULL, draft_of INTEGER NOT NULL, PRIMARY KEY (article_id, id)
        ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE comment (
        article_id TEXT NOT NULL, thread_id TEXT NOT NULL, number INTEGER NOT NULL, "by" TEXT NOT NULL,
        made TEXT NOT NULL, edited TEXT, text TEXT NOT NULL, deleted INTEGER NOT NULL,
        PRIMARY KEY (article_id, thread_id, number),
        FOREIGN KEY (article_id, thread_id) REFERENCES thread (article_id, id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID""",
)

BIN: Step = (
    """CREATE TABLE binned (
        kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, "by" TEXT NOT NULL, links TEXT NOT NULL,
        PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID""",
    # When they were discarded nobody wrote down.
    """INSERT INTO binned (kind, id, at, "by", links)
        SELECT 'story', id, modified, '', '[]' FROM article WHERE discarded""",
)

STEPS: tuple[Step, ...] = (FIRST, KNOWN_WORDS, DRAFTS, PHOTO_DESK, COMMENTS, BIN)


def create_desk(database: Path) -> None:
    """Make an empty desk; the file appears whole or not at all."""
    with told_of(database), written_whole(database) as part:
        connection = dbapi2.connect(part, isolation_level=None)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _take(connection, STEPS, 0)
        finally:
            connection.close()


def look(database: Path) -> int:
    """The format of the desk, without changing a byte; raises ``DeskError`` for what is not a desk, or a newer one."""
    # Opening a file in WAL mode, even to read, leaves files beside it. Where there is no write-ahead log yet, the
    # main file is all there is, and can be read as one that nobody will change.
    log, journal = (database.with_name(f"{database.name}-{end}") for end in ("wal", "journal"))
    mode = "mode=ro" if log.exists() else "immutable=1"
    if journal.exists():
        mode = "mode=rw"  # the power failed while the desk was brought up: the first to look takes the half step back
    with told_of(database):
        connection = dbapi2.connect(f"{database.absolute().as_uri()}?{mode}", uri=True)
        try:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            (format_number,) = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
    if mark != APPLICATION_ID or format_number < 1:
        raise DeskError("This is a database, but not a desk", where=str(database), mend="choose another folder")
    if format_number > len(STEPS):
        raise DeskError(
            f"The desk was made by a newer DeskEditor (format {format_number}; this one knows up to {len(STEPS)})",
            where=str(database.parent),
            mend="update DeskEditor",
        )
    return int(format_number)


def needs_bringing_up(database: Path) -> bool:
    """Whether the desk has steps before it; raises as ``look``."""
    return look(database) < len(STEPS)


def bring_up(database: Path, backups: Path, now: datetime, steps: Sequence[Step] = STEPS) -> Path | None:
    """Take the steps that the desk has not taken yet; hands back where the copy from before is, if any was taken.

    The caller holds the desk's lock. Where a step fails nothing is changed.
    """
    connection = dbapi2.connect(database, isolation_level=None)
    try:
        (taken,) = connection.execute("PRAGMA user_version").fetchone()
        if taken >= len(steps):
            return None
        copy = backups / f"before-format-{len(steps)}-{now:%Y%m%dT%H%M%SZ}.sqlite3"
        with told(copy):
            copy.parent.mkdir(exist_ok=True)
        with written_whole(copy) as part:
            copy_database(database, part, Silent())
        _take(connection, steps, taken)
    except dbapi2.DatabaseError as error:
        raise DeskError(
            f"The desk could not be brought to the format of this DeskEditor ({error})",
            where=str(database),
            mend="it is as it was; open it with the DeskEditor that made it",
        ) from error
    finally:
        connection.close()
    return copy


def _take(connection: dbapi2.Connection, steps: Sequence[Step], taken: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[taken:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        # SQLite rolls back by itself where the disk fails.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
