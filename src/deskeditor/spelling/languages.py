"""Which language a word is checked in: by its script, and by the language of its story."""

from __future__ import annotations

from enum import StrEnum


class Script(StrEnum):
    """A script whose words can be told apart by their letters alone, without a dictionary."""

    LATIN = "latin"
    GREEK = "greek"
    CYRILLIC = "cyrillic"
    HEBREW = "hebrew"
    ARABIC = "arabic"
    HANGUL = "hangul"


SCRIPTS = {
    Script.GREEK: ("el",),
    Script.CYRILLIC: ("ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn", "tg"),
    Script.HEBREW: ("he", "yi"),
    Script.ARABIC: ("ar", "fa", "ur", "ps", "ckb"),
    Script.HANGUL: ("ko",),
}
"""The languages of each script; whatever is not here is written in Latin letters."""
UNCHECKED = frozenset(
    {"ja", "zh", "yue", "th", "lo", "km", "my", "bo", "hi", "bn", "ta", "te", "mr", "ne", "ka", "hy", "am"}
)
"""Languages that are not checked: their words are not parted by spaces, or are in a script not listed here."""
SCRIPT_OF = {language: script for script, languages in SCRIPTS.items() for language in languages}


def languages_for(story: str) -> dict[Script, str]:
    """The language of each script's words in a story of that language (BCP 47); a script without one is not checked.

    Words in the story's own script are of its language, others of the language that is at home in theirs: Korean for
    Hangul, English for Latin letters.
    """
    found = {Script.HANGUL: "ko", Script.LATIN: "en"}
    language = story.split("-")[0].lower()
    if language not in UNCHECKED:
        found[SCRIPT_OF.get(language, Script.LATIN)] = story
    return found
