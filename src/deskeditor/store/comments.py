"""Comments: threads by the ids of their marks, what was said in each, and what is being written there.

The mark itself is in the body. Neither needs the other: a thread whose words were deleted is kept, and a mark that
came with a file has no thread here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from deskeditor.core.comment import Comment, Reply, Thread
from deskeditor.store.schema import comment, thread
from deskeditor.store.times import from_text, from_text_or_none, to_text


class ThreadTable:
    """A thread is known by the id of its story and its own. Every change of one moves its ``modified``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, article_id: str) -> list[Thread]:
        """The threads of a story in the order in which they were begun, to the second; deleted ones among them."""
        return self._read([thread.c.article_id == article_id], [comment.c.article_id == article_id])

    def find(self, article_id: str, thread_id: str) -> Thread | None:
        """One of them."""
        theirs = [comment.c.article_id == article_id, comment.c.thread_id == thread_id]
        return next(iter(self._read([*_is(article_id, thread_id)], theirs)), None)

    def _read(self, wanted: Sequence[Any], theirs: Sequence[Any]) -> list[Thread]:
        said: defaultdict[str, list[Comment]] = defaultdict(list)
        kept = select(comment).where(*theirs, comment.c.deleted.is_(False)).order_by(comment.c.number)
        for row in self._connection.execute(kept):
            said[row.thread_id].append(_comment(row))
        threads = select(thread).where(*wanted).order_by(thread.c.started, thread.c.id)
        return [_thread(row, said[row.id]) for row in self._connection.execute(threads)]

    def begin(self, article_id: str, thread_id: str, about: str, now: datetime) -> None:
        """See that the thread is there, and is of those words, if any are given."""
        if self.find(article_id, thread_id) is not None:
            self._set(article_id, thread_id, now, **({"about": about} if about else {}))
            return
        values = {"resolved_by": "", "deleted": False, "draft": "", "draft_of": 0}
        own = {"article_id": article_id, "id": thread_id, "about": about}
        self._connection.execute(insert(thread), own | values | {"started": to_text(now), "modified": to_text(now)})

    def drop(self, article_id: str, thread_id: str) -> None:
        """Forget a thread in which nothing was said."""
        self._connection.execute(delete(thread).where(*_is(article_id, thread_id)))

    def put_draft(self, article_id: str, thread_id: str, text: str, number: int, now: datetime) -> None:
        """Keep what is being written, in the place of what was."""
        self._set(article_id, thread_id, now, draft=text, draft_of=number)

    def add(self, article_id: str, thread_id: str, by: str, text: str, now: datetime) -> int:
        """Say something; hands back its number."""
        last = select(func.max(comment.c.number)).where(
            comment.c.article_id == article_id, comment.c.thread_id == thread_id
        )
        number = (self._connection.execute(last).scalar() or 0) + 1
        own = {"article_id": article_id, "thread_id": thread_id, "number": number, "by": by, "text": text}
        self._connection.execute(insert(comment), own | {"made": to_text(now), "deleted": False})
        self._set(article_id, thread_id, now)
        return number

    def rewrite(self, article_id: str, thread_id: str, number: int, text: str, now: datetime) -> None:
        """Say something else in that comment."""
        self._say(article_id, thread_id, number, now, text=text, edited=to_text(now))

    def resolve(self, article_id: str, thread_id: str, by: str, now: datetime, *, done: bool) -> None:
        """Nothing is left to do about it, or something is again."""
        resolved = {"resolved": to_text(now), "resolved_by": by} if done else {"resolved": None, "resolved_by": ""}
        self._set(article_id, thread_id, now, **resolved)

    def delete(self, article_id: str, thread_id: str, number: int, now: datetime, *, gone: bool) -> None:
        """Out of the thread, but kept, or back in it; the thread itself where the number is 0."""
        if number:
            self._say(article_id, thread_id, number, now, deleted=gone)
        else:
            self._set(article_id, thread_id, now, deleted=gone)

    def _say(self, article_id: str, thread_id: str, number: int, now: datetime, **values: object) -> None:
        chosen = (comment.c.article_id == article_id, comment.c.thread_id == thread_id, comment.c.number == number)
        self._connection.execute(update(comment).where(*chosen).values(**values))
        self._set(article_id, thread_id, now)

    def _set(self, article_id: str, thread_id: str, now: datetime, **values: object) -> None:
        changed = update(thread).where(*_is(article_id, thread_id)).values(modified=to_text(now), **values)
        self._connection.execute(changed)


def _is(article_id: str, thread_id: str) -> tuple[Any, Any]:
    return thread.c.article_id == article_id, thread.c.id == thread_id


def _comment(row: Row[Any]) -> Comment:
    return Comment(row.number, row.by, from_text(row.made), row.text, from_text_or_none(row.edited))


def _thread(row: Row[Any], said: list[Comment]) -> Thread:
    return Thread(
        id=row.id,
        about=row.about,
        started=from_text(row.started),
        comments=tuple(said),
        resolved=from_text_or_none(row.resolved),
        resolved_by=row.resolved_by,
        draft=Reply(row.draft, row.draft_of, row.about) if row.draft else None,
        deleted=row.deleted,
    )
