"""Checks of where the story leads its readers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from deskeditor.checks.story import CheckedStory, block_runs, paragraph
from deskeditor.core.article import Status
from deskeditor.core.document import Block
from deskeditor.core.finding import Finding
from deskeditor.core.links import SCHEMES

STORY = "story:"


def links_elsewhere(story: CheckedStory) -> Iterator[Finding]:
    """Links that a reader's browser cannot follow from the published page."""
    for number, block in enumerate(story.document.blocks, start=1):
        for link in dict.fromkeys(run.link for run in block_runs(block) if run.link):
            if not link.startswith(STORY) and not _leads_out(link):
                message = f"The link to {link[:80]} leads nowhere for a reader; use an http, https or mailto address"
                yield story.warning("link", paragraph(number), message)


def links_to_stories(story: CheckedStory) -> Iterator[Finding]:
    """Links to other stories of the desk that readers cannot come to: they are shown as text."""
    linked = {other.id: other for other in story.linked}
    for number, block in enumerate(story.document.blocks, start=1):
        for wanted in dict.fromkeys(_story_ids(block)):
            if wanted in story.reachable or wanted == story.article.id:
                continue
            other = linked.get(wanted)
            if other is None:
                message = "A link leads to a story that is not on the desk; link to another, or take the link out"
            elif other.status is Status.WITHDRAWN:
                message = f"A link leads to “{other.headline}”, which is withdrawn; take the link out"
            else:
                message = (
                    f"A link leads to “{other.headline}”, which is not published; export it together with this story"
                )
            yield story.warning("story-link", paragraph(number), message)


def _story_ids(block: Block) -> Iterator[str]:
    return (run.link.removeprefix(STORY) for run in block_runs(block) if run.link.startswith(STORY))


def _leads_out(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.path)
