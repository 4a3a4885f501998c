"""Words of the desk, in the forms that a sentence gives them."""

from __future__ import annotations

import pytest

from deskeditor.spelling import KnownWords, Script, stems

WORDS = KnownWords(["Seo", "김민서", "blogpost", "O’Brien", "Zoë"])


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("Seo", Script.LATIN),
        ("Seo’s", Script.LATIN),
        ("Seo's", Script.LATIN),
        ("O'Brien", Script.LATIN),
        ("O’Brien’s", Script.LATIN),
        ("Blogpost", Script.LATIN),
        ("Zoe\u0308", Script.LATIN),
        ("김민서", Script.HANGUL),
        ("김민서는", Script.HANGUL),
        ("김민서씨에게는", Script.HANGUL),
        ("김민서라고", Script.HANGUL),
        ("김민서였다", Script.HANGUL),
    ],
)
def test_forms_of_a_known_word_are_known(word: str, script: Script) -> None:
    assert WORDS.has(word, script)


@pytest.mark.parametrize(
    ("word", "script"),
    [("seo", Script.LATIN), ("Seos", Script.LATIN), ("김민", Script.HANGUL), ("김민서방님", Script.HANGUL)],
)
def test_others_are_not(word: str, script: Script) -> None:
    assert not WORDS.has(word, script)


def test_the_name_in_a_word() -> None:
    assert stems("Seo’s", Script.LATIN) == ["Seo"]
    assert stems("Seo", Script.LATIN) == []
    assert stems("김민서는", Script.HANGUL) == ["김민서"]
    assert stems("김민서에게는", Script.HANGUL)[0] == "김민서"


def test_a_name_is_suggested_for_what_is_nearly_it() -> None:
    assert WORDS.nearest("Obrien") == ["O'Brien"]
    assert WORDS.nearest("김민소") == ["김민서"]
    assert WORDS.nearest("harbour") == []
