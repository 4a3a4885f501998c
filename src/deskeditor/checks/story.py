"""What a check is given, and how it tells what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from deskeditor.core.article import Article
from deskeditor.core.comment import Thread
from deskeditor.core.document import (
    Aside,
    Block,
    Document,
    Embed,
    Figure,
    Gallery,
    Raw,
    Run,
    plain,
    runs_in,
)
from deskeditor.core.finding import Finding, Severity
from deskeditor.core.photo import UsedPhoto
from deskeditor.core.rights import Lift


@dataclass(frozen=True, slots=True)
class CheckedStory:
    """A story, its body as a tree, its pictures, and the names of pictures whose file is gone.

    ``linked`` are the stories of the desk that its text links to, ``reachable`` the ids of those of them that readers
    can come to; ``threads`` its comments. ``planned`` is when it is to be published (aware), ``lifts`` what was decided
    about its pictures.
    """

    article: Article
    document: Document
    photos: tuple[UsedPhoto, ...] = ()
    missing_photos: tuple[str, ...] = ()
    linked: tuple[Article, ...] = ()
    reachable: frozenset[str] = frozenset()
    threads: tuple[Thread, ...] = ()
    planned: datetime = field(default_factory=lambda: datetime.now(UTC))
    lifts: tuple[Lift, ...] = ()

    def error(self, check: str, place: str, message: str) -> Finding:
        """A finding that blocks publication."""
        return Finding(self.article.slug, check, Severity.ERROR, place, message)

    def warning(self, check: str, place: str, message: str) -> Finding:
        """A finding that is shown and does not block."""
        return Finding(self.article.slug, check, Severity.WARNING, place, message)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that a reader is shown, each with its place."""
        article = self.article
        yield "kicker", article.kicker
        yield "headline", article.headline
        yield "standfirst", article.standfirst
        yield "byline", ", ".join(article.byline)
        yield "dateline", article.dateline
        for number, block in enumerate(self.document.blocks, start=1):
            yield paragraph(number), block_text(block)
        for used in self.photos:
            yield photo_place(used), "\n".join((used.caption, used.alt, used.credit))


Check = Callable[[CheckedStory], Iterator[Finding]]


def paragraph(number: int) -> str:
    """The place of a block of the body, counted from 1 with pictures, headings and lists."""
    return f"body: paragraph {number}"


def photo_place(used: UsedPhoto) -> str:
    """The place of a picture, by its file name."""
    return f"photo {used.photo.filename}"


def block_runs(block: Block) -> Iterator[Run]:
    """The runs of a block, in reading order; a figure's caption is told with its photo."""
    for runs in runs_in(block):
        yield from runs


def block_text(block: Block) -> str:
    """The text of a block; that of a figure stands with its photo, so that nothing is found twice."""
    match block:
        case Figure() | Gallery():
            return ""
        case Raw(markdown):
            return markdown
        case Aside(title) | Embed(_, title):
            return "\n".join([title, *map(plain, runs_in(block))])
        case _:
            return "\n".join(map(plain, runs_in(block)))
