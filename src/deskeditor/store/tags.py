"""Subjects that stories share, and the people of the bylines."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from deskeditor.core.names import free_slug, make_slug, new_id
from deskeditor.core.tag import Contributor, Tag
from deskeditor.store.schema import article, article_tag, contributor, tag
from deskeditor.store.words import fold


def _counted() -> Select[tuple[str, str, str, str, int]]:
    shown = article_tag.join(article, (article.c.id == article_tag.c.article_id) & article.c.discarded.is_(False))
    uses = (
        select(article_tag.c.tag_id, func.count().label("uses"))
        .select_from(shown)
        .group_by(article_tag.c.tag_id)
        .subquery()
    )
    return select(tag.c.id, tag.c.name, tag.c.slug, tag.c.code, func.coalesce(uses.c.uses, 0).label("uses")).outerjoin(
        uses, uses.c.tag_id == tag.c.id
    )


COUNTED = _counted()


class TagTable:
    """Tags by name, in any case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def folded(name: str) -> str:
        """What two names have in common where they are one tag."""
        return " ".join(fold(name).split())

    def all(self) -> list[Tag]:
        """Every tag by name."""
        return [_tag(row) for row in self._connection.execute(COUNTED.order_by(tag.c.folded))]

    def find(self, name: str) -> Tag | None:
        row = self._connection.execute(COUNTED.where(tag.c.folded == self.folded(name))).first()
        return None if row is None else _tag(row)

    def suggest(self, start: str, limit: int) -> list[Tag]:
        """Tags of which some word starts so, the most used first."""
        words = self.folded(start)
        fitting = tag.c.folded.startswith(words, autoescape=True) | tag.c.folded.contains(f" {words}", autoescape=True)
        most_used = COUNTED.where(fitting).order_by(
            func.coalesce(COUNTED.selected_columns.uses, 0).desc(), tag.c.folded
        )
        return [_tag(row) for row in self._connection.execute(most_used.limit(limit))]

    def canonical(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names as the desk writes them, each tag once; those new to the desk as they are."""
        asked: dict[str, str] = {}
        for name in names:
            asked.setdefault(self.folded(name), name)
        rows = self._connection.execute(select(tag.c.folded, tag.c.name).where(tag.c.folded.in_(asked)))
        known = {row.folded: row.name for row in rows}
        return tuple(known.get(folded, name) for folded, name in asked.items())

    def ensure(self, name: str, new: str = "") -> str:
        """The id of the tag, made where there is none, with the id ``new`` if one is given."""
        folded = self.folded(name)
        known: str | None = self._connection.execute(select(tag.c.id).where(tag.c.folded == folded)).scalar()
        if known is not None:
            return known
        made = new or new_id()
        slug = free_slug(make_slug(name, "tag"), self._is_slug_taken)
        values = {"id": made, "name": name, "slug": slug, "folded": folded, "code": ""}
        self._connection.execute(insert(tag), values)
        return made

    def rename(self, tag_id: str, name: str) -> None:
        """The new name must not be another tag's."""
        slug = free_slug(make_slug(name, "tag"), lambda slug: self._is_slug_taken(slug, tag_id))
        values = {"name": name, "slug": slug, "folded": self.folded(name)}
        self._connection.execute(update(tag).where(tag.c.id == tag_id), values)

    def merge(self, tag_id: str, into: str) -> None:
        """Every story of the one gets the other in its place, once."""
        both = select(article_tag.c.article_id).where(article_tag.c.tag_id == into)
        ours = article_tag.c.tag_id == tag_id
        self._connection.execute(delete(article_tag).where(ours, article_tag.c.article_id.in_(both)))
        self._connection.execute(update(article_tag).where(ours).values(tag_id=into))
        self._connection.execute(delete(tag).where(tag.c.id == tag_id))

    def _is_slug_taken(self, slug: str, besides: str = "") -> bool:
        taken = select(tag.c.id).where(tag.c.slug == slug, tag.c.id != besides)
        return self._connection.execute(taken).first() is not None


class ContributorTable:
    """People by name, in any case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Contributor]:
        """Everybody by name."""
        return [
            _contributor(row) for row in self._connection.execute(select(contributor).order_by(contributor.c.folded))
        ]

    def named(self, names: Iterable[str]) -> tuple[Contributor, ...]:
        """Those of the names that are known, in their order."""
        keys = [TagTable.folded(name) for name in names]
        rows = self._connection.execute(select(contributor).where(contributor.c.folded.in_(keys)))
        found = {row.folded: _contributor(row) for row in rows}
        return tuple(found[key] for key in keys if key in found)

    def ensure(self, names: Iterable[str]) -> None:
        """Take in whom the desk does not know yet."""
        for name in names:
            folded = TagTable.folded(name)
            if self._connection.execute(select(contributor.c.id).where(contributor.c.folded == folded)).first():
                continue
            slug = free_slug(make_slug(name, "contributor"), self._is_slug_taken)
            values = {"id": new_id(), "name": name, "slug": slug, "folded": folded, "url": "", "email": ""}
            self._connection.execute(insert(contributor), values)

    def _is_slug_taken(self, slug: str) -> bool:
        return self._connection.execute(select(contributor.c.id).where(contributor.c.slug == slug)).first() is not None


def _tag(row: Row[tuple[str, str, str, str, int]]) -> Tag:
    return Tag(row.id, row.name, row.slug, row.uses, row.code)


def _contributor(row: Row[tuple[str, ...]]) -> Contributor:
    return Contributor(row.id, row.name, row.slug, row.url, row.email)
