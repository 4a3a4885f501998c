"""Which stories have their changes tracked. It stays on the desk and is never exported."""

from __future__ import annotations

from deskeditor.core.changes import Changes, Done
from deskeditor.desk.context import Context, found_article

TRACKED = "tracked"
"""The setting that holds the ids of these stories, each with True."""


class Tracking:
    """``key`` is the id or slug of a story; unknown ones raise ``NotFoundError``.

    The changes themselves stand in the body, with its undo; here is only whether new ones are to be marked.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def user(self) -> str:
        """Who makes changes on this computer."""
        return self._context.user

    def is_on(self, key: str) -> bool:
        """Whether what is written in the story is to be marked as a change."""
        with self._context.store.reading() as work:
            return found_article(work, key).id in work.settings.get(TRACKED)

    def turn(self, key: str, *, on: bool) -> Done[None]:
        """Have what is written in the story marked from now on, or no more."""
        with self._context.store.writing() as work:
            story, tracked = found_article(work, key), work.settings.get(TRACKED)
            if on != (story.id in tracked):
                tracked.pop(story.id, None)
                work.settings.put(TRACKED, tracked | {story.id: True} if on else tracked)
        return Done(None, Changes())
