"""What stands between a story and its publication: small functions, one list, one that runs them all."""

from deskeditor.checks.editing import changes_pending, comments_open, marks_left, notes_apart
from deskeditor.checks.links import links_elsewhere, links_to_stories
from deskeditor.checks.pictures import (
    alt_long,
    alt_missing,
    alt_repeats_caption,
    caption_missing,
    credit_missing,
    photo_missing,
)
from deskeditor.checks.release import embargoed, language_invalid, unfinished, withheld
from deskeditor.checks.rights import ai_told, restrictions_told, rights_held, rights_unstated
from deskeditor.checks.story import Check, CheckedStory
from deskeditor.checks.words import (
    body_empty,
    byline_missing,
    escaped_quotes,
    headline_long,
    headline_missing,
    placeholders_left,
    standfirst_missing,
)
from deskeditor.core.finding import Finding, Severity

__all__ = ["CHECKS", "Check", "CheckedStory", "run_checks"]

CHECKS: tuple[Check, ...] = (
    headline_missing,
    body_empty,
    photo_missing,
    rights_held,
    withheld,
    language_invalid,
    embargoed,
    unfinished,
    headline_long,
    standfirst_missing,
    byline_missing,
    caption_missing,
    alt_missing,
    alt_repeats_caption,
    alt_long,
    credit_missing,
    rights_unstated,
    restrictions_told,
    ai_told,
    escaped_quotes,
    placeholders_left,
    links_elsewhere,
    links_to_stories,
    changes_pending,
    comments_open,
    marks_left,
    notes_apart,
)


def run_checks(story: CheckedStory) -> list[Finding]:
    """All that the checks find, what blocks publication first."""
    findings = [finding for check in CHECKS for finding in check(story)]
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
