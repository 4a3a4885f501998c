"""Checks of where the story leads its readers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from deskeditor.checks.story import CheckedStory, block_runs, paragraph
from deskeditor.core.finding import Finding
from deskeditor.core.links import SCHEMES


def links_elsewhere(story: CheckedStory) -> Iterator[Finding]:
    """Links that a reader's browser cannot follow from the published page."""
    for number, block in enumerate(story.document.blocks, start=1):
        for link in dict.fromkeys(run.link for run in block_runs(block) if run.link):
            if not _leads_out(link):
                message = f"The link to {link[:80]} leads nowhere for a reader; use an http, https or mailto address"
                yield story.warning("link", paragraph(number), message)


def _leads_out(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.path)
