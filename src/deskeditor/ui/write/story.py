"""A story with its photos, and what the desk makes of words while they are typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from deskeditor.core.article import Article
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.ui.write.autosave import Typed

if TYPE_CHECKING:
    from deskeditor.desk import ArticleFields, Desk


@dataclass(frozen=True, slots=True)
class Story:
    """A story with the photos it uses."""

    article: Article
    photos: tuple[UsedPhoto, ...] = ()
    before_crash: Article | None = None
    """The story before what was typed last, where the program was then ended."""
    is_tracked: bool = False
    """Whether what is written in it is marked as a change."""
    user: str = ""
    """By whom, then."""

    @classmethod
    def read(cls, desk: Desk, key: str) -> Story:
        """The story as it is on the desk."""
        return cls(
            desk.articles.get(key),
            desk.articles.used_photos(key),
            desk.before_crash.get(key),
            desk.tracking.is_on(key),
            desk.tracking.user,
        )

    def typed_over(self, typed: Typed) -> Story:
        """The story with what was typed and is not saved."""
        caption = typed.lead_caption
        photos = tuple(
            replace(used, caption=caption) if caption is not None and used.role is Role.LEAD else used
            for used in self.photos
        )
        return replace(self, article=typed.over(self.article), photos=photos) if typed else self

    @property
    def used(self) -> dict[str, UsedPhoto]:
        """The photos by id; the lead's use where one is both lead and in the text."""
        return {used.photo.id: used for used in reversed(self.photos)}


class Echo:
    """What the desk made of what was typed: it tidies a text (a blank at its end goes), and the page must not follow.

    Else the word that is typed after a pause would join the one before it.
    """

    def __init__(self) -> None:
        self._fields: dict[str, tuple[object, object]] = {}
        self._caption = ("", "")

    def hear(self, article: Article, typed: Typed) -> None:
        """This was typed, and the desk has it so."""
        self._fields |= {name: (value, getattr(article, name)) for name, value in typed.fields.items()}
        lead = article.lead_photo
        if typed.lead_caption is not None and lead is not None:
            self._caption = (typed.lead_caption, lead.caption or "")

    def of(self, story: Story) -> Story:
        """The story with our own words as they were typed, where they are still ours."""
        own = {name: typed for name, (typed, kept) in self._fields.items() if getattr(story.article, name) == kept}
        typed, kept = self._caption
        photos = tuple(
            replace(used, caption=typed) if kept and used.role is Role.LEAD and used.caption == kept else used
            for used in story.photos
        )
        return Story(replace(story.article, **cast("ArticleFields", own)), photos)
