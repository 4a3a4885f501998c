"""What stands between stories and their publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deskeditor.core.article import Article, Status
from deskeditor.core.finding import Finding
from deskeditor.desk.context import Context, found_article
from deskeditor.desk.figures import used_photos
from deskeditor.desk.packaging import is_public, linked_stories
from deskeditor.desk.rights import planned_time

if TYPE_CHECKING:
    from deskeditor.store import Work


class Checking:
    """The checks, on stories as they are on the desk."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def check(self, keys: Sequence[str] = ()) -> list[Finding]:
        """What is to be mended in these stories (ids or slugs); none named: in all that are not withdrawn."""
        with self._context.store.reading() as work:
            if keys:
                stories = [found_article(work, key) for key in keys]
            else:
                every = work.articles.load(work.articles.ids())
                stories = [story for story in every if story.status is not Status.WITHDRAWN]
            return [finding for story in stories for finding in findings_of(self._context, work, story)]


def findings_of(context: Context, work: Work, story: Article, together: frozenset[str] = frozenset()) -> list[Finding]:
    """What the checks say of one story, what blocks its publication first.

    ``together`` are the ids of the stories that are sent at the same time.
    """
    from deskeditor import checks, markup

    photos = used_photos(work, story)
    known = {used.photo.id for used in photos}
    unknown = [use.photo_id for use in story.photos if use.photo_id not in known]
    gone = [used.photo.filename for used in photos if not context.originals.path(used.photo.sha256).is_file()]
    missing = tuple(dict.fromkeys(unknown + gone))
    linked = tuple(linked_stories(work, story))
    reachable = together | {other.id for other in linked if is_public(other)}
    threads = tuple(work.threads.of(story.id))
    lifts = tuple(work.lifts.of([used.photo.id for used in photos])) if photos else ()
    return checks.run_checks(
        checks.CheckedStory(
            story,
            markup.read(story.body),
            photos,
            missing,
            linked,
            frozenset(reachable),
            threads,
            planned_time(story, context.now()),
            lifts,
        )
    )
