"""What is asked of the desk's lists, and what its search finds."""

from __future__ import annotations

from dataclasses import dataclass

from deskeditor.core.article import Status


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which stories a list shows; all conditions hold at once, an empty one always does.

    ``text`` is searched for as in the desk's search; ``tag`` is the name of a tag, in any case.
    """

    text: str = ""
    status: Status | None = None
    tag: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class PhotoFilter:
    """Which photos a list shows, and in which order. ``missing`` are fields of ``PhotoFields``: those without any one.

    ``rating`` is the fewest stars; ``rejected`` asks for those that were, or were not, and None for all. ``held`` asks
    for those that something holds back from publication today (``core.rights``), ``conflicting`` for those whose file
    says a field twice, while nobody has decided. ``sort`` is a field, or ``filename``, with those first that say
    nothing there; empty is the order of taking in, the last first.
    """

    unused: bool = False
    missing: tuple[str, ...] = ()
    text: str = ""
    rating: int = 0
    label: str = ""
    rejected: bool | None = None
    held: bool = False
    conflicting: bool = False
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found; ``snippet`` is plain text with what was found in its middle."""

    id: str
    slug: str
    headline: str
    snippet: str
