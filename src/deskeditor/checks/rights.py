"""Checks of whether the story's pictures may be published when it is."""

from __future__ import annotations

from collections.abc import Iterator

from deskeditor.checks.story import CheckedStory, photo_place
from deskeditor.core.finding import Finding
from deskeditor.core.rights import Hold, ai_part, holds


def rights_held(story: CheckedStory) -> Iterator[Finding]:
    """What holds a picture back blocks the story, until somebody who may has lifted it; then it is still told."""
    for used in story.photos:
        for hold in holds(used.photo, story.planned, story.lifts, story.article.id):
            check, place = f"rights-{hold.rule}", photo_place(used)
            yield story.warning(check, place, _lifted(hold)) if hold.lift else story.error(check, place, _held(hold))


def rights_unstated(story: CheckedStory) -> Iterator[Finding]:
    """Where the credit stands in for what nobody stated, because receivers refuse pictures without it."""
    for used in story.photos:
        stated = {"creator": used.photo.fields.creator, "copyright notice": used.photo.fields.copyright}
        unstated = " and no ".join(name for name, value in stated.items() if not value)
        if unstated and used.credit:
            message = f"The picture has no {unstated}, and its files say the credit instead; state what is known"
            yield story.warning("rights-unstated", photo_place(used), message)


def restrictions_told(story: CheckedStory) -> Iterator[Finding]:
    for used in story.photos:
        if said := used.photo.fields.restrictions:
            message = f"The licence of the picture restricts its use (“{said[:200]}”); see that this story keeps to it"
            yield story.warning("restrictions", photo_place(used), message)


def ai_told(story: CheckedStory) -> Iterator[Finding]:
    for used in story.photos:
        if part := ai_part(used.photo.fields.digital_source_type):
            how = "made with AI" if part == "whole" else "changed in part with AI"
            message = f"The picture was {how}, and its page says so; see that the desk's rules allow it"
            yield story.warning("ai-made", photo_place(used), message)


def _held(hold: Hold) -> str:
    return f"{hold.reason}; choose another picture, or have it lifted by {hold.who}"


def _lifted(hold: Hold) -> str:
    lift = hold.lift
    return f"{hold.reason}; lifted by {lift.by} ({lift.reason})" if lift else hold.reason
