"""Saving by itself: what was typed stays in memory until the desk has it, whatever fails on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from deskeditor.core.article import Article
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError, NotFoundError, StaleWriteError, UnavailableError
from deskeditor.core.patch import merged
from deskeditor.core.photo import PhotoUse, Role
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

    def over(self, story: Article) -> Article:
        """The story with this typed in it."""
        story = replace(story, **self.fields)
        if self.tags is not None:
            story = replace(story, tags=self.tags)
        lead, rest = story.lead_photo, tuple(use for use in story.photos if use.role is not Role.LEAD)
        if self.lead is not None:
            lead = PhotoUse(self.lead, Role.LEAD) if self.lead else None
        if lead is not None and self.lead_caption is not None:
            lead = replace(lead, caption=self.lead_caption)
        return replace(story, photos=rest if lead is None else (lead, *rest))


@dataclass(frozen=True, slots=True)
class Written:
    """The story as a save left it, what of it is as it was typed, and why something beside the words was left out."""

    article: Article
    typed: Typed
    refusal: DeskError | None = None


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
    refused = Signal(object)
    """The ``DeskError`` of tags or a lead photo that cannot be kept; the words are, and it is not tried again."""
    conflict = Signal(str, object)
    """The id of a story that somebody else has changed in the same place, and the ``DeskError``."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._drafts: dict[str, _Draft] = {}
        self._acts: list[tuple[str, Callable[[], None]]] = []
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
        waiting = [draft for draft in self._drafts.values() if draft.waiting or draft.going]
        return [draft.going.then(draft.waiting).over(draft.known) for draft in waiting]

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

    def once_saved(self, act: Callable[[], None], article_id: str = "") -> None:
        """Act when the desk has every word of that story, or of all: at once, or as soon as it does.

        What it refused is tried now. Where it refuses them again that is told, and nothing else happens.
        """
        self._acts.append((article_id, act))
        self.flush()
        self._act()

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
            lambda written: self._on_saved(draft, written),
            lambda error: self._on_failed(draft, error),
        )

    def _on_saved(self, draft: _Draft, written: Written) -> None:
        article = draft.known = written.article
        draft.going = Typed()
        self._retry.worked()
        self.saved.emit(article, written.typed)
        if written.refusal is not None:
            self.refused.emit(written.refusal)
        if self._drafts.get(article.id) is draft:
            self._send(article.id)
        self._act()

    def _act(self) -> None:
        due = [each for each in self._acts if not (self.unsaved(each[0]) if each[0] else not self.all_saved)]
        self._acts = [each for each in self._acts if each not in due]
        for _, act in due:
            act()

    def _on_failed(self, draft: _Draft, error: DeskError) -> None:
        draft.waiting, draft.going = draft.going.then(draft.waiting), Typed()
        self._acts = [each for each in self._acts if each[0] not in ("", draft.known.id)]
        if self._drafts.get(draft.known.id) is not draft:
            return  # given up meanwhile
        if isinstance(error, StaleWriteError):
            self.conflict.emit(draft.known.id, error)
            return
        self._retry.later()
        self.failed.emit(error)


def _write(desk: Desk, known: Article, typed: Typed) -> Done[Written]:
    """One save, on the writer thread: whole, or not at all."""
    if typed == Typed(typed.fields):
        return _edit(desk, known, typed)
    with desk.at_once():
        done = _edit(desk, known, typed)
        for step in _steps(typed):
            try:
                beside = step(desk, done.value.article)
            except UnavailableError:
                raise
            except DeskError as error:  # what cannot be kept must not keep the words back
                done = Done(replace(done.value, refusal=error), done.changes)
            else:
                done = Done(replace(done.value, article=beside.value), done.changes | beside.changes)
    return done


def _steps(typed: Typed) -> Iterator[Callable[[Desk, Article], Done[Article]]]:
    """What is saved beside the fields."""
    tags, lead, caption = typed.tags, typed.lead, typed.lead_caption
    if tags is not None:
        yield lambda desk, story: desk.tags.put(story.id, tags)
    if lead:
        yield lambda desk, story: _with_lead(desk, story, lead)
    elif lead is not None:
        yield _without_lead
    if caption is not None:
        yield lambda desk, story: _captioned(desk, story, caption)


def _with_lead(desk: Desk, story: Article, photo_id: str) -> Done[Article]:
    try:
        return desk.articles.attach(story.id, photo_id, Role.LEAD)
    except NotFoundError as error:
        what, mend = "The photo at the head was deleted for ever", "take the picture in again"
        raise DeskError(what, where=story.slug, mend=mend) from error


def _without_lead(desk: Desk, story: Article) -> Done[Article]:
    lead = story.lead_photo
    return desk.articles.detach(story.id, lead.photo_id, Role.LEAD) if lead else Done(story, Changes())


def _captioned(desk: Desk, story: Article, caption: str) -> Done[Article]:
    lead = story.lead_photo
    return desk.articles.caption(story.id, lead.photo_id, caption=caption) if lead else Done(story, Changes())


def _edit(desk: Desk, known: Article, typed: Typed) -> Done[Written]:
    """Save the fields on top of what is known.

    A save in between that touched other fields, or other words of the text, is no conflict.
    """
    if not typed.fields:
        return Done(Written(known, typed), Changes())
    try:
        done = desk.articles.edit(known.id, base=known.revision, **typed.fields)
    except StaleWriteError:
        latest = desk.articles.get(known.id)
        own = typed.fields.copy()
        if "body" in own and (both := merged(known.body, own["body"], latest.body)) is not None:
            own["body"] = both
        others = (name for name in own if getattr(latest, name) != getattr(known, name))
        if any(name != "body" or own["body"] == typed.fields["body"] for name in others):
            raise
        done = desk.articles.edit(known.id, base=latest.revision, **own)
        heard = {name: value for name, value in typed.fields.items() if own.get(name) == value}
        typed = replace(typed, fields=cast("ArticleFields", heard))
    return Done(Written(done.value, typed), done.changes)
