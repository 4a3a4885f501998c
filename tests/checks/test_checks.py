"""Each check finds what it is for, says where and how to mend it, and lets a sound story pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.checks import CHECKS, CheckedStory, run_checks
from deskeditor.core.article import Article, Status
from deskeditor.core.document import (
    Document,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Raw,
    Run,
    Runs,
)
from deskeditor.core.finding import Finding, Severity
from deskeditor.core.photo import Photo, PhotoFields, Role, UsedPhoto
from deskeditor.markup import read

NOON = datetime(2025, 12, 5, 12, tzinfo=UTC)


def runs(text: str, link: str = "") -> Runs:
    return (Run(text, link=link),)


def article(**changes: object) -> Article:
    sound = Article(
        id="story-id",
        urn="urn:newsml:news.example:20251205:ferry",
        slug="ferry",
        created=NOON,
        modified=NOON,
        headline="The ferry is back",
        standfirst="After ten days in the dock, the night boat sails again.",
        byline=("Min Lee",),
        status=Status.READY,
        body="The ferry sailed on Friday.",
    )
    return replace(sound, **changes)  # type: ignore[arg-type]


def used(caption: str = "The ferry leaves port.", alt: str = "A white ship", credit: str = "Min Lee") -> UsedPhoto:
    stated = PhotoFields(creator=("Min Lee",), copyright="© Harbour Letter")
    photo = Photo("photo-id", "urn", "ferry.jpg", "0" * 64, "image/jpeg", 9, 4, 3, NOON, NOON, stated)
    return UsedPhoto(photo, Role.LEAD, caption, alt, credit)


def story(*blocks: object, photos: tuple[UsedPhoto, ...] = (), **changes: object) -> CheckedStory:
    body = blocks or (Paragraph(runs("The ferry sailed on Friday.")),)
    return CheckedStory(article(**changes), Document(body), photos)  # type: ignore[arg-type]


def only(checked: CheckedStory) -> Finding:
    findings = run_checks(checked)
    assert len(findings) == 1, findings
    return findings[0]


def test_a_sound_story_has_no_findings() -> None:
    link = Paragraph(runs("the timetable", "https://news.example/timetable"))
    letter = Paragraph(runs("write to us", "mailto:desk@news.example"))
    assert run_checks(story(link, letter, photos=(used(),))) == []


@pytest.mark.parametrize(
    ("changes", "check", "place", "severity"),
    [
        ({"headline": " "}, "headline-missing", "headline", Severity.ERROR),
        ({"headline": "x" * 111}, "headline-long", "headline", Severity.WARNING),
        ({"standfirst": ""}, "standfirst-missing", "standfirst", Severity.WARNING),
        ({"byline": ()}, "byline-missing", "byline", Severity.WARNING),
        ({"byline": (" ",)}, "byline-missing", "byline", Severity.WARNING),
        ({"body": "\n \n"}, "body-empty", "body", Severity.ERROR),
        ({"status": Status.WITHHELD}, "withheld", "status", Severity.ERROR),
        ({"status": Status.DRAFT}, "unfinished", "status", Severity.WARNING),
        ({"status": Status.EDITING}, "unfinished", "status", Severity.WARNING),
        ({"language": "Korean!"}, "language-invalid", "language", Severity.ERROR),
        ({"language": ""}, "language-invalid", "language", Severity.ERROR),
        ({"standfirst": "The mayor, TK, said no."}, "tk", "standfirst", Severity.WARNING),
        ({"dateline": "TKTK"}, "tk", "dateline", Severity.WARNING),
        ({"byline": ("Jane Doe", "TK")}, "tk", "byline", Severity.WARNING),
        ({"headline": "Workers\\' party"}, "escaped-quote", "headline", Severity.WARNING),
    ],
)
def test_the_fields_of_a_story(changes: dict[str, Any], check: str, place: str, severity: Severity) -> None:
    found = only(story(**changes))
    assert (found.article, found.check, found.place, found.severity) == ("ferry", check, place, severity)
    assert ";" in found.message, "says how to mend it"


def test_a_headline_of_110_characters_is_not_too_long() -> None:
    assert run_checks(story(headline="x" * 110)) == []


def test_an_embargo_to_come_is_named_and_one_that_is_over_is_not() -> None:
    to_come = (datetime.now(UTC) + timedelta(days=2)).replace(hour=6, minute=30)
    found = only(story(embargo=to_come))
    assert found.check == "embargo"
    assert f"{to_come:%Y-%m-%d} 06:30 UTC" in found.message
    assert run_checks(story(embargo=NOON)) == []


@pytest.mark.parametrize(
    ("photo", "check"),
    [
        (used(caption=" "), "caption-missing"),
        (used(alt=""), "alt-missing"),
        (used(credit=""), "credit-missing"),
        (used(caption="The  Ferry leaves", alt="the ferry leaves "), "alt-repeats-caption"),
        (used(alt="Workers\\' party"), "escaped-quote"),
        (used(caption="Name TK"), "tk"),
    ],
)
def test_the_words_of_a_picture(photo: UsedPhoto, check: str) -> None:
    found = only(story(photos=(photo,)))
    assert (found.check, found.place, found.severity) == (check, "photo ferry.jpg", Severity.WARNING)


def test_a_picture_whose_file_is_gone_blocks() -> None:
    found = only(replace(story(), missing_photos=("ferry.jpg",)))
    assert (found.check, found.place, found.severity) == ("photo-missing", "photo ferry.jpg", Severity.ERROR)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(runs("the party\\'s founding")),
        Heading(1, runs("the party\\'s founding")),
        Quote((runs("first"), runs("the party\\'s founding"))),
        ListBlock(False, (ListItem(runs("a"), (ListBlock(True, (ListItem(runs("party\\'s")),)),)),)),
        Raw("| the party\\'s |"),
    ],
)
def test_an_escaped_quote_is_found_in_every_block_with_its_number(block: object) -> None:
    found = only(story(Paragraph(runs("first")), block))
    assert (found.check, found.place) == ("escaped-quote", "body: paragraph 2")


def test_a_caption_in_the_flow_is_told_once_with_its_picture() -> None:
    figure = Figure("photo-id", "A white ship", runs("The party\\'s ferry"))
    found = only(story(figure, photos=(used(caption="The party\\'s ferry"),)))
    assert found.place == "photo ferry.jpg"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "page.html", "http://[", "https://"])
def test_links_that_lead_nowhere(link: str) -> None:
    found = only(story(Paragraph(runs("first")), Paragraph((Run("a", link=link), Run("b", frozenset(), link)))))
    assert (found.check, found.place, found.severity) == ("link", "body: paragraph 2", Severity.WARNING)


@pytest.mark.parametrize("text", ["ATK", "TKO", "tk", "TK1"])
def test_tk_inside_another_word_is_not_a_placeholder(text: str) -> None:
    assert run_checks(story(standfirst=text)) == []


def test_every_placeholder_is_told_with_its_words() -> None:
    blocks = Paragraph(runs("The mayor, [TK her age], and TKTK")), Paragraph(runs("[TK] more"))
    told = [(found.place, found.message.split("”")[0]) for found in run_checks(story(*blocks))]
    assert told == [
        ("body: paragraph 1", "“[TK her age]"),
        ("body: paragraph 1", "“TKTK"),
        ("body: paragraph 2", "“[TK]"),
    ]


def test_in_korean_a_bare_tk_is_a_region() -> None:
    blocks = [Paragraph(runs("TK 지역에서 TKTK명이 [TK 이름]"))]
    told = [found.message.split("”")[0] for found in run_checks(story(*blocks, language="ko"))]
    assert told == ["“TKTK", "“[TK 이름]"]


def test_what_blocks_comes_first() -> None:
    severities = [found.severity for found in run_checks(story(headline="", standfirst="", byline=(), body=""))]
    assert severities == [Severity.ERROR] * 2 + [Severity.WARNING] * 2


def test_every_check_is_a_function_of_its_own() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)


@given(st.text(), st.text(), st.text())
def test_no_text_makes_a_check_fail(words: str, link: str, caption: str) -> None:
    blocks = (Paragraph((Run(words, link=link),)), Raw(words))
    run_checks(story(*blocks, headline=words, standfirst=words, language=words, photos=(used(caption, words),)))


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("One.\n\nHe {>>sure?<<} said {>>so<<}.", ["body: paragraph 2"]),
        ("He {==said==}{>>sure?<<} so.", ["body: paragraph 1"]),
        ("He {~~said~>says~~} so.", ["body: paragraph 1"]),
        ("| He {~~said~>says~~} |\n| --- |\n| so |", ["body: paragraph 1"]),
        ("{++Put in++}{>>Min Lee<<}, {--taken out--}{>>Min Lee<<}, {==said==}{>>#thread<<} of {the set ~ of} it.", []),
        ('!!! note "Kept"\n    {++Put in++}{>>Min Lee<<}, {==said==}{>>#thread<<}.', []),
    ],
)
def test_marks_of_other_editors_that_would_go_out_as_words_are_named(body: str, places: list[str]) -> None:
    found = run_checks(story(*read(body).blocks))
    assert [finding.place for finding in found if finding.check == "mark-left"] == places


def test_a_mark_of_another_editor_in_the_headline_is_named() -> None:
    assert (found := only(story(headline="He {>>who?<<} is back"))).place == "headline"
    assert "{>>" in found.message
