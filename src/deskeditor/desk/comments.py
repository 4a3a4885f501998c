"""Comments on stories: said, answered, resolved, deleted and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskeditor.core.changes import Changes, Done
from deskeditor.core.comment import Comment, Reply, Thread
from deskeditor.core.errors import DeskError, NotFoundError
from deskeditor.desk.cleaning import many_lines, one_line
from deskeditor.desk.context import Context, found_article

if TYPE_CHECKING:
    from deskeditor.store import Work

ABOUT = 200
"""Characters that are kept of the words that a thread is about."""


class Comments:
    """``key`` is the id or slug of a story, ``thread_id`` the id of a mark in its body; unknown ones raise
    ``NotFoundError``. Whoever works on the desk may resolve and delete; a comment is changed by whoever made it.

    Marks are set in the body, with its undo. What is said is kept here whatever becomes of them, and a thread that is
    resolved or deleted leaves its mark in the text, where it is no longer seen.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, key: str) -> list[Thread]:
        """The threads of the story in the order in which they were begun, deleted ones among them."""
        with self._context.store.reading() as work:
            return work.threads.of(found_article(work, key).id)

    def keep_draft(self, key: str, thread_id: str, reply: Reply) -> Done[None]:
        """Keep what is being written in a thread, which need not be there yet; an empty text is nothing to keep."""
        text = many_lines(reply.text, "comment")
        now = self._context.now()
        with self._context.store.writing() as work:
            story = found_article(work, key)
            thread = work.threads.find(story.id, thread_id)
            if thread is None and not text:
                return Done(None, Changes())
            if thread is not None and not thread.comments and not text:
                work.threads.drop(story.id, thread_id)
            else:
                work.threads.begin(story.id, thread_id, _about(reply.about), now)
                work.threads.put_draft(story.id, thread_id, text, reply.number if text else 0, now)
        return Done(None, _changed(story.id))

    def say(self, key: str, thread_id: str, text: str, about: str = "") -> Done[Comment]:
        """Begin the thread, or answer in it; one that was resolved or deleted is open again.

        ``about`` are the words that the mark stands on now. Raises ``DeskError`` for a text without a word.
        """
        text = _text(text)
        now = self._context.now()
        with self._context.store.writing() as work:
            story = found_article(work, key)
            work.threads.begin(story.id, thread_id, _about(about), now)
            number = work.threads.add(story.id, thread_id, self._context.user, text, now)
            work.threads.resolve(story.id, thread_id, "", now, done=False)
            work.threads.delete(story.id, thread_id, 0, now, gone=False)
            work.threads.put_draft(story.id, thread_id, "", 0, now)
        return Done(Comment(number, self._context.user, now, text), _changed(story.id))

    def rewrite(self, key: str, thread_id: str, number: int, text: str) -> Done[None]:
        """Change what one has said oneself. Raises ``DeskError`` where somebody else said it."""
        text = _text(text)
        now = self._context.now()
        with self._context.store.writing() as work:
            story = found_article(work, key)
            said = _said(_found(work, story.id, thread_id), number)
            if said.by != self._context.user:
                raise DeskError(f"The comment is by {said.by}", where=story.slug, mend="answer it instead")
            if said.text != text:
                work.threads.rewrite(story.id, thread_id, number, text, now)
            work.threads.put_draft(story.id, thread_id, "", 0, now)
        return Done(None, _changed(story.id))

    def resolve(self, key: str, thread_id: str) -> Done[None]:
        """Nothing is left to do about it: it can still be read, and be opened again."""
        return self._resolve(key, thread_id, done=True)

    def reopen(self, key: str, thread_id: str) -> Done[None]:
        """Something is to be done about it after all."""
        return self._resolve(key, thread_id, done=False)

    def delete(self, key: str, thread_id: str, number: int = 0) -> Done[None]:
        """Take a comment out of its thread, or the thread away; ``restore`` brings it back."""
        return self._delete(key, thread_id, number, gone=True)

    def restore(self, key: str, thread_id: str, number: int = 0) -> Done[None]:
        """Bring back what was deleted."""
        return self._delete(key, thread_id, number, gone=False)

    @property
    def user(self) -> str:
        """Who comments."""
        return self._context.user

    def _resolve(self, key: str, thread_id: str, *, done: bool) -> Done[None]:
        with self._context.store.writing() as work:
            story = found_article(work, key)
            thread = _found(work, story.id, thread_id)
            if (thread.resolved is not None) == done:
                return Done(None, Changes())
            work.threads.resolve(story.id, thread_id, self._context.user, self._context.now(), done=done)
        return Done(None, _changed(story.id))

    def _delete(self, key: str, thread_id: str, number: int, *, gone: bool) -> Done[None]:
        with self._context.store.writing() as work:
            story = found_article(work, key)
            _found(work, story.id, thread_id)
            work.threads.delete(story.id, thread_id, number, self._context.now(), gone=gone)
        return Done(None, _changed(story.id))


def _found(work: Work, article_id: str, thread_id: str) -> Thread:
    thread = work.threads.find(article_id, thread_id)
    if thread is None:
        raise NotFoundError("The story has no such comment", where=thread_id[:80])
    return thread


def _said(thread: Thread, number: int) -> Comment:
    said = next((comment for comment in thread.comments if comment.number == number), None)
    if said is None:
        raise NotFoundError("The story has no such comment", where=f"{thread.id[:80]}, {number}")
    return said


def _text(given: str) -> str:
    text = many_lines(given, "comment").strip()
    if not text:
        raise DeskError("A comment needs a word", mend="write one, or leave it")
    return text


def _about(words: str) -> str:
    return one_line(words[: 2 * ABOUT], "comment")[:ABOUT]


def _changed(article_id: str) -> Changes:
    return Changes(comments=frozenset({article_id}))
