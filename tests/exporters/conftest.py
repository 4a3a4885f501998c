"""A small newsroom's output: stories of several languages with drawn pictures, and an edition of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from deskeditor.core.article import Article, Status
from deskeditor.core.edition import Edition
from deskeditor.core.photo import Photo, PhotoFields, PhotoUse, Role, UsedPhoto
from deskeditor.core.progress import Silent
from deskeditor.core.publication import Publication
from deskeditor.core.tag import Contributor
from deskeditor.exporters import EXPORTERS, Action, Front, Headline, Package, Story

MADE = datetime(2025, 12, 5, 6, 30, tzinfo=UTC)
PUBLICATION = Publication(
    "Harbour Letter", "https://letter.example/news", "letter.example", "en", "Harbour Letter Co-op"
)


EVERYTHING = """\
The boat[^log] burns H~2~O~2~-free oil at 10^3^ litres, ~~some~~
{{--all --}}{{++most ++}}{{>>Min Lee, 2026-11-26T05:30:00Z<<}}of it
[by night](story:id-ferry-sails-again), as [we said](story:id-old-story) and [not here](story:id-nowhere).

{{--This paragraph is gone.--}}{{>>Min Lee<<}}

### A deep crosshead

!!! pullquote
    We {{==checked==}}{{>>#thread-1<<}} *every* valve.

| Day | Boats | Passengers |
| --- | :-: | --: |
| **Monday**[^log] | 2 | 1,040 |
| Tuesday | {{--one--}} | 900 |

!!! aside "The ferry in figures"
    Built in *1998*.

    ## Speed

    - 18 knots
        - 12 at night

    1. Mokpo
    2. Gull Island

#### Below the box

!!! gallery
    ![A tall mast](photo:{tall})
    The mast[^log].

    ![A small boat](photo:{small})

!!! embed "The launch"
    <https://video.example/watch?v=1&t=2>

    A film of the launch, by the harbour.

> Said the harbour.

!!! note "Unknown"
    Kept {{++as it is++}}{{>>Min Lee, 2026-11-26T05:30:00Z<<}}.

[^log]: The ship’s log, *page 4*\\
    and the next.

[^spare]: Nothing refers to this.
"""
"""A body with every block and mark, with changes to decide on and a comment; to be filled with ids of photos."""


def article(slug: str, **fields: object) -> Article:
    """A story of the desk with the fields given."""
    made = Article(
        id=f"id-{slug}",
        urn=f"urn:newsml:letter.example:20251204:{slug}",
        slug=slug,
        created=MADE - timedelta(days=1),
        modified=MADE - timedelta(hours=1),
        headline=f"A headline for {slug}",
        standfirst=f"A standfirst for {slug}.",
        byline=("Jo Field",),
        body="The first paragraph.\n\nThe second paragraph.\n",
        status=Status.PUBLISHED,
        version=1,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


@dataclass
class Darkroom:
    """Draws pictures and keeps their files."""

    folder: Path

    def photo(self, name: str, size: tuple[int, int] = (1800, 1200), **fields: object) -> Photo:
        """A drawn picture, stored as the archive would."""
        path = self.folder / name
        picture = Image.new("RGB", size, (205, 218, 226))
        pen = ImageDraw.Draw(picture)
        hue = int(hashlib.sha256(name.encode()).hexdigest()[:2], 16)
        pen.polygon([(0, size[1]), (size[0] // 2, size[1] // 3), (size[0], size[1])], fill=(60, 90, hue))
        picture.save(path)
        data = path.read_bytes()
        stated = PhotoFields(
            headline="The pier",
            caption="A boat leaves the pier.",
            alt="White boat at a pier",
            credit="Jo Field / Harbour Letter",
            keywords=("pier",),
            city="Mokpo",
            country="South Korea",
            date_created="2025-12-04T10:00:00+09:00",
        )
        digest = hashlib.sha256(data).hexdigest()
        media_type = "image/png" if path.suffix == ".png" else "image/jpeg"
        return Photo(
            id=f"photo-{digest[:12]}",
            urn=f"urn:newsml:letter.example:20251204:photo-{digest[:12]}",
            filename=name,
            sha256=digest,
            media_type=media_type,
            size=len(data),
            width=size[0],
            height=size[1],
            added=MADE - timedelta(days=2),
            modified=MADE - timedelta(days=2),
            fields=replace(stated, **fields),  # type: ignore[arg-type]
        )

    def original(self, photo: Photo) -> Path:
        """Where the file of a photo is."""
        return self.folder / photo.filename


def used(photo: Photo, role: Role = Role.LEAD, **words: str) -> UsedPhoto:
    """The photo in a story, with the words of that story."""
    return UsedPhoto.of(PhotoUse(photo.id, role, **words), photo)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    """Makes a story of the desk."""
    return article


@pytest.fixture(scope="session")
def make_package() -> Callable[..., Package]:
    """Makes a package of stories."""
    return package_of


@pytest.fixture(scope="session")
def darkroom(tmp_path_factory: pytest.TempPathFactory) -> Darkroom:
    """Pictures for every test."""
    return Darkroom(tmp_path_factory.mktemp("originals"))


def package_of(*stories: Story, front: Front | None = None) -> Package:
    """These stories on their way out."""
    return Package(PUBLICATION, stories, front, "urn:newsml:letter.example:20251205:package", 3, MADE)


@pytest.fixture(scope="session")
def edition_package(darkroom: Darkroom) -> Package:
    """A whole edition: three languages, all kinds of pictures, a withdrawal, a correction, an embargo, hostile text."""
    pier = darkroom.photo("Pier & boat.png")
    small = darkroom.photo("small.jpg", (500, 700), credit="Min Rowe", keywords=())
    tall = darkroom.photo("tall photo.jpg", (900, 1500), people=("Jo Field",), event="Boat day")
    ferry = article(
        "ferry-sails-again",
        section="Islands",
        kicker="Transport",
        headline="Ferry “Haneul” sails again, says the harbour’s master: ‘Every valve was checked’",
        byline=("Jo Field", "Min Rowe"),
        dateline="MOKPO",
        tags=("ferries", "outer islands"),
        version=2,
        first_published=MADE - timedelta(days=1),
        last_published=MADE,
        body=(
            "The boat sailed at **seven** — for the first time in *ten* days.\n\n"
            "### A small crosshead\n\n"
            f"![A tall mast]({'photo:' + tall.id})\n*The mast* of the boat & its flag\n\n"
            "> We checked every valve.\n\n"
            "- one\n- two\n\n"
            f"![](photo:{small.id})\n\n"
            "Words that look like code: &lt;script&gt;alert(1)&lt;/script&gt; and [a link](https://harbour.example/).\n"
        ),
    )
    school = article(
        "haenyeo-school",
        headline="해녀 학교, 올해 신입생 스무 명",
        standfirst="제주 해녀 학교가 문을 열었다.",
        byline=("이민",),
        language="ko",
        tags=("제주",),
        body="제주의 해녀 학교가 월요일 신입생 스무 명을 맞았다.\n\n교장은 “바다는 기다려 주지 않는다”고 말했다.\n",
    )
    market = article(
        "fish-market",
        headline="سوق السمك يفتح أبوابه من جديد",
        standfirst="",
        byline=(),
        language="ar",
        body="افتتح سوق السمك أبوابه صباح الجمعة.\n\n## ما الجديد\n\nعاد الباعة إلى أماكنهم.\n",
        embargo=MADE + timedelta(days=1),
    )
    quotes = article(
        "quotes-and-script",
        headline="It’s \"quoted\" & </script><b>bold</b>: does 'it' hold?",
        standfirst='A standfirst with </script> & "quotes"\x0b and a control character',
        byline=("Jo Field", "Sammy Davis, Jr."),
        body="Nothing here runs: &lt;/script&gt;\n",
        version=3,
    )
    gone = article("mayor-resigns", headline="Mayor resigns", status=Status.WITHDRAWN, version=3)
    jo = Contributor("c1", "Jo Field", "jo-field", "https://letter.example/people/jo")
    stories = (
        Story(
            ferry,
            (
                used(pier, caption="The ferry’s crew wave.", alt="A white boat's crew"),
                used(tall, Role.INLINE),
                used(small, Role.INLINE),
            ),
            (jo,),
            Action.UPDATE,
        ),
        Story(school, (used(tall, caption="해녀들이 바다로 향한다."),), (), Action.CREATE),
        Story(market, (), (), Action.CREATE),
        Story(quotes, (used(pier),), (jo,), Action.CORRECT, "An earlier version named the wrong day."),
        Story(gone, (), (), Action.WITHDRAW, "The mayor did not resign."),
    )
    old = article("old-story", version=4)
    never = article("never-sent", version=0)
    edition = Edition("e1", "urn:newsml:letter.example:20251205:edition", "Friday", date(2025, 12, 5), MADE)
    front = Front(
        edition,
        lead=Headline(ferry, ferry.headline, "", True),
        teasers=(
            Headline(school, school.headline, school.standfirst, True),
            Headline(market, market.headline, "", True),
            Headline(never, "A line without a story", "Its standfirst."),
        ),
        related=(Headline(old, "Published last week", ""), Headline(quotes, "Another headline for it", "", True)),
        most_read=(Headline(ferry, "Most read: the ferry", "", True), Headline(never, "Second most read", "")),
        tags=("ferries", "outer islands", "제주"),
    )
    return package_of(*stories, front=front)


@pytest.fixture(scope="session")
def rich_package(edition_package: Package, darkroom: Darkroom) -> Package:
    """A story with all that a body can hold, beside the one that it links to."""
    ferry, *_ = edition_package.stories
    lead, tall, small = ferry.photos
    facts = article("all-that-news-uses", body=EVERYTHING.format(tall=tall.photo.id, small=small.photo.id))
    story = Story(facts, (lead, tall, small), linked=(article("old-story", version=4), ferry.article))
    assert edition_package.front
    front = replace(
        edition_package.front,
        teasers=(Headline(facts, facts.headline, "", True),),
        related=(),
        most_read=(),
    )
    return package_of(ferry, story, front=front)


@pytest.fixture(scope="session")
def rich_bundle(rich_package: Package, export: Export, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story with all that a body can hold, as a folder; never written to."""
    return export(rich_package, tmp_path_factory.mktemp("rich") / "edition")


Export = Callable[..., Path]


@pytest.fixture(scope="session")
def export(darkroom: Darkroom) -> Export:
    """Write a package with an exporter."""

    def write(package: Package, target: Path, *, kind: str = "bundle", zipped: bool = False) -> Path:
        exporter = next(exporter for exporter in EXPORTERS if exporter.name == kind)
        return exporter.write(package, darkroom.original, target, zipped=zipped, progress=Silent())

    return write


@pytest.fixture(scope="session")
def edition_bundle(edition_package: Package, export: Export, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as a folder; never written to."""
    return export(edition_package, tmp_path_factory.mktemp("sent") / "edition")
