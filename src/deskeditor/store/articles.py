"""Stories: their rows, and the photos and tags that belong to them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from deskeditor.core.article import Article, ArticleRow, Status
from deskeditor.core.framing import from_record, to_record
from deskeditor.core.photo import PhotoUse, Role
from deskeditor.markup import count_words
from deskeditor.store.drafts import DraftTable
from deskeditor.store.prepared import Prepared, driver_of, first_column
from deskeditor.store.schema import article, article_tag, photo_use, tag
from deskeditor.store.tags import TagTable
from deskeditor.store.times import from_text, from_text_or_none, to_text, to_text_or_none
from deskeditor.store.words import read_words

BY_KEY = (
    select(article)
    .where(or_(article.c.id == bindparam("key"), article.c.slug == bindparam("key")), article.c.discarded.is_(False))
    # A slug may have the shape of an id: the id wins.
    .order_by((article.c.id == bindparam("key")).desc())
)
USES = select(photo_use).order_by(photo_use.c.article_id, photo_use.c.position)
TAGS = (
    select(article_tag.c.article_id, tag.c.name)
    .join(tag, tag.c.id == article_tag.c.tag_id)
    .order_by(article_tag.c.article_id, article_tag.c.position)
)
USES_OF_ONE = USES.where(photo_use.c.article_id == bindparam("article"))
TAGS_OF_ONE = TAGS.where(article_tag.c.article_id == bindparam("article"))
ROWS = select(
    article.c.id,
    article.c.slug,
    article.c.headline,
    article.c.status,
    article.c.section,
    article.c.language,
    article.c.words,
    article.c.photos,
    article.c.modified,
    (article.c.note != "").label("noted"),
    # Asked for and not a condition, for which SQLite would take the index of all that is not discarded.
    article.c.discarded,
)
KEPT = frozenset({"seq", "id", "urn", "created", "discarded"})
"""Columns that saving a story leaves alone."""
UPDATE = update(article).where(article.c.id == bindparam("key"))
FIND = Prepared(BY_KEY)
SAVE = Prepared(UPDATE, [column.name for column in article.c if column.name not in KEPT | {"body", "words"}])
SAVE_WITH_BODY = Prepared(UPDATE, [column.name for column in article.c if column.name not in KEPT])

AT_ONCE = 500
"""Stories read with one statement."""


class ArticleTable:
    """Discarded stories are kept and passed over, but for their slugs, which stay taken."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._drafts = DraftTable(connection)
        self._last: Article | None = None
        """The story that was written last, which the next save is a change of in all likelihood."""
        self._last_at = self._now = (0, 0)

    def find(self, key: str) -> Article | None:
        """By id or slug."""
        self._now = self._moment()
        if self._last is not None and self._last.id == key and self._last_at == self._now:
            return self._last
        whole = self.find_settled(key)
        return None if whole is None else self._drafts.typed_on(whole)

    def forget(self) -> None:
        """A transaction was taken back: what was written in it is not so."""
        self._last = None

    def _moment(self) -> tuple[int, int]:
        """Another one after anything was written to the desk, by this connection or by another one."""
        driver = driver_of(self._connection)
        return driver.total_changes, driver.execute("PRAGMA data_version").fetchone()[0]

    def find_settled(self, key: str) -> Article | None:
        """As ``find``, without what was typed since the story was last written whole."""
        row = FIND.first(self._connection, {"key": key.lower()})
        if row is None:
            return None
        tags: Sequence[str] = ()
        uses: Sequence[PhotoUse] = ()
        if row.tags:
            tags = [name for _, name in self._connection.execute(TAGS_OF_ONE, {"article": row.id})]
        if row.photos:
            uses = [_use(use) for use in self._connection.execute(USES_OF_ONE, {"article": row.id})]
        return _article(row, tags, uses)

    def load(self, ids: Sequence[str]) -> list[Article]:
        """Those of the ids that are there, in their order."""
        found: dict[str, Article] = {}
        for part in _parts(ids):
            tags: defaultdict[str, list[str]] = defaultdict(list)
            for article_id, name in self._connection.execute(TAGS.where(article_tag.c.article_id.in_(part))):
                tags[article_id].append(name)
            uses: defaultdict[str, list[PhotoUse]] = defaultdict(list)
            for use in self._connection.execute(USES.where(photo_use.c.article_id.in_(part))):
                uses[use.article_id].append(_use(use))
            rows = self._connection.execute(select(article).where(article.c.id.in_(part)))
            stories = [_article(row, tags[row.id], uses[row.id]) for row in rows if not row.discarded]
            found |= {story.id: story for story in self._drafts.typed_on_all(stories)}
        return [found[key] for key in ids if key in found]

    def rows(self, ids: Sequence[str]) -> list[ArticleRow]:
        """What a list shows of those that are there, in the order of the ids."""
        found: dict[str, ArticleRow] = {}
        for part in _parts(ids):
            for row in self._connection.execute(ROWS.where(article.c.id.in_(part))):
                if not row.discarded:
                    found[row.id] = ArticleRow(
                        row.id,
                        row.slug,
                        row.headline,
                        Status(row.status),
                        row.section,
                        row.language,
                        row.words,
                        row.photos,
                        from_text(row.modified),
                        row.noted,
                    )
        for story in self.load([key for key in self._drafts.last() if key in found]):
            found[story.id] = _row(story)
        return [found[key] for key in ids if key in found]

    def ids(self, *, status: Status | None = None, tag_named: str = "", section: str = "") -> list[str]:
        """Ids under all conditions, newest change first. Answered from an index alone."""
        wanted = select(article.c.id).where(article.c.discarded.is_(False))
        if status is not None:
            wanted = wanted.where(article.c.status == status.value)
        if section:
            wanted = wanted.where(article.c.section == section)
        if tag_named:
            tagged = select(article_tag.c.article_id).join(tag, tag.c.id == article_tag.c.tag_id)
            wanted = wanted.where(article.c.id.in_(tagged.where(tag.c.folded == TagTable.folded(tag_named))))
        newest_first = wanted.order_by(article.c.modified.desc(), article.c.seq.desc())
        return self._with_typing(first_column(self._connection, newest_first))

    def _with_typing(self, listed: list[str]) -> list[str]:
        """The list with the stories that were only typed on where their last save puts them."""
        times = self._drafts.last()
        if not times:
            return listed
        lately = select(article.c.id, article.c.modified).where(
            article.c.discarded.is_(False), article.c.modified >= min(times.values())
        )
        times = {row.id: row.modified for row in self._connection.execute(lately)} | times
        moved = sorted((key for key in listed if key in times), key=lambda key: times[key], reverse=True)
        return moved + [key for key in listed if key not in times]

    def is_slug_taken(self, slug: str, besides: str = "") -> bool:
        """Whether another story than ``besides`` (an id) has the slug, be it discarded."""
        taken = select(article.c.id).where(article.c.slug == slug, article.c.id != besides)
        return self._connection.execute(taken).first() is not None

    def is_known(self, article_id: str) -> bool:
        """Whether the id is or was that of a story."""
        return self._connection.execute(select(article.c.seq).where(article.c.id == article_id)).first() is not None

    def id_of(self, urn: str) -> str | None:
        """The id of the story with that URN, be it discarded."""
        found: str | None = self._connection.execute(select(article.c.id).where(article.c.urn == urn)).scalar()
        return found

    def has_any(self) -> bool:
        """Whether the desk ever had a story."""
        return self._connection.execute(select(article.c.seq).limit(1)).first() is not None

    def insert(self, new: Article) -> None:
        """A new story, with its photos and tags."""
        values = _values(new) | _text(new)
        self._connection.execute(
            insert(article),
            values
            | {
                "id": new.id,
                "urn": new.urn,
                "created": to_text(new.created),
                "discarded": False,
            },
        )
        self._put_uses(new)
        self._put_tags(new)

    def update(self, before: Article, after: Article) -> None:
        """The story as it is now; what was only typed is kept beside it until ``settle``."""
        if not self._drafts.keep(before, after):
            self._write(before, after)
        self._last, self._last_at = after, (driver_of(self._connection).total_changes, self._now[1])

    def settle(self, article_id: str) -> bool:
        """Write a story whole of which something was only kept beside it; False where there was nothing to write."""
        story = self.find(article_id) if self._drafts.has(article_id) else None
        if story is not None:
            self._write(story, story)
        return story is not None

    def unsettled(self) -> list[str]:
        """Ids of the stories that ``settle`` would write."""
        return list(self._drafts.last())

    def _write(self, before: Article, after: Article) -> None:
        was_typed = self._drafts.drop(after.id)
        values = _values(after) | {"key": after.id}
        if before.photos != after.photos:
            self._connection.execute(delete(photo_use).where(photo_use.c.article_id == after.id))
            self._put_uses(after)
        if before.tags != after.tags:
            self._connection.execute(delete(article_tag).where(article_tag.c.article_id == after.id))
            self._put_tags(after)
        if after.body == before.body and not was_typed:
            SAVE.run(self._connection, values)
        else:
            SAVE_WITH_BODY.run(self._connection, values | _text(after))

    def discard(self, article_id: str) -> None:
        """Out of every list, but kept."""
        self.settle(article_id)
        self._connection.execute(UPDATE, {"key": article_id, "discarded": True, "unindexed": True})

    def restore(self, key: str) -> str | None:
        """Back into the lists; hands back the id of the discarded story of that id or slug, ``None`` for none."""
        discarded = select(article.c.id).where(
            or_(article.c.id == key.lower(), article.c.slug == key.lower()), article.c.discarded.is_(True)
        )
        found: str | None = self._connection.execute(discarded).scalar()
        if found is not None:
            self._connection.execute(UPDATE, {"key": found, "discarded": False, "unindexed": True})
        return found

    def using(self, photo_id: str) -> list[str]:
        """Ids of the stories with the photo."""
        shown = (
            select(article.c.id)
            .where(article.c.discarded.is_(False))
            .where(article.c.id.in_(select(photo_use.c.article_id).where(photo_use.c.photo_id == photo_id)))
            .order_by(article.c.modified.desc(), article.c.seq.desc())
        )
        return list(self._connection.execute(shown).scalars())

    def using_any(self, photo_ids: Sequence[str]) -> set[str]:
        """Ids of the stories with any of the photos."""
        found: set[str] = set()
        for start in range(0, len(photo_ids), AT_ONCE):
            part = photo_ids[start : start + AT_ONCE]
            with_photo = select(photo_use.c.article_id).where(photo_use.c.photo_id.in_(part))
            shown = select(article.c.id).where(article.c.discarded.is_(False), article.c.id.in_(with_photo))
            found.update(self._connection.execute(shown).scalars())
        return found

    def tagged(self, tag_id: str) -> list[str]:
        """Ids of the stories with the tag, discarded ones among them."""
        wanted = select(article_tag.c.article_id).where(article_tag.c.tag_id == tag_id)
        return list(self._connection.execute(wanted).scalars())

    def count_tags(self, ids: Iterable[str]) -> None:
        """Correct the number of tags that the rows hold."""
        counted = (
            select(func.count()).where(article_tag.c.article_id == article.c.id).correlate(article).scalar_subquery()
        )
        for part in _parts(list(ids)):
            self._connection.execute(update(article).where(article.c.id.in_(part)).values(tags=counted))

    def needs_indexing(self, ids: Iterable[str]) -> None:
        """What the search finds these stories by has changed outside of them."""
        for part in _parts(list(ids)):
            self._connection.execute(update(article).where(article.c.id.in_(part)).values(unindexed=True))

    def _put_uses(self, story: Article) -> None:
        if story.photos:
            rows = [
                {
                    "article_id": story.id,
                    "position": position,
                    "photo_id": use.photo_id,
                    "role": use.role.value,
                    "caption": use.caption,
                    "alt": use.alt,
                    "credit": use.credit,
                    "framing": None if use.framing is None else json.dumps(to_record(use.framing)),
                    "decorative": use.decorative,
                }
                for position, use in enumerate(story.photos)
            ]
            self._connection.execute(insert(photo_use), rows)

    def _put_tags(self, story: Article) -> None:
        if story.tags:
            tags = TagTable(self._connection)
            rows = [
                {"article_id": story.id, "position": position, "tag_id": tags.ensure(name)}
                for position, name in enumerate(story.tags)
            ]
            self._connection.execute(insert(article_tag), rows)


def _values(story: Article) -> dict[str, object]:
    return {
        "slug": story.slug,
        "section": story.section,
        "kicker": story.kicker,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "byline": json.dumps(story.byline, ensure_ascii=False),
        "dateline": story.dateline,
        "language": story.language,
        "status": story.status.value,
        "embargo": to_text_or_none(story.embargo),
        "note": story.note,
        "version": story.version,
        "revision": story.revision,
        "modified": to_text(story.modified),
        "first_published": to_text_or_none(story.first_published),
        "last_published": to_text_or_none(story.last_published),
        "photos": len(story.photos),
        "tags": len(story.tags),
        "unindexed": 1,
    }


def _text(story: Article) -> dict[str, object]:
    return {"body": story.body, "words": count_words(read_words(story.body))}


def _row(story: Article) -> ArticleRow:
    words = int(str(_text(story)["words"]))
    own = (story.id, story.slug, story.headline, story.status, story.section, story.language)
    return ArticleRow(*own, words, len(story.photos), story.modified, bool(story.note))


def _use(row: Row[Any]) -> PhotoUse:
    framing = None if row.framing is None else from_record(json.loads(row.framing))
    return PhotoUse(row.photo_id, Role(row.role), row.caption, row.alt, row.credit, framing, bool(row.decorative))


def _article(row: Row[tuple[object, ...]], tags: Iterable[str], uses: Iterable[PhotoUse]) -> Article:
    return Article(
        id=row.id,
        urn=row.urn,
        slug=row.slug,
        created=from_text(row.created),
        modified=from_text(row.modified),
        section=row.section,
        kicker=row.kicker,
        headline=row.headline,
        standfirst=row.standfirst,
        byline=tuple(json.loads(row.byline)),
        dateline=row.dateline,
        language=row.language,
        status=Status(row.status),
        embargo=from_text_or_none(row.embargo),
        body=row.body,
        tags=tuple(tags),
        photos=tuple(uses),
        note=row.note,
        version=row.version,
        revision=row.revision,
        first_published=from_text_or_none(row.first_published),
        last_published=from_text_or_none(row.last_published),
    )


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
