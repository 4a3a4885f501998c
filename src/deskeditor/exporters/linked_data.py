"""The schema.org NewsArticle of a story page, as search engines and news readers take it."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from deskeditor.core.names import make_slug
from deskeditor.exporters.content import Action, Story
from deskeditor.exporters.media import Media
from deskeditor.exporters.release import Release, stamp
from deskeditor.markup import count_words

BETWEEN_NAMES = re.compile(r" (and|&) ")
BEFORE_NAME = re.compile(r"^(by|von|par|por)(?=\s)", re.IGNORECASE)
CARD = "assets/card.png"
"""The picture of a story that has none."""


def authors(release: Release, story: Story) -> list[dict[str, str]]:
    """A Person for each name, with an address of their own; the publisher where nobody is named."""
    known = {contributor.name: contributor for contributor in story.contributors}
    named = []
    for name in story.article.byline:
        contributor = known.get(name)
        slug = contributor.slug if contributor else make_slug(name, "contributor")
        url = contributor.url if contributor and contributor.url else release.url(f"contributors/{slug}")
        named.append({"@type": "Person", "name": _one_name(name), "url": url})
    return named or [publisher(release)]


def _one_name(name: str) -> str:
    """The same name to whoever reads it; search engines refuse what looks like several, or begins as with “by”."""
    together = BETWEEN_NAMES.sub("\u00a0\\1\u00a0", name.replace(",", ""))
    return BEFORE_NAME.sub("\\1\u2060", together)


def publisher(release: Release) -> dict[str, str]:
    return {"@type": "NewsMediaOrganization", "name": release.publication.name, "url": release.url("")}


def pictures(release: Release, media: Media | None) -> list[str]:
    """Addresses of the picture in the three ratios that search engines ask for."""
    if media is None:
        return [release.url(CARD)]
    wanted = (media.named("square-600"), media.named("web-1600") or media.shown, media.named("social-1200x675"))
    return [release.url(placed.path) for placed in wanted if placed]


def news_article(release: Release, story: Story) -> Markup:
    """The JSON-LD of a story, safe inside a script element."""
    article = story.article
    url = release.page_url(article)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": url,
        "identifier": article.urn,
        "version": str(article.version),
        "url": url,
        "mainEntityOfPage": url,
        "headline": release.headline(story),
        "description": release.description(story),
        "inLanguage": release.language(article),
        "datePublished": stamp(release.published(story)),
        "dateModified": stamp(release.revised(story)),
        "author": authors(release, story),
        "publisher": publisher(release),
        "image": pictures(release, release.picture(story.picture)),
        "copyrightNotice": release.copyright,
        "wordCount": count_words(release.text(story).plain),
    }
    if article.section:
        data["articleSection"] = article.section
    if article.dateline:
        data["dateline"] = article.dateline
    if article.tags:
        data["keywords"] = list(article.tags)
    if story.note and story.action is Action.CORRECT:
        data["correction"] = story.note
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
