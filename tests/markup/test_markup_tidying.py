"""What a clean-up finds and what it leaves alone; that it has an end; and that it changes no letter and no digit."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.markup.invisible import strays, told
from deskeditor.markup.tidying import Fault, corrected, corrections
from deskeditor.markup.typography import NBSP, NNBSP

FAMILY = "👩\u200d👩\u200d👧"
FRAGMENTS = [
    *("word", "Ça", "한국", "\u1112\u1161\u11ab", "e\u0301", "日本", "שלום", "نامه\u200cای", FAMILY, "90s", "7"),
    *(" ", "  ", "\t", NBSP, NNBSP, "\n", "\\'", '\\"', "'", '"', "“", "”", "«", "»", ".", " .", " ,", " !", "?", ":"),
    *(
        "&amp;",
        "&amp;quot;",
        "&nbsp;",
        "&#8217;",
        "&#0;",
        "&nothing;",
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2066",
        "\ufeff",
    ),
    *("donâ€™t", "â€œ", "â€", "voilÃ ", "https://a.example/?a=1&amp;b='c'", "a@b.example", "--", "…", "(", ")"),
]
LANGUAGES = st.sampled_from(["en", "en-GB", "ko", "de", "fr", "fr-CA", "es", "ja", ""])
texts = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.characters(exclude_categories=["Cs", "Cc"])), max_size=14
).map("".join)


def clean(text: str, language: str = "en") -> str:
    return corrected(text, corrections(text, language))


@pytest.mark.parametrize(
    ("language", "before", "after", "fault"),
    [
        ("en", "don\\'t", "don’t", Fault.ESCAPE),
        ("en", 'he said \\\\"no\\\\"', "he said “no”", Fault.ESCAPE),
        ("en", "“so\\”", "“so”", Fault.ESCAPE),
        ("en", "Tom &amp; Jerry", "Tom & Jerry", Fault.ENTITY),
        ("en", "caf&eacute; &#8212; &#x2014;", "café — —", Fault.ENTITY),
        ("en", "&amp;lt;b&amp;gt;", "<b>", Fault.ENTITY),
        ("en", "AT&T; &#0; &nothing; &", "AT&T; &#0; &nothing; &", None),
        ("en", "one  two\tthree", "one two three", Fault.SPACES),
        ("en", f"one.{NBSP} Two", "one. Two", Fault.SPACES),
        ("en", f"10{NBSP}km", f"10{NBSP}km", None),
        ("en", " one \n two ", "one\ntwo", Fault.EDGE),
        ("en", "yes , no ; well : it is .", "yes, no; well: it is.", Fault.BEFORE_MARK),
        ("en", "a . . . b, .5 of .NET, 3 : 2 :)", "a . . . b, .5 of .NET, 3 : 2 :)", None),
        ("fr", "Oui ! Non ; si : «_là_»".replace("_", " "), "Oui~! Non~; si_: «_là_»", Fault.BEFORE_MARK),
        ("fr-CA", "Oui ! Si : là", "Oui! Si_: là", Fault.BEFORE_MARK),
        ("en", "donâ€™t say â€œneverâ€", "don’t say “never”", Fault.MOJIBAKE),
        ("en", "â€œneverâ€ he said", "“never” he said", Fault.MOJIBAKE),
        ("ko", "한국 donâ€™t", "한국 don’t", Fault.MOJIBAKE),
        ("fr", "voilÃ  le cafÃ©", "voilà le café", Fault.MOJIBAKE),
        ("de", "MAÇÃ, Straße, naïve", "MAÇÃ, Straße, naïve", None),
        ("en", "a\u200bb\u202ec\ufeff\u00ad", "abc", Fault.INVISIBLE),
        ("en", f"{FAMILY}, می\u200cخواهم", f"{FAMILY}, می\u200cخواهم", None),
        ("ko", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국", Fault.COMPOSITION),
        ("en", "\"It's 6'2\\\"\" of the '90s, '68", "“It’s 6'2”” of the ’90s, ’68", Fault.QUOTATION),
        ("en", "'60 dead' in blast", "‘60 dead’ in blast", Fault.QUOTATION),
        ("ko", "\"안녕\"이라고 '한국'이", "“안녕”이라고 ‘한국’이", Fault.QUOTATION),
        ("de", "\"Er: 'Geht's?'\"", "„Er: ‚Geht’s?‘“", Fault.QUOTATION),
        ("fr", 'Il dit "non"', "Il dit «_non_»", Fault.QUOTATION),
        ("es", '"Hola"', "“Hola”", Fault.QUOTATION),
        ("ja", '"a"', '"a"', None),
        ("en", "https://a.example/?q='a'&amp;b 'c'", "https://a.example/?q='a'&amp;b ‘c’", Fault.QUOTATION),
    ],
)
def test_what_is_found(language: str, before: str, after: str, fault: Fault | None) -> None:
    found = corrections(before, language)
    assert corrected(before, found).replace(NBSP, "_").replace(NNBSP, "~") == after.replace(NBSP, "_")
    assert (fault in {fault for correction in found for fault in correction.faults}) == (fault is not None)


def test_what_is_kept_is_not_touched() -> None:
    text = 'say "it\\\'s  so" or "it"'
    start, end = text.index("it\\"), text.index('" or')
    found = corrections(text, "en", [(start, end)])
    assert corrected(text, found) == "say “it\\'s  so” or “it”"


def test_a_correction_tells_its_place_and_no_more() -> None:
    first, second = corrections("one  two donâ€™t", "en")
    assert (first.start, first.end, first.before, first.after) == (4, 5, " ", "")
    assert (second.before, second.after) == ("â€™", "’")


def test_some_of_the_corrections_can_be_made_alone() -> None:
    text = 'a  b "c"'
    first, *_rest = corrections(text, "en")
    assert corrected(text, [first]) == 'a b "c"'
    assert corrected(text, []) == text


@given(texts, LANGUAGES)
def test_cleaning_twice_changes_nothing_more(text: str, language: str) -> None:
    once = clean(text, language)
    assert corrections(once, language) == []


@given(texts, LANGUAGES)
def test_corrections_are_in_order_and_say_what_is_there(text: str, language: str) -> None:
    place = 0
    for correction in corrections(text, language):
        assert place <= correction.start <= correction.end
        assert text[correction.start : correction.end] == correction.before != correction.after
        assert correction.faults
        place = correction.end


def letters(text: str) -> list[str]:
    return [character for character in unicodedata.normalize("NFC", text) if character.isalnum()]


@given(texts, LANGUAGES)
def test_letters_and_digits_stay_but_for_mojibake_and_entities(text: str, language: str) -> None:
    found = [c for c in corrections(text, language) if not {Fault.MOJIBAKE, Fault.ENTITY} & set(c.faults)]
    assert letters(corrected(text, found)) == letters(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), LANGUAGES)
def test_of_any_text_only_mojibake_loses_a_letter(text: str, language: str) -> None:
    found = corrections(text, language)
    if not any({Fault.MOJIBAKE, Fault.ENTITY} & set(correction.faults) for correction in found):
        assert letters(corrected(text, found)) == letters(text)


@given(st.text("a\u200d\u200c\u200b\u2066א👩ب", max_size=12))
def test_a_text_without_its_strays_has_none(text: str) -> None:
    places = set(strays(text))
    kept = "".join(character for place, character in enumerate(text) if place not in places)
    assert list(strays(kept)) == []


def test_what_cannot_be_seen_is_said() -> None:
    assert told("a\u200bb\u202ec\u00a0d") == "a⟨zero-width space⟩b⟨right-to-left override⟩c⟨no-break space⟩d"


def test_every_entity_that_html_knows_is_read() -> None:
    assert clean("&hellip;&euro;&Auml;") == html.unescape("&hellip;&euro;&Auml;")


def test_a_long_text_is_cleaned_in_time() -> None:
    assert clean('He said \\"no\\"  and so on. ' * 5_000).startswith("He said “no” and so on. He")
    assert clean("a" * 200_000) == "a" * 200_000
    assert clean("&" * 100_000) == "&" * 100_000
    for character in ("\\", "'", '"', "é", "\u200b", "&#", "@", "a@", "â€", " ", "\u00a0a ", "https://", ". "):
        clean(character * 100_000)
