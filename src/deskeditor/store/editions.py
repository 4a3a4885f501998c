"""Front pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from deskeditor.core.edition import Edition, Teaser
from deskeditor.store.schema import edition, edition_line
from deskeditor.store.tags import TagTable
from deskeditor.store.times import from_text, to_text

LEAD = "lead"
"""What ``take_out`` calls the place at the head of a page, which is no line."""
Lines = dict[str, list[Teaser]]


class EditionTable:
    """Editions by name, in any case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Edition]:
        """The latest date first."""
        return self._read(select(edition).order_by(edition.c.date.desc(), edition.c.folded))

    def find(self, key: str) -> Edition | None:
        """By id or name."""
        named = or_(edition.c.id == key, edition.c.folded == TagTable.folded(key))
        return next(iter(self._read(select(edition).where(named))), None)

    def with_story(self, article_id: str) -> list[str]:
        """Ids of the editions that name the story."""
        lines = select(edition_line.c.edition_id).where(edition_line.c.article_id == article_id)
        wanted = select(edition.c.id).where(or_(edition.c.lead == article_id, edition.c.id.in_(lines)))
        return list(self._connection.execute(wanted).scalars())

    def take_out(self, article_id: str) -> list[dict[str, Any]]:
        """Take a story out of every edition; hands back the places where it stood, for ``put_back``."""
        lines = select(edition_line).where(edition_line.c.article_id == article_id)
        places = [dict(row._mapping) for row in self._connection.execute(lines.order_by(edition_line.c.position))]
        leads = select(edition.c.id).where(edition.c.lead == article_id)
        places += [{"edition_id": key, "part": LEAD} for key in self._connection.execute(leads).scalars()]
        self._connection.execute(delete(edition_line).where(edition_line.c.article_id == article_id))
        self._connection.execute(update(edition).where(edition.c.lead == article_id).values(lead=None))
        return places

    def put_back(self, article_id: str, places: Iterable[dict[str, Any]]) -> list[str]:
        """Put a story where it stood in those editions that are still there; their ids. A lead that is taken stays."""
        found = []
        for place in places:
            whole = self.find(place["edition_id"])
            if whole is None:
                continue
            after = _with_line(whole, article_id, place)
            if after != whole:
                self.update(after)
                found.append(whole.id)
        return found

    def insert(self, new: Edition) -> None:
        self._connection.execute(insert(edition), _values(new) | {"id": new.id, "urn": new.urn})
        self._put_lines(new)

    def update(self, after: Edition) -> None:
        self._connection.execute(update(edition).where(edition.c.id == after.id), _values(after))
        self._connection.execute(delete(edition_line).where(edition_line.c.edition_id == after.id))
        self._put_lines(after)

    def _read(self, wanted: Select[tuple[object, ...]]) -> list[Edition]:
        rows = self._connection.execute(wanted).all()
        lines: defaultdict[str, Lines] = defaultdict(lambda: defaultdict(list))
        named = edition_line.c.edition_id.in_([row.id for row in rows])
        for line in self._connection.execute(select(edition_line).where(named).order_by(edition_line.c.position)):
            lines[line.edition_id][line.part].append(Teaser(line.article_id, line.headline, line.standfirst))
        return [_edition(row, lines[row.id]) for row in rows]

    def _put_lines(self, whole: Edition) -> None:
        parts = {
            "teaser": whole.teasers,
            "related": [Teaser(key) for key in whole.related],
            "most_read": [Teaser(key) for key in whole.most_read],
        }
        rows = [
            {
                "edition_id": whole.id,
                "part": part,
                "position": position,
                "article_id": line.article_id,
                "headline": line.headline,
                "standfirst": line.standfirst,
            }
            for part, lines in parts.items()
            for position, line in enumerate(lines)
        ]
        if rows:
            self._connection.execute(insert(edition_line), rows)


def _with_line(whole: Edition, article_id: str, place: dict[str, Any]) -> Edition:
    part, at = place["part"], place.get("position", 0)
    if part == LEAD:
        return whole if whole.lead else replace(whole, lead=article_id)
    if part == "teaser":
        line = Teaser(article_id, place["headline"], place["standfirst"])
        stands = whole.lead == article_id or any(teaser.article_id == article_id for teaser in whole.teasers)
        return whole if stands else replace(whole, teasers=(*whole.teasers[:at], line, *whole.teasers[at:]))
    ids = whole.related if part == "related" else whole.most_read
    if article_id in ids:
        return whole
    ids = (*ids[:at], article_id, *ids[at:])
    return replace(whole, related=ids) if part == "related" else replace(whole, most_read=ids)


def _values(whole: Edition) -> dict[str, object]:
    return {
        "name": whole.name,
        "folded": TagTable.folded(whole.name),
        "date": whole.date.isoformat(),
        "modified": to_text(whole.modified),
        "lead": whole.lead,
        "version": whole.version,
    }


def _ids(lines: Iterable[Teaser]) -> tuple[str, ...]:
    return tuple(line.article_id for line in lines)


def _edition(row: Row[tuple[object, ...]], lines: Lines) -> Edition:
    return Edition(
        id=row.id,
        urn=row.urn,
        name=row.name,
        date=date.fromisoformat(row.date),
        modified=from_text(row.modified),
        lead=row.lead,
        teasers=tuple(lines["teaser"]),
        related=_ids(lines["related"]),
        most_read=_ids(lines["most_read"]),
        version=row.version,
    )
