"""A real news page, laid into a desk by the command line alone, leaves it as an edition with all in its place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

Run = Callable[..., Any]
SHARED = Path(os.environ.get("DESKEDITOR_SHARED") or Path(__file__).parents[3] / "shared")
SEED = SHARED / "seed" / "front-page.txt"

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="the real page is not here (set DESKEDITOR_SHARED)")

TAGS = ["North Korea", "Russia", "Workers’ Party of Korea"]
OTHERS = ["A quiet border market", "What the harbour lists say"]
"""The page has the titles of its tags, related and most-read lists, and nothing under them."""


@dataclass(frozen=True)
class Seed:
    """The elements of the page, as a scraper wrote them."""

    day: str
    teasers: list[tuple[str, str]]
    headline: str
    kicker: str
    escaped_caption: str
    caption: str
    credit: str
    paragraphs: list[str]


def parse(text: str) -> Seed:
    parts = re.split(r"\n\s*\n", text.strip())
    kicker_line, escaped, captioned = parts[8].split("\n")
    headline = parts[7]
    caption, credit = captioned.split(" / ")
    assert parts[18:] == ["Check Out Our Content", "Check Out Other Tags:", "Most Popular Articles"]
    assert kicker_line.replace("'", "’").endswith(headline)
    return Seed(
        day=parts[0],
        teasers=[(parts[n], parts[n + 1]) for n in (1, 3, 5)],
        headline=headline,
        kicker=kicker_line[: -len(headline)],
        escaped_caption=escaped.split(" / ")[0],
        caption=caption,
        credit=credit,
        paragraphs=parts[9:18],
    )


@pytest.fixture
def seed() -> Seed:
    return parse(SEED.read_text(encoding="utf-8"))


@pytest.fixture
def bundle(seed: Seed, run: Run, tmp_path: Path, draw: Callable[..., Path]) -> Path:
    """The edition of the page, exported."""

    def did(*words: object) -> Any:
        ran = run(*words)
        assert ran.code == 0, ran.err
        return ran

    def brought_in(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        slug: str = did("import", tmp_path / name, "--json").json[0]["slug"]
        return slug

    story = brought_in("story.txt", "\n\n".join([seed.headline, *seed.paragraphs]))
    teasers = [
        brought_in(f"teaser-{n}.md", f'---\nheadline: "{headline}"\nstandfirst: "{standfirst}"\n---\n')
        for n, (headline, standfirst) in enumerate(seed.teasers)
    ]
    others = [brought_in(f"other-{n}.txt", f"{headline}\n\nIn our own words.") for n, headline in enumerate(OTHERS)]
    did("import", draw(tmp_path / "talks.jpg"))
    did("edit", story, "--kicker", seed.kicker, "--lead", "talks.jpg", "--status", "ready")
    did("edit", story, *(word for tag in TAGS for word in ("--tag", tag)))
    did("caption", "talks.jpg", "--caption", seed.caption, "--alt", seed.escaped_caption, "--credit", seed.credit)
    (found,) = [found for found in did("check", story, "--json").json if found["check"] == "escaped-quote"]
    assert found["place"] == "photo talks.jpg"
    did("caption", "talks.jpg", "--alt", seed.escaped_caption.replace("\\'", "'"))
    for slug in others:
        did("edit", slug, "--status", "ready")
    did("edition", "Friday", "--date", "2025-12-05", "--lead", story)
    did("edition", "Friday", *(word for slug in teasers for word in ("--add", slug)))
    did("edition", "Friday", *(word for slug in others for word in ("--related", slug)))
    did("edition", "Friday", *(word for slug in (story, *reversed(others)) for word in ("--most-read", slug)))
    did("export", "--edition", "Friday", "--to", tmp_path / "out")
    did("verify", tmp_path / "out")
    return tmp_path / "out"


def page(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes().decode("utf-8"))


def texts(element: html.HtmlElement, xpath: str) -> list[str]:
    """The texts of what is found, in order, with blanks as one space."""
    return [" ".join(found.text_content().split()) for found in element.xpath(xpath)]


def section(heading_id: str) -> str:
    return f"//section[@aria-labelledby='{heading_id}']//li"


def test_the_front_page_has_everything_once_in_its_place(bundle: Path, seed: Seed) -> None:
    front = page(bundle / "data" / "index.html")
    assert texts(front, "//header//time[@datetime='2025-12-05']") == [seed.day]
    (lead,) = front.xpath("//article[contains(@class, 'lead')]")
    assert texts(lead, ".//h2") == [seed.headline]
    assert texts(lead, ".//*[@class='kicker']") == [seed.kicker]
    assert texts(lead, ".//figure//*[@class='caption']") == [seed.caption]
    assert texts(lead, ".//figure//*[@class='credit']") == [seed.credit]
    teasers = front.xpath("//article[contains(@class, 'teaser')]")
    assert [(texts(teaser, ".//h2"), texts(teaser, ".//p")) for teaser in teasers] == [
        ([headline], [standfirst]) for headline, standfirst in seed.teasers
    ]
    assert texts(front, section("related")) == OTHERS
    assert texts(front, section("topics")) == TAGS
    assert texts(front, section("most-read")) == [seed.headline, *reversed(OTHERS)]
    whole = " ".join(front.xpath("string(//body)").split())
    for once in (seed.day, seed.kicker, seed.caption, seed.credit, *(word for pair in seed.teasers for word in pair)):
        assert whole.count(once) == 1, once
    assert whole.index(seed.day) < whole.index(seed.headline) < whole.index(seed.teasers[0][0])


def test_the_story_page_has_everything_once_in_its_place(bundle: Path, seed: Seed) -> None:
    lead = page(bundle / "data" / "index.html").xpath("//article[contains(@class, 'lead')]//h2//a")[0]
    story = page(bundle / "data" / lead.get("href"))
    assert texts(story, "//h1") == [seed.headline]
    assert texts(story, "//*[@class='kicker']") == [seed.kicker]
    (figure,) = story.xpath("//figure")
    assert texts(figure, "./figcaption/*") == [seed.caption, seed.credit]
    (picture,) = figure.xpath("./img")
    assert picture.get("alt") == seed.escaped_caption.replace("\\", "")
    assert "\\" not in (bundle / "data" / lead.get("href")).read_text(encoding="utf-8").replace("\\u", "")
    assert texts(story, "//*[@class='body']/p") == seed.paragraphs
    assert texts(story, section("topics")) == TAGS
    assert texts(story, section("related")) == OTHERS
    whole = " ".join(story.xpath("string(//main)").split())
    for once in (seed.headline, seed.kicker, seed.caption, seed.credit, *seed.paragraphs):
        assert whole.count(once) == 1, once


@pytest.mark.validators
def test_the_official_validators_accept_it(bundle: Path, validate_bundle: Callable[..., None]) -> None:
    validate_bundle(bundle)
