"""Every story as it was: at each meaningful moment, how that differs from what it says now, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, cast

from deskeditor.core.article import Article, Revision, RevisionRow
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import NotFoundError
from deskeditor.core.framing import from_record
from deskeditor.core.photo import Photo, PhotoUse, Role
from deskeditor.desk import figures
from deskeditor.desk.articles import changes_of, update_article
from deskeditor.desk.cleaning import one_line
from deskeditor.desk.context import Context, found_article

if TYPE_CHECKING:
    from deskeditor.markup.difference import Difference
    from deskeditor.store import Work

Part = Literal["section", "tags", "lead", "credits"]
"""What of a story stands beside its text: ``credits`` are those of the photos in the text."""
TEXTS = ("kicker", "headline", "standfirst", "dateline", "section", "body")
"""What comes back with a revision, beside byline, tags and lead photo: neither status nor version nor slug does."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a story, and the photos of both, by id, that are on the desk."""

    then: Article
    now: Article
    photos: dict[str, Photo]

    def difference(self) -> Difference:
        """How they differ. Takes a second at the most; needs no desk."""
        from deskeditor.markup.difference import difference

        return difference(self.then, self.now, self.photos)


class History:
    """``key`` is the id or slug of a story, ``number`` that of a revision; unknown ones raise ``NotFoundError``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, key: str) -> list[RevisionRow]:
        """The story's revisions, the newest first."""
        with self._context.store.reading() as work:
            return work.revisions.of(found_article(work, key).id)

    def with_now(self, key: str) -> tuple[list[RevisionRow], bool]:
        """As ``of``, and whether the newest is just what the story is now."""
        with self._context.store.reading() as work:
            story = found_article(work, key)
            return work.revisions.of(story.id), work.revisions.of_now(story) is not None

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

    def keep(self, key: str, reason: str) -> Done[int]:
        """Keep the story as it is now, as around a change of many places at once: ``before``, ``replace``.

        Hands back the number of the revision.
        """
        with self._context.store.writing() as work:
            story = found_article(work, key)
            work.articles.settle(story.id)
            number = work.revisions.add(story, self._context.now(), self._context.user, reason)
        return Done(number, Changes(articles=frozenset({story.id})))

    def compare(self, key: str, then: int, now: int | None = None) -> Comparison:
        """The story at two of its revisions, or at one and as it is. Raises as ``read``."""
        with self._context.store.reading() as work:
            story = found_article(work, key)
            old = _as_then(work, story, then)
            new = story if now is None else _as_then(work, story, now)
            shown = dict.fromkeys(use.photo_id for each in (old, new) for use in each.photos)
            photos = {photo.id: photo for photo in work.photos.load(list(shown))}
        return Comparison(old, new, photos)

    def bring_back(self, key: str, number: int) -> Done[Article]:
        """Make the story say again what it said then. What it says now is kept as a revision first."""
        with self._context.store.writing() as work:
            before = found_article(work, key)
            said = _as_then(work, before, number)
            now, by = self._context.after(before.modified), self._context.user
            work.revisions.add(before, now, by, "before")
            if said == before:
                return Done(before, Changes())
            after = replace(said, revision=before.revision + 1, modified=now)
            update_article(work, before, after)
            work.revisions.add(after, now, by, "restore")
        return Done(after, changes_of(before, after))

    def bring_back_part(self, key: str, number: int, part: Part) -> Done[int]:
        """Make one thing beside the text what it was then; hands back the revision that has what it is now."""
        with self._context.store.writing() as work:
            before = found_article(work, key)
            then = _as_then(work, before, number)
            now, by = self._context.after(before.modified), self._context.user
            kept = work.revisions.add(before, now, by, "before")
            after = _with_part(before, then, part)
            if after == before:
                return Done(kept, Changes())
            after = replace(after, modified=now)
            update_article(work, before, after)
        return Done(kept, changes_of(before, after))


def _with_part(story: Article, then: Article, part: Part) -> Article:
    match part:
        case "section":
            return replace(story, section=then.section)
        case "tags":
            return replace(story, tags=then.tags)
        case "lead":
            return figures.with_lead(story, then.lead_photo)
        case "credits":
            said = {use.photo_id: use.credit for use in then.photos if use.role is Role.INLINE}
            photos = (
                replace(use, credit=said[use.photo_id]) if use.role is Role.INLINE and use.photo_id in said else use
                for use in story.photos
            )
            return replace(story, photos=tuple(photos))


def _as_then(work: Work, story: Article, number: int) -> Article:
    """The story with what it said in that revision."""
    then = _found(work.revisions.read(story.id, number), story.slug).fields
    texts = {name: then[name] for name in TEXTS if name in then}
    byline = tuple(cast("Sequence[str]", then.get("byline", story.byline)))
    tags = tuple(cast("Sequence[str]", then.get("tags", story.tags)))
    said = replace(story, byline=byline, tags=tags, **cast("dict[str, Any]", texts))
    uses = tuple(_uses(then)) if "photos" in then else story.photos
    return replace(said, photos=figures.uses_of(said.body, uses))


def _found(revision: Revision | None, key: str) -> Revision:
    if revision is None:
        raise NotFoundError("The story has no such revision", where=key[:200], mend="see its history for those it has")
    return revision


def _uses(fields: dict[str, object]) -> Iterator[PhotoUse]:
    for use in cast("list[dict[str, Any]]", fields["photos"]):
        framing = use.get("framing")
        yield PhotoUse(
            use["photo_id"],
            Role(use["role"]),
            use["caption"],
            use["alt"],
            use["credit"],
            None if framing is None else from_record(framing),
            use.get("decorative", False),
        )
