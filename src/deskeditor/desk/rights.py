"""What holds photos back from publication, and letting them go all the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from deskeditor.core.article import Article
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.core.photo import Photo
from deskeditor.core.rights import Hold, Lift, holds
from deskeditor.desk.cleaning import one_line
from deskeditor.desk.context import Context, found_article, found_photo

if TYPE_CHECKING:
    from deskeditor.store import Work


class Rights:
    """``photo`` is the id or file name of a photo, ``story`` the id or slug of a story; unknown ones raise
    ``NotFoundError``.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def holds(self, photo: str, story: str = "") -> list[Hold]:
        """What holds the photo back from the story, at the time when that is to be published; or today from any."""
        with self._context.store.reading() as work:
            article = found_article(work, story) if story else None
            found = found_photo(work, photo)
            planned = planned_time(article, self._context.now())
            return holds(found, planned, work.lifts.of([found.id]), article.id if article else "")

    def holds_of(self, ids: Sequence[str]) -> dict[str, list[Hold]]:
        """What holds each of the photos back from any story today; those that nothing does are left out."""
        with self._context.store.reading() as work:
            return holds_of(work, work.photos.load(ids), self._context.now())

    def lift(self, photo: str, rule: str, reason: str, *, story: str = "", by: str = "") -> Done[Lift]:
        """Record that a rule no longer holds the photo back from the story, or from any, and why.

        ``by`` is who decided; without it, whoever is working here. It holds for as long as what the rule stands on
        does not change. Raises ``DeskError`` without a reason, or where the rule does not hold the photo back.
        """
        said = one_line(reason, "reason")
        if not said:
            raise DeskError("A lift needs a reason", where=photo[:200], mend="write why the picture may be published")
        with self._context.store.writing() as work:
            article, found = found_article(work, story) if story else None, found_photo(work, photo)
            planned = planned_time(article, self._context.now())
            holding = {hold.rule: hold for hold in holds(found, planned)}
            if rule not in holding:
                what = f"The rule “{rule[:40]}” does not hold the photo back"
                mend = f"name one that does: {', '.join(holding)}" if holding else "it may be published as it is"
                raise NotFoundError(what, where=found.filename, mend=mend)
            who = one_line(by, "name") or self._context.user
            article_id = article.id if article else ""
            lift = Lift(found.id, rule, article_id, holding[rule].terms, who, said, self._context.now())
            work.lifts.put(lift)
            changes = _changes(work, found.id)
        return Done(lift, changes)

    def hold_again(self, photo: str, rule: str, *, story: str = "") -> Done[None]:
        """Take a lift back."""
        with self._context.store.writing() as work:
            found = found_photo(work, photo)
            article_id = found_article(work, story).id if story else ""
            if not work.lifts.remove(found.id, rule, article_id):
                what, mend = f"The rule “{rule[:40]}” was not lifted", "name the story that it was lifted for, if any"
                raise NotFoundError(what, where=found.filename, mend=mend)
            changes = _changes(work, found.id)
        return Done(None, changes)


def holds_of(work: Work, photos: Sequence[Photo], now: datetime) -> dict[str, list[Hold]]:
    """As ``Rights.holds_of``."""
    planned = planned_time(None, now)
    lifts: dict[str, list[Lift]] = {}
    for lift in work.lifts.of([photo.id for photo in photos]):
        lifts.setdefault(lift.photo_id, []).append(lift)
    found = {photo.id: holds(photo, planned, lifts.get(photo.id, ())) for photo in photos}
    return {photo_id: theirs for photo_id, theirs in found.items() if theirs}


def planned_time(story: Article | None, now: datetime) -> datetime:
    """When a story is to be published: at the end of its embargo, or now.

    In the time zone of this computer, because a licence that names a day alone means the day here.
    """
    return (max(now, story.embargo) if story and story.embargo else now).astimezone()


def _changes(work: Work, photo_id: str) -> Changes:
    return Changes(articles=frozenset(work.articles.using(photo_id)), photos=frozenset({photo_id}))
