"""Who let a photo be published against a rule of its rights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from deskeditor.core.rights import Lift
from deskeditor.store.schema import lift
from deskeditor.store.times import from_text, to_text

AT_ONCE = 500


class LiftTable:
    """One for each photo, rule and story; an empty story is every one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, photo_ids: Sequence[str]) -> list[Lift]:
        """Those of a photo with the oldest first."""
        found: list[Lift] = []
        for start in range(0, len(photo_ids), AT_ONCE):
            theirs = lift.c.photo_id.in_(photo_ids[start : start + AT_ONCE])
            asked = select(lift).where(theirs).order_by(lift.c.at, lift.c.rule)
            found += [_lift(row) for row in self._connection.execute(asked)]
        return found

    def put(self, kept: Lift) -> None:
        """Keep it in the place of an earlier one for the same."""
        self.remove(kept.photo_id, kept.rule, kept.article_id)
        values = {
            "photo_id": kept.photo_id,
            "rule": kept.rule,
            "article_id": kept.article_id,
            "terms": kept.terms,
            "by": kept.by,
            "reason": kept.reason,
            "at": to_text(kept.at),
        }
        self._connection.execute(insert(lift), values)

    def remove(self, photo_id: str, rule: str, article_id: str) -> bool:
        """Whether it was there."""
        theirs = (lift.c.photo_id == photo_id) & (lift.c.rule == rule) & (lift.c.article_id == article_id)
        return self._connection.execute(delete(lift).where(theirs)).rowcount > 0


def _lift(row: Any) -> Lift:
    return Lift(row.photo_id, row.rule, row.article_id, row.terms, row.by, row.reason, from_text(row.at))
