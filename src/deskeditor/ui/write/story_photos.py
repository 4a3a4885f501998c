"""The photos of the open story: taken in, put in their place, captioned, taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from deskeditor.core.article import Article
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Photo, PhotoUse, Role, UsedPhoto
from deskeditor.ui.editor.lines import FIELDS
from deskeditor.ui.handed import HandedPicture
from deskeditor.ui.importing import IMPORT, tell_imported
from deskeditor.ui.keeping import Said
from deskeditor.ui.services import Services
from deskeditor.ui.write.autosave import Autosave, Typed
from deskeditor.ui.write.photo_turns import Step

if TYPE_CHECKING:
    from deskeditor.desk import Desk, Imported
    from deskeditor.ui.editor.story import StoryEditor
    from deskeditor.ui.write.open_story import OpenStory


class _Said(TypedDict, total=False):
    caption: str
    alt: str
    credit: str


class StoryPhotos(QObject):
    """What is done to the photos of the story on the page; each can be undone."""

    def __init__(self, services: Services, story: OpenStory, editor: StoryEditor, autosave: Autosave) -> None:
        super().__init__(story)
        self._services = services
        self._jobs = services.jobs
        self._story = story
        self._editor = editor
        self._autosave = autosave
        editor.lead_changed.connect(self._on_lead_changed)
        editor.photos_dropped.connect(self.take_drop)
        editor.picture_pasted.connect(self.add_picture)

    def take_drop(self, paths: Sequence[Path]) -> None:
        """As ``add``; the hands that brought the files will go on here, in the caption."""
        self._editor.activateWindow()
        self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Take the files, and the pictures of folders, into the archive and put them into the story: the first at its
        head if that is free.
        """
        article_id, progress = self._story.id, self._services.work.watch(self.tr("Taking in photos"))

        def done(taken: tuple[list[Imported], list[Photo]]) -> None:
            progress.finish()
            imported, photos = taken
            if any(one.error or one.warnings for one in imported) or len(imported) > 1:
                tell_imported(self._services.strip, imported)
            self._put_into(article_id, photos)

        def refuse(error: DeskError) -> None:
            progress.finish()
            self._services.strip.error(error, about=IMPORT)

        def work(desk: Desk) -> Done[tuple[list[Imported], list[Photo]]]:
            pictures, refused = desk.importing.pictures(paths)
            imported = desk.importing.bring_in(pictures, progress)
            ids = [one.id for one in imported.value if one.id]
            return Done(([*refused, *imported.value], desk.photos.rows(ids)), imported.changes)

        self._jobs.mutate_aside(self, work, done, refuse, about=IMPORT)

    def add_picture(self, picture: HandedPicture) -> None:
        """Take in a picture that came without a file."""
        article_id = self._story.id
        self._jobs.mutate_aside(
            self,
            lambda desk: desk.photos.take_in_bytes(picture.read(), picture.name),
            lambda photo: self._put_into(article_id, [photo]),
            about=IMPORT,
        )

    def place(self, photo_id: str) -> None:
        """Put a photo of the archive into the story; the cursor goes into its caption."""
        article_id = self._story.id
        self._jobs.read(self, lambda desk: desk.photos.get(photo_id), lambda photo: self._put_into(article_id, [photo]))

    def insert(self, photo_id: str) -> None:
        """Put a photo of the story into the body, at the cursor."""
        used = self._story.story.used.get(photo_id) if self._story.story else None
        if used is not None:
            self._editor.insert_figure(UsedPhoto.of(PhotoUse(photo_id, Role.INLINE), used.photo))
            self._editor.setFocus()

    def make_lead(self, photo_id: str) -> None:
        """Put a photo of the story at its head; the one there before leaves the story."""
        used = self._story.story.used.get(photo_id) if self._story.story else None
        if used is None:
            return
        article_id, before = self._story.id, self._editor.lead_photo
        self._set_lead(used)
        self._editor.setFocus()  # where the lead is seen, and undone
        if before:

            def put_back(desk: Desk) -> Done[Article]:
                return _put_lead_back(desk, article_id, before, instead_of=photo_id)

            self._offer_undo(self.tr("The lead photo was replaced."), put_back)

    def caption(self, photo_id: str, role: Role, name: str, text: str) -> None:
        """Say something of a photo in this story: its ``caption``, ``alt`` or ``credit``."""
        self._story.collect()
        article_id = self._story.id
        photos = self._story.story.photos if self._story.story else ()
        used = next((used for used in photos if used.photo.id == photo_id), None)
        if used is not None and not text and (role is Role.LEAD or name == "credit"):
            text = getattr(used.photo.fields, name)  # what says the same as the archive is inherited again
        said = cast("_Said", {name: text})
        titles = {
            "caption": self.tr("Caption ({file})"),
            "alt": self.tr("Alt text ({file})"),
            "credit": self.tr("Credit ({file})"),
        }
        self._services.keeping.say(
            Said(
                about(name, photo_id, role, article_id),
                titles[name].format(file=used.photo.filename if used else photo_id),
                text,
                lambda desk: desk.articles.caption(article_id, photo_id, role=role, **said),
            )
        )

    def detach(self, photo_id: str, role: Role) -> None:
        """Take a photo out of the story, and offer to put it back. The archive keeps it."""
        article_id = self._story.id

        def detach(desk: Desk) -> Done[Step | None]:
            before = desk.articles.get(article_id)
            done = desk.articles.detach(article_id, photo_id, role)

            def put_back(desk: Desk) -> Done[Article]:
                if role is Role.LEAD:
                    return _put_lead_back(desk, article_id, photo_id)
                return _put_back(desk, before, done.value, photo_id)

            return Done(Step(put_back), done.changes)

        if article_id:
            self._story.uses.turns.make(detach, self.tr("The photo was taken out of the story."))

    def _offer_undo(self, said: str, put_back: Callable[[Desk], Done[Article]]) -> None:
        """Of what was done to one story, whichever is open by then."""

        def undo() -> None:
            self._story.once_all_saved(lambda: self._jobs.mutate(self._story, put_back))

        self._services.strip.tell(said, (self.tr("Undo"), undo))

    def _put_into(self, article_id: str, photos: Sequence[Photo]) -> None:
        """Into the page, where that story is still on it; the cursor goes to the first caption."""
        if self._story.id != article_id:
            self._jobs.mutate(self._story, lambda desk: _attach_all(desk, article_id, photos))
            return
        captions: list[int] = []
        for photo in photos:
            used = UsedPhoto.of(PhotoUse(photo.id, Role.INLINE), photo)
            if self._editor.lead_photo:
                self._editor.insert_figure(used)
            else:
                self._set_lead(used)
            captions.append(self._editor.textCursor().blockNumber())
        if captions:
            self._go_to_end_of(captions[0])
            self._editor.setFocus()
            self._story.collect()

    def _set_lead(self, used: UsedPhoto) -> None:
        self._editor.set_lead(replace(used, role=Role.LEAD))
        self._autosave.put(self._story.id, Typed(lead=used.photo.id))
        self._go_to_end_of(len(FIELDS) + 1)

    def _go_to_end_of(self, number: int) -> None:
        cursor = QTextCursor(self._editor.document().findBlockByNumber(number))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._editor.setTextCursor(cursor)
        # A caption is written looking at its picture.
        layout, bar = self._editor.document().documentLayout(), self._editor.verticalScrollBar()
        bar.setValue(min(bar.value(), round(layout.blockBoundingRect(cursor.block().previous()).top())))
        self._editor.ensureCursorVisible()

    def _on_lead_changed(self, photo_id: str) -> None:
        if self._story.id:
            self._autosave.put(self._story.id, Typed(lead=photo_id))


def about(name: str, photo_id: str, role: Role, article_id: str) -> str:
    """What is said of a photo in one place of a story, for those that keep it."""
    return f"{name} of {role} {photo_id} in {article_id}"


def _attach_all(desk: Desk, article_id: str, photos: Sequence[Photo]) -> Done[Article]:
    """The photos into a story that is not on the page: the first at its head if that is free, the others at its end."""
    done = Done(desk.articles.get(article_id), Changes())
    for photo in photos:
        role = Role.INLINE if done.value.lead_photo else Role.LEAD
        attached = desk.articles.attach(article_id, photo.id, role)
        done = Done(attached.value, done.changes | attached.changes)
    return done


def _put_back(desk: Desk, before: Article, after: Article, photo_id: str) -> Done[Article]:
    """Into the text again: where it stood if nothing was written since, else at the end of the story."""
    if desk.articles.get(before.id).body == after.body:
        return desk.articles.edit(before.id, body=before.body)
    use = next(use for use in before.photos if (use.photo_id, use.role) == (photo_id, Role.INLINE))
    first = desk.articles.attach(before.id, photo_id, Role.INLINE)
    second = desk.articles.caption(
        before.id, photo_id, role=Role.INLINE, caption=use.caption, alt=use.alt, credit=use.credit
    )
    return Done(second.value, first.changes | second.changes)


def _put_lead_back(desk: Desk, article_id: str, photo_id: str, instead_of: str = "") -> Done[Article]:
    """At the head again, with all that was said of it; a photo that was put there since stays."""
    story = desk.articles.get(article_id)
    if story.lead_photo and story.lead_photo.photo_id != instead_of:
        mend = "take that one out first"
        raise DeskError("The story has another lead photo by now", where=story.slug, mend=mend)
    return desk.articles.attach(article_id, photo_id, Role.LEAD)
