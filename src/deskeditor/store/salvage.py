"""A new desk from what can be read of a damaged one.

Rows are read in ranges that are halved wherever SQLite refuses one, so that a bad page costs the rows on it and no
others. What is unreadable is taken from the story's own revisions, then from the last good copy; what remains is lost,
and is named.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pysqlite3 import dbapi2

from deskeditor.store.migrations import create_desk
from deskeditor.store.revisions import sha256

Row = tuple[object, ...]
Known = dict[str, dict[str, str]]

NAMED = {"article": "slug", "photo": "filename", "edition": "name", "tag": "name", "contributor": "name"}
"""Tables whose rows have an id that an index knows too, and what their rows are called."""
BELONGING = {"photo_use": "photos", "article_tag": "tags"}
"""Tables of what belongs to a story, and the column in which the story counts it."""

USE = ("photo_id", "role", "caption", "alt", "credit")
"""What a revision says of a photo in its story."""

TABLES = (
    "tag",
    "contributor",
    "setting",
    "article",
    "photo",
    "photo_use",
    "article_tag",
    "edition",
    "edition_line",
    "revision",
    "draft",
    "known_word",
    "ignored_word",
    "thread",
    "comment",
    "publication",
    "template",
    "code_list",
    "lift",
    "binned",
)
"""In an order in which what a row belongs to comes before it."""

UNREADABLE = (dbapi2.DatabaseError, UnicodeDecodeError, TypeError)
"""What reading a damaged file raises; the last where a table is not even named any more."""
HIGHEST = 1 << 24
"""No desk has more rows of a kind."""
MOST_REFUSALS = 20_000
"""Ranges that SQLite may refuse before the rest of a table is given up."""


@dataclass(slots=True)
class Saved:
    """How many rows of each table were read, and what was not, by name."""

    rows: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def salvage(damaged: Path, copies: Iterable[Path], target: Path) -> Saved:
    """Write a new database to ``target``, which is not there yet, from a damaged one and whole ``copies`` of it.

    The damaged file is only read.
    """
    saved = Saved()
    scratch = target.with_name(f"{target.name}-damaged")
    scratch.mkdir()
    try:
        for suffix in ("", "-wal"):
            part = damaged.with_name(damaged.name + suffix)
            if part.exists():
                # Reading takes in the write-ahead log, which changes the files.
                shutil.copyfile(part, scratch / part.name)
        create_desk(target)
        with closing(dbapi2.connect(target, isolation_level=None)) as new:
            new.execute("BEGIN")
            with closing(_opened(scratch / damaged.name)) as old:
                known = _read_over(old, new, saved)
            saved.lost += _from_revisions(new, known["article"])
            for copy in copies:
                with closing(dbapi2.connect(f"{copy.absolute().as_uri()}?immutable=1", uri=True)) as whole:
                    _from_copy(whole, new, known)
            saved.lost += _lost(new, known)
            _settle(new)
            new.execute("COMMIT")
            saved.rows = {name: new.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return saved


def _opened(file: Path) -> dbapi2.Connection:
    connection = dbapi2.connect(file, isolation_level=None)
    # What is read is checked by what it is written into.
    connection.text_factory = lambda data: data.decode("utf-8", "strict")
    return connection


def _read_over(old: dbapi2.Connection, new: dbapi2.Connection, saved: Saved) -> Known:
    """Copy every row that can be read; of each named table the ids that were there, with what they are called."""
    for table in TABLES:
        columns = _columns(new, table)
        names = [name for name in _columns(old, table) or columns if name in columns]
        refusals: list[str] = []
        for row in _rows(old, table, names, refusals):
            _insert(new, table, names, row)
        if refusals:
            saved.lost.append(f"{table}: what cannot be read ({refusals[0]})")
    return {
        table: {key: key for key in ids_in_indexes(old, table)} | dict(new.execute(f"SELECT id, {name} FROM {table}"))
        for table, name in NAMED.items()
    }


def _columns(connection: dbapi2.Connection, table: str) -> list[str]:
    try:
        return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    except dbapi2.DatabaseError:
        return []


def _rows(old: dbapi2.Connection, table: str, names: list[str], refusals: list[str]) -> Iterator[Row]:
    chosen = ", ".join(f'"{name}"' for name in names)
    try:
        (made,) = old.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    except UNREADABLE as error:
        refusals.append(str(error))
        return
    if "WITHOUT ROWID" in made:
        yield from _from_both_ends(old, f"SELECT {chosen} FROM {table} ORDER BY", names, refusals)
    else:
        yield from _in_ranges(old, f"SELECT {chosen} FROM {table} WHERE rowid BETWEEN ? AND ?", refusals)


def _in_ranges(old: dbapi2.Connection, query: str, refusals: list[str]) -> Iterator[Row]:
    """The lowest ranges first: what a bad last page refuses has no end, and comes when all else is read."""
    waiting = [(1, HIGHEST)]
    while waiting and len(refusals) < MOST_REFUSALS:
        low, high = waiting.pop()
        try:
            found = old.execute(query, (low, high)).fetchall()
        except UNREADABLE as error:
            refusals.append(str(error))
            if low < high:
                middle = (low + high) // 2
                waiting += [(middle + 1, high), (low, middle)]
            continue
        yield from found


def _from_both_ends(old: dbapi2.Connection, query: str, names: list[str], refusals: list[str]) -> Iterator[Row]:
    found: set[Row] = set()
    for direction in ("ASC", "DESC"):
        order = ", ".join(f'"{name}" {direction}' for name in names[:2])
        try:
            for row in old.execute(f"{query} {order}"):
                if row not in found:
                    found.add(row)
                    yield row
        except UNREADABLE as error:
            refusals.append(str(error))


def ids_in_indexes(old: dbapi2.Connection, table: str) -> set[str]:
    """The ids that an index knows: it has pages of its own, and may know of a row that cannot be read."""
    found: set[str] = set()
    for direction in ("ASC", "DESC"):
        try:
            for (key,) in old.execute(f"SELECT id FROM {table} ORDER BY id {direction}"):
                found.add(key)
        except UNREADABLE:
            continue
    return {key for key in found if isinstance(key, str)}


def _insert(new: dbapi2.Connection, table: str, names: list[str], row: Row) -> None:
    """A garbled row breaks a rule of its table, and is left out."""
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    new.execute(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", row)


def _from_revisions(new: dbapi2.Connection, known: dict[str, str]) -> Iterator[str]:
    """Bring back stories whose own row is gone, as they were in their last revision; what that does not have."""
    there = {key for (key,) in new.execute("SELECT id FROM article")}
    query = "SELECT article_id, number, sha256, fields FROM revision ORDER BY number DESC"
    for key, number, digest, fields in new.execute(query).fetchall():
        if key in there or sha256(fields) != digest:
            continue
        story = json.loads(fields)
        _insert_story(new, story)
        there.add(key)
        known[key] = story["slug"]
        yield f"story {story['slug']}: what was written after its revision {number}"


def _insert_story(new: dbapi2.Connection, story: dict[str, object]) -> None:
    columns, uses, tags = _columns(new, "article"), story["photos"], story["tags"]
    assert isinstance(uses, list)
    assert isinstance(tags, list)
    values: dict[str, object] = {name: story.get(name, "") for name in columns if name != "seq"}
    values |= {
        "byline": json.dumps(story["byline"], ensure_ascii=False),
        "embargo": story["embargo"],
        "first_published": story["first_published"],
        "last_published": story["last_published"],
        "words": len(str(story["body"]).split()),
        "photos": len(uses),
        "tags": len(tags),
        "discarded": 0,
        "unindexed": 1,
    }
    _insert(new, "article", list(values), tuple(values.values()))
    for position, use in enumerate(uses):
        row = {"article_id": story["id"], "position": position} | {name: use[name] for name in USE}
        _insert(new, "photo_use", list(row), tuple(row.values()))
    for position, name in enumerate(tags):
        found = new.execute("SELECT id FROM tag WHERE name = ?", (name,)).fetchone()
        if found is not None:
            _insert(new, "article_tag", _columns(new, "article_tag"), (story["id"], position, found[0]))


def _from_copy(whole: dbapi2.Connection, new: dbapi2.Connection, known: Known) -> None:
    """Bring what the desk has lost, as it was when it was copied."""
    for table in ("tag", "contributor", "photo", "article", "edition"):
        for key in _gone(new, table, known):
            _bring(whole, new, table, "id", key)
            if table == "article":
                for own in ("revision", "thread", "comment"):
                    _bring(whole, new, own, "article_id", key)
            elif table == "edition":
                _bring(whole, new, "edition_line", "edition_id", key)
    for table, count in BELONGING.items():
        for key, _ in _incomplete(new, table, count):
            _bring(whole, new, table, "article_id", key)


def _bring(whole: dbapi2.Connection, new: dbapi2.Connection, table: str, column: str, value: str) -> None:
    columns = _columns(new, table)
    names = [name for name in _columns(whole, table) if name in columns and name != "seq"]
    chosen = ", ".join(f'"{name}"' for name in names)
    for row in whole.execute(f"SELECT {chosen} FROM {table} WHERE {column} = ?", (value,)):
        _insert(new, table, names, row)


def _gone(new: dbapi2.Connection, table: str, known: Known) -> list[str]:
    there = {key for (key,) in new.execute(f"SELECT id FROM {table}")}
    return [key for key in known[table] if key not in there]


def _incomplete(new: dbapi2.Connection, table: str, count: str) -> list[tuple[str, str]]:
    """Ids and slugs of the stories that count more than there are rows of theirs."""
    there = f"(SELECT count(*) FROM {table} WHERE article_id = article.id)"
    return list(new.execute(f"SELECT id, slug FROM article WHERE {count} > {there}"))


def _lost(new: dbapi2.Connection, known: Known) -> Iterator[str]:
    for table in NAMED:
        kind = "story" if table == "article" else table
        yield from (f"{kind} {known[table][key]}" for key in _gone(new, table, known))
    for table, count in BELONGING.items():
        yield from (f"story {slug}: some of its {count}" for _, slug in _incomplete(new, table, count))


def _settle(new: dbapi2.Connection) -> None:
    """Let go of rows that belong to what is lost; a front page loses its lead rather than itself."""
    articles = "(SELECT id FROM article)"
    new.execute(f"UPDATE edition SET lead = NULL WHERE lead NOT IN {articles}")
    belonging = ("photo_use", "article_tag", "edition_line", "revision", "draft", "ignored_word", "thread", "comment")
    for table in belonging:
        new.execute(f"DELETE FROM {table} WHERE article_id NOT IN {articles}")
    # What was said is not lost with the row that it was said under.
    new.execute(
        """INSERT OR IGNORE INTO thread
        SELECT article_id, thread_id, '', min(made), max(made), NULL, '', 0, '', 0 FROM comment
        GROUP BY article_id, thread_id"""
    )
    new.execute("DELETE FROM article_tag WHERE tag_id NOT IN (SELECT id FROM tag)")
    new.execute("DELETE FROM edition_line WHERE edition_id NOT IN (SELECT id FROM edition)")
    for table, count in BELONGING.items():
        new.execute(f"UPDATE article SET {count} = (SELECT count(*) FROM {table} WHERE article_id = article.id)")
    new.execute("UPDATE article SET unindexed = 1")
