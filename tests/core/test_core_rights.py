"""When a picture may be published, what its vocabularies say, and what an alt text should not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from deskeditor.core.alt_text import Repeats, over, repeats
from deskeditor.core.photo import Photo, PhotoFields
from deskeditor.core.rights import Lift, ai_part, holds, moment, source_type, with_stand_ins, without_stand_ins
from deskeditor.core.uses import ago

NOON = datetime(2026, 5, 15, 12, 0, tzinfo=UTC)
PLUS = "http://ns.useplus.org/ldf/vocab/"
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def photo(**fields: str) -> Photo:
    stated = PhotoFields(**fields)  # type: ignore[arg-type]
    return Photo("1", "urn:1", "a.jpg", "0" * 64, "image/jpeg", 1, 3, 2, NOON, NOON, stated)


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2026-02", datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)),
        ("2026-05-15", datetime(2026, 5, 15, tzinfo=UTC), datetime(2026, 5, 15, 23, 59, 59, tzinfo=UTC)),
        ("2026-05-15T12:00+09:00", datetime(2026, 5, 15, 3, tzinfo=UTC), datetime(2026, 5, 15, 3, tzinfo=UTC)),
        ("2026-05-15T12:00", NOON, NOON),
        ("2026-05-15 21:00:00+09:00", NOON, NOON),
        ("9999-12-31", datetime(9999, 12, 31, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_date_has_a_first_and_a_last_moment(iso: str, first: datetime, last: datetime) -> None:
    assert (moment(iso, NOON), moment(iso, NOON, end=True)) == (first, last)


@pytest.mark.parametrize("iso", ["", "soon", "2026-13", "9999-99-99", "2026-05-15T99:00"])
def test_what_is_no_date_has_no_moment(iso: str) -> None:
    assert moment(iso, NOON) is moment(iso, NOON, end=True) is None


def test_what_is_no_date_holds_until_somebody_has_looked() -> None:
    embargoed, licensed = holds(photo(embargo="5 Dec 2026", licence_end="20261205"), NOON)
    assert embargoed.reason == "The picture is under embargo until 5 Dec 2026"
    assert licensed.reason == "The licence of the picture ends at “20261205”, which is no date"


def test_a_licence_without_end_holds_nothing() -> None:
    assert holds(photo(licence_end="9999-12-31"), NOON.astimezone(timezone(timedelta(hours=-5)))) == []


def test_a_licence_holds_from_the_end_of_its_last_day_where_the_story_is_published() -> None:
    seoul = timezone(timedelta(hours=9))
    licensed = photo(licence_end="2026-05-15", licensor="해안통신")
    assert holds(licensed, datetime(2026, 5, 15, 23, 59, tzinfo=seoul)) == []
    (hold,) = holds(licensed, datetime(2026, 5, 16, 0, 1, tzinfo=seoul))
    assert (hold.rule, hold.who) == ("licence", "해안통신, by a new licence")
    assert hold.reason == "The licence of the picture ended on 2026-05-15"


def test_an_embargo_holds_until_its_moment() -> None:
    held = photo(embargo="2026-05-15T21:00+09:00", credit="Wire")
    assert [hold.who for hold in holds(held, NOON - timedelta(minutes=1))] == ["Wire"]
    assert holds(held, NOON) == []


@pytest.mark.parametrize(
    ("age", "release", "held"),
    [("AG-U14", "", True), ("AG-A17", "MR-LMR", True), ("AG-A17", "MR-UMR", False), ("AG-A18", "", False)],
)
def test_children_are_shown_with_a_release(age: str, release: str, *, held: bool) -> None:
    child = photo(minor_age=PLUS + age, model_release=release and PLUS + release)
    assert [hold.rule for hold in holds(child, NOON)] == (["minor"] if held else [])


def test_a_lift_holds_for_its_story_and_its_terms() -> None:
    expired = photo(licence_end="2025")
    (hold,) = holds(expired, NOON)
    lift = Lift("1", "licence", "story", hold.terms, "Seo", "Renewed by mail", NOON)
    (lifted,) = holds(expired, NOON, [lift], "story")
    assert lifted.lift == lift
    assert holds(expired, NOON, [lift], "another")[0].lift is None
    assert holds(expired, NOON, [replace(lift, article_id="")], "another")[0].lift is not None
    assert holds(photo(licence_end="2024"), NOON, [lift], "story")[0].lift is None


def test_a_lift_for_a_child_ends_where_its_release_changes() -> None:
    child = photo(minor_age=PLUS + "AG-U14", model_release=PLUS + "MR-LMR")
    (hold,) = holds(child, NOON)
    lift = Lift("1", "minor", "", hold.terms, "Seo", "Her mother agreed", NOON)
    assert holds(child, NOON, [lift])[0].lift == lift
    assert holds(photo(minor_age=PLUS + "AG-U14", model_release=PLUS + "MR-NON"), NOON, [lift])[0].lift is None


def test_what_the_desk_rejected_is_held() -> None:
    assert [hold.who for hold in holds(replace(photo(), rejected=True), NOON)] == ["the picture desk"]


@pytest.mark.parametrize(
    ("word", "part", "told"),
    [
        ("trainedAlgorithmicMedia", "whole", "made with AI"),
        ("compositeWithTrainedAlgorithmicMedia", "part", "changed in part with AI"),
        ("digitalCapture", "", "taken with a digital camera"),
        ("somethingNew", "", "somethingNew"),
    ],
)
def test_ai_is_told_plainly(word: str, part: str, told: str) -> None:
    assert (ai_part(IPTC + word), source_type(IPTC + word)) == (part, told)


@pytest.mark.parametrize(
    ("alt", "caption", "said"),
    [
        ("The ferry returns", "The ferry returns.", Repeats.EQUAL),
        ("THE FERRY — returns", "the ferry returns", Repeats.EQUAL),
        ("배가 목포항으로 돌아왔다", "배가 목포항으로 돌아왔다.", Repeats.EQUAL),
        (
            "Passengers leave the white ferry Hanbit at Mokpo",
            "Passengers leave the ferry Hanbit at Mokpo.",
            Repeats.NEARLY,
        ),
        ("A white ship at a quay", "Passengers leave the ferry Hanbit at Mokpo.", Repeats.NOT),
        ("Passengers", "Passengers leave the ferry Hanbit at Mokpo on Friday.", Repeats.NOT),
        ("", "", Repeats.NOT),
        ("…", "…", Repeats.NOT),
    ],
)
def test_an_alt_text_is_no_second_caption(alt: str, caption: str, said: Repeats) -> None:
    assert repeats(alt, caption) is said


def test_an_alt_text_has_250_characters() -> None:
    assert (over("x" * 250 + " "), over("가" * 253)) == (0, 3)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "today"),
        (1, "yesterday"),
        (3, "3 days ago"),
        (20, "2 weeks ago"),
        (90, "3 months ago"),
        (800, "2 years ago"),
    ],
)
def test_how_long_ago(days: int, told: str) -> None:
    assert ago(NOON - timedelta(days=days, hours=1), NOON) == told


@pytest.mark.parametrize(
    ("creator", "copyright_notice"),
    [((), ""), (("Min Lee",), ""), (("Min Lee", "Jo Field"), "© Harbour Letter")],
)
def test_what_stood_in_for_rights_that_nobody_stated_is_no_fact_when_it_comes_back(
    creator: tuple[str, ...], copyright_notice: str
) -> None:
    stated = PhotoFields(credit="Courtesy of the port", creator=creator, copyright=copyright_notice)
    sent = with_stand_ins(stated)
    assert sent.creator == (creator or ("Courtesy of the port",))
    assert sent.copyright == (copyright_notice or "Courtesy of the port")
    assert without_stand_ins(sent) == stated
