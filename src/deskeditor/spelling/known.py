"""Words that are right though no dictionary has them: the names of a desk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from deskeditor.spelling.languages import Script
from deskeditor.spelling.words import plain

POSSESSIVE = re.compile("'s?$")
PARTICLES = re.compile(
    "(?:씨|님|군|양|측|들)?"
    "(?:이|가|을|를|의|와|과|만|등|아|여|인|뿐|께서?|에(?:게서?|서)?|한테서?|으?로(?:서|써)?|하고|처럼|같이|보다|까지|부터"
    "|마다|조차|마저|밖에|대로|만큼|커녕|이?(?:나|랑|든|며|란|야)|이다|이고|이?라(?:고|는|며|도|면|서)?|이?었[다던]|였[다던]|입니다)?"
    "(?:은|는|도|의|만|이|을)?"
)
"""What may follow a name in Korean without a space between: a title, a case, a topic."""
LIKE = 0.8
"""How much a word must be like a name to be taken for it (``difflib``)."""


class KnownWords:
    """A set of words, with the forms they take in a sentence.

    With ``Seo`` it has ``Seo’s``, with ``김민서`` also ``김민서는``; a word in small letters may have a capital.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = {plain(word) for word in words}

    def has(self, word: str, script: Script) -> bool:
        """Whether the word, or what it is a form of, is known."""
        written = plain(word)
        return any(form in self._words or _small(form) in self._words for form in (written, *stems(written, script)))

    def nearest(self, word: str) -> list[str]:
        """Those that the word may be a misspelling of, the likeliest first."""
        likened = {_sounds(known): known for known in self._words}
        return [likened[found] for found in get_close_matches(_sounds(plain(word)), likened, n=2, cutoff=LIKE)]


def stems(word: str, script: Script) -> list[str]:
    """What is left of a word without an ending that any name can take, the shortest first."""
    if script is Script.HANGUL:
        return [word[:cut] for cut in range(2, len(word)) if PARTICLES.fullmatch(word, cut)]
    bare = POSSESSIVE.sub("", plain(word)) if script is Script.LATIN else word
    return [bare] if bare and bare != plain(word) else []


def _sounds(word: str) -> str:
    """The letters that are compared: those of a Korean syllable each by itself."""
    return unicodedata.normalize("NFD", word).casefold()


def _small(word: str) -> str:
    return word[:1].lower() + word[1:]
