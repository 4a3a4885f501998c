"""The comments of the open story: its threads as the desk has them, and what is being written in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskeditor.core.changes import Changes, Done
from deskeditor.core.comment import Comment, Reply, Thread
from deskeditor.core.errors import DeskError
from deskeditor.ui.keeping import Said
from deskeditor.ui.services import Services

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.ui.editor.story import StoryEditor
    from deskeditor.ui.write.open_story import OpenStory


class StoryComments(QObject):
    """Reads the threads with each story, whether or not they are looked at: their marks are seen, or are not."""

    changed = Signal()
    """The threads are others, or say something else."""
    sent = Signal(str, str)
    """In a thread this text is said now."""

    def __init__(self, services: Services, story: OpenStory, editor: StoryEditor) -> None:
        super().__init__(story)
        self._services = services
        self._story = story
        self._editor = editor
        self._kept: dict[str, Thread] = {}
        self._written: dict[str, dict[str, Reply]] = {}
        """What was written since the desk was opened, by story and thread: the desk may not have the last of it yet."""
        self._on_the_way: set[tuple[str, str, Reply]] = set()
        """What is being said, by story and thread."""
        self.user = ""
        """Who comments here."""
        self.begun: set[str] = set()
        """Threads that were begun here, in which nothing may have been said yet."""
        story.opened.connect(self._on_opened)
        services.jobs.changed.connect(self._on_changed)

    @property
    def threads(self) -> dict[str, Thread]:
        """The threads in the order in which they were begun, deleted ones among them, with what is written in them."""
        found = dict(self._kept)
        for key, reply in self._drafts.items():
            thread = found.get(key) or Thread(key, reply.about, datetime.now(UTC))
            found[key] = replace(thread, draft=reply if reply.text else None)
        return found

    def draft(self, thread: str) -> Reply:
        """What is being written in the thread."""
        kept = self._kept.get(thread)
        return self._drafts.get(thread) or (kept.draft if kept and kept.draft else Reply(""))

    def said(self, thread: str, number: int) -> Comment | None:
        """The comment of that number in the thread."""
        kept = self._kept.get(thread)
        return next((said for said in kept.comments if said.number == number), None) if kept else None

    def keep(self, thread: str, reply: Reply) -> None:
        """This is being written in the thread now."""
        self._drafts[thread] = reply
        self._save(self._story.id, thread, reply)

    def send(self, thread: str) -> None:
        """Say what is written in the thread."""
        reply, article_id = self.draft(thread), self._story.id
        told = (article_id, thread, reply)
        if not reply.text.strip() or told in self._on_the_way:
            return
        self._on_the_way.add(told)

        def say(desk: Desk) -> Done[None]:
            if reply.number:
                return desk.comments.rewrite(article_id, thread, reply.number, reply.text)
            return Done(None, desk.comments.say(article_id, thread, reply.text, reply.about).changes)

        def done(_none: None) -> None:
            self._on_the_way.discard(told)
            drafts = self._written.setdefault(article_id, {})
            if drafts.get(thread, reply) == reply:
                drafts[thread] = Reply("")
                self._save(article_id, thread, Reply(""))  # after what is on its way to the disk, which would stay
                self.sent.emit(thread, reply.text)

        def refuse(error: DeskError) -> None:
            self._on_the_way.discard(told)
            self._services.strip.error(error)

        self._services.jobs.mutate(self, say, done, refuse)

    def resolve(self, thread: str) -> None:
        """Nothing is left to do about it."""
        article_id = self._story.id
        self._services.jobs.mutate(self, lambda desk: desk.comments.resolve(article_id, thread))

    def reopen(self, thread: str) -> None:
        """Something is to be done about it again."""
        article_id = self._story.id
        self._services.jobs.mutate(self, lambda desk: desk.comments.reopen(article_id, thread))

    def delete(self, thread: str, number: int = 0) -> None:
        """Take a comment out of its thread, or the thread away, and offer to bring it back."""
        article_id, jobs = self._story.id, self._services.jobs
        self._story.collect()
        if thread not in self._kept and not self.draft(thread).text:
            self._editor.comments.take_off(thread)
            return

        unsaved = self._drafts.get(thread, Reply(""))

        def delete(desk: Desk) -> Done[None]:
            if unsaved.text:  # in a thread that the desk may not have yet
                desk.comments.keep_draft(article_id, thread, unsaved)
            return desk.comments.delete(article_id, thread, number)

        def restore() -> None:
            jobs.mutate(self, lambda desk: desk.comments.restore(article_id, thread, number))

        def offer(_none: None) -> None:
            self._services.strip.tell(self.tr("The comment was deleted."), (self.tr("Undo"), restore))

        jobs.mutate(self, delete, offer)

    def leave(self, thread: str) -> None:
        """Nothing more is written in the thread; one that was begun in vain takes its mark with it."""
        if thread in self.begun and thread not in self._kept and not self.draft(thread).text:
            self.begun.discard(thread)
            self._editor.comments.take_off(thread)
            self.changed.emit()

    @property
    def _drafts(self) -> dict[str, Reply]:
        return self._written.setdefault(self._story.id, {})

    def _save(self, article_id: str, thread: str, reply: Reply) -> None:
        about, title = f"comment {article_id} {thread}", self.tr("Comment on “{words}”").format(words=reply.about)
        work = partial(_keep_draft, article_id=article_id, thread=thread, reply=reply)
        self._services.keeping.say(Said(about, title, reply.text, work))

    def _on_opened(self) -> None:
        self._kept, self.begun = {}, set()
        self._read()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if self._story.id in changes.comments and initiator is not self._services.keeping:
            self._read()

    def _read(self) -> None:
        self._story.ask(self, lambda desk, key: (desk.comments.user, desk.comments.of(key)), self._take)

    def _take(self, read: tuple[str, list[Thread]]) -> None:
        self.user, threads = read
        self._kept = {thread.id: thread for thread in threads}
        self._editor.comments.hush(thread.id for thread in threads if thread.resolved or thread.deleted)
        self.changed.emit()


def _keep_draft(desk: Desk, *, article_id: str, thread: str, reply: Reply) -> Done[None]:
    return desk.comments.keep_draft(article_id, thread, reply)
