"""What was typed since a story was last written whole: a row a save, with only what changed.

Writing a story whole costs as much as the story is long. While it is typed, a save only adds a row here; whoever reads
the story reads both. ``settle`` writes the story whole and lets its rows go: when it is left, in a pause, and before
anything else of it changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from deskeditor.core.article import Article
from deskeditor.core.patch import Patch, patch_between
from deskeditor.store.prepared import Prepared
from deskeditor.store.schema import draft
from deskeditor.store.times import from_text, to_text

FIELDS = ("kicker", "headline", "standfirst", "dateline")
"""What is kept whole beside the patch of the body: fields of a line or two."""
MOST = 64
"""Rows of one story; reading it takes them all."""
LARGEST = 16_384
"""Characters of a patch; a larger change is written whole."""

LAST = select(draft.c.article_id, func.max(draft.c.at).label("at")).group_by(draft.c.article_id)
OF_ONE = select(draft.c.number, draft.c.at, draft.c.patch).where(draft.c.article_id == bindparam("article"))
OF_ONE_IN_ORDER = Prepared(OF_ONE.order_by(draft.c.number))
COUNT = Prepared(select(func.count().label("rows")).where(draft.c.article_id == bindparam("article")))
DROP = Prepared(delete(draft).where(draft.c.article_id == bindparam("article")))
ADD = Prepared(insert(draft), ["article_id", "number", "at", "patch"])


class DraftTable:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, before: Article, after: Article) -> bool:
        """Add what was typed; False where there is more to it, or too much, and the story must be written whole."""
        bare = replace(after, body=before.body, revision=before.revision, modified=before.modified)
        said = {name: getattr(after, name) for name in FIELDS if getattr(after, name) != getattr(before, name)}
        if replace(bare, **{name: getattr(before, name) for name in FIELDS}) != before:
            return False
        if after.revision != before.revision + 1:
            return False
        patch = patch_between(before.body, after.body)
        if len(patch.inserted) > LARGEST or COUNT.first(self._connection, {"article": after.id}).rows >= MOST:
            return False
        kept: dict[str, Any] = {"fields": said, "body": [patch.start, patch.removed, patch.inserted]}
        values = {
            "article_id": after.id,
            "number": after.revision,
            "at": to_text(after.modified),
            "patch": json.dumps(kept, ensure_ascii=False, separators=(",", ":")),
        }
        ADD.run(self._connection, values)
        return True

    def typed_on(self, story: Article) -> Article:
        """The story with all that was typed since it was written whole."""
        for row in OF_ONE_IN_ORDER.all(self._connection, {"article": story.id}):
            story = _patched(story, row)
        return story

    def typed_on_all(self, stories: Sequence[Article]) -> list[Article]:
        """As ``typed_on``, of several."""
        rows: dict[str, list[Any]] = {}
        ids = [story.id for story in stories]
        wanted = select(draft).where(draft.c.article_id.in_(ids)).order_by(draft.c.number)
        for row in self._connection.execute(wanted):
            rows.setdefault(row.article_id, []).append(row)
        return [_all_patched(story, rows.get(story.id, ())) for story in stories]

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


def _all_patched(story: Article, rows: Iterable[Any]) -> Article:
    for row in rows:
        story = _patched(story, row)
    return story


def _patched(story: Article, row: Any) -> Article:
    kept = json.loads(row.patch)
    body = Patch(*kept["body"]).apply(story.body)
    return replace(story, **kept["fields"], body=body, revision=row.number, modified=from_text(row.at))
