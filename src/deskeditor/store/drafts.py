"""What was typed since a story was last written whole: a row a save, with only what changed.

Writing a story whole costs as much as the story is long. While it is typed, a save only adds a row here; whoever reads
the story reads both. ``settle`` writes the story whole and lets its rows go: when it is left, in a pause, and before
anything else of it changes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from deskeditor.core.article import Article
from deskeditor.core.errors import DeskError
from deskeditor.core.patch import Patch, patch_between
from deskeditor.store.prepared import Prepared
from deskeditor.store.schema import draft
from deskeditor.store.times import from_text, to_text

FIELDS = ("kicker", "headline", "standfirst", "dateline", "note")
"""What is kept whole beside the patch of the body: fields of a few lines."""
REST = attrgetter(*{field.name for field in fields(Article)} - {*FIELDS, "body", "revision", "modified"})
MOST = 64
"""Rows of one story; reading it takes them all. Each is a revision, and one of so many is written whole."""
LARGEST = 16_384
"""Characters of a patch; a larger change is written whole."""

LAST = select(draft.c.article_id, func.max(draft.c.at).label("at")).group_by(draft.c.article_id)
OF_ONE = select(draft.c.number, draft.c.at, draft.c.patch).where(draft.c.article_id == bindparam("article"))
OF_ONE_IN_ORDER = Prepared(OF_ONE.order_by(draft.c.number))
COUNT = Prepared(select(func.count().label("rows")).where(draft.c.article_id == bindparam("article")))
DROP = Prepared(delete(draft).where(draft.c.article_id == bindparam("article")))
ADD = Prepared(insert(draft))
TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class DraftTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, before: Article, after: Article) -> bool:
        """Add what was typed; False where there is more to it, or too much, and the story must be written whole."""
        if after.revision != before.revision + 1 or after.revision % MOST == 0 or REST(after) != REST(before):
            return False
        said = {name: getattr(after, name) for name in FIELDS if getattr(after, name) != getattr(before, name)}
        patch = patch_between(before.body, after.body)
        if len(patch.inserted) > LARGEST:
            return False
        kept: dict[str, Any] = {"fields": said, "body": [patch.start, patch.removed, patch.inserted]}
        values = {
            "article_id": after.id,
            "number": after.revision,
            "at": to_text(after.modified),
            "patch": TO_JSON(kept),
        }
        ADD.run(self._connection, values)
        return True

    def typed_on(self, story: Article) -> Article:
        """The story with all that was typed since it was written whole."""
        return _patched(story, OF_ONE_IN_ORDER.all(self._connection, {"article": story.id}))

    def typed_on_all(self, stories: Sequence[Article]) -> list[Article]:
        """As ``typed_on``, of several."""
        rows: dict[str, list[Any]] = {}
        ids = [story.id for story in stories]
        wanted = select(draft).where(draft.c.article_id.in_(ids)).order_by(draft.c.number)
        for row in self._connection.execute(wanted):
            rows.setdefault(row.article_id, []).append(row)
        return [_patched(story, rows.get(story.id, ())) for story in stories]

    def unreadable(self) -> dict[str, int]:
        """Stories of which something typed cannot be read any more, each with the number of the first such save."""
        found: dict[str, int] = {}
        for row in self._connection.execute(select(draft).order_by(draft.c.article_id, draft.c.number)):
            if _read(row.patch) is None:
                found.setdefault(row.article_id, row.number)
        return found

    def drop_from(self, article_id: str, number: int) -> None:
        """Let what was typed from that save on go."""
        wanted = delete(draft).where(draft.c.article_id == article_id, draft.c.number >= number)
        self._connection.execute(wanted)

    def last(self) -> dict[str, str]:
        """The stories that were typed and not written whole, each with the time of its last save, as in the tables."""
        return {row.article_id: row.at for row in self._connection.execute(LAST)}

    def has(self, article_id: str) -> bool:
        """Whether something was typed since the story was written whole."""
        return bool(COUNT.first(self._connection, {"article": article_id}).rows)

    def drop(self, article_id: str) -> bool:
        """Let the rows of a story go, which is written whole now; whether there were any."""
        if not self.has(article_id):
            return False
        DROP.run(self._connection, {"article": article_id})
        return True


def _read(text: str) -> tuple[Patch, dict[str, str]] | None:
    """What a row changes of the body and of the fields; None where it is not what was written."""
    try:
        kept = json.loads(text)
        start, removed, inserted = kept["body"]
        said = {name: kept["fields"][name] for name in FIELDS if name in kept["fields"]}
    except (ValueError, KeyError, TypeError):
        return None
    numbers = isinstance(start, int) and isinstance(removed, int) and min(start, removed) >= 0
    texts = isinstance(inserted, str) and all(isinstance(value, str) for value in said.values())
    return (Patch(start, removed, inserted), said) if numbers and texts else None


def _patched(story: Article, rows: Sequence[Any]) -> Article:
    if not rows:
        return story
    body = story.body
    said: dict[str, Any] = {}
    for row in rows:
        kept = _read(row.patch)
        if kept is None:
            raise DeskError(
                "What was typed last in the story was changed on the disk and cannot be read",
                where=story.slug,
                mend="close the desk and run deskeditor doctor --repair, which keeps what was saved before",
            )
        body = kept[0].apply(body)
        said |= kept[1]
    return replace(story, **said, body=body, revision=rows[-1].number, modified=from_text(rows[-1].at))
