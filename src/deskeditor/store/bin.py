"""What was deleted: when, by whom, and what it was part of, so that it can be put back whole.

A story and a photo stay where they are and are passed over. A tag is taken off its stories and is only here. Links are
JSON: of a story the lines of editions that it stood in, of a tag what it was and its place in each of its stories.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from deskeditor.core.bin import Binned, Kind
from deskeditor.store.articles import ArticleTable
from deskeditor.store.schema import (
    article,
    article_tag,
    binned,
    draft,
    ignored_word,
    lift,
    photo,
    photo_use,
    publication,
    revision,
    tag,
    thread,
)
from deskeditor.store.search import FORGET
from deskeditor.store.tags import TagTable
from deskeditor.store.times import from_text, to_text

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OF_A_STORY = (photo_use, article_tag, revision, draft, ignored_word, lift, thread)
"""Tables whose rows go with their story; comments go with their threads."""


class BinTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, kind: Kind, key: str, at: datetime, by: str, links: object = ()) -> None:
        """Note that it was deleted."""
        values = {"kind": kind.value, "id": key, "at": to_text(at), "by": by, "links": json.dumps(links)}
        self._connection.execute(insert(binned), values)

    def take(self, kind: Kind, key: str) -> Any:
        """Note that it is back; hands back its links, or None for what is not in the bin."""
        chosen = (binned.c.kind == kind.value) & (binned.c.id == key)
        links = self._connection.execute(select(binned.c.links).where(chosen)).scalar()
        if links is None:
            return None
        self._connection.execute(delete(binned).where(chosen))
        return json.loads(links)

    def all(self) -> list[Binned]:
        """The last deleted first."""
        rows = self._connection.execute(select(binned).order_by(binned.c.at.desc(), binned.c.id)).all()
        stories = self._named(select(article.c.id, article.c.headline, article.c.slug, article.c.words), Kind.STORY)
        photos = self._named(select(photo.c.id, photo.c.filename, photo.c.filename, photo.c.size), Kind.PHOTO)
        found = []
        for row in rows:
            kind = Kind(row.kind)
            if kind is Kind.TAG:
                links = json.loads(row.links)
                name, size = links["name"], len(links["stories"])
            else:
                name, size = (stories if kind is Kind.STORY else photos).get(row.id, ("", 0))
            found.append(Binned(kind, row.id, name, from_text(row.at), row.by, size))
        return found

    def _named(self, wanted: Any, kind: Kind) -> dict[str, tuple[str, int]]:
        column = wanted.selected_columns[0]
        chosen = wanted.where(column.in_(select(binned.c.id).where(binned.c.kind == kind.value)))
        return {row[0]: (row[1] or row[2], row[3]) for row in self._connection.execute(chosen)}

    def put_tag(self, tag_id: str, at: datetime, by: str) -> list[str]:
        """Take a tag off all its stories, and off the desk; hands back their ids."""
        row = self._connection.execute(select(tag).where(tag.c.id == tag_id)).one()
        uses = self._connection.execute(
            select(article_tag.c.article_id, article_tag.c.position).where(article_tag.c.tag_id == tag_id)
        ).all()
        links = {"name": row.name, "code": row.code, "stories": [[use.article_id, use.position] for use in uses]}
        self.put(Kind.TAG, tag_id, at, by, links)
        self._connection.execute(delete(article_tag).where(article_tag.c.tag_id == tag_id))
        self._connection.execute(delete(tag).where(tag.c.id == tag_id))
        return self._retagged([use.article_id for use in uses])

    def take_tag(self, key: str) -> tuple[str, list[str]] | None:
        """Put a tag back on those of its stories that are there, in its place; its name and their ids.

        One that was made anew under its name meanwhile is that tag.
        """
        links = self.take(Kind.TAG, key)
        if links is None:
            return None
        tag_id = TagTable(self._connection).ensure(links["name"], key)
        if tag_id == key:
            self._connection.execute(tag.update().where(tag.c.id == key).values(code=links["code"]))
        there = set(self._connection.execute(select(article.c.id)).scalars())
        for article_id, position in links["stories"]:
            if article_id in there:
                self._insert_tag(article_id, position, tag_id)
        return links["name"], self._retagged([story for story, _ in links["stories"] if story in there])

    def _insert_tag(self, article_id: str, position: int, tag_id: str) -> None:
        own = article_tag.c.article_id == article_id
        tags = list(
            self._connection.execute(select(article_tag.c.tag_id).where(own).order_by(article_tag.c.position)).scalars()
        )
        if tag_id in tags:
            return
        tags.insert(position, tag_id)
        self._connection.execute(delete(article_tag).where(own))
        rows = [{"article_id": article_id, "position": place, "tag_id": each} for place, each in enumerate(tags)]
        self._connection.execute(insert(article_tag), rows)

    def _retagged(self, stories: list[str]) -> list[str]:
        articles = ArticleTable(self._connection)
        articles.count_tags(stories)
        articles.needs_indexing(stories)
        return stories

    def shown(self, photo_ids: Iterable[str], besides: Iterable[str]) -> set[str]:
        """Which of the photos a story, or a version of one, shows; ``besides`` are ids of stories that do not count."""
        wanted, left_out = set(photo_ids), set(besides)
        found: set[str] = set()
        odd = [key for key in wanted if not ID.fullmatch(key)]
        for use in self._connection.execute(select(photo_use.c.article_id, photo_use.c.photo_id)):
            if use.article_id not in left_out:
                found.add(use.photo_id)
        for row in self._connection.execute(select(revision.c.article_id, revision.c.fields)):
            if row.article_id not in left_out and not wanted <= found:
                found.update(ID.findall(row.fields))
                found.update(key for key in odd if key in row.fields)
        return wanted & found

    def erase(self, kind: Kind, key: str) -> str:
        """Delete for ever what is in the bin; of a photo its SHA-256 is handed back, whose file is still there."""
        if self.take(kind, key) is None:
            return ""
        if kind is Kind.PHOTO:
            digest = self._connection.execute(select(photo.c.sha256).where(photo.c.id == key)).scalar()
            self._connection.execute(delete(lift).where(lift.c.photo_id == key))
            self._connection.execute(delete(photo).where(photo.c.id == key))
            return digest or ""
        if kind is Kind.STORY:
            self._erase_story(key)
        return ""

    def _erase_story(self, key: str) -> None:
        seq = self._connection.execute(select(article.c.seq).where(article.c.id == key)).scalar()
        for forget in FORGET.values():
            self._connection.execute(forget, {"seq": seq})
        for table in OF_A_STORY:
            self._connection.execute(delete(table).where(table.c.article_id == key))
        self._connection.execute(delete(publication).where(publication.c.subject == key))
        self._connection.execute(delete(article).where(article.c.id == key))
