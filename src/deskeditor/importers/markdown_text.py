"""Markdown with front matter: the desk's own form of a story, and that of most static sites."""

from __future__ import annotations

from pathlib import Path

from deskeditor import markup
from deskeditor.core.errors import DeskError
from deskeditor.importers.files import read_text, without_controls, without_leading_blanks
from deskeditor.importers.front_matter import read_front_matter
from deskeditor.importers.incoming import IncomingArticle
from deskeditor.importers.story_pictures import StoryPictures

WARNINGS_TOLD = 50


class MarkdownImporter:
    kind = "Markdown"

    def accepts(self, path: Path) -> bool:
        return path.suffix.lower() in {".md", ".markdown", ".mdown"}

    def read(self, path: Path) -> IncomingArticle:
        """The story, its tags and its pictures; the first ``# Headline`` is the headline where no key names one.

        What says which story of the desk it is was written by a desk: its text is taken as it stands.
        """
        text, warnings = without_controls(read_text(path))
        try:
            named, body = markup.front_matter.split(text)
        except DeskError as fault:
            where = ", ".join(part for part in (str(path), fault.where) if part)
            raise DeskError(fault.what, where=where, mend=fault.mend) from fault
        front = read_front_matter(named)
        fields = front.fields
        body = body if body.strip() else fields.pop("body", "")
        from_a_desk = front.identity is not None
        if not from_a_desk:
            headline, body = _split_title(body, fields.get("headline", ""))
            fields["headline"] = headline or path.stem
        pictures = StoryPictures.of(front.photos, path.parent, text_is_whole=from_a_desk)
        body = pictures.read(body)
        if body or not from_a_desk:
            fields["body"] = body
        return IncomingArticle(
            fields,
            front.tags,
            pictures.uses,
            _told((*warnings, *front.warnings, *pictures.warnings)),
            front.created,
            front.identity,
            front.told,
        )


def _told(warnings: tuple[str, ...]) -> tuple[str, ...]:
    """As many as a person reads; a hostile file could give one for every few bytes."""
    more = len(warnings) - WARNINGS_TOLD
    return (*warnings[:WARNINGS_TOLD], f"And {more:,} more of the kind") if more > 0 else warnings


def _split_title(body: str, headline: str) -> tuple[str, str]:
    """The headline and the body without it; a first heading that says something else stays where it is."""
    text = without_leading_blanks(body)
    first, _, rest = text.partition("\n")
    below, _, after = rest.partition("\n")
    if first.startswith("# "):
        heading = first
    elif first.strip() and below.strip() and not below.strip("= \t"):
        heading, rest = f"# {first}", after
    else:
        return headline, text
    title = " ".join(markup.plain_text(heading).split())
    if not title or (headline and headline != title):
        return headline, text
    return title, rest
