"""The words of a text that are checked for their spelling, and what of it is no such word.

As in Word: what has digits or is written in capitals throughout is left alone, and so are addresses of the web, of
mail and of files, @handles and #tags. Apostrophes and hyphens inside a word belong to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from deskeditor.spelling.languages import Script

LONGEST = 60
"""Characters; whatever is longer is no word."""


class Word(NamedTuple):
    """A word and where it stands: ``start`` and ``end`` count code points of the text."""

    start: int
    end: int
    text: str
    script: Script


_LETTERS = {
    Script.LATIN: "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ",
    Script.GREEK: "ͰͲͳͶͷΆΈ-ϡἀ-῾",
    Script.CYRILLIC: "Ѐ-ҁҊ-ԯ",
    Script.HEBREW: "א-ת",
    Script.ARABIC: "\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc\u06ff\u0750-\u077f",
}
_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb"
_ACCENTS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670"
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphens and what has no width: inside a word, and no part of its spelling."""
_JOINING = f"'’ʼ‐‑{_UNSEEN}-"
_PATH = r"[^\s<>\"“”]{1,2000}"
_NO_WORDS = (
    rf"(?:https?://|ftp://|www\.|mailto:){_PATH}",
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    r"[@#][\w.]{1,100}",
    rf"(?:[^\W_][\w-]{{0,62}}\.){{1,4}}(?:com|org|net|edu|gov|int|info|news|example|io|co|kr|uk|de|fr|jp|cn|eu)\b(?:/{_PATH})?",
    rf"(?<![^\s(\[“\"'‘])(?:[A-Za-z]:\\|~?/(?=[\w.])){_PATH}",
    r"[^\W_]{0,60}[\d_]\w*",
)
# A particle after a name in Latin letters, a figure, a closing quote or bracket is no word of its own.
_PARTICLE = rf"(?<=[^\s][’'”\")\]》〉」』%])[{_HANGUL}]+|(?<=[^\W{_HANGUL}])[{_HANGUL}]+"


def _alphabetic(script: Script) -> str:
    letters = f"[{_LETTERS[script]}][{_LETTERS[script]}{_ACCENTS}]*"
    return f"(?P<{script}>{letters}(?:[{_JOINING}]{letters})*)"


# Most words stand between spaces, and need not be tried as an address first.
_PLAIN = r"(?P<plain>[A-Za-z]{2,60})(?=[\s,;])|(?<=\s)(?P<eojeol>[가-힣]{2,60})(?=[\s,;])"
_TOKEN = re.compile(
    "|".join((_PLAIN, *_NO_WORDS, *map(_alphabetic, _LETTERS), _PARTICLE, f"(?P<{Script.HANGUL}>[{_HANGUL}]+)"))
)
_SCRIPT_OF = {**{script.value: script for script in Script}, "plain": Script.LATIN, "eojeol": Script.HANGUL}
_ACRONYM = re.compile(r"(.{2,}?)(?:['’]?s)?")
_DROPPED = re.compile(f"[{_UNSEEN}]")


def words(text: str) -> Iterator[Word]:
    """The words of the text that are checked, in order."""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        start, end = token.span()
        if kind is None or not 1 < end - start <= LONGEST:
            continue
        written, script = token.group(), _SCRIPT_OF[kind]
        if is_acronym(written):
            continue
        if "-" in written and any(map(is_acronym, parts := written.split("-"))):
            yield from _apart(parts, start, script)
        else:
            yield Word(start, end, written, script)


def _apart(parts: list[str], start: int, script: Script) -> Iterator[Word]:
    """The words of a compound such as ``NATO-led``, without its acronyms."""
    for part in parts:
        if len(part) > 1 and not is_acronym(part):
            yield Word(start, start + len(part), part, script)
        start += len(part) + 1


def is_acronym(word: str) -> bool:
    """Whether the word is in capitals throughout; a plural or possessive s does not count (``NGOs``, ``BBC’s``)."""
    if not word[:1].isupper() or word[1:2].islower():
        return False
    found = _ACRONYM.fullmatch(word)
    return found is not None and found.group(1).isupper()


def plain(word: str) -> str:
    """The word as dictionaries write it: composed (NFC), with a straight apostrophe and nothing unseen inside."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _DROPPED.sub("", word)).replace("’", "'").replace("ʼ", "'").replace("‑", "-")
