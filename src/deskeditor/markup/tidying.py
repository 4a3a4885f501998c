"""Cleaning up a text: what other systems left in it, found and corrected place by place.

Nothing here changes what a text says: apart from text that was read in the wrong encoding, which ftfy puts right,
letters and digits stay as they are. A text that has been corrected has nothing left to correct.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.entities import html5

from deskeditor.markup.invisible import strays
from deskeditor.markup.typography import NBSP, NNBSP, REACH, Convention, convention, quotation

Edit = tuple[int, int, str]
"""From where to where of a text is to become what."""
Kept = Iterable[tuple[int, int]]
"""Stretches of a text that stay as they are: code."""

_STANDS = "\ufdd0"
"""What stands for a character that is kept: no text has it, and no rule knows it."""
_ROUNDS = 8
_MANY_MARKS = 1_000
"""Straight marks in one block; where they are every fourth character of so many, it is no prose."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\"<>«»“”]*[^\s\"<>«»“”'’‘.,;:!?)\]]"
    r"|(?<![^\s\"'<>(])[^\s\"'<>«»“”(@]{1,64}@[\w.-]{1,255}\.[a-z]+",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")
_TOKEN = re.compile(rf"[^ \n{_STANDS}]+ {{0,2}}")
_LOST_QUOTE = re.compile(r"â€(?=[\s.,;:!?)]|$)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"(?<!\\)\\+(?=[\"'‘’“”])")
_WIDE = re.compile(rf"[\x00-\x7f]?[^\x00-\x7f{_STANDS}]+")
_SPACES = re.compile(r"[ \t\u00a0\u202f]{2,}|\t")
_AT_EDGE = re.compile(r"^[ \t\u00a0\u202f]+|[ \t\u00a0\u202f]+$", re.MULTILINE)
_BEFORE_MARK = re.compile(
    r"(?<=[^\s.]) (?=[,;:](?:[\s\"'”’»]|$)|[!?]+(?:[\s\"'”’»)\]]|$)|\.(?:[\"'”’»)\]]|\s(?!\.)|$))"
)
_INSIDE = re.compile("(?<=«) (?=\\S)|(?<=\\S) (?=»)")
_SCORE = re.compile(r"\d : \d")
_STRAIGHT = re.compile("[\"']")
_UNFIT = frozenset({"Cc", "Cn", "Cs", "Co"})
_NO_BREAK = NBSP + NNBSP


class Fault(StrEnum):
    """What is wrong at a place."""

    MOJIBAKE = "mojibake"
    """Text that was read in the wrong encoding."""
    ENTITY = "entity"
    """A character that is written as HTML writes it."""
    ESCAPE = "escape"
    """A backslash before a quotation mark."""
    INVISIBLE = "invisible"
    """A character without width, or one that turns the direction."""
    COMPOSITION = "composition"
    """A letter in pieces, not in Unicode's normal form C."""
    SPACES = "spaces"
    """More than one space, or a tab."""
    EDGE = "edge"
    """A space at the end or the beginning of a line."""
    BEFORE_MARK = "before-mark"
    """A space that does not belong before a mark, or one that may break there."""
    QUOTATION = "quotation"
    """A straight quotation mark or apostrophe."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The text from ``start`` to ``end`` is ``before`` and should be ``after``."""

    start: int
    end: int
    before: str
    after: str
    faults: tuple[Fault, ...]


def corrections(text: str, language: str, kept: Kept = ()) -> list[Correction]:
    """All that is to be corrected in the text of one block, in order; lines are parted by ``\\n``.

    Nothing in the ``kept`` stretches is touched, nor in an address of the web or of mail.
    """
    draft = _Draft(text, kept)
    rules = convention(language)
    for _ in range(_ROUNDS):
        before = draft.text
        for fault, rule in _RULES:
            draft.apply(_beside_addresses(draft.text, rule(draft.text, rules)), fault)
        if draft.text == before:
            break
    return list(draft.corrections())


def _beside_addresses(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    addresses = _ADDRESS.finditer(text) if "://" in text or "@" in text or "www." in text else iter(())
    address = next(addresses, None)
    for start, end, new in edits:
        while address and address.end() <= start:
            address = next(addresses, None)
        if not address or end <= address.start():
            yield start, end, new


def corrected(text: str, chosen: Iterable[Correction]) -> str:
    """The text with these of its corrections made."""
    parts, place = [], 0
    for correction in sorted(chosen, key=lambda correction: correction.start):
        parts += [text[place : correction.start], correction.after]
        place = correction.end
    return "".join([*parts, text[place:]])


class _Draft:
    """A text on its way; each character knows which stretch of the given text it stands for."""

    def __init__(self, text: str, kept: Kept) -> None:
        self._given = text
        masked = list(text)
        for start, end in kept:
            masked[start:end] = _STANDS * (end - start)
        self.text = self._masked = "".join(masked)
        self._starts = list(range(len(text)))
        self._ends = list(range(1, len(text) + 1))
        self._faults: dict[int, list[Fault]] = {}

    def apply(self, edits: Iterable[Edit], fault: Fault) -> None:
        """Make edits of ``text``, which are in order and apart from each other."""
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        place = 0
        for start, end, new in edits:
            if self.text[start:end] == new or _STANDS in self.text[start:end]:
                continue
            first, last = self._starts[start], self._ends[end - 1]
            self._faults.setdefault(first, []).append(fault)
            parts += [self.text[place:start], new]
            starts += self._starts[place:start] + [first] * len(new)
            ends += self._ends[place:start] + [last] * len(new)
            place = end
        if not place:
            return
        self.text = "".join([*parts, self.text[place:]])
        self._starts = starts + self._starts[place:]
        self._ends = ends + self._ends[place:]

    def corrections(self) -> Iterator[Correction]:
        """What has become something else, as narrow as it can be told."""
        if self.text == self._masked:
            return
        first, last, new = 0, 0, ""
        for character, start, end in zip(self.text, self._starts, self._ends, strict=True):
            if end - start == 1 and start >= last and self._masked[start] == character:
                yield from self._correction(first, start, new)
                first, last, new = end, end, ""
            else:
                last, new = max(last, end), new + character
        yield from self._correction(first, len(self._given), new)

    def _correction(self, start: int, end: int, after: str) -> Iterator[Correction]:
        before = self._given[start:end]
        if before == after:
            return
        faults = (fault for place in range(start, end) for fault in self._faults.get(place, ()))
        head = _shared(before, after)
        tail = _shared(before[head:][::-1], after[head:][::-1])
        yield Correction(
            start + head,
            end - tail,
            before[head : len(before) - tail],
            after[head : len(after) - tail],
            tuple(dict.fromkeys(faults)),
        )


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _mojibake(text: str, _rules: Convention | None) -> Iterator[Edit]:
    if text.isascii():
        return
    from ftfy import fix_encoding  # only for who cleans up: it loads tables
    from ftfy.badness import is_bad

    if not is_bad(text):
        return
    for token in _TOKEN.finditer(text):
        if not token[0].isascii():
            fixed = fix_encoding(_LOST_QUOTE.sub("”", token[0]))
            if _is_text(fixed):
                yield from _apart(token.start(), token[0], fixed)


def _is_text(text: str) -> bool:
    return "\ufffd" not in text and not any(unicodedata.category(character) in _UNFIT for character in text)


def _apart(place: int, broken: str, fixed: str) -> Iterator[Edit]:
    """One edit for each stretch that was broken: what is ASCII stands between them, except where it was lost."""
    old, new = _FOREIGN.split(broken), _FOREIGN.split(fixed)
    if old[::2] != new[::2]:
        yield place, place + len(broken), fixed
        return
    for was, now in zip(old, new, strict=True):
        yield place, place + len(was), now
        place += len(was)


def _entities(text: str, _rules: Convention | None) -> Iterator[Edit]:
    for found in _ENTITY.finditer(text) if "&" in text else ():
        meant = html.unescape(found[0]) if found[0][1] == "#" else html5.get(found[0][1:], "\0")
        if _is_text(meant):
            yield found.start(), found.end(), meant


def _escapes(text: str, _rules: Convention | None) -> Iterator[Edit]:
    return ((found.start(), found.end(), "") for found in _ESCAPE.finditer(text))


def _invisible(text: str, _rules: Convention | None) -> Iterator[Edit]:
    return ((place, place + 1, "") for place in strays(text))


def _compositions(text: str, _rules: Convention | None) -> Iterator[Edit]:
    if not unicodedata.is_normalized("NFC", text):
        for found in _WIDE.finditer(text):
            yield found.start(), found.end(), unicodedata.normalize("NFC", found[0])


def _spaces(text: str, rules: Convention | None) -> Iterator[Edit]:
    for found in _SPACES.finditer(text):
        unbroken = not found[0].strip(_NO_BREAK)
        inside = rules is not None and rules.inside and text[found.start() - 1 : found.start()] == rules.double[0]
        yield found.start(), found.end(), NBSP if unbroken or inside else " "


def _edges(text: str, _rules: Convention | None) -> Iterator[Edit]:
    return ((found.start(), found.end(), "") for found in _AT_EDGE.finditer(text))


def _before_marks(text: str, rules: Convention | None) -> Iterator[Edit]:
    spaces = rules.spaces if rules else {}
    for found in _BEFORE_MARK.finditer(text):
        mark, place = text[found.end()], found.start()
        if mark in spaces:
            yield place, place + 1, spaces[mark]
        elif not _SCORE.match(text[place - 1 : place + 4]):
            yield place, place + 1, ""


def _inside_quotations(text: str, rules: Convention | None) -> Iterator[Edit]:
    if rules and rules.inside:
        yield from ((found.start(), found.end(), rules.inside) for found in _INSIDE.finditer(text))


def _quotations(text: str, rules: Convention | None) -> Iterator[Edit]:
    marks = text.count('"') + text.count("'")
    if rules is None or _MANY_MARKS < marks > len(text) // 4:
        return
    set_before, place = "", 0
    for found in _STRAIGHT.finditer(text):
        set_before = (set_before + text[place : found.start()])[-REACH:]
        mark = quotation(set_before, found[0], rules, text[found.end() : found.end() + REACH])
        set_before += mark or found[0]
        place = found.end()
        if mark is not None:
            yield found.start(), found.end(), mark


_RULES: tuple[tuple[Fault, Callable[[str, Convention | None], Iterable[Edit]]], ...] = (
    (Fault.MOJIBAKE, _mojibake),
    (Fault.ENTITY, _entities),
    (Fault.ESCAPE, _escapes),
    (Fault.INVISIBLE, _invisible),
    (Fault.COMPOSITION, _compositions),
    (Fault.SPACES, _spaces),
    (Fault.EDGE, _edges),
    (Fault.BEFORE_MARK, _before_marks),
    (Fault.BEFORE_MARK, _inside_quotations),
    (Fault.QUOTATION, _quotations),
)
"""In this order: each finds what those before it have laid bare."""
