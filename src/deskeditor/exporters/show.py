"""One story, or one front page, as text: for the command line and for a preview. No picture is read or made."""

from __future__ import annotations

from dataclasses import replace

from deskeditor.core.publication import Publication
from deskeditor.core.resources import resources
from deskeditor.exporters.article_text import desk_text
from deskeditor.exporters.bundle import prepared
from deskeditor.exporters.content import Package, Story
from deskeditor.exporters.media import Media, foresee_media
from deskeditor.exporters.ninjs import article_item, as_json
from deskeditor.exporters.pages import front_page, story_page
from deskeditor.exporters.release import Release


def as_markdown(story: Story, publication: Publication) -> str:
    """The story with its pictures as ids of the desk, so that it can be edited and taken in again."""
    release, _ = _alone(story, publication)
    return desk_text(replace(release, media={}), story)


def as_html(story: Story, publication: Publication) -> str:
    """The story's page, with its pictures where a bundle has them."""
    return story_page(*_alone(story, publication))


def as_ninjs(story: Story, publication: Publication) -> str:
    """The story's ninjs 3.1."""
    return as_json(article_item(*_alone(story, publication)))


def _alone(story: Story, publication: Publication) -> tuple[Release, Story]:
    package = prepared(Package(publication, (story,), None, story.article.urn, 0, story.article.modified))
    return Release(package, foresee_media(package.stories)), package.stories[0]


def preview(package: Package) -> str:
    """See ``deskeditor.exporters.preview``."""
    package = prepared(package)
    if package.front is None:
        return ""
    style = (resources() / "styles" / "web" / "style.css").read_text("utf-8")
    media = {key: _on_the_desk(media) for key, media in foresee_media(package.stories).items()}
    return front_page(Release(package, media), package.front, style=style)


def _on_the_desk(media: Media) -> Media:
    """The pictures by their ids on the desk, for whoever shows them from there."""
    renditions = tuple(replace(placed, path=f"photo:{media.photo.id}") for placed in media.renditions)
    return replace(media, renditions=renditions)
