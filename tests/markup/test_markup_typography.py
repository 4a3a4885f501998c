"""What a keyboard types and what is set, language by language; and that what was taken back stays as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskeditor.markup.typography import CONVENTIONS, NBSP, NNBSP, convention, replacement


def typed(text: str, language: str) -> str:
    """The text as it stands after each of its characters was typed."""
    page = ""
    for character in text:
        found = replacement(page, character, language)
        page += character
        if found is not None:
            page = page[: len(page) - found.length] + found.text
    return page


def shown(text: str) -> str:
    """No-break spaces made visible: ``_`` the wide, ``~`` the narrow."""
    return text.replace(NBSP, "_").replace(NNBSP, "~")


@pytest.mark.parametrize(
    ("language", "keys", "page"),
    [
        ("en", '"I can\'t," she said, "say \'no\' to it."', "“I can’t,” she said, “say ‘no’ to it.”"),
        ("en", "rock 'n' roll of the '90s, the class of '68.", "rock ’n’ roll of the ’90s, the class of ’68."),
        ("en", "'Twas the workers' day. \"'Tis,\" he said.", "’Twas the workers’ day. “’Tis,” he said."),
        ("en", "'60 dead' in the 1990's", "‘60 dead’ in the 1990’s"),
        ("en", "6'2\" tall", "6'2\" tall"),
        ("en", '("so") ["so"] "\'so\' he said"', "(“so”) [“so”] “‘so’ he said”"),
        ("en", 'He said "Well--" and left--late', "He said “Well—” and left—late"),
        ("en", 'She--"as ever"--left', "She—“as ever”—left"),
        ("en-US", "a--b", "a—b"),
        ("en-GB", "a -- b", "a – b"),
        ("en", "1990--95, 1990-95, well-known", "1990–95, 1990-95, well-known"),
        ("en", "1990---95 and --- and a--", "1990—95 and —- and a—"),
        ("en", "So... and 1.. 2 ../../a", "So… and 1.. 2 ../../a"),
        ("en", "----", "----"),
        ("en", "-- a", "— a"),
        ("en", '""', "“”"),
        ("ko", "\"안녕\"이라고 '한국'은 말했다...", "“안녕”이라고 ‘한국’은 말했다…"),
        ("ko", "\"'좋다'고 했다\"며 서울--부산", "“‘좋다’고 했다”며 서울―부산"),
        ("ko-KR", '("가")', "(“가”)"),
        ("de", '"Ja", sagte er, "\'nein\'."', "„Ja“, sagte er, „‚nein‘.“"),
        ("de", "\"Er sagt: 'Geht's dir gut?'\" Wie geht's?", "„Er sagt: ‚Geht’s dir gut?‘“ Wie geht’s?"),
        ("de", "In den '90ern -- und 's war so", "In den ’90ern – und ’s war so"),
        ("de-AT", '"Ja"', "„Ja“"),
        ("de-CH", "\"Ja, 'nein'\"", "«Ja, ‹nein›»"),
        ("fr", '"Bonjour!" dit-il; oui?', "«_Bonjour~!_» dit-il~; oui~?"),
        ("fr", 'Il dit: "le "non" l\'emporte"', "Il dit_: «_le “non” l’emporte_»"),
        ("fr", "« Oui » et ?! (non!)", "«_Oui_» et~?! (non~!)"),
        ("fr", "12:30, https://a.example/?b;c, 16:9", "12:30, https://a.example/?b;c, 16:9"),
        ("fr", "Quoi ? Non ! Si : là ; ici", "Quoi~? Non~! Si_: là~; ici"),
        ("fr-CA", '"Bonjour!" dit-il: oui?', "«_Bonjour!_» dit-il_: oui?"),
        ("es", '"Hola", dijo --\'sí\'--; ¿"qué"? ¡"no"!', "“Hola”, dijo —‘sí’—; ¿“qué”? ¡“no”!"),
        ("es-MX", '«una "cita" dentro»', "«una “cita” dentro»"),
        ("ja", '"a" -- b...', '"a" -- b...'),
        ("", '"a"', '"a"'),
    ],
)
def test_what_is_typed_and_what_is_set(language: str, keys: str, page: str) -> None:
    assert shown(typed(keys, language)) == page


@pytest.mark.parametrize("language", CONVENTIONS)
@pytest.mark.parametrize(
    "text",
    [
        'https://a.example/?q="x"--y...;z!',
        "www.a.example/it's--so",
        "somebody@a.example--",
        '`don\'t say "so"--',
        "a\\\"b\\'c",
    ],
)
def test_addresses_and_code_are_left_alone(language: str, text: str) -> None:
    assert typed(text, language) == text


@pytest.mark.parametrize(
    ("tag", "dash"), [("en", "—"), ("en-gb", "–"), ("EN_gb", "–"), ("en-Latn-GB-oxendict", "–"), ("de-1996", "–")]
)
def test_a_language_tag_falls_back_to_what_is_known(tag: str, dash: str) -> None:
    rules = convention(tag)
    assert rules is not None
    assert rules.dash == dash


KEYS = st.text("ab 's19\"'--..!:;?«»(n", max_size=24)


@given(st.sampled_from(sorted(CONVENTIONS)), KEYS, st.text("bcd ,19ns", min_size=1, max_size=4))
def test_what_was_taken_back_stays_as_it_was_typed(language: str, keys: str, more: str) -> None:
    """Whatever is typed on, up to the next mark, nothing touches what stands before it."""
    page = ""
    for key in keys:
        found = replacement(page, key, language)
        literal = page + key
        if found is not None:
            after = literal
            for character in more:
                again = replacement(after, character, language)
                after += character
                if again is not None:
                    after = after[: len(after) - again.length] + again.text
            assert after.startswith(literal)
        page = literal if found is None else literal[: len(literal) - found.length] + found.text


@given(st.sampled_from(sorted(CONVENTIONS)), st.text("ab 1\"'-.!:;?«»\\`/@", max_size=40))
def test_a_replacement_never_reaches_before_the_text_nor_changes_its_letters(language: str, keys: str) -> None:
    page = ""
    for key in keys:
        found = replacement(page, key, language)
        page += key
        if found is not None:
            assert 0 < found.length <= len(page)
            page = page[: len(page) - found.length] + found.text
    assert [c for c in page if c.isalnum()] == [c for c in keys if c.isalnum()]
