"""Finding stories by their words.

Saving a story only marks it (``article.unindexed``): a search indexes what is marked before it looks. So a save costs
the same for a long story as for a short one, and nothing that is saved while nobody searches is indexed twice. A desk
that is open for reading only holds the marked stories against the query one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, bindparam, select, text, union, update

from deskeditor.core.article import Article
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.core.queries import Hit
from deskeditor.store.articles import ArticleTable
from deskeditor.store.photos import PhotoTable
from deskeditor.store.prepared import first_column
from deskeditor.store.schema import article, draft
from deskeditor.store.words import Query, fold, skim, snippet, tokens

HEAD, ALL = "search_head", "search_all"
FORGET = {table: text(f"DELETE FROM {table} WHERE rowid = :seq") for table in (HEAD, ALL)}
LEARN = {table: text(f"INSERT INTO {table} (rowid, words) VALUES (:seq, :words)") for table in (HEAD, ALL)}
FIND = {
    table: text(f"SELECT rowid FROM {table} WHERE {table} MATCH :match ORDER BY rowid DESC") for table in (HEAD, ALL)
}
FIND_IDS = text(
    f"""SELECT id FROM article WHERE NOT discarded AND NOT unindexed
        AND seq IN (SELECT rowid FROM {ALL} WHERE {ALL} MATCH :match)"""
)
TYPED = select(draft.c.article_id).distinct()
_NAMED = select(article.c.seq, article.c.id, article.c.discarded)
# Two questions, each answered from an index of its own.
MARKED = union(_NAMED.where(article.c.unindexed), _NAMED.where(article.c.id.in_(TYPED))).order_by("seq")
SETTLED = update(article).where(article.c.seq == bindparam("settled")).values(unindexed=False)
# What is discarded is asked for and not a condition, for which SQLite would take the index of all that is not.
BY_SEQ = select(article.c.seq, article.c.id, article.c.discarded, article.c.unindexed)

HOLDS = {table: text(f"SELECT rowid FROM {table} WHERE {table} MATCH :match AND rowid = :seq") for table in (HEAD, ALL)}

TOGETHER = 100
"""Words in one question to the index, which takes no more than 256."""
AT_ONCE = 64
"""Candidates that are read and held against the query together."""


class SearchTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._articles = ArticleTable(connection)

    def is_behind(self) -> bool:
        """Whether a story was saved since the search last caught up."""
        return self._connection.execute(MARKED.limit(1)).first() is not None

    def index_some(self, count: int) -> bool:
        """Index so many of the marked stories, written whole first; says whether there may be more."""
        for article_id in self._connection.execute(TYPED).scalars().all():
            self._articles.settle(article_id)
        marked = self._connection.execute(MARKED.limit(count)).all()
        if not marked:
            return False
        stories = {story.id: story for story in self._stories([row.id for row in marked if not row.discarded])}
        for row in marked:
            head, rest = ([], []) if row.discarded else self._texts(stories[row.id])
            for table, texts in ((HEAD, head), (ALL, head + rest)):
                self._connection.execute(FORGET[table], {"seq": row.seq})
                if texts:
                    self._connection.execute(LEARN[table], {"seq": row.seq, "words": tokens("\n".join(texts))})
        self._connection.execute(SETTLED, [{"settled": row.seq} for row in marked])
        return len(marked) == count

    def forget_all(self) -> None:
        """Empty the index, and mark every story to be indexed anew."""
        for table in (HEAD, ALL):
            self._connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('delete-all')"))
        self._connection.execute(update(article).values(unindexed=True))

    def disagreeing(self) -> Iterator[str]:
        """Slugs of the stories that are indexed and would not be found by one of their own words."""
        settled = select(article.c.seq, article.c.id).where(~article.c.unindexed, ~article.c.discarded)
        rows = {row.id: row.seq for row in self._connection.execute(settled)}
        for story in self._stories(list(rows)):
            head, rest = self._texts(story)
            for table, texts in ((HEAD, head), (ALL, head + rest)):
                words = tokens("\n".join(texts)).split()
                parts = (words[start : start + TOGETHER] for start in range(0, len(words), TOGETHER))
                if not all(self._holds(table, rows[story.id], part) for part in parts):
                    yield story.slug
                    break

    def _holds(self, table: str, seq: int, words: Sequence[str]) -> bool:
        match = " AND ".join(f'"{word}"' for word in words)
        return self._connection.execute(HOLDS[table], {"match": match, "seq": seq}).first() is not None

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
                shown = [part for part in (*rest, *head) if part]
                hits[story.id] = Hit(story.id, story.slug, story.headline, snippet(shown, query))
        return list(hits.values())

    def matching(self, query: Query) -> set[str]:
        """Ids of all stories that hold every term."""
        found = set(first_column(self._connection, FIND_IDS, match=query.match))
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
        for table in (HEAD, ALL):
            found = iter(self._connection.execute(FIND[table], {"match": query.match}).scalars())
            while part := list(islice(found, AT_ONCE)):
                rows = self._connection.execute(BY_SEQ.where(article.c.seq.in_(part)))
                ids = {row.seq: row.id for row in rows if not (row.discarded or row.unindexed)}
                yield from self._stories([ids[seq] for seq in part if seq in ids])

    def _stories(self, ids: Sequence[str]) -> Iterator[Article]:
        for start in range(0, len(ids), AT_ONCE):
            yield from self._articles.load(ids[start : start + AT_ONCE])

    def _texts(self, story: Article) -> tuple[list[str], list[str]]:
        """What the story is found by: what stands at its head, and the rest (its body first)."""
        captions = []
        leads = [use for use in story.photos if use.role is Role.LEAD]
        for photo in PhotoTable(self._connection).load([use.photo_id for use in leads]):
            used = next(UsedPhoto.of(use, photo) for use in leads if use.photo_id == photo.id)
            captions += [used.caption, used.alt, used.credit]
        head = [story.headline, story.kicker, *story.tags, story.slug.replace("-", " ")]
        return head, [skim(story.body), story.standfirst, *captions, *story.byline, story.dateline]
