"""Checks of whether the story may go out, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from deskeditor.checks.story import CheckedStory
from deskeditor.core.article import Status
from deskeditor.core.finding import Finding
from deskeditor.core.languages import is_language_tag


def withheld(story: CheckedStory) -> Iterator[Finding]:
    if story.article.status is Status.WITHHELD:
        message = "The story is withheld; set it to editing once it may be published"
        yield story.error("withheld", "status", message)


def unfinished(story: CheckedStory) -> Iterator[Finding]:
    if story.article.status in (Status.DRAFT, Status.EDITING):
        standing = "a draft" if story.article.status is Status.DRAFT else "being edited"
        yield story.warning("unfinished", "status", f"The story is still {standing}; set it to ready when finished")


def embargoed(story: CheckedStory) -> Iterator[Finding]:
    embargo = story.article.embargo
    if embargo is not None and embargo > datetime.now(UTC):
        until = embargo.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
        message = f"The story is under embargo until {until}; publish it after that, or lift the embargo"
        yield story.warning("embargo", "embargo", message)


def language_invalid(story: CheckedStory) -> Iterator[Finding]:
    language = story.article.language
    if not is_language_tag(language):
        message = f"“{language}” is not a language tag; write one such as en, ko or pt-BR"
        yield story.error("language-invalid", "language", message)
