"""What is said of a photo in the open story, set against what the archive says; each change offers its undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject

from deskeditor.core.changes import Done
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.core.rights import Lift
from deskeditor.desk.fields import PhotoEdit, PhotoEdits
from deskeditor.ui.keeping import Said
from deskeditor.ui.services import Services

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.ui.write.open_story import OpenStory

Place = tuple[str, Role]
"""Which photo, and where in the story."""
Work = Callable[["Desk"], "Done[Any]"]
SHOWN_HERE = ("caption", "alt", "credit", "framing")
"""What a story may say for itself, and may follow the archive in."""


class StoryUses(QObject):
    """The uses of photos in the story on the page."""

    def __init__(self, services: Services, story: OpenStory) -> None:
        super().__init__(story)
        self._services = services
        self._story = story
        self._made: list[tuple[str, Work]] = []

    def undo(self) -> None:
        """Take back the last change that was made here in the open story: its offer may have gone by itself."""
        steps = [step for step in self._made if step[0] == self._story.id]
        if steps:
            self._take_back(steps[-1])

    def follow(self, place: Place, name: str) -> None:
        """Say here what the archive says, now and when that changes."""
        used = self._used(place)
        if used is None or name not in used.own:
            return
        article_id, (photo_id, role), before = self._story.id, place, _said(used, name)
        self._change(
            lambda desk: desk.articles.caption(article_id, photo_id, role=role, inherit=(name,)),
            lambda desk: desk.articles.caption(article_id, photo_id, role=role, **before),
            self.tr("The photo follows the archive again."),
        )

    def push(self, place: Place, name: str) -> None:
        """Have the archive say what is said here; every story that follows it says so too."""
        used = self._used(place)
        if used is None or name not in used.own:
            return
        article_id, (photo_id, role), here = self._story.id, place, _said(used, name)
        archived: object = used.photo.framing if name == "framing" else getattr(used.photo.fields, name)

        def push(desk: Desk) -> Done[object]:
            edited = desk.photos.apply([PhotoEdit(photo_id, cast("PhotoEdits", here))])
            told = desk.articles.caption(article_id, photo_id, role=role, inherit=(name,))
            return Done(None, edited.changes | told.changes)

        def back(desk: Desk) -> Done[object]:
            edited = desk.photos.apply([PhotoEdit(photo_id, cast("PhotoEdits", {name: archived}))])
            told = desk.articles.caption(article_id, photo_id, role=role, **here)
            return Done(None, edited.changes | told.changes)

        self._change(push, back, self.tr("The archive says now what is said here."))

    def set_decorative(self, place: Place, *, on: bool) -> None:
        """Whether the picture says nothing that the text does not."""
        article_id, (photo_id, role) = self._story.id, place
        self._change(
            lambda desk: desk.articles.caption(article_id, photo_id, role=role, decorative=on),
            lambda desk: desk.articles.caption(article_id, photo_id, role=role, decorative=not on),
            self.tr("The photo is decorative here.") if on else self.tr("The photo is not decorative here."),
        )

    def lift(self, place: Place, rule: str, reason: str) -> None:
        """A rule no longer holds the photo back from this story."""
        article_id, (photo_id, _role) = self._story.id, place
        self._change(
            lambda desk: desk.rights.lift(photo_id, rule, reason, story=article_id),
            lambda desk: desk.rights.hold_again(photo_id, rule, story=article_id),
            self.tr("The photo may be published in this story; it is recorded who said so, and why."),
        )

    def hold_again(self, lift: Lift) -> None:
        """It holds again: from this story, or from all where it was lifted for all."""
        self._change(
            lambda desk: desk.rights.hold_again(lift.photo_id, lift.rule, story=lift.article_id),
            lambda desk: desk.rights.lift(lift.photo_id, lift.rule, lift.reason, story=lift.article_id, by=lift.by),
            self.tr("The photo is held back again."),
        )

    def note(self, photo_id: str, filename: str, text: str) -> None:
        """Keep the note for the desk, which is the archive's; it is never exported."""
        about, title = f"note of {photo_id}", self.tr("Note ({name})").format(name=filename)
        work: Work = lambda desk: desk.photos.edit(photo_id, note=text)  # noqa: E731
        self._services.keeping.say(Said(about, title, text, work))

    def _used(self, place: Place) -> UsedPhoto | None:
        self._story.collect()
        photos = self._story.story.photos if self._story.story else ()
        return next((used for used in photos if (used.photo.id, used.role) == place), None)

    def _change(self, work: Work, back: Work, said: str) -> None:
        """After all that was typed; and offer the way back."""
        self._story.collect()
        step, strip = (self._story.id, back), self._services.strip

        def done(_value: object) -> None:
            self._made.append(step)
            strip.tell(said, (self.tr("Undo"), lambda: self._take_back(step)))

        self._services.jobs.mutate(self, work, done)

    def _take_back(self, step: tuple[str, Work]) -> None:
        if step in self._made:
            self._made.remove(step)
            self._story.collect()
            self._services.jobs.mutate(self, step[1], None, lambda error: self._refuse(step, error))

    def _refuse(self, step: tuple[str, Work], error: DeskError) -> None:
        self._made.append(step)
        self._services.strip.error(error)


def _said(used: UsedPhoto, name: str) -> dict[str, Any]:
    return {name: getattr(used, name)}
