"""What is said of a photo in the open story, set against what the archive says; each change offers its undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject

from deskeditor.core.changes import Changes, Done
from deskeditor.core.framing import Framing
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.core.rights import Lift
from deskeditor.desk.fields import PhotoEdit, PhotoEdits
from deskeditor.ui.keeping import Said
from deskeditor.ui.services import Services
from deskeditor.ui.write.photo_turns import PhotoTurns, Step, Work

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.ui.write.open_story import OpenStory

Place = tuple[str, Role]
"""Which photo, and where in the story."""


class StoryUses(QObject):
    """The uses of photos in the story on the page."""

    def __init__(self, services: Services, story: OpenStory) -> None:
        super().__init__(story)
        self._services = services
        self._story = story
        self.turns = PhotoTurns(services, story)

    def follow(self, place: Place, name: str) -> None:
        """Say here what the archive says, now and when that changes."""
        article_id, (photo_id, role) = self._story.id, place

        def follow(desk: Desk) -> Done[Step | None]:
            used = _used(desk, article_id, place)
            if used is None or name not in used.own:
                return Done(None, Changes())
            here = _said(used, name)
            step = Step(
                lambda desk: desk.articles.caption(article_id, photo_id, role=role, **here),
                lambda desk: _follows(desk, article_id, place, name),
            )
            done = desk.articles.caption(article_id, photo_id, role=role, inherit=(name,))
            return Done(step, done.changes)

        self.turns.make(follow, self.tr("The photo follows the archive again."))

    def push(self, place: Place, name: str) -> None:
        """Have the archive say what is said here; every story that follows it says so too."""
        article_id, (photo_id, role) = self._story.id, place

        def push(desk: Desk) -> Done[Step | None]:
            used = _used(desk, article_id, place)
            if used is None or name not in used.own:
                return Done(None, Changes())
            here, archived = _said(used, name), _archived(used, name)

            def back(desk: Desk) -> Done[None]:
                edited = desk.photos.apply([PhotoEdit(photo_id, cast("PhotoEdits", archived))])
                told = desk.articles.caption(article_id, photo_id, role=role, **here)
                return Done(None, edited.changes | told.changes)

            edited = desk.photos.apply([PhotoEdit(photo_id, cast("PhotoEdits", here))])
            told = desk.articles.caption(article_id, photo_id, role=role, inherit=(name,))
            step = Step(back, lambda desk: _follows(desk, article_id, place, name, here))
            return Done(step, edited.changes | told.changes)

        self.turns.make(push, self.tr("The archive says now what is said here."))

    def set_decorative(self, place: Place, *, on: bool) -> None:
        """Whether the picture says nothing that the text does not."""
        article_id, (photo_id, role) = self._story.id, place

        def still(desk: Desk) -> bool:
            used = _used(desk, article_id, place)
            return used is not None and used.decorative is on

        self._make(
            lambda desk: desk.articles.caption(article_id, photo_id, role=role, decorative=on),
            Step(
                lambda desk: desk.articles.caption(article_id, photo_id, role=role, decorative=not on),
                still,
            ),
            self.tr("The photo is decorative here.") if on else self.tr("The photo is not decorative here."),
        )

    def lift(self, place: Place, rule: str, reason: str) -> None:
        """A rule no longer holds the photo back from this story."""
        article_id, (photo_id, _role) = self._story.id, place
        self._make(
            lambda desk: desk.rights.lift(photo_id, rule, reason, story=article_id),
            Step(lambda desk: desk.rights.hold_again(photo_id, rule, story=article_id)),
            self.tr("The photo may be published in this story; it is recorded who said so, and why."),
        )

    def hold_again(self, lift: Lift) -> None:
        """It holds again: from this story, or from all where it was lifted for all."""
        self._make(
            lambda desk: desk.rights.hold_again(lift.photo_id, lift.rule, story=lift.article_id),
            Step(
                lambda desk: desk.rights.lift(lift.photo_id, lift.rule, lift.reason, story=lift.article_id, by=lift.by),
            ),
            self.tr("The photo is held back again."),
        )

    def framed(self, place: Place, before: Framing, now: Framing) -> None:
        """Its crop for the story was decided in the large view."""
        article_id, (photo_id, role) = self._story.id, place

        def frame(desk: Desk, how: Framing) -> Changes:
            return desk.articles.caption(article_id, photo_id, role=role, framing=how).changes

        def still(desk: Desk) -> bool:
            used = _used(desk, article_id, place)
            return used is not None and used.framing == now

        step = Step(lambda desk: Done(None, frame(desk, before)), still)
        self.turns.made(step, lambda desk: Done(step, frame(desk, now)))

    def note(self, photo_id: str, filename: str, text: str) -> None:
        """Keep the note for the desk, which is the archive's; it is never exported."""
        title = self.tr("Note ({name})").format(name=filename)
        work: Work = lambda desk: desk.photos.edit(photo_id, note=text)  # noqa: E731
        self._services.keeping.say(Said(about_note(photo_id), title, text, work))

    def _make(self, work: Work, step: Step, said: str) -> None:
        self.turns.make(lambda desk: Done(step, work(desk).changes), said)


def about_note(photo_id: str) -> str:
    """The note of a photo, for those that keep it."""
    return f"note of {photo_id}"


def _used(desk: Desk, article_id: str, place: Place) -> UsedPhoto | None:
    photos = desk.articles.used_photos(article_id)
    return next((used for used in photos if (used.photo.id, used.role) == place), None)


def _said(used: UsedPhoto, name: str) -> dict[str, Any]:
    return {name: getattr(used, name)}


def _archived(used: UsedPhoto, name: str) -> dict[str, Any]:
    return {name: used.photo.framing if name == "framing" else getattr(used.photo.fields, name)}


def _follows(desk: Desk, article_id: str, place: Place, name: str, archived: dict[str, Any] | None = None) -> bool:
    """Whether the story says what the archive says, and that is still this."""
    used = _used(desk, article_id, place)
    return used is not None and name not in used.own and archived in (None, _archived(used, name))
