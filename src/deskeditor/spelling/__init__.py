"""Spelling: the words of a text, the dictionaries of this computer, and the engine that looks the one up in the other.

Nothing here knows a desk or a window. The engine itself (``engine``) runs in a process of its own and is not imported.
"""

from deskeditor.spelling.dictionaries import Dictionary, debian_package, find, own_folder
from deskeditor.spelling.known import KnownWords, stems
from deskeditor.spelling.languages import Script, languages_for
from deskeditor.spelling.proof import Judge, Proof
from deskeditor.spelling.speller import EndedError, Speller
from deskeditor.spelling.words import Word, words

__all__ = [
    "Dictionary",
    "EndedError",
    "Judge",
    "KnownWords",
    "Proof",
    "Script",
    "Speller",
    "Word",
    "debian_package",
    "find",
    "languages_for",
    "own_folder",
    "stems",
    "words",
]
