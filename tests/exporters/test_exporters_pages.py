"""The pages, feeds and JSON that readers and machines get, whatever the text is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from deskeditor.core.article import Article
from deskeditor.core.document import Document, Figure, Mark, Paragraph, Run, normal_runs, plain
from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.core.publication import Publication
from deskeditor.core.text import one_line
from deskeditor.exporters import STORY_FORMATS, Action, Package, Story, preview
from deskeditor.exporters.article_text import article_text, inert
from deskeditor.exporters.bundle import prepared
from deskeditor.exporters.feeds import feeds
from deskeditor.exporters.media import foresee_media
from deskeditor.exporters.release import Release, clean
from deskeditor.exporters.words import WORDS, full_date, og_locale, words_for
from deskeditor.markup import front_matter, normal, plain_text, read, write

PUBLICATION = Publication("Harbour Letter", "https://letter.example", "letter.example")
MakeArticle = Callable[..., Article]
MakePackage = Callable[..., Package]


def page_of(story: Story) -> etree._Element:
    """The story's page, parsed."""
    return html.document_fromstring(STORY_FORMATS["html"](story, PUBLICATION).encode())


def page_at(path: Path) -> etree._Element:
    """A page of a bundle, parsed."""
    return html.document_fromstring(path.read_bytes())


def elements(page: etree._Element, path: str) -> list[etree._Element]:
    """What an XPath finds."""
    return cast("list[etree._Element]", page.xpath(path))


def text_of(element: etree._Element) -> str:
    """The text on one line."""
    return one_line("".join(str(part) for part in element.itertext()))


def texts(page: etree._Element, path: str) -> list[str]:
    """The text of each element."""
    return [text_of(found) for found in elements(page, path)]


def data_of(page: etree._Element) -> dict[str, object]:
    """The page's JSON-LD."""
    data: dict[str, object] = json.loads(elements(page, "//script[@type='application/ld+json']")[0].text or "")
    return data


hostile = st.text(st.characters(), max_size=60) | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        "<!--",
        "{{ 7 * 7 }}",
        "' onload='x",
        '"><img src=x onerror=y>',
        "]]>",
        "&lt;b&gt;",
    ]
)


@settings(max_examples=60, deadline=None)
@given(headline=hostile, standfirst=hostile, kicker=hostile, name=hostile)
def test_any_text_is_shown_as_it_is(
    make_article: MakeArticle, headline: str, standfirst: str, kicker: str, name: str
) -> None:
    article = make_article("any", headline=headline, standfirst=standfirst, kicker=kicker, byline=(name,))
    story = Story(article, note=headline, action=Action.CORRECT)
    page = page_of(story)
    shown = one_line(clean(headline)) or "any"
    assert texts(page, "//h1") == [shown]
    data = data_of(page)
    assert data["headline"] == shown
    assert len(elements(page, "//script")) == 1
    assert not elements(page, "//img")
    item = json.loads(STORY_FORMATS["ninjs"](story, PUBLICATION))
    assert item["headlines"][0]["value"] == shown


@settings(max_examples=30, deadline=None)
@given(headline=hostile, tag=hostile, note=hostile)
def test_every_feed_can_be_read_whatever_the_text(edition_package: Package, headline: str, tag: str, note: str) -> None:
    first, *others = edition_package.stories
    odd = Story(replace(first.article, headline=headline, tags=(tag,)), note=note)
    release = Release(clean(replace(edition_package, stories=(odd, *others))), {})
    made = dict(feeds(release))
    assert sorted(made) == ["feeds/atom.xml", "feeds/feed.json", "feeds/news-sitemap.xml", "feeds/rss.xml"]
    shown = one_line(clean(headline)) or first.article.slug
    assert json.loads(made["feeds/feed.json"])["items"][0]["title"] == shown
    for path in ("feeds/rss.xml", "feeds/atom.xml", "feeds/news-sitemap.xml"):
        titles = [element.text for element in etree.fromstring(made[path].encode()).iter("{*}title")]
        assert shown in titles


pieces = st.sampled_from(
    [
        "<script>",
        "</script>",
        "<",
        "< b",
        "<img src=x onerror=y>",
        " onclick = 1",
        "javascript:",
        "`",
        "``",
        "\\",
        "a",
        "\n",
        "&lt;",
        "&",
        "    ",
    ]
)


@settings(max_examples=200, deadline=None)
@given(text=st.lists(pieces, max_size=8).map("".join), marks=st.sets(st.sampled_from(Mark)))
def test_markdown_that_leaves_is_inert_and_says_the_same(text: str, marks: set[Mark]) -> None:
    runs = normal_runs([Run("a "), Run(text, frozenset(marks)), Run(" z")])
    sent = write(normal(Document((Paragraph(runs),))))
    safe = inert(sent)
    assert plain_text(safe) == plain_text(sent)
    outside = re.sub(r"(`+)[^`].*?\1", "", safe, flags=re.DOTALL)
    assert not re.search(r"<\s*script|\son\w+\s*=|javascript:", outside)


@settings(max_examples=100, deadline=None)
@given(caption=hostile, alt=hostile, credit=hostile)
@example(caption="", alt="", credit="\xa0")
def test_any_caption_alt_and_credit_leave_whole(
    make_article: MakeArticle, edition_package: Package, caption: str, alt: str, credit: str
) -> None:
    photo = edition_package.stories[1].photos[0].photo
    words = UsedPhoto(photo, Role.LEAD, caption, alt, credit)
    story = Story(make_article("captioned"), (words,))
    fields, _ = front_matter.split(STORY_FORMATS["markdown"](story, PUBLICATION))
    told = {"id": photo.id, "role": "lead", "caption": caption, "alt": alt, "credit": credit}
    assert fields["photos"] == [told]
    package = prepared(replace(edition_package, stories=(story,), front=None))
    sent = article_text(Release(package, foresee_media(package.stories)), package.stories[0])
    figure, *blocks = read(front_matter.split(sent)[1].replace("](../../media/", "](photo:../../media/")).blocks
    assert isinstance(figure, Figure)
    assert figure.alt == one_line(clean(alt))
    assert plain(figure.caption) == f"{one_line(clean(caption))} {one_line(clean(credit))}".strip(" ")
    assert len(blocks) == 2
    page = page_of(story)
    assert [image.get("alt") for image in elements(page, "//figure/img")] == [clean(alt)]
    shown = [one_line(clean(words)) for words in (caption, credit) if clean(words)]
    assert texts(page, "//figcaption/span") == shown


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        ("<script>x</script>\n", "&lt;script>x&lt;/script>\n"),
        ("| a |\n| --- |\n| <b onclick=x> `<b>` |\n", "| a |\n| --- |\n| &lt;b onclick&#61;x> `<b>` |\n"),
        ("- a\n\n<!-- -->\n\n- b\n", "- a\n\n<!-- -->\n\n- b\n"),
        ("```\n<script>\n```\n", "```\n<script>\n```\n"),
        ("[a](javascript:alert(1))\n", "[a](<#alert(1)>)\n"),
        ("- a\n- <!-- -->\n", "- a\n- <!-- -->\n"),
        ("1 < 2 and <https://harbour.example>\n", "1 < 2 and [https://harbour.example](https://harbour.example)\n"),
    ],
)
def test_what_a_browser_could_run_leaves_as_text(body: str, sent: str) -> None:
    assert inert(write(read(body))) == sent


def test_a_long_headline_is_never_cut(make_article: MakeArticle) -> None:
    headline = "A headline of many words " * 10
    page = page_of(Story(make_article("long", headline=headline)))
    assert texts(page, "//h1") == [headline.strip()]
    assert data_of(page)["headline"] == headline.strip()


def test_levels_of_headings_follow_each_other(make_article: MakeArticle) -> None:
    body = "#### Deep\n\nText.\n\n## Top\n\nText.\n\n#### Deep again\n\nText.\n"
    page = page_of(Story(make_article("levels", body=body)))
    names = [element.tag for element in page.iter("h1", "h2", "h3", "h4")]
    assert names == ["h1", "h2", "h2", "h3"]


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        ('See [x](story:id-old "A title").', 'See [x]({}items/old/index.html "A title").'),
        ("See [x](<story:id-old> 'A title').", "See [x]({}items/old/index.html 'A title')."),
        ('See [x](story:id-gone "A title").', "See x."),
        ("See [x][r].\n\n[r]: story:id-old", "See [x]({0}items/old/index.html).\n\n[r]: {0}items/old/index.html"),
        ("See [x][r].\n\n[r]: story:id-gone", "See x."),
    ],
)
def test_no_address_of_the_desk_leaves_however_a_link_is_written(
    make_article: MakeArticle, make_package: MakePackage, body: str, sent: str
) -> None:
    story = Story(make_article("links", body=body), linked=(make_article("old"),))
    _, text = front_matter.split(article_text(Release(make_package(story), {}), story))
    assert text.rstrip("\n") == sent.format("https://letter.example/news/")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (("Jo Field",), ["Jo Field"]),
        (("Jo Field", "이민"), ["Jo Field", "이민"]),
        (("Sammy Davis, Jr.", "Von Miller"), ["Sammy Davis Jr.", "Von\u2060 Miller"]),
        (("Rowe & Co", "Salt and Tide"), ["Rowe\u00a0&\u00a0Co", "Salt\u00a0and\u00a0Tide"]),
        ((), ["Harbour Letter"]),
    ],
)
def test_each_author_is_one_name_with_an_address(
    make_article: MakeArticle, byline: tuple[str, ...], names: list[str]
) -> None:
    story = Story(make_article("who", byline=byline))
    authors = data_of(page_of(story))["author"]
    assert isinstance(authors, list)
    assert [author["name"] for author in authors] == names
    assert all(author["url"].startswith("https://letter.example/") for author in authors)
    people = json.loads(STORY_FORMATS["ninjs"](story, PUBLICATION)).get("people", [])
    assert [person["name"] for person in people] == list(byline)


def test_a_page_of_a_language_written_from_the_right_says_so(edition_bundle: Path) -> None:
    page = page_at(edition_bundle / "data/items/fish-market/index.html")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert texts(page, "//h2")[-1] == WORDS["ar"].related


def test_a_story_page_has_each_thing_once_in_its_place(edition_bundle: Path) -> None:
    page = page_at(edition_bundle / "data/items/ferry-sails-again/index.html")
    text = text_of(elements(page, "//body")[0])
    for once in (
        "Ferry “Haneul” sails again, says the harbour’s master: ‘Every valve was checked’",
        "A standfirst for ferry-sails-again.",
        "Jo Field · Min Rowe",
        "MOKPO",
        "The ferry’s crew wave.",
        "The mast of the boat & its flag",
        "We checked every valve.",
        "Words that look like code: <script>alert(1)</script> and a link.",
        "Published last week",
        "Updated December 5, 2025",
    ):
        assert text.count(once) == 1, once
    assert texts(page, "//div[@class='body']/*[not(self::figure)]") == [
        "The boat sailed at seven — for the first time in ten days.",
        "A small crosshead",
        "We checked every valve.",
        "one two",
        "Words that look like code: <script>alert(1)</script> and a link.",
    ]
    assert texts(page, "//div[@class='body']//*[self::strong or self::em]") == ["seven", "ten", "The mast"]
    assert texts(page, "//span[@class='kicker']") == ["Transport"]
    assert texts(page, "//section[@class='tags']//li") == ["ferries", "outer islands"]
    assert texts(page, "//figure[@class='lead']//span[@class='credit']") == ["Jo Field / Harbour Letter"]
    images = elements(page, "//figure/img")
    assert [image.get("alt") for image in images] == ["A white boat's crew", "A tall mast", ""]
    folder = edition_bundle / "data/items/ferry-sails-again"
    for image in images:
        for source in (image.get("src", ""), *re.findall(r"(\S+) \d+w", image.get("srcset", ""))):
            assert (folder / source).is_file()


def test_ninjs_and_feeds_carry_the_same_body_with_public_addresses(edition_bundle: Path) -> None:
    item = json.loads((edition_bundle / "data/items/ferry-sails-again/article.ninjs.json").read_text("utf-8"))
    feed = json.loads((edition_bundle / "data/feeds/feed.json").read_text("utf-8"))
    rss = etree.parse(str(edition_bundle / "data/feeds/rss.xml"))
    body = item["bodies"][0]["value"]
    assert feed["items"][0]["content_html"] == body
    assert next(rss.getroot().iter("{*}encoded")).text == body
    parsed = html.fragment_fromstring(body, create_parent=True)
    names = [element.tag for element in parsed]
    assert names == ["p", "h2", "figure", "blockquote", "ul", "figure", "p"]
    base = "https://letter.example/news/media/"
    assert all(str(image.get("src")).startswith(base) for image in elements(parsed, "//img"))
    assert item["bodies"][1]["value"].startswith("The boat sailed at seven — for the first time in ten days.\n\n")


def test_the_front_page_is_in_the_order_of_the_edition(edition_bundle: Path) -> None:
    page = page_at(edition_bundle / "data/index.html")
    assert texts(page, "//header//time") == ["Friday, December 5, 2025"]
    assert texts(page, "//h1") == ["Harbour Letter"]
    assert [e.get("content") for e in elements(page, "//meta[@property='og:image:alt']")] == ["A white boat's crew"]
    assert texts(page, "//article[@class='lead']/p[@class='kicker']") == ["Transport"]
    assert texts(page, "//article//h2") == [
        "Ferry “Haneul” sails again, says the harbour’s master: ‘Every valve was checked’",
        "해녀 학교, 올해 신입생 스무 명",
        "سوق السمك يفتح أبوابه من جديد",
        "A line without a story",
    ]
    assert texts(page, "//figcaption/span") == ["The ferry’s crew wave.", "Jo Field / Harbour Letter"]
    assert texts(page, "//section[h2='Related']//li") == ["Published last week", "Another headline for it"]
    assert texts(page, "//section[h2='Topics']//li") == ["ferries", "outer islands", "제주"]
    assert texts(page, "//section[h2='Most read']/ol/li") == ["Most read: the ferry", "Second most read"]
    assert [link.get("href") for link in elements(page, "//main//a")] == [
        "items/ferry-sails-again/index.html",
        "items/haenyeo-school/index.html",
        "items/fish-market/index.html",
        "https://letter.example/news/items/old-story/index.html",
        "items/quotes-and-script/index.html",
        "items/ferry-sails-again/index.html",
    ]


def test_a_story_without_a_lead_is_shared_with_the_first_picture_of_its_text(
    edition_package: Package, make_package: MakePackage
) -> None:
    ferry = edition_package.stories[0]
    tall, small = ferry.photos[1:]
    story = replace(ferry, photos=(tall, small))
    page = page_of(story)
    (shared,) = elements(page, "//meta[@property='og:image']/@content")
    image = data_of(page)["image"]
    assert isinstance(image, list)
    assert "/media/tall-photo-" in str(shared)
    assert all("/media/tall-photo-" in address for address in image)
    package = prepared(make_package(story))
    made = dict(feeds(Release(package, foresee_media(package.stories))))
    assert "/media/tall-photo-" in json.loads(made["feeds/feed.json"])["items"][0]["image"]
    (content,) = etree.fromstring(made["feeds/rss.xml"].encode()).iter("{*}content")
    assert "/media/tall-photo-" in content.get("url", "")


def test_a_preview_stands_on_its_own(edition_package: Package, make_package: MakePackage) -> None:
    page = html.document_fromstring(preview(edition_package).encode())
    assert "body {" in texts(page, "//style")[0]
    assert not elements(page, "//link[@rel='stylesheet']")
    assert texts(page, "//article//h2")[3] == "A line without a story"
    assert preview(make_package(edition_package.stories[1])) == ""
    shown = [used.photo.id for story in edition_package.stories for used in story.photos]
    pictures = [element.get("src", "") for element in elements(page, "//img")]
    assert pictures
    assert all(picture.removeprefix("photo:") in shown for picture in pictures)


def test_shown_markdown_keeps_the_ids_of_the_desk(edition_package: Package) -> None:
    story = edition_package.stories[0]
    text = STORY_FORMATS["markdown"](story, edition_package.publication)
    assert text.endswith(story.article.body)
    assert "../" not in text


@pytest.mark.parametrize(
    ("language", "date", "locale"),
    [
        ("en", "Friday, December 5, 2025", "en_US"),
        ("en-GB", "Friday, 5 December 2025", "en_GB"),
        ("ko", "2025년 12월 5일 금요일", "ko_KR"),
        ("zh-TW", "2025年12月5日 星期五", "zh_TW"),
        ("xx", "2025-12-05", ""),
        ("not a language", "2025-12-05", ""),
    ],
)
def test_dates_are_written_in_the_language(edition_package: Package, language: str, date: str, locale: str) -> None:
    assert edition_package.front
    assert full_date(edition_package.front.edition.date, language) == date
    assert og_locale(language) == locale
    assert words_for(language) in WORDS.values()
