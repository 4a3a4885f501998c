"""What is found in a text: the laws of a search, and expressions that are wrong or would take for ever."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deskeditor.core.errors import DeskError
from deskeditor.core.matching import ALIKE, OBJECT, Matcher, Query, Span, TooSlowError

LETTERS = st.text(alphabet="aAbé한강ㅎß \u00a0-–'’\"“…\n" + OBJECT + "\U0001f600", max_size=30)
ANY = st.text(max_size=40)


def found(query: Query, text: str) -> list[str]:
    return [text[span.start : span.end] for span in Matcher(query).spans(text)]


def exact(text: str) -> Query:
    return Query(text, case=True, quote_blind=False)


@given(LETTERS | ANY, LETTERS.filter(bool))
@example("aaaa", "aa")
def test_a_plain_search_finds_what_the_language_itself_finds(text: str, wanted: str) -> None:
    text, wanted = (unicodedata.normalize("NFC", given) for given in (text, wanted))
    expected, at = [], text.find(wanted)
    while at >= 0:
        expected.append(Span(at, at + len(wanted)))
        at = text.find(wanted, at + len(wanted))
    if OBJECT not in wanted and "\n" not in wanted:
        assert Matcher(exact(wanted)).spans(text) == expected


@given(LETTERS | ANY, LETTERS.filter(bool), st.booleans(), st.booleans(), st.booleans())
def test_spans_are_in_order_whole_and_apart(text: str, wanted: str, case: bool, whole: bool, blind: bool) -> None:
    spans = Matcher(Query(wanted, case=case, whole_words=whole, quote_blind=blind)).spans(text)
    ends = [0, *(place for span in spans for place in (span.start, span.end)), len(text)]
    assert ends == sorted(ends)
    assert all(span.start < span.end for span in spans)
    assert all(OBJECT not in text[span.start : span.end] for span in spans)


@given(LETTERS | ANY, LETTERS.filter(bool), st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]))
@example("한강의 강", "강", "NFD", "NFC")
@example("\u1100\u1161\u11a8", "가", "NFD", "NFC")
def test_composed_and_decomposed_are_the_same(text: str, wanted: str, one: str, other: str) -> None:
    def nfc(given: str) -> str:
        return unicodedata.normalize("NFC", given)

    here, there = unicodedata.normalize(one, text), unicodedata.normalize(other, wanted)  # type: ignore[arg-type]
    expected = [nfc(part) for part in found(exact(nfc(wanted)), nfc(text))]
    assert [nfc(part) for part in found(exact(there), here)] == expected


@given(LETTERS, LETTERS.filter(bool))
def test_replacing_by_the_same_changes_nothing(text: str, wanted: str) -> None:
    query = Query(wanted, case=True)
    assert all(new == wanted for _, new in Matcher(query).replacements(text, wanted))
    expression = Query("a+|(b)", expression=True)
    assert all(text[s.start : s.end] == new for s, new in Matcher(expression).replacements(text, r"\g<0>"))


@pytest.mark.parametrize("row", ALIKE)
def test_what_is_typed_straight_is_found_curly_and_the_other_way_round(row: str) -> None:
    for sign in row:
        assert found(Query(f"a{row[0]}b"), f"xa{sign}bx") == [f"a{sign}b"]
        assert found(Query(f"a{sign}b"), f"xa{row[0]}bx") == [f"a{row[0]}b"]
    assert not found(Query(f"a{row[0]}b", quote_blind=False), f"a{row[1]}b")


def test_three_dots_and_an_ellipsis_are_alike() -> None:
    assert found(Query("so..."), "so… and so...") == ["so…", "so..."]
    assert found(Query("so…"), "so… and so...") == ["so…", "so..."]


def test_case_and_whole_words() -> None:
    assert found(Query("ferry"), "Ferry ferryman") == ["Ferry", "ferry"]
    assert found(Query("ferry", case=True), "Ferry ferryman") == ["ferry"]
    assert found(Query("ferry", whole_words=True), "Ferry ferryman") == ["Ferry"]
    assert found(Query("한강", whole_words=True), "한강 한강의") == ["한강"]
    assert found(Query("(a)", whole_words=True), "b (a) c(a)") == ["(a)"]


def test_an_expression_and_its_groups() -> None:
    query = Query(r"(\d+) (?P<unit>metres?)", expression=True)
    assert found(query, "12 metres, 1 metre") == ["12 metres", "1 metre"]
    assert [new for _, new in Matcher(query).replacements("12 metres", r"\g<unit>: \1")] == ["metres: 12"]
    assert found(Query("^.", expression=True), "one\ntwo") == ["o", "t"]
    assert found(Query("x*", expression=True), "axxb") == ["xx"]
    assert found(Query("(?r)a.", expression=True), "abac") == ["ab", "ac"]
    assert found(Query(f"a.b|{OBJECT}", expression=True), f"a{OBJECT}b") == []


@pytest.mark.parametrize("wrong", ["(", "[a", "*", "(?P<x>", "\\", r"\L<names>", "(" * 900, "(?<=a)+("])
def test_a_wrong_expression_is_told_in_a_sentence(wrong: str) -> None:
    with pytest.raises(DeskError, match="no regular expression") as told:
        Matcher(Query(wrong, expression=True))
    assert "\n" not in told.value.sentence()


@pytest.mark.parametrize("by", [r"\2", r"\g<name>", "\\", r"\g<", r"\q"])
def test_a_replacement_that_does_not_fit_is_told(by: str) -> None:
    with pytest.raises(DeskError, match="does not fit"):
        Matcher(Query("(a)", expression=True)).replacements("a", by)


@pytest.mark.parametrize("evil", [r"(a+)+$", r"(a|aa)+$", r"(.+.+)+\d", r"(?:a?){30}a{30}b"])
def test_an_expression_that_would_take_for_ever_is_given_up(evil: str) -> None:
    matcher = Matcher(Query(evil, expression=True))
    for _ in range(2):
        with pytest.raises(TooSlowError, match="takes too long"):
            matcher.spans("a" * 5000 + "!")


@pytest.mark.parametrize("huge", ["a{100000000}", "((a{1000}){1000}){1000}", "a{2,999999}", "b|" * 600])
def test_an_expression_that_would_fill_the_memory_is_refused(huge: str) -> None:
    with pytest.raises(DeskError, match="too large"):
        Matcher(Query(huge, expression=True))
