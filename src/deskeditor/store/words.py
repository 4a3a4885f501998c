"""Words as the search sees them: what is indexed, what a query means, and what is shown of a hit.

Korean, Japanese, Chinese and Thai are written without a space at every word's edge, so that their runs are indexed as
pairs of neighbouring characters: any two characters inside a word are found. Everything else is indexed as words,
without case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

PAIRED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3131-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts whose runs are indexed in pairs."""
MARKS = "\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
"""Vowel signs and points that belong to the word they stand in, though they are no letters."""
LETTER = rf"(?:[^\W_{PAIRED}]|[{MARKS}])"
RUN = re.compile(rf"[{PAIRED}]+|{LETTER}+")
PAIRED_START = re.compile(f"[{PAIRED}]")
ASCII_RUN = re.compile("[a-z0-9]+")
ACCENTS = re.compile("[\u0300-\u036f]+")
BETWEEN = r"(?:[^\w\s]|_)*"
"""What may stand between the parts of one term: ``Workers'-Party`` finds the same with any other apostrophe or dash."""

PARTING = "\n\n"
PIECE = 10_000
"""Characters of a story that are searched through in one go, which no other thread can come between."""
TOKEN_LENGTH = 64
QUERY_LENGTH = 1000
TERMS = 24
SNIPPET = 140
"""Characters shown of a hit."""


def fold(text: str) -> str:
    """The text without what a search does not mind: case, accents, width and composition."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold()))


def is_paired(run: str) -> bool:
    """Whether the run is of a script that is indexed in pairs."""
    return PAIRED_START.match(run) is not None


def tokens(text: str) -> str:
    """What the index holds of a text: each token once, parted by spaces."""
    folded = fold(text)
    if folded.isascii():
        return " ".join({run[:TOKEN_LENGTH] for run in ASCII_RUN.findall(folded)})
    found: set[str] = set()
    for run in RUN.findall(folded):
        if is_paired(run):
            found.update(map("".join, pairwise(run)))
            # The last character begins no pair: alone, it is still found by a query of one character.
            found.add(run[-1])
        else:
            found.add(run[:TOKEN_LENGTH])
    return " ".join(found)


@dataclass(frozen=True, slots=True)
class Query:
    """What a user asked for: every term must be in the story."""

    patterns: tuple[re.Pattern[str], ...]
    match: str
    """For FTS5, every token quoted."""
    exact: bool
    """Whether the index alone decides; otherwise what it finds must be held against the text."""

    def in_text(self, folded: str) -> bool:
        """Whether a folded text holds every term."""
        return all(pattern.search(folded) for pattern in self.patterns)


def read_query(text: str) -> Query | None:
    """The query in what a user typed; ``None`` where there is no word in it. Never raises."""
    terms = [runs for term in fold(text[:QUERY_LENGTH]).split()[:TERMS] if (runs := RUN.findall(term))]
    if not terms:
        return None
    patterns, pieces, exact = [], [], True
    for runs in terms:
        opened = runs is terms[-1] and len(runs[-1]) > 1
        for run in runs:
            pieces += _pieces(run, opened and run is runs[-1])
        patterns.append(_pattern(runs, opened))
        exact = exact and len(runs) == 1 and (not is_paired(runs[0]) or len(runs[0]) <= 2)
    return Query(tuple(patterns), " AND ".join(pieces), exact)


def _pieces(run: str, opened: bool) -> list[str]:
    if not is_paired(run):
        return [f'"{run[:TOKEN_LENGTH]}"{"*" if opened else ""}']
    if len(run) == 1:
        return [f'"{run}"*']
    return [f'"{first}{second}"' for first, second in pairwise(run)]


def _pattern(runs: list[str], opened: bool) -> re.Pattern[str]:
    """The term in running text; ``opened`` lets the last word go on."""
    start = "" if is_paired(runs[0]) else f"(?<!{LETTER})"
    end = "" if opened or is_paired(runs[-1]) else f"(?!{LETTER})"
    return re.compile(start + BETWEEN.join(map(re.escape, runs)) + end)


LINKS = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
LINE_STARTS = re.compile(r"\n[ \t>]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])?")
ALT_TEXTS = re.compile(r"!\[[^\[\]]*\](?=\(photo:)")
MARKED = re.compile(r"\\[ !-/:-@\[-`{-~]|[*`]+|~~+|_+")
SIGNED = re.compile(
    r"\]\(|\[\^|\{(?:--|>>)|^!!! ?\w|^[ >]*\d+\.[ ]|&#?\w+;|\^(?:\\ |[^\s^])+\^|~(?:\\ |[^\s~])+~", re.MULTILINE
)
"""What would be counted as words, or join two of them, if it were not skimmed."""
SIGNS = ("{", "[^", "!!!", "^", "~", "<!--")
"""One of these is in each of what is unsaid."""
UNSAID = re.compile(
    r"""
    (?P<said> \\.) | <!--[ ]-->
    | \{-- (?:(?!\{--|--\}).)* --\}
    | \{>> (?:(?!\{>>|<<\})[^\n])* <<\} | \{(?:\+\+|==) | (?:\+\+|==)\}
    | \[\^[^\s\[\]^]+\]:?
    | ^!!![ ]?[\w-]+(?:[ ]+[\w-]+)*(?:[ ]+"(?P<title>.*?)")?[ ]*$(?:\n+[ ]{4}<[^<>\s]*>)?
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
"""Signs of the grammar with what is no word of the text: deleted text, by whom it was, labels of notes, addresses."""
RAISED = re.compile(
    r"(?P<said>\\.)|(?<!\^)\^(?P<above>(?:\\.|[^\s^\\])+)\^(?!\^)|(?<!~)~(?P<below>(?:\\.|[^\s~\\])+)~(?!~)", re.DOTALL
)
"""What stands off the line, with its signs; something may be deleted in it."""


def skim(markdown: str) -> str:
    """The words of a body without its marks.

    By pattern and not by the parser, which takes twenty times as long as saving the story: where the two differ (a
    table's bars, signs inside code) only what surrounds a hit in the list of results differs.
    """
    text = markdown
    if any(sign in text for sign in SIGNS):
        text = RAISED.sub(_off_the_line, UNSAID.sub(_said, text))
    return PARTING.join(map(_skim, pieces(text)))


def _skim(text: str) -> str:
    text = LINKS.sub(_words_of_link, text)
    text = LINE_STARTS.sub("\n", f"\n{text}")[1:]
    text = MARKED.sub(_unmarked, text)
    return unescape(text) if "&" in text else text


def pieces(text: str) -> Iterator[str]:
    """The text by whole paragraphs, about ``PIECE`` characters at a time, which ``PARTING`` joins again."""
    start = 0
    while (end := text.find(PARTING, start + PIECE)) >= 0:
        yield text[start:end]
        start = end + len(PARTING)
    yield text[start:]


def read_words(markdown: str) -> str:
    """The words of a body that a reader reads, to be counted: without the alt texts of its photos.

    Marks may still be there where they are no words.
    """
    if not any(map(SIGNED.search, pieces(markdown))):
        return markdown
    return skim(ALT_TEXTS.sub("![]", markdown))


def _said(found: re.Match[str]) -> str:
    return found["said"] or found["title"] or ""


def _off_the_line(found: re.Match[str]) -> str:
    return found["said"] or found["above"] or found["below"]


def _words_of_link(found: re.Match[str]) -> str:
    return found[1]


def _unmarked(found: re.Match[str]) -> str:
    mark = found[0]
    if mark[0] == "\\":
        return mark[1]
    inside_a_word = (
        found.string[found.start() - 1 : found.start()].isalnum() and found.string[found.end() :][:1].isalnum()
    )
    return mark if mark[0] == "_" and inside_a_word else ""


def snippet(texts: list[str], query: Query) -> str:
    """About ``SNIPPET`` characters of the first text that holds a term, with the term in the middle."""
    for text in texts:
        folded = fold(text)
        found = next((hit for pattern in query.patterns if (hit := pattern.search(folded))), None)
        if found:
            middle = (_place(text, folded, found.start()) + _place(text, folded, found.end())) // 2
            return _around(text, middle)
    return _around(texts[0], 0) if texts else ""


def _place(text: str, folded: str, index: int) -> int:
    """The place in the text of a place in its folded form, which may be longer (``½``) or shorter (accents)."""
    if len(text) == len(folded):
        return index
    length = 0
    for place, character in enumerate(text):
        length += len(fold(character))
        if length > index:
            return place
    return len(text)


def _around(text: str, middle: int) -> str:
    start = max(0, middle - SNIPPET // 2)
    end = min(len(text), start + SNIPPET)
    start = max(0, end - SNIPPET)
    if start and (space := text.find(" ", start, start + SNIPPET // 6)) >= 0:
        start = space
    if end < len(text) and (space := text.rfind(" ", end - SNIPPET // 6, end)) >= 0:
        end = space
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
