"""Every story as it was: at each import, pause in writing, change of status, export and return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from deskeditor.core.article import Article, Revision, RevisionRow
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import NotFoundError
from deskeditor.core.framing import from_record
from deskeditor.core.photo import PhotoUse, Role
from deskeditor.desk import figures
from deskeditor.desk.articles import changes_of, update_article
from deskeditor.desk.cleaning import one_line
from deskeditor.desk.context import Context, found_article

TEXTS = ("kicker", "headline", "standfirst", "dateline", "section", "body")
"""What comes back with a revision, beside byline, tags and lead photo: neither status nor version nor slug does."""


class History:
    """``key`` is the id or slug of a story, ``number`` that of a revision; unknown ones raise ``NotFoundError``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, key: str) -> list[RevisionRow]:
        """The story's revisions, the newest first."""
        with self._context.store.reading() as work:
            return work.revisions.of(found_article(work, key).id)

    def read(self, key: str, number: int) -> Revision:
        """One of them, whole. Raises ``DeskError`` where it is not what was kept, by its SHA-256."""
        with self._context.store.reading() as work:
            return _found(work.revisions.read(found_article(work, key).id, number), key)

    def name(self, key: str, number: int, name: str) -> Done[None]:
        """Call a revision something, or nothing; a named one is kept for ever."""
        with self._context.store.writing() as work:
            story = found_article(work, key)
            _found(work.revisions.read(story.id, number), key)
            work.revisions.name(story.id, number, one_line(name, "name", story.slug))
        return Done(None, Changes(articles=frozenset({story.id})))

    def bring_back(self, key: str, number: int) -> Done[Article]:
        """Make the story say again what it said then. What it says now is kept as a revision first."""
        with self._context.store.writing() as work:
            before = found_article(work, key)
            then = _found(work.revisions.read(before.id, number), key).fields
            now, by = self._context.now(), self._context.user
            work.revisions.add(before, now, by, "pause")
            texts = {name: then[name] for name in TEXTS if name in then}
            byline = tuple(cast("Sequence[str]", then.get("byline", before.byline)))
            tags = tuple(cast("Sequence[str]", then.get("tags", before.tags)))
            said = replace(before, byline=byline, tags=tags, **cast("dict[str, Any]", texts))
            said = figures.with_lead(replace(said, photos=figures.uses_of(said.body, before.photos)), _lead(then))
            if said == before:
                return Done(before, Changes())
            after = replace(said, revision=before.revision + 1, modified=now)
            update_article(work, before, after)
            work.revisions.add(after, now, by, "restore")
        return Done(after, changes_of(before, after))


def _found(revision: Revision | None, key: str) -> Revision:
    if revision is None:
        raise NotFoundError("The story has no such revision", where=key[:200], mend="see its history for those it has")
    return revision


def _lead(fields: dict[str, object]) -> PhotoUse | None:
    for use in cast("list[dict[str, Any]]", fields.get("photos", [])):
        if use["role"] == Role.LEAD:
            framing = use.get("framing")
            return PhotoUse(
                use["photo_id"],
                Role.LEAD,
                use["caption"],
                use["alt"],
                use["credit"],
                None if framing is None else from_record(framing),
                use.get("decorative", False),
            )
    return None
