"""Checks of the story's pictures: a reader who sees them, one who does not, and the one who made them."""

from __future__ import annotations

from collections.abc import Iterator

from deskeditor.checks.story import CheckedStory, photo_place
from deskeditor.core.alt_text import LENGTH, Repeats, over, repeats
from deskeditor.core.finding import Finding


def photo_missing(story: CheckedStory) -> Iterator[Finding]:
    for name in story.missing_photos:
        message = "The picture's file is not on the desk; add the picture again or take it out of the story"
        yield story.error("photo-missing", f"photo {name}", message)


def caption_missing(story: CheckedStory) -> Iterator[Finding]:
    for used in story.photos:
        if not used.caption.strip():
            message = "The picture has no caption; say who and what is seen, where and when"
            yield story.warning("caption-missing", photo_place(used), message)


def alt_missing(story: CheckedStory) -> Iterator[Finding]:
    for used in story.photos:
        if not used.alt.strip() and not used.decorative:
            message = "The picture has no alt text; describe it for those who cannot see it, or mark it as decorative"
            yield story.warning("alt-missing", photo_place(used), message)


def alt_repeats_caption(story: CheckedStory) -> Iterator[Finding]:
    for used in story.photos:
        said = repeats(used.alt, used.caption)
        if said is not Repeats.NOT:
            nearly = "nearly " if said is Repeats.NEARLY else ""
            message = (
                f"The alt text {nearly}repeats the caption, and is then heard twice; describe what is seen instead"
            )
            yield story.warning("alt-repeats-caption", photo_place(used), message)


def alt_long(story: CheckedStory) -> Iterator[Finding]:
    for used in story.photos:
        if over(used.alt):
            length = len(used.alt.strip())
            message = (
                f"The alt text has {length} characters; aim for {LENGTH}, and put the rest into the long description"
            )
            yield story.warning("alt-long", photo_place(used), message)


def credit_missing(story: CheckedStory) -> Iterator[Finding]:
    for used in story.photos:
        if not used.credit.strip():
            message = "The picture has no credit; name the photographer or the agency"
            yield story.warning("credit-missing", photo_place(used), message)
