"""The story on the page: opened, saved by itself, and kept in step with what is changed elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from deskeditor.core.article import Article
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.ui.editor.story import LAY_AFTER, StoryEditor
from deskeditor.ui.keeping import SAVE_AFTER
from deskeditor.ui.pictures import PAGE
from deskeditor.ui.services import Services
from deskeditor.ui.write.autosave import Autosave, Typed
from deskeditor.ui.write.story import Echo, Story
from deskeditor.ui.write.story_comments import StoryComments
from deskeditor.ui.write.story_paste import StoryPaste
from deskeditor.ui.write.story_photos import StoryPhotos
from deskeditor.ui.write.story_uses import StoryUses

if TYPE_CHECKING:
    from deskeditor.desk import ArticleFields, Desk

T = TypeVar("T")
TAGS = "tags"
"""What a message about them is about."""
PAUSE = 5_000
"""Milliseconds without a save after which the story is written whole, and a revision kept."""


class OpenStory(QObject):
    """One story at a time is open; leaving it loses nothing."""

    opened = Signal()
    """Another story is on the page, or none."""
    updated = Signal()
    """The story is the same and something of it is new on the desk."""
    collecting = Signal()
    """Whatever shows something of the story hands over what was typed into it, now."""
    settled = Signal()
    """A pause was made, or the story was left: there may be a revision more."""

    def __init__(self, services: Services, editor: StoryEditor, autosave: Autosave, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = services.jobs
        self.editor = self._editor = editor
        self._autosave = autosave
        self.story: Story | None = None
        self._echo = Echo()
        self._missed = False
        self._turn = 0
        self._to_keep = ""
        self._recovered: set[str] = set()
        # The page tells of a letter that much later.
        self._clock = QTimer(self, singleShot=True, interval=SAVE_AFTER - LAY_AFTER)
        self._clock.timeout.connect(self.collect)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._settle)
        editor.edited.connect(self._on_edited)
        self.photos = StoryPhotos(services, self, editor, autosave)
        self.uses = StoryUses(services, self)
        self.comments = StoryComments(services, self, editor)
        StoryPaste(services, editor, self)
        editor.picture = self._picture
        services.pictures.arrived.connect(self._on_picture)
        autosave.saved.connect(self._on_saved)
        autosave.refused.connect(self._complain)
        services.jobs.changed.connect(self._on_changed)

    @property
    def id(self) -> str:
        """The id of the story on the page; empty for none."""
        return self.story.article.id if self.story else ""

    def open(self, article_id: str) -> None:
        """Show that story; what was typed in the one before is on its way to the disk."""
        self._leave()
        self._turn += 1
        turn, is_known = self._turn, self._editor.keeps(article_id)

        def read(desk: Desk) -> Story:
            from deskeditor import markup

            story = Story.read(desk, article_id)
            if not is_known:
                markup.read(story.article.body)  # here, where nobody waits for it
            return story

        self._jobs.read_in_turn(self, read, lambda story: self._take(turn, story), self._miss)

    def close(self) -> None:
        """Show no story."""
        self._leave()
        self._turn += 1
        self.story = None
        self._editor.setEnabled(False)
        self.opened.emit()

    def _leave(self) -> None:
        self._editor.end_pastes()
        self.collect()
        self._to_keep = ""
        if self._pause.isActive():
            self._settle()

    def _settle(self) -> None:
        """In its turn, after what was typed is saved."""
        self._pause.stop()
        article_id = self.id
        if article_id and not self._jobs.read_only:
            self._jobs.mutate(self, lambda desk: desk.articles.settle(article_id), lambda _none: self.settled.emit())

    def collect(self) -> None:
        """Hand what was typed to be saved, now."""
        self._editor.catch_up()
        self._clock.stop()
        self.collecting.emit()
        if self.story is None or self._jobs.read_only:
            return
        typed = Typed(self._editor.take_changes(), None, self._editor.take_lead_caption(), self._editor.take_tags())
        if typed:
            self._autosave.put(self.id, typed)
            if typed.tags is not None:  # the pane may be hidden
                said = self.tr("Tags now: {names}") if typed.tags else self.tr("The story has no tags now.")
                self._services.strip.tell(said.format(names=", ".join(typed.tags)), about=TAGS)
        elif self._missed:
            self._reread()

    def once_saved(self, act: Callable[[], None]) -> None:
        """Act when the desk has every word that was typed in the story and beside it; not at all where it refuses."""
        self.collect()
        article_id = self.id
        self._services.keeping.once_saved(lambda: self._autosave.once_saved(act, article_id))

    def once_all_saved(self, act: Callable[[], None]) -> None:
        """As ``once_saved``, with the words of every story."""
        self.collect()
        self._services.keeping.once_saved(lambda: self._autosave.once_saved(act))

    def keep(self, reason: str) -> None:
        """Have the story kept as a revision, with all that was typed until now, and nothing that is typed next."""
        self.collect()
        self._to_keep = reason
        self._keep_saved()

    def _keep_saved(self) -> None:
        article_id, reason = self.id, self._to_keep
        if reason and article_id and not self._jobs.read_only and not self._autosave.is_waiting(article_id):
            self._to_keep = ""
            self._jobs.mutate(
                self, lambda desk: desk.history.keep(article_id, reason), lambda _none: self.settled.emit()
            )

    def refresh(self) -> None:
        """Take in what was changed elsewhere; what is typed here stays."""
        self.collect()
        self._reread()

    def _reread(self) -> None:
        self._missed = False
        self.ask(self, Story.read, self._update)

    def ask(self, owner: QObject, work: Callable[[Desk, str], T], on_done: Callable[[T], None]) -> None:
        """Read something of the story after all that was saved; an answer for one that is no longer open is dropped."""
        article_id = self.id

        def tell(result: T) -> None:
            if self.id == article_id:
                on_done(result)

        def refuse(error: DeskError) -> None:
            if self.id == article_id:
                self._complain(error)

        if article_id:
            self._jobs.read_in_turn(owner, lambda desk: work(desk, article_id), tell, refuse)

    def reload(self, article_id: str) -> None:
        """Show that story as it is on the desk, without what was typed here and not saved."""
        self._autosave.drop(article_id)
        if self.id == article_id:
            self._editor.take_changes()
            self._editor.take_lead_caption()
            self._editor.take_tags()
            self._editor.set_read_only(True)  # what is typed now would stand between words that go
            self.open(article_id)

    def change(self, fields: ArticleFields) -> None:
        """Set fields that are not typed, behind the words that were: the status."""
        article_id = self.id
        self.once_saved(
            lambda: self._jobs.mutate(self, lambda desk: desk.articles.edit(article_id, **fields), None, self._refuse)
        )

    def bring_back(self, number: int) -> None:
        """Make the story what it was in that revision, and offer to undo it: with tags and photos, to the letter."""
        article_id = self.id

        def work(desk: Desk) -> Done[int]:
            kept = desk.history.keep(article_id, "before")
            return Done(kept.value, kept.changes | desk.history.bring_back(article_id, number).changes)

        def offer(kept: int) -> None:
            def undo() -> None:
                self.once_all_saved(
                    lambda: self._jobs.mutate(self, lambda desk: desk.history.bring_back(article_id, kept))
                )

            self._services.strip.tell(self.tr("The story is as it was then."), (self.tr("Undo"), undo))

        if article_id:
            self.once_saved(lambda: self._jobs.mutate(self, work, offer))

    def _refuse(self, error: DeskError) -> None:
        self._complain(error)
        self.updated.emit()  # what shows the field shows again what the desk has

    def _take(self, turn: int, story: Story) -> None:
        if turn != self._turn:
            return
        self._editor.end_pastes()
        self.collect()  # what was typed into the story before while this one was read
        self._autosave.know(story.article)
        story = story.typed_over(self._autosave.unsaved(story.article.id))
        self.story, self._echo, self._missed = story, Echo(), False
        before = None if story.article.id in self._recovered else story.before_crash
        self._recovered.add(story.article.id)
        self._editor.load(story.article, story.used, before)
        self._editor.changes.track(story.user, on=story.is_tracked)
        self._editor.set_read_only(self._jobs.read_only)
        self.opened.emit()

    def _miss(self, error: DeskError) -> None:
        self._editor.set_read_only(self._jobs.read_only)
        self._complain(error)

    def _update(self, story: Story) -> None:
        if self._editor.is_dirty or self._autosave.unsaved(self.id):
            self._missed = True  # what was changed is shown when this is saved, or was no change
            return
        self._autosave.know(story.article)
        self.story = story
        shown = self._echo.of(story)
        self._editor.apply_article(shown.article, shown.used)
        self.updated.emit()

    def _on_edited(self) -> None:
        if not self._clock.isActive():
            self._clock.start()

    def _on_saved(self, article: Article, typed: Typed) -> None:
        if article.id == self.id:
            self._pause.start()
            self._keep_saved()
            self._echo.hear(article, typed)
            self._reread()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if self.story is None or initiator is self._autosave:
            return
        if self.id in changes.articles | changes.comments or any(
            used.photo.id in changes.photos for used in self.story.photos
        ):
            self.refresh()

    def _picture(self, photo_id: str) -> QImage | None:
        used = self.story.used.get(photo_id) if self.story else None
        return self._services.pictures.get(photo_id, PAGE, used.own_framing if used else None)

    def _on_picture(self, photo_id: str, box: int) -> None:
        image = self._picture(photo_id) if box == PAGE else None
        if image is not None:
            self._editor.picture_arrived(photo_id, image)

    def _complain(self, error: DeskError) -> None:
        self._services.strip.error(error)
