"""A story of the desk, its statuses and its revisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from deskeditor.core.errors import IllegalMoveError
from deskeditor.core.photo import PhotoUse, Role


class Status(StrEnum):
    """Where a story stands on its way out."""

    DRAFT = "draft"
    EDITING = "editing"
    READY = "ready"
    PUBLISHED = "published"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.EDITING, Status.READY, Status.WITHHELD}),
    Status.EDITING: frozenset({Status.DRAFT, Status.READY, Status.WITHHELD}),
    Status.READY: frozenset({Status.DRAFT, Status.EDITING, Status.PUBLISHED, Status.WITHHELD}),
    # A published story is corrected by editing it again, or taken back; it is never a draft again.
    Status.PUBLISHED: frozenset({Status.EDITING, Status.WITHDRAWN}),
    Status.WITHHELD: frozenset({Status.DRAFT, Status.EDITING}),
    Status.WITHDRAWN: frozenset(),
}


def check_move(before: Status, after: Status, *, published: bool, where: str = "") -> None:
    """Refuse an illegal change of status with a sentence.

    ``published`` says whether the story has ever left the desk (its version is above 0): such a story is corrected
    or withdrawn, not made a draft again, and one that never left cannot be withdrawn.
    """
    if before == after:
        return
    if after == Status.WITHDRAWN and published and before is not Status.WITHDRAWN:
        return
    legal = MOVES[before] - ({Status.DRAFT} if published else {Status.WITHDRAWN})
    if after in legal:
        return
    choices = ", ".join(sorted(legal))
    mend = f"from here it can become {choices}" if choices else "make a new story instead"
    raise IllegalMoveError(f"A story that is {before} cannot become {after}", where=where, mend=mend)


@dataclass(frozen=True)
class Article:
    """One story, whole.

    ``body`` is Markdown in the grammar of ``deskeditor.markup``. ``version`` counts what has left the desk (0: never
    exported); ``revision`` rises with each save that changes a word, and guards against stale writes. ``note`` is for
    the desk and is never exported. All times are aware and in UTC. ``urn`` never changes once made.
    """

    id: str
    urn: str
    slug: str
    created: datetime
    modified: datetime
    section: str = ""
    kicker: str = ""
    headline: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    language: str = "en"
    status: Status = Status.DRAFT
    embargo: datetime | None = None
    body: str = ""
    tags: tuple[str, ...] = ()
    photos: tuple[PhotoUse, ...] = ()
    note: str = ""
    version: int = 0
    revision: int = 1
    first_published: datetime | None = None
    last_published: datetime | None = None

    def having(self, **fields: object) -> Article:
        """The story with other fields: ``dataclasses.replace`` in a tenth of its time, for what every save does."""
        other = object.__new__(Article)
        other.__dict__.update(self.__dict__, **fields)
        return other

    @property
    def lead_photo(self) -> PhotoUse | None:
        """The picture at the head of the story, if it has one."""
        return next((use for use in self.photos if use.role is Role.LEAD), None)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What the article list shows of a story; cheap to read by the thousand."""

    id: str
    slug: str
    headline: str
    status: Status
    section: str
    language: str
    words: int
    photos: int
    modified: datetime
    noted: bool = False
    """Whether there is a note for the desk."""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """What a list shows of a revision. ``words`` is None for one that was kept before they were counted.

    ``reason`` is one of ``import``, ``status``, ``export``, ``restore``, ``replace``, ``crash``, ``before`` (what
    one of these replaced), ``pause``; ``name`` is what somebody called it, and is mostly empty.
    """

    article_id: str
    number: int
    made: datetime
    by: str
    reason: str
    name: str = ""
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A story as it was at one moment, with the SHA-256 of its canonical JSON, by which it is known to be unchanged."""

    row: RevisionRow
    sha256: str
    fields: dict[str, object] = field(repr=False)
