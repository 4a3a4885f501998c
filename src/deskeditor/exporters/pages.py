"""Web pages: a story, the note in place of a withdrawn one, and the front page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from deskeditor.core.article import Article
from deskeditor.core.document import Figure
from deskeditor.core.languages import is_right_to_left
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.core.resources import resources
from deskeditor.core.rights import ai_part
from deskeditor.exporters import linked_data
from deskeditor.exporters.content import Action, Front, Headline, Story
from deskeditor.exporters.media import Media
from deskeditor.exporters.release import Release, page, stamp
from deskeditor.exporters.words import full_date, long_date, og_locale, words_for

UP = "../../"
"""From a story's folder to the top of the bundle."""


@dataclass(frozen=True, slots=True)
class Image:
    """What an ``img`` element needs."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str


def image(media: Media, prefix: str, alt: str, *, widest: int = 1600) -> Image:
    """The picture in its renditions, none wider than ``widest``; ``prefix`` leads from the page to the bundle."""
    frames = [r for r in media.full_frame if r.width <= widest] or [media.full_frame[0]]
    shown = media.shown if media.shown in frames else frames[-1]
    srcset = ", ".join(f"{prefix}{r.path} {r.width}w" for r in frames)
    return Image(prefix + shown.path, srcset, shown.width, shown.height, alt)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resources() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["rtl"] = is_right_to_left
    return environment


def _render(template: str, **values: object) -> str:
    return _templates().get_template(template).render(**values)


def figure_html(picture: Image, caption: str, credit: str, *, lead: bool = False) -> Markup:
    """A figure; caption and credit are escaped unless they are ``Markup``."""
    return Markup(_render("figure.html", image=picture, caption=caption, credit=credit, lead=lead).strip())


def body_html(release: Release, story: Story, prefix: str) -> Markup:
    """The body with its inline figures; a picture that the story does not have is left out."""
    inline = {used.photo.id: used for used in reversed(story.photos) if used.role is Role.INLINE}

    def figure(block: Figure, caption: str) -> str:
        used = inline.get(block.photo_id)
        media = release.picture(used)
        if used is None or media is None:
            return ""
        alt = "" if used.decorative else block.alt
        return figure_html(image(media, prefix, alt), Markup(caption), _credit(release, used, story.article))

    return Markup(release.text(story).html(figure, prefix))


def _lead_figure(release: Release, lead: UsedPhoto | None, prefix: str, article: Article | None = None) -> Markup:
    media = release.picture(lead)
    if lead is None or media is None:
        return Markup()
    credit = _credit(release, lead, article)
    return figure_html(image(media, prefix, lead.alt), lead.caption, credit, lead=True)


def _credit(release: Release, used: UsedPhoto, article: Article | None) -> str:
    """Whose picture it is; and, for all to see, that AI made it or had a part in it."""
    words = words_for(release.language(article) if article else release.publication.language)
    made = {"whole": words.ai_made, "part": words.ai_changed}.get(ai_part(used.photo.fields.digital_source_type), "")
    return " · ".join(filter(None, (used.credit, made)))


def _link(release: Release, prefix: str) -> Callable[[Headline], str]:
    """Where a line leads: to the page in the bundle, to the one published earlier, or nowhere."""
    sent = {story.article.id for story in release.usable}

    def link(line: Headline) -> str:
        if line.in_bundle and line.article.id in sent:
            return prefix + page(line.article)
        return release.page_url(line.article) if line.article.version > 0 and not line.in_bundle else ""

    return link


def story_page(release: Release, story: Story) -> str:
    """The page of a story, or the note that stands in its place when it is taken back."""
    language = release.language(story.article)
    words = words_for(language)
    frame: dict[str, object] = {
        "language": language,
        "words": words,
        "publication": release.publication,
        "copyright": release.copyright,
        "prefix": UP,
        "front": release.package.front is not None,
        "canonical": release.page_url(story.article),
        "story": story,
    }
    if story.withdrawn:
        return _render("withdrawn.html", **frame)
    published, revised = release.published(story), release.revised(story)
    zone = release.package.made.tzinfo
    return _render(
        "story.html",
        **frame,
        headline=release.headline(story),
        description=release.description(story),
        locale=og_locale(language),
        published=stamp(published),
        revised=stamp(revised),
        published_day=long_date(published.astimezone(zone).date(), language),
        revised_day=long_date(revised.astimezone(zone).date(), language),
        picture=_card(release, story.picture),
        picture_alt=_card_alt(release, story.picture),
        linked_data=linked_data.news_article(release, story),
        figure=_lead_figure(release, story.lead, UP, story.article),
        body=body_html(release, story, UP),
        note=story.note if story.action is Action.CORRECT else "",
        related=release.related(story),
        language_of=release.language,
        link=_link(release, UP),
    )


def _card(release: Release, used: UsedPhoto | None) -> str:
    """The address of the picture that a shared link shows."""
    media = release.picture(used)
    if media is None:
        return release.url(linked_data.CARD)
    return release.url((media.named("social-1200x675") or media.shown).path)


def _card_alt(release: Release, used: UsedPhoto | None) -> str:
    return (used.alt or used.caption if used else "") or release.publication.name


def front_page(release: Release, front: Front, *, style: str = "", with_feeds: bool = False) -> str:
    """The front page; with ``style`` it is a document on its own, for a preview.

    ``with_feeds`` says that they lie beside it.
    """
    language = release.publication.language
    stories = {story.article.id: story for story in release.usable}
    leading = stories.get(front.lead.article.id) if front.lead else None
    lead, shared = (leading.lead, leading.picture) if leading else (None, None)

    def thumbnail(line: Headline) -> Image | None:
        story = stories.get(line.article.id)
        lead = story.lead if story else None
        media = release.picture(lead)
        return image(media, "", lead.alt, widest=800) if lead and media else None

    return _render(
        "front.html",
        language=language,
        words=words_for(language),
        publication=release.publication,
        copyright=release.copyright,
        prefix="",
        canonical=release.url(""),
        locale=og_locale(language),
        picture=_card(release, shared),
        picture_alt=_card_alt(release, shared),
        day=front.edition.date.isoformat(),
        date_line=full_date(front.edition.date, language),
        front=front,
        figure=_lead_figure(release, lead, ""),
        thumbnail=thumbnail,
        language_of=release.language,
        link=_link(release, ""),
        feeds=with_feeds and bool(release.in_feeds),
        feed=release.url("feeds/rss.xml"),
        style=Markup(style),
    )
