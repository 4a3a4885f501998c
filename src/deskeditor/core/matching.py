"""What a search finds in a text: words as they are read, or a regular expression.

Spans count characters of the text that was given. Texts are searched one by one, so that no match reaches from one
paragraph into the next; a line break inside a text is ``"\\n"``, and ``OBJECT`` stands for what is no text.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import prod

import regex

from deskeditor.core.errors import DeskError

OBJECT = "\ufffc"
"""Never part of a match: whoever replaces that would lose a picture or a note."""

ALIKE = ("'‘’‚‛′´`", '"“”„‟«»″', "-‐‑‒–—―−", " \u00a0\u2002\u2003\u2007\u2009\u202f\u3000")
"""Characters that are typed as the first of each row and set as any of it."""
ELLIPSIS = "(?:…|\\.\\.\\.)"

LONGEST = 1_000
"""Characters of an expression."""
MOST_REPEATS = 100_000
"""The product of an expression's counted repeats: the engine writes each of them out before it begins."""
TEXT_LIMIT, LIMIT = 0.1, 2.0
"""Seconds that an expression may take over one text, and over all texts of a search."""

_COUNTED = re.compile(r"\{\s*(\d*)\s*(?:,\s*(\d*)\s*)?\}")
_CLUSTER = regex.compile(r"\X")
_CLASSES = {sign: f"[{re.escape(row)}]" for row in ALIKE for sign in row}


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    ``expression``: the text is a regular expression, and then it alone says what is alike. ``quote_blind``: quotes,
    straight or curly, are alike; so are dashes and hyphens, spaces that break and do not, three dots and an ellipsis.
    """

    text: str
    case: bool = False
    whole_words: bool = False
    expression: bool = False
    quote_blind: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """Where a match stands in its text."""

    start: int
    end: int


class TooSlowError(DeskError):
    """An expression that would take for ever."""

    def __init__(self) -> None:
        super().__init__("The expression takes too long", mend="avoid a repeat inside a repeat, such as (a+)+")


class Matcher:
    """A query made ready. Composed and decomposed characters are the same to it (NFC and NFD; Unicode, annex 15).

    Raises DeskError for an expression that is none, and TooSlowError, from any method, once the whole search has
    used up its time.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self._left = LIMIT
        self._pattern = _compiled(query)

    def spans(self, text: str) -> list[Span]:
        """The matches in order, none of them empty and no two overlapping."""
        return [span for span, _ in self._found(text)]

    def replacements(self, text: str, by: str) -> list[tuple[Span, str]]:
        r"""What to put in the place of each match. In that of an expression ``\1`` and ``\g<name>`` stand for groups.

        Raises DeskError where ``by`` does not fit the expression.
        """
        if not self.query.expression:
            return [(span, by) for span, _ in self._found(text)]
        try:
            return [(span, str(match.expand(by))) for span, match in self._found(text)]
        except (regex.error, IndexError, KeyError, ValueError) as error:
            mend = r"\1, \2 and so on stand for its groups, \\ for a backslash"
            raise DeskError("This replacement does not fit the expression", where=by, mend=mend) from error

    def _found(self, text: str) -> Iterator[tuple[Span, regex.Match[str]]]:
        composed, places = _composed(text.replace(OBJECT, "\n"))
        for match in self._matches(composed):
            start, end = match.span()
            if places is not None:
                start, end = places[start], _end(places, end)
            if start < end and OBJECT not in text[start:end]:
                yield Span(start, end), match

    def _matches(self, text: str) -> list[regex.Match[str]]:
        if not self.query.expression:
            return list(self._pattern.finditer(text))
        begun = time.perf_counter()
        try:
            found = list(self._pattern.finditer(text, timeout=min(TEXT_LIMIT, self._left)))
        except TimeoutError as error:
            self._left = 0.0
            raise TooSlowError from error
        self._left -= time.perf_counter() - begun
        if self._left <= 0:
            raise TooSlowError
        # An expression may ask to be matched from the end.
        return sorted(found, key=lambda match: match.start())


def _compiled(query: Query) -> regex.Pattern[str]:
    source = query.text if query.expression else _literal(unicodedata.normalize("NFC", query.text), query.quote_blind)
    if query.whole_words:
        source = rf"(?<!\w)(?:{source})(?!\w)"
    if query.expression:
        _refuse_huge(query.text)
    try:
        return regex.compile(source, regex.MULTILINE if query.case else regex.MULTILINE | regex.IGNORECASE)
    except (regex.error, RecursionError, OverflowError, ValueError, IndexError) as error:
        what = str(error).partition(" at position")[0] if isinstance(error, regex.error) else "nested too deeply"
        mend = "put \\ before a sign that stands for itself"
        raise DeskError(f"This is no regular expression ({what})", mend=mend) from error


def _literal(text: str, blind: bool) -> str:
    if not blind:
        return re.escape(text)
    parts = text.replace("...", "…").split("…")
    return ELLIPSIS.join("".join(_CLASSES.get(sign) or re.escape(sign) for sign in part) for part in parts)


def _refuse_huge(expression: str) -> None:
    counts = (max(int(count or 1) for count in match.groups("1")) for match in _COUNTED.finditer(expression))
    if len(expression) > LONGEST or prod(count or 1 for count in counts) > MOST_REPEATS:
        raise DeskError("The expression is too large to be searched for", mend="make it shorter, or repeat less often")


def _composed(text: str) -> tuple[str, Sequence[int] | None]:
    """The text in NFC, and the place in the text of each of its characters and of its end; None where that is the same.

    Characters that were composed out of several have the place of the first.
    """
    if unicodedata.is_normalized("NFC", text):
        return text, None
    composed, places, at = [], [], 0
    for cluster in _CLUSTER.findall(text):
        made = unicodedata.normalize("NFC", cluster)
        places.append(range(at, at + len(cluster)) if made == cluster else [at] * len(made))
        composed.append(made)
        at += len(cluster)
    return "".join(composed), [*chain.from_iterable(places), at]


def _end(places: Sequence[int], end: int) -> int:
    """The place behind a match that ends there: not inside what was composed."""
    while end < len(places) - 1 and places[end] == places[end - 1]:
        end += 1
    return places[end]
