"""What readers subscribe to: RSS 2.0, Atom, JSON Feed 1.1 and a news sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import format_datetime

from lxml import etree

from deskeditor.core.languages import is_language_tag
from deskeditor.exporters.content import Story
from deskeditor.exporters.ninjs import as_json
from deskeditor.exporters.pages import body_html
from deskeditor.exporters.release import Release, stamp

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feeds(release: Release) -> Iterator[tuple[str, str]]:
    """Path and text of each feed; none where there is nothing to read."""
    stories = release.in_feeds
    if stories:
        yield "feeds/atom.xml", _atom(release, stories)
        yield "feeds/feed.json", _json_feed(release, stories)
        yield "feeds/news-sitemap.xml", _sitemap(release, stories)
        yield "feeds/rss.xml", _rss(release, stories)


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _xml(root: etree._Element) -> str:
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode() + "\n"


def _html(release: Release, story: Story) -> str:
    return str(body_html(release, story, release.url("")))


def _rss(release: Release, stories: tuple[Story, ...]) -> str:
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM, "dc": DC, "content": CONTENT, "media": MEDIA})
    channel = _add(root, "channel")
    _add(channel, "title", release.publication.name)
    _add(channel, "link", release.url(""))
    _add(channel, "description", release.publication.name)
    if is_language_tag(release.publication.language):
        _add(channel, "language", release.publication.language)
    _add(channel, "copyright", release.copyright)
    _add(channel, "lastBuildDate", format_datetime(release.package.made))
    _add(channel, f"{{{ATOM}}}link", href=release.url("feeds/rss.xml"), rel="self", type="application/rss+xml")
    for story in stories:
        item = _add(channel, "item")
        _add(item, "title", release.headline(story))
        _add(item, "link", release.page_url(story.article))
        _add(item, "guid", story.article.urn, isPermaLink="false")
        _add(item, "pubDate", format_datetime(release.published(story)))
        _add(item, "description", release.description(story))
        for name in story.article.byline:
            _add(item, f"{{{DC}}}creator", name)
        for tag in story.article.tags:
            _add(item, "category", tag)
        _add(item, f"{{{CONTENT}}}encoded", _html(release, story))
        _rss_picture(release, story, item)
    return _xml(root)


def _rss_picture(release: Release, story: Story, item: etree._Element) -> None:
    used = story.picture
    media = release.picture(used)
    if used is None or media is None:
        return
    shown = media.shown
    content = _add(
        item,
        f"{{{MEDIA}}}content",
        url=release.url(shown.path),
        type=shown.media_type,
        medium="image",
        width=str(shown.width),
        height=str(shown.height),
    )
    if used.caption:
        _add(content, f"{{{MEDIA}}}description", used.caption, type="plain")
    if used.credit:
        _add(content, f"{{{MEDIA}}}credit", used.credit)


def _atom(release: Release, stories: tuple[Story, ...]) -> str:
    def tag(name: str) -> str:
        return f"{{{ATOM}}}{name}"

    root = etree.Element(tag("feed"), nsmap={None: ATOM, "at": TOMBSTONES})  # type: ignore[dict-item]  # None: the default
    made = stamp(release.package.made)
    _add(root, tag("id"), release.url("feeds/atom.xml"))
    _add(root, tag("title"), release.publication.name)
    _add(root, tag("updated"), made)
    _add(root, tag("link"), rel="self", href=release.url("feeds/atom.xml"))
    _add(root, tag("link"), href=release.url(""))
    _add(_add(root, tag("author")), tag("name"), release.publication.name)
    _add(root, tag("rights"), release.copyright)
    for story in stories:
        entry = _add(root, tag("entry"))
        entry.set(XML_LANG, release.language(story.article))
        _add(entry, tag("id"), story.article.urn)
        _add(entry, tag("title"), release.headline(story))
        _add(entry, tag("updated"), stamp(release.revised(story)))
        _add(entry, tag("published"), stamp(release.published(story)))
        _add(entry, tag("link"), href=release.page_url(story.article))
        for name in story.article.byline or [release.publication.name]:
            _add(_add(entry, tag("author")), tag("name"), name)
        for topic in story.article.tags:
            _add(entry, tag("category"), term=topic)
        _add(entry, tag("summary"), release.description(story))
        _add(entry, tag("content"), _html(release, story), type="html")
    for story in release.package.stories:
        if story.withdrawn:
            gone = _add(root, f"{{{TOMBSTONES}}}deleted-entry", ref=story.article.urn, when=made)
            _add(gone, f"{{{TOMBSTONES}}}comment", story.note or "Withdrawn")
    return _xml(root)


def _json_feed(release: Release, stories: tuple[Story, ...]) -> str:
    items = []
    for story in stories:
        article = story.article
        item: dict[str, object] = {
            "id": article.urn,
            "url": release.page_url(article),
            "title": release.headline(story),
            "summary": release.description(story),
            "content_html": _html(release, story),
            "date_published": stamp(release.published(story)),
            "date_modified": stamp(release.revised(story)),
            "authors": [{"name": name} for name in story.article.byline or [release.publication.name]],
            "language": release.language(article),
        }
        media = release.picture(story.picture)
        if media:
            item["image"] = release.url(media.shown.path)
        if article.tags:
            item["tags"] = list(article.tags)
        items.append(item)
    return as_json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": release.publication.name,
            "home_page_url": release.url(""),
            "feed_url": release.url("feeds/feed.json"),
            "language": release.publication.language,
            "items": items,
        }
    )


def _sitemap(release: Release, stories: tuple[Story, ...]) -> str:
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "news": NEWS})  # type: ignore[dict-item]
    for story in stories:
        url = _add(root, f"{{{SITEMAP}}}url")
        _add(url, f"{{{SITEMAP}}}loc", release.page_url(story.article))
        _add(url, f"{{{SITEMAP}}}lastmod", stamp(release.revised(story)))
        news = _add(url, f"{{{NEWS}}}news")
        publication = _add(news, f"{{{NEWS}}}publication")
        _add(publication, f"{{{NEWS}}}name", release.publication.name)
        _add(publication, f"{{{NEWS}}}language", release.language(story.article))
        _add(news, f"{{{NEWS}}}publication_date", stamp(release.published(story)))
        _add(news, f"{{{NEWS}}}title", release.headline(story))
    return _xml(root)
