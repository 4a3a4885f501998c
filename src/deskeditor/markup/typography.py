"""Typography as it is typed: which characters take the place of those that a keyboard has, language by language.

Quotation marks are those of CLDR (its ``delimiters``), with two exceptions: a quotation inside a French one takes “ ”,
as newspapers set it, and Swiss German takes « », as its federal chancellery and its press do. Spaces in French follow
the *Lexique des règles typographiques* of the Imprimerie nationale, in Canada the Office québécois de la langue
française. The Korean dash is U+2015, the only long dash that the Korean standard character set (KS X 1001) has. A
language that is not in ``CONVENTIONS`` is left as it is typed.

No rule looks at more than the end of the text, and none fires on what it has left behind: whoever takes a replacement
back may type on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

APOSTROPHE = "’"
NBSP, NNBSP = "\u00a0", "\u202f"
EN_DASH, EM_DASH, KOREAN_DASH = "–", "—", "―"
REACH = 2_000
"""Characters before the caret that may matter: the opening mark of a quotation stands no further away."""

_DASHES = frozenset("-–—―/=+")
_OPENERS = frozenset("([{<¿¡‹«‘“„‚")
_ENDS = frozenset(".,;:!?)")
_PLACELESS = frozenset("!?;:…")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)\S*$|\S@\S*$", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![^\W\d_])(?:https?|ftp|mailto|tel)$", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w+$")
_DECADE = re.compile(r"\d\d(?![\d%])(?!\s[^']*'(?!\w))")
"""Two digits after an apostrophe, unless what they begin is a quotation that is closed further on."""


@dataclass(frozen=True, slots=True, eq=False)
class Convention:
    """How a language sets what is typed with ``"``, ``'``, ``--`` and before its marks."""

    double: tuple[str, str]
    single: tuple[str, str] | None
    """None where ``'`` is always an apostrophe."""
    dash: str
    inner: tuple[str, str] | None = None
    """What ``"`` gives inside an open quotation; None where that is ``double`` again."""
    inside: str = ""
    """The space on the inner side of ``double``."""
    spaces: Mapping[str, str] = field(default_factory=dict)
    """The space that does not break before each of these marks."""
    elisions: frozenset[str] = frozenset()
    """Words that begin with an apostrophe."""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of marks that the language has."""
        return tuple(pair for pair in (self.double, self.inner, self.single) if pair)

    @property
    def opening(self) -> str:
        """The mark that ``'`` gives at the beginning of a word."""
        return self.single[0] if self.single else APOSTROPHE

    def opens(self, mark: str) -> bool:
        """Whether a word or a quotation may begin right after that character."""
        return mark in _OPENERS and not any(mark == closing for _, closing in self.pairs)


@dataclass(frozen=True, slots=True)
class Replacement:
    """The last ``length`` characters of the text, the typed one among them, become ``text``."""

    length: int
    text: str


_CURLY = (("“", "”"), ("‘", "’"))
_OF_ENGLISH = frozenset({"n", "em", "til", "tis", "twas", "twere"})
_OF_GERMAN = frozenset({"s", "n", "ne", "nen"})
_FRENCH = Convention(
    ("«", "»"), None, EN_DASH, ("“", "”"), NBSP, {";": NNBSP, "!": NNBSP, "?": NNBSP, ":": NBSP, "»": NBSP}
)
_ENGLISH = Convention(*_CURLY, EM_DASH, elisions=_OF_ENGLISH)
_BRITISH = Convention(*_CURLY, EN_DASH, elisions=_OF_ENGLISH)

CONVENTIONS: Mapping[str, Convention] = {
    "en": _ENGLISH,
    **{f"en-{country}": _BRITISH for country in ("GB", "IE", "AU", "NZ", "ZA", "IN")},
    "ko": Convention(*_CURLY, KOREAN_DASH),
    "de": Convention(("„", "“"), ("‚", "‘"), EN_DASH, elisions=_OF_GERMAN),
    "de-CH": Convention(("«", "»"), ("‹", "›"), EN_DASH, elisions=_OF_GERMAN),
    "fr": _FRENCH,
    "fr-CA": Convention(("«", "»"), None, EN_DASH, ("“", "”"), NBSP, {":": NBSP, "»": NBSP}),
    "es": Convention(*_CURLY, EM_DASH),
}
"""By language tag; a tag that is longer falls back to the shorter one."""


@cache
def convention(language: str) -> Convention | None:
    """The convention of a language tag (BCP 47), or of the language that it is a form of; None for any other."""
    language, *rest = language.replace("_", "-").split("-")
    regions = [part.upper() for part in rest if len(part) == 2]
    return CONVENTIONS.get("-".join([language.lower(), *regions[:1]])) or CONVENTIONS.get(language.lower())


def replacement(before: str, typed: str, language: str) -> Replacement | None:
    """What takes the place of the character that was just typed after ``before``; None where it stays.

    Nothing is replaced after a backslash, in an address, or after a backtick that opens code.
    """
    rules = convention(language)
    if rules is None or len(typed) != 1 or before.endswith("\\"):
        return None
    before = before[-REACH:]
    found = _rule(before, typed, rules)
    if found is None or _ADDRESS.search(before[-REACH // 4 :]) or before.count("`") % 2:
        return None
    return found


def _rule(before: str, typed: str, rules: Convention) -> Replacement | None:
    late = _late(before, typed, rules)
    if late is not None:
        return late
    if typed in "\"'":
        mark = quotation(before, typed, rules)
        return None if mark is None else Replacement(1, mark)
    if typed == "-":
        return _dash(before, rules)
    if typed == ".":
        return Replacement(3, "…") if before.endswith("..") and not before.endswith(("...", "/..")) else None
    if typed == "«" and rules.double[0] == "«" and rules.inside:
        return Replacement(1, typed + rules.inside)
    if typed in rules.spaces:
        return _spaced(before, typed, rules)
    return None


def _late(before: str, typed: str, rules: Convention) -> Replacement | None:
    """What a later character tells of an earlier one: a quotation mark was an apostrophe, a colon that of a time."""
    last = before[-1:]
    if before == "--" and (typed == " " or typed.isalnum()):
        return Replacement(3, rules.dash + typed)
    if typed.isalpha():
        return _late_letter(before, typed, rules)
    if typed.isdigit():
        of_time = before.endswith(f"{NBSP}:") and before[-3:-2].isdigit() and ":" in rules.spaces
        return Replacement(3, f":{typed}") if of_time else None
    if typed == " " and rules.inside and before.endswith(rules.double[0] + rules.inside):
        return Replacement(1, "")
    if last.isdigit():
        return _decade(before, typed, rules) if typed in _ENDS else None
    if last.isalpha() and rules.elisions and rules.opening in before[-6:]:
        word = before[before.rfind(rules.opening) + 1 :]
        if word.lower() in rules.elisions and (typed != "'" or word in "nN"):
            return Replacement(len(word) + 2, APOSTROPHE + word + (APOSTROPHE if typed == "'" else typed))
    return None


def _late_letter(before: str, typed: str, rules: Convention) -> Replacement | None:
    last = before[-1:]
    if last.isdigit():
        return _decade(before, typed, rules)
    if last == "'":
        return Replacement(2, APOSTROPHE + typed) if typed == "s" and before[-2:-1].isdigit() else None
    if rules.single and last == rules.single[1] != APOSTROPHE and before[-2:-1].isalpha():
        return Replacement(2, APOSTROPHE + typed)
    return None


def _decade(before: str, typed: str, rules: Convention) -> Replacement | None:
    if not rules.elisions or before[-3:-2] != rules.opening or not before[-2:].isdigit():
        return None
    return Replacement(4, APOSTROPHE + before[-2:] + typed)


def _dash(before: str, rules: Convention) -> Replacement | None:
    """Two hyphens are a dash, after a digit that of a range. At the start of a block they may yet become a rule."""
    if before.endswith(EN_DASH):
        return Replacement(2, EM_DASH)
    if not before.endswith("-") or before.endswith("--") or before == "-":
        return None
    return Replacement(2, EN_DASH if before[-2:-1].isdigit() else rules.dash)


def _spaced(before: str, typed: str, rules: Convention) -> Replacement | None:
    last = before[-1:]
    if not last or rules.opens(last) or last in (NBSP, NNBSP):
        return None
    if last in _PLACELESS and typed != "»" and not (last == "…" and typed in "!?"):
        return None
    if (typed == ":" and _SCHEME.search(before)) or (typed == ";" and _ENTITY.search(before)):
        return None
    space = rules.spaces[typed]
    if last == " ":
        return Replacement(2, space + typed) if before[-2:-1].strip() else None
    return Replacement(1, space + typed)


def quotation(before: str, straight: str, rules: Convention, after: str = "") -> str | None:
    """What ``"`` or ``'`` stands for after a text, with its inner space; None where it stays straight (feet, inches).

    ``after`` is what follows, as far as it is known.
    """
    before = before[-REACH:]
    opened = _opened(before, rules)
    if straight == '"':
        return _double(before, opened, rules)
    return _single(before, opened, rules, after)


def _double(before: str, opened: tuple[str, ...], rules: Convention) -> str | None:
    ends = {rules.double[1], rules.inner[1] if rules.inner else rules.double[1]}
    closing = next((end for end in reversed(opened) if end in ends), "")
    if _begins(before, rules, rules.double[0], closing):
        if rules.inner and rules.double[1] in opened:
            return rules.inner[0]
        return rules.double[0] + rules.inside
    if not closing and before[-1:].isdigit():
        return None
    mark = closing or rules.double[1]
    return rules.inside + mark if mark == rules.double[1] and before[-1:] not in (NBSP, NNBSP) else mark


def _single(before: str, opened: tuple[str, ...], rules: Convention, after: str) -> str | None:
    last = before[-1:]
    closing = rules.single[1] if rules.single and rules.single[1] in opened else ""
    if last.isdigit() and not closing:
        return APOSTROPHE if after[:1] == "s" else None
    if rules.single is None:
        return APOSTROPHE
    if not _begins(before, rules, rules.single[0], closing):
        inside_a_word = last.isalpha() and after[:1].isalpha()
        return APOSTROPHE if inside_a_word or not closing else closing
    return APOSTROPHE if _is_elided(after, rules) else rules.single[0]


def _is_elided(after: str, rules: Convention) -> bool:
    if not rules.elisions or not after:
        return False
    word = re.match(r"[^\W\d_]*", after)
    return bool(_DECADE.match(after)) or (word is not None and word[0].lower() in rules.elisions)


def _begins(before: str, rules: Convention, opening: str, closing: str) -> bool:
    """Whether a quotation begins here. After a dash it ends where one is open; a pair without anything in it closes."""
    last = before[-1:]
    if last == opening:
        return False
    if last in _DASHES:
        return not closing
    return not last or last.isspace() or rules.opens(last)


def _opened(before: str, rules: Convention) -> tuple[str, ...]:
    """The closing marks that are still awaited, the innermost last."""
    marks, ends = _marks(rules)
    awaited: list[str] = []
    for found in marks.finditer(before):
        mark = found[0]
        if mark in ends:
            awaited.append(ends[mark])
        elif mark in awaited and not _is_apostrophe(before, found.start()):
            del awaited[len(awaited) - 1 - awaited[::-1].index(mark) :]
    return tuple(awaited)


@cache
def _marks(rules: Convention) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the quotation marks of a language, and which closes which."""
    return re.compile(f"[{''.join(mark for pair in rules.pairs for mark in pair)}]"), dict(rules.pairs)


def _is_apostrophe(text: str, place: int) -> bool:
    return text[place] == APOSTROPHE and text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
