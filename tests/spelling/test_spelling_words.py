"""What of a text is a word to be checked, and in which language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.spelling import Script, languages_for, words
from deskeditor.spelling.words import is_acronym, plain


def found(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry, late; again.", ["The", "ferry", "late", "again"]),
        ("the editor’s don't rock’n’roll dogs'", ["the", "editor’s", "don't", "rock’n’roll", "dogs"]),
        ("a well-known year-old", ["well-known", "year-old"]),
        ("cafés and cafe\u0301s", ["cafés", "and", "cafe\u0301s"]),
        ("ship\u00adping", ["ship\u00adping"]),
        ("either/or (teh)", ["either", "or", "teh"]),
        ("the end.Then", ["the", "end", "Then"]),
        ("tea—or coffee", ["tea", "or", "coffee"]),
        ("McDonald and iPhone", ["McDonald", "and", "iPhone"]),
    ],
)
def test_latin_words(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://news.example/teh?q=recieve#x",
        "www.teh.example/recieve",
        "teh@recieve.example",
        "mailto:teh@recieve.example",
        "teh.com teh.co.kr/recieve",
        "@tehdesk #tehtag",
        "/usr/share/teh ~/teh C:\\teh\\recieve",
        "covid19 A4 3rd 1990s teh_word 2024년에 1,000원",
        "NATO NGOs BBC’s MPs' UN",
        "x",
        "",
    ],
)
def test_what_is_no_word(text: str) -> None:
    assert found(text) == []


def test_the_words_of_a_compound_with_an_acronym_are_checked_apart() -> None:
    text = "a NATO-led US-Korea pact"
    assert found(text) == ["led", "Korea", "pact"]
    assert [text[word.start : word.end] for word in words(text)] == ["led", "Korea", "pact"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("대통령은 국회에서 연설했다.", ["대통령은", "국회에서", "연설했다"]),
        ("‘기생충’은 “안녕”이라고 (한국방송)의", ["기생충", "안녕", "한국방송"]),
        ("AI를 BTS의 3월에 20%로", []),
        ('"안녕" 서울-부산', ["안녕", "서울", "부산"]),
        ("韓國의 한·미", []),
    ],
)
def test_korean_words_without_the_particles_of_other_scripts(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_scripts_are_told_apart() -> None:
    text = "ferry 여객선 паром πλοίο עבורת عبارة 渡船"
    assert [word.script for word in words(text)] == [
        Script.LATIN,
        Script.HANGUL,
        Script.CYRILLIC,
        Script.GREEK,
        Script.HEBREW,
        Script.ARABIC,
    ]


@pytest.mark.parametrize(
    ("story", "latin", "other"),
    [("en-GB", "en-GB", None), ("ko", "en", None), ("fr", "fr", None), ("ru", "en", "ru"), ("ja", "en", None)],
)
def test_each_script_has_its_language(story: str, latin: str, other: str | None) -> None:
    languages = languages_for(story)
    assert languages[Script.LATIN] == latin
    assert languages[Script.HANGUL] == "ko"
    assert languages.get(Script.CYRILLIC) == other


def test_acronyms() -> None:
    assert [word for word in ("UN", "NGOs", "BBC’s", "Un", "I", "As", "US") if is_acronym(word)] == [
        *("UN", "NGOs", "BBC’s", "US")
    ]


@given(st.text() | st.text("aé가ㄱ1’'-@#./: \u00ad\u0301😀A"))
def test_words_lie_in_the_text_in_order_and_are_spelt_with_letters(text: str) -> None:
    end = 0
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert end <= word.start < word.end
        end = word.end
        assert any(map(str.isalpha, plain(word.text)))


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "a@", "a_", "가", "'", "/", "가)", "www.", "@", "é’", "http:"])
def test_hostile_text_has_an_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert all(word.end - word.start <= 60 for word in words(text))
