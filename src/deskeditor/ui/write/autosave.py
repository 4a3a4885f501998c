"""Saving by itself: what was typed stays in memory until the desk has it, whatever fails on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from deskeditor.core.article import Article
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, StaleWriteError
from deskeditor.core.photo import Role
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.retry import Retry

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.desk.fields import ArticleFields


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not saved. ``lead`` is the id of a new lead photo, empty for none; None: as it was."""

    fields: ArticleFields = field(default_factory=lambda: cast("ArticleFields", {}))
    lead: str | None = None
    lead_caption: str | None = None
    tags: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        return bool(self.fields) or any(said is not None for said in (self.lead, self.lead_caption, self.tags))

    def then(self, later: Typed) -> Typed:
        """Both, the later words where they speak of the same."""
        return Typed(
            cast("ArticleFields", {**self.fields, **later.fields}),
            self.lead if later.lead is None else later.lead,
            self.lead_caption if later.lead_caption is None else later.lead_caption,
            self.tags if later.tags is None else later.tags,
        )


@dataclass(slots=True)
class _Draft:
    """One story that is written: as the desk last gave it, what waits, and what is on its way to the disk."""

    known: Article
    waiting: Typed = field(default_factory=Typed)
    going: Typed = field(default_factory=Typed)


class Autosave(QObject):
    """Saves each story in the order typed, one save at a time, and tries again where one fails."""

    saving = Signal()
    saved = Signal(object, object)
    """The ``Article`` as it is on the desk now, and what was ``Typed`` for it."""
    failed = Signal(object)
    """The ``DeskError``; the text is kept and tried again."""
    conflict = Signal(str, object)
    """The id of a story that somebody else has changed in the same place, and the ``DeskError``."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._drafts: dict[str, _Draft] = {}
        self._acts: dict[str, list[Callable[[], None]]] = {}
        self._retry = Retry(self.flush, self)

    @property
    def all_saved(self) -> bool:
        """Whether the desk has everything that was typed."""
        return not any(draft.waiting or draft.going for draft in self._drafts.values())

    @property
    def retries_in(self) -> int:
        """Seconds until a save that failed is tried again; 0 where none is waiting."""
        return self._retry.seconds

    @property
    def unsaved_stories(self) -> list[Article]:
        """The stories of which the desk does not have every word, with all their words."""
        return [_as_typed(draft) for draft in self._drafts.values() if draft.waiting or draft.going]

    def know(self, article: Article) -> None:
        """This is the story as the desk has it; what is typed next is a change of it."""
        draft = self._drafts.get(article.id)
        if draft is None:
            self._drafts[article.id] = _Draft(article)
        elif not draft.waiting and not draft.going:
            draft.known = article

    def unsaved(self, article_id: str) -> Typed:
        """What the desk does not have yet of that story."""
        draft = self._drafts.get(article_id)
        return draft.going.then(draft.waiting) if draft else Typed()

    def is_waiting(self, article_id: str) -> bool:
        """Whether something of that story is to be saved after what is on its way to the disk."""
        draft = self._drafts.get(article_id)
        return draft is not None and bool(draft.waiting)

    def once_saved(self, article_id: str, act: Callable[[], None]) -> None:
        """Act when the desk has every word of that story: at once, or as soon as it does; what it refused is tried now.

        Where it refuses them that is told, and nothing else happens.
        """
        self._acts.setdefault(article_id, []).append(act)
        if article_id in self._drafts:
            self._send(article_id)
        self._act(article_id)

    def put(self, article_id: str, typed: Typed) -> None:
        """Save this; what waits already is joined with it."""
        draft = self._drafts[article_id]
        draft.waiting = draft.waiting.then(typed)
        self._send(article_id)

    def flush(self) -> None:
        """Try at once to save everything that waits."""
        self._retry.stop()
        for article_id in self._drafts:
            self._send(article_id)

    def overwrite(self, article_id: str) -> None:
        """Answer a conflict with our own words: save them over what somebody else has saved."""
        self._jobs.read_in_turn(self, lambda desk: desk.articles.get(article_id), self._rebase)

    def drop(self, article_id: str) -> None:
        """Answer a conflict with the other's words: forget ours."""
        self._drafts.pop(article_id, None)

    def _rebase(self, latest: Article) -> None:
        self._drafts[latest.id].known = latest
        self._send(latest.id)

    def _send(self, article_id: str) -> None:
        draft = self._drafts[article_id]
        if draft.going or not draft.waiting:
            return
        draft.going, draft.waiting = draft.waiting, Typed()
        known, typed = draft.known, draft.going
        self.saving.emit()
        self._jobs.mutate(
            self,
            lambda desk: _write(desk, known, typed),
            lambda article: self._on_saved(draft, article),
            lambda error: self._on_failed(draft, error),
        )

    def _on_saved(self, draft: _Draft, article: Article) -> None:
        typed, draft.known, draft.going = draft.going, article, Typed()
        self._retry.worked()
        self.saved.emit(article, typed)
        if self._drafts.get(article.id) is draft:
            self._send(article.id)
            self._act(article.id)

    def _act(self, article_id: str) -> None:
        if not self.unsaved(article_id):
            for act in self._acts.pop(article_id, []):
                act()

    def _on_failed(self, draft: _Draft, error: DeskError) -> None:
        draft.waiting, draft.going = draft.going.then(draft.waiting), Typed()
        self._acts.pop(draft.known.id, None)
        if self._drafts.get(draft.known.id) is not draft:
            return  # given up meanwhile
        if isinstance(error, StaleWriteError):
            self.conflict.emit(draft.known.id, error)
            return
        self._retry.later()
        self.failed.emit(error)


def _as_typed(draft: _Draft) -> Article:
    typed, lead = draft.going.then(draft.waiting), draft.known.lead_photo
    story = replace(draft.known, **typed.fields)
    if typed.tags is not None:
        story = replace(story, tags=typed.tags)
    if typed.lead_caption is None or lead is None:
        return story
    rest = tuple(use for use in story.photos if use.role is not Role.LEAD)
    return replace(story, photos=(replace(lead, caption=typed.lead_caption), *rest))


def _write(desk: Desk, known: Article, typed: Typed) -> Done[Article]:
    """One save, on the writer thread."""
    done: Done[Article] = Done(known, Changes())
    if typed.fields:
        done = _edit(desk, known, typed.fields)
    if typed.tags is not None:
        done = _then(done, desk.tags.put(known.id, typed.tags))
    before = known.lead_photo
    if typed.lead:
        done = _then(done, desk.articles.attach(known.id, typed.lead, Role.LEAD))
    elif typed.lead is not None and before is not None:
        done = _then(done, desk.articles.detach(known.id, before.photo_id, Role.LEAD))
    lead = done.value.lead_photo
    if typed.lead_caption is not None and lead is not None:
        done = _then(done, desk.articles.caption(known.id, lead.photo_id, caption=typed.lead_caption))
    return done


def _edit(desk: Desk, known: Article, typed: ArticleFields) -> Done[Article]:
    """Save the fields on top of what is known; a save in between that touched other fields is no conflict."""
    try:
        return desk.articles.edit(known.id, base=known.revision, **typed)
    except StaleWriteError:
        latest = desk.articles.get(known.id)
        if any(getattr(latest, name) != getattr(known, name) for name in typed):
            raise
        return desk.articles.edit(known.id, base=latest.revision, **typed)


def _then(first: Done[Article], second: Done[Article]) -> Done[Article]:
    return Done(second.value, first.changes | second.changes)
