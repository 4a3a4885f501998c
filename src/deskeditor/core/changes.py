"""What a use case changed, so that every view that shows it can refresh itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of what was changed, of comments those of the stories they are on.

    ``tags``, ``settings``, ``words`` (the desk dictionary) and ``templates`` (codes and photographers too) say only
    that it was so.
    """

    articles: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset()
    tags: bool = False
    settings: bool = False
    words: bool = False
    templates: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.articles | other.articles,
            self.photos | other.photos,
            self.editions | other.editions,
            self.comments | other.comments,
            self.tags or other.tags,
            self.settings or other.settings,
            self.words or other.words,
            self.templates or other.templates,
        )

    def __bool__(self) -> bool:
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a mutating use case hands back: its result, and what changed."""

    value: T
    changes: Changes
