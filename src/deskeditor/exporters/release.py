"""A package as its files see it: cleaned text, addresses, times and placed pictures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from deskeditor.core.article import Article
from deskeditor.core.errors import DeskError
from deskeditor.core.languages import is_language_tag
from deskeditor.core.names import make_slug
from deskeditor.core.photo import UsedPhoto
from deskeditor.core.publication import WITHDRAWN_PREFIX, Publication
from deskeditor.core.text import one_line
from deskeditor.exporters.content import Headline, Package, Story
from deskeditor.exporters.media import Media, media_key
from deskeditor.exporters.text import IN_BUNDLE, Text
from deskeditor.exporters.words import words_for
from deskeditor.markup import web_address

T = TypeVar("T")


STORY = "story:"
"""Before the id of a story, in the address of a link to it."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
DESCRIPTION_LENGTH = 200


def clean(value: T) -> T:
    """The same record with text that every format can hold: no control characters, normalised (NFC).

    XML and JSON readers refuse the former; browsers and search engines warn of text that is not in NFC.
    """
    if isinstance(value, str) and type(value) is str:
        return unicodedata.normalize("NFC", UNPRINTABLE.sub("", value))  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(clean(item) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: clean(getattr(value, each.name)) for each in fields(value)})
    return value


def stamp(moment: datetime) -> str:
    """A time as RFC 3339 in UTC."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Release:
    """A package and where its pictures lie; every file of a bundle is written from this alone."""

    package: Package
    media: Mapping[str, Media]
    _texts: dict[str, Text] = field(default_factory=dict)

    @property
    def publication(self) -> Publication:
        return self.package.publication

    @property
    def usable(self) -> tuple[Story, ...]:
        """The stories that are sent, without those that are taken back."""
        return tuple(story for story in self.package.stories if not story.withdrawn)

    @property
    def in_feeds(self) -> tuple[Story, ...]:
        """The stories that feeds tell of: none that is under embargo, as a feed has no way to say so."""
        return tuple(
            story for story in self.usable if not story.article.embargo or story.article.embargo <= self.package.made
        )

    @property
    def holder(self) -> str:
        """Who holds the rights to the text."""
        return self.publication.copyright_holder or self.publication.name

    @property
    def copyright(self) -> str:
        return f"© {self.package.made.year} {self.holder}"

    def url(self, path: str) -> str:
        """The public address of a file of the bundle."""
        return f"{self.publication.base_url.rstrip('/')}/{path}"

    def page_url(self, article: Article) -> str:
        return self.url(page(article))

    def text(self, story: Story) -> Text:
        """The body of the story; parsed when it is first asked for."""
        key = story.article.id
        if key not in self._texts:
            words = words_for(self.language(story.article))

            def link(address: str) -> str:
                return self.address(story, address, IN_BUNDLE)

            self._texts[key] = Text.of(story.article.body, link, words.page)
        return self._texts[key]

    def address(self, story: Story, address: str, prefix: str) -> str:
        """Where a link in the story leads; empty where that is nowhere. ``prefix`` leads to the top of the bundle.

        Another story is linked to in the bundle, or else where it was published.
        """
        if not address.startswith(STORY):
            return web_address(address)
        wanted = address.removeprefix(STORY)
        sent = next((other.article for other in self.usable if other.article.id == wanted), None)
        if sent is not None:
            return prefix + page(sent)
        return next((self.page_url(article) for article in story.linked if article.id == wanted), "")

    def picture(self, used: UsedPhoto | None) -> Media | None:
        """The photo as that use frames it; None where there is none in the package."""
        return self.media.get(media_key(used)) if used else None

    def headline(self, story: Story) -> str:
        """One line, never empty, marked where the story is taken back."""
        words = one_line(story.article.headline) or story.article.slug
        return f"{WITHDRAWN_PREFIX}{words}" if story.withdrawn else words

    def language(self, article: Article) -> str:
        return article.language if is_language_tag(article.language) else self.publication.language

    def published(self, story: Story) -> datetime:
        """When the story first left the desk."""
        return story.article.first_published or self.package.made

    def revised(self, story: Story) -> datetime:
        """When this version left the desk; never before the first."""
        return max(story.article.last_published or self.package.made, self.published(story))

    def description(self, story: Story) -> str:
        """The standfirst, or else the beginning of the text."""
        words = one_line(story.article.standfirst) or one_line(self.text(story).plain)
        if not words:
            return self.headline(story)
        if len(words) <= DESCRIPTION_LENGTH or story.article.standfirst:
            return words
        return words[:DESCRIPTION_LENGTH].rpartition(" ")[0].rstrip(" ,;:") + "…"

    def related(self, story: Story) -> tuple[Headline, ...]:
        """The other stories that the front page points to."""
        front = self.package.front
        return tuple(line for line in front.related if line.article.id != story.article.id) if front else ()


def folder(article: Article) -> str:
    """The story's folder in the bundle; safe whatever the slug is."""
    return f"items/{make_slug(article.slug, 'story')}"


def page(article: Article) -> str:
    """The story's page in the bundle."""
    return f"{folder(article)}/index.html"


def check_folders(package: Package) -> None:
    """Refuse stories that would overwrite each other."""
    counted = Counter(folder(story.article) for story in package.stories)
    for story in package.stories:
        if counted[folder(story.article)] > 1:
            raise DeskError(
                f"two stories of this export have the slug “{story.article.slug}”",
                where=story.article.slug,
                mend="give one of them another slug",
            )
