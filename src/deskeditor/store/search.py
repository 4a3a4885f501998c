"""Finding stories by their words.

Saving a story only marks it (``article.unindexed``): a search indexes what is marked before it looks. So a save costs
the same for a long story as for a short one, and nothing that is saved while nobody searches is indexed twice. A desk
that is open for reading only holds the marked stories against the query one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, bindparam, select, text, update

from deskeditor.core.article import Article
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.core.queries import Hit
from deskeditor.store.articles import ArticleTable
from deskeditor.store.photos import PhotoTable
from deskeditor.store.schema import article
from deskeditor.store.words import Query, fold, skim, snippet, tokens

FORGET = text("DELETE FROM search WHERE rowid = :seq")
LEARN = text("INSERT INTO search (rowid, head, rest) VALUES (:seq, :head, :rest)")
FIND = text("SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid DESC")
FIND_IDS = text(
    """SELECT id FROM article WHERE NOT discarded AND NOT unindexed
       AND seq IN (SELECT rowid FROM search WHERE search MATCH :match)"""
)
MARKED = select(article.c.seq, article.c.id, article.c.discarded).where(article.c.unindexed).order_by(article.c.seq)
SETTLED = update(article).where(article.c.seq == bindparam("settled")).values(unindexed=False)
BY_SEQ = select(article.c.seq, article.c.id).where(article.c.discarded.is_(False), article.c.unindexed.is_(False))

AT_ONCE = 64
"""Candidates that are read and held against the query together."""


class SearchTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_behind(self) -> bool:
        """Whether a story was saved since the search last caught up."""
        return self._connection.execute(MARKED.limit(1)).first() is not None

    def index_some(self, count: int) -> bool:
        """Index so many of the marked stories; says whether there may be more."""
        marked = self._connection.execute(MARKED.limit(count)).all()
        if not marked:
            return False
        stories = {story.id: story for story in self._stories([row.id for row in marked if not row.discarded])}
        for row in marked:
            self._connection.execute(FORGET, {"seq": row.seq})
            if not row.discarded:
                head, rest = self._texts(stories[row.id])
                values = {"seq": row.seq, "head": tokens("\n".join(head)), "rest": tokens("\n".join(rest))}
                self._connection.execute(LEARN, values)
        self._connection.execute(SETTLED, [{"settled": row.seq} for row in marked])
        return len(marked) == count

    def find(self, query: Query, limit: int) -> list[Hit]:
        """The stories that hold every term: first those with all in headline and tags, then the newest."""
        hits: dict[str, Hit] = {}
        for story in self._candidates(query):
            if len(hits) >= limit:
                break
            if story.id in hits:
                continue
            head, rest = self._texts(story)
            if query.in_text(fold("\n".join(head + rest))):
                shown = [part for part in (rest[0], *rest[1:], *head) if part]
                hits[story.id] = Hit(story.id, story.slug, story.headline, snippet(shown, query))
        return list(hits.values())

    def matching(self, query: Query) -> set[str]:
        """Ids of all stories that hold every term."""
        found = set(self._connection.execute(FIND_IDS, {"match": query.match}).scalars())
        doubtful = set() if query.exact else found
        marked = {row.id for row in self._connection.execute(MARKED) if not row.discarded}
        for story in self._stories(sorted(doubtful | marked)):
            head, rest = self._texts(story)
            if query.in_text(fold("\n".join(head + rest))):
                found.add(story.id)
            else:
                found.discard(story.id)
        return found

    def _candidates(self, query: Query) -> Iterator[Article]:
        marked = [row.id for row in self._connection.execute(MARKED) if not row.discarded]
        yield from self._stories(marked)
        for match in (f"{{head}} : ({query.match})", query.match):
            found = iter(self._connection.execute(FIND, {"match": match}).scalars())
            while part := list(islice(found, AT_ONCE)):
                ids = {row.seq: row.id for row in self._connection.execute(BY_SEQ.where(article.c.seq.in_(part)))}
                yield from self._stories([ids[seq] for seq in part if seq in ids])

    def _stories(self, ids: Sequence[str]) -> Iterator[Article]:
        table = ArticleTable(self._connection)
        for start in range(0, len(ids), AT_ONCE):
            yield from table.load(ids[start : start + AT_ONCE])

    def _texts(self, story: Article) -> tuple[list[str], list[str]]:
        """What the story is found by: what stands at its head, and the rest (its body first)."""
        captions = []
        leads = [use for use in story.photos if use.role is Role.LEAD]
        for photo in PhotoTable(self._connection).load([use.photo_id for use in leads]):
            used = next(UsedPhoto.of(use, photo) for use in leads if use.photo_id == photo.id)
            captions += [used.caption, used.alt, used.credit]
        head = [story.headline, story.kicker, *story.tags, story.slug.replace("-", " ")]
        return head, [skim(story.body), story.standfirst, *captions, *story.byline, story.dateline]
