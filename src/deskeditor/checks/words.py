"""Checks of the story's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deskeditor.checks.story import CheckedStory
from deskeditor.core.finding import Finding
from deskeditor.markup.placeholders import placeholders

HEADLINE_LENGTH = 110
"""Characters; Google's structured-data guidelines ask for no more, and cards cut there."""

ESCAPED_QUOTE = re.compile(r"\\['\"‘’“”]")


def headline_missing(story: CheckedStory) -> Iterator[Finding]:
    if not story.article.headline.strip():
        yield story.error("headline-missing", "headline", "The story has no headline; write one")


def headline_long(story: CheckedStory) -> Iterator[Finding]:
    length = len(story.article.headline.strip())
    if length > HEADLINE_LENGTH:
        message = f"The headline has {length} characters; cut it to {HEADLINE_LENGTH} or fewer"
        yield story.warning("headline-long", "headline", message)


def standfirst_missing(story: CheckedStory) -> Iterator[Finding]:
    if not story.article.standfirst.strip():
        message = "The story has no standfirst; write the sentence that front pages and search results show"
        yield story.warning("standfirst-missing", "standfirst", message)


def byline_missing(story: CheckedStory) -> Iterator[Finding]:
    if not any(name.strip() for name in story.article.byline):
        yield story.warning("byline-missing", "byline", "The story has no byline; name who wrote it")


def body_empty(story: CheckedStory) -> Iterator[Finding]:
    if not story.article.body.strip():
        yield story.error("body-empty", "body", "The story has no text; write it or take it off the export")


def placeholders_left(story: CheckedStory) -> Iterator[Finding]:
    for place, text in story.texts():
        for found in placeholders(text, story.article.language):
            message = f"“{found[0]}” stands for a fact that is still to come; put it in, or take the mark out"
            yield story.warning("tk", place, message)


def escaped_quotes(story: CheckedStory) -> Iterator[Finding]:
    r"""Other systems hand on ``\'`` for an apostrophe."""
    for place, text in story.texts():
        found = ESCAPED_QUOTE.search(text)
        if found:
            message = f"A backslash stands before a quotation mark ({found[0]}); take the backslash out"
            yield story.warning("escaped-quote", place, message)
