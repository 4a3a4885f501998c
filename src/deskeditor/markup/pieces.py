"""A text cut into what a reader takes for one: words, spaces, marks of punctuation.

Korean words are eojeol, without the marks around them. Chinese and Japanese part no words by spaces: each character is
one. What belongs to a letter (accents, vowel signs, joiners) is never parted from it.
"""

from __future__ import annotations

import re
import unicodedata

from deskeditor.markup.words import UNSPACED

_LAST_OF_MARKS = 0x1B00
"""Behind the Indic scripts; the marks beyond are those of scripts without words in this sense."""
_MARKS = "".join(chr(code) for code in range(0x300, _LAST_OF_MARKS) if unicodedata.category(chr(code))[0] == "M")
_JOINED = f"{_MARKS}\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
_LETTER = rf"[^\W{UNSPACED}]"
_WORD = rf"{_LETTER}(?:{_LETTER}|[{_JOINED}])*"
_PIECE = re.compile(
    rf"[{UNSPACED}][{_JOINED}]*|{_WORD}(?:[-'’.,·]{_WORD})*|\s+|.(?:[{_JOINED}]|(?<=\u200d).)*", re.DOTALL
)


def pieces(text: str) -> list[str]:
    """The text in pieces; joined they are the text."""
    return _PIECE.findall(text)
