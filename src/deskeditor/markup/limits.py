"""How much work one block of Markdown may ask for.

Python-Markdown is quadratic, or recursive, in some texts that nobody writes: thousands of open brackets, quotes in
quotes, one line of a megabyte of backticks. Each figure here bounds one of those, so that the time for a text grows
with its length; a block beyond them is not parsed but shown as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from deskeditor.markup.notes import LABEL

DEPTH = 20
"""Levels of list, quote and emphasis within one another."""

_SCAN = 12
"""How often, on average, a character may be looked at again in search of the end of a bracket or a code span."""
_SPECIALS = 20_000
_COPIED = 4_000_000_000
_STRUCTURES = 200
_COLUMNS = 200
_QUOTES = 30

_SPECIAL = re.compile(r"[\\`*_\[<&~^{]|  \n")
_STRUCTURE = re.compile(r"^(?:#|[ ]{0,3}(?:[-*_=][ ]{0,2})+$)", re.MULTILINE)
_HOLDS_OTHERS = r"(?:[*+>-]|\d+\.|!!!|\[\^[^\[\]\s]*\]:)"
_NESTED = re.compile(rf"^(?:[ ]*{_HOLDS_OTHERS}){{{DEPTH + 1}}}|^[ ]{{{4 * DEPTH + 1},}}{_HOLDS_OTHERS}", re.MULTILINE)
_RULE = re.compile(r"[ ]{0,3}(?:[-*_][ ]{0,2})*$")
_NOTE_MARK = rf"\[\^{LABEL}\]:"
_DEFINES = re.compile(rf"^[ ]*(?:{_NOTE_MARK}[ ]*)*+(?!{_NOTE_MARK})\[[^\[\]]*\]:", re.MULTILINE)
_QUOTE = re.compile(r"[\"'(]")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_BRACKET = re.compile(r"[\[\]]")
_TICKS = re.compile(r"`+")
_CHANGES = [(re.compile(re.escape(f"{{{sign}")), re.compile(re.escape(f"{sign}}}"))) for sign in ("++", "--", "==")]
_LINK_END = re.compile(r"""\]\((?:<[^<>\n]*>|[^\s()<>"']*)(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\)|\]\(""")


def affordable(block: str) -> bool:
    """Whether the parser reads the block, lines without a blank one among them, in time that grows with its length."""
    if _too_deep(block):
        return False
    specials = len(_SPECIAL.findall(block))
    if specials <= _SCAN:
        return True
    bare = _ESCAPED.sub("", block)
    scan = _SCAN * len(block)
    return (
        specials <= _SPECIALS
        and specials * len(block) <= _COPIED
        and _bracket_work(bare) <= scan
        and _tick_work(bare) <= scan
        and _link_work(bare) <= scan
        and _change_work(bare) <= scan
    )


def _too_deep(block: str) -> bool:
    for match in _NESTED.finditer(block):
        end = block.find("\n", match.start())
        if not _RULE.match(block[match.start() : end if end >= 0 else len(block)]):
            return True
    lines = block.split("\n")
    if len(lines) > 1 and any(line.count("|") > _COLUMNS for line in lines):
        return True
    if _DEFINES.search(block) and any(len(_QUOTE.findall(line)) > _QUOTES for line in lines):
        return True
    return len(block) > _STRUCTURES and len(_STRUCTURE.findall(block)) > _STRUCTURES


def _bracket_work(text: str) -> int:
    """Characters looked at to find the end of each bracket: to the end of the text for one that is never closed."""
    work = 0
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() == "[":
            opened.append(match.start())
        elif opened:
            work += match.start() - opened.pop()
    return work + sum(len(text) - start for start in opened)


def _tick_work(text: str) -> int:
    """Characters looked at to find the end of each code span."""
    work = 0
    following: dict[int, int] = {}
    for start, length in reversed([(match.start(), len(match.group())) for match in _TICKS.finditer(text)]):
        work += following.get(length, len(text)) - start
        following[length] = start
    return work


def _link_work(text: str) -> int:
    """Characters looked at to find the end of each address."""
    return sum(
        len(match.group()) if match.group().endswith(")") else len(text) - match.start()
        for match in _LINK_END.finditer(text)
    )


def _change_work(text: str) -> int:
    """Characters looked at to find the end of each tracked change and comment."""
    work = 0
    for opens, closes in _CHANGES:
        ends = [match.start() for match in closes.finditer(text)]
        for match in opens.finditer(text):
            following = bisect_left(ends, match.end())
            work += (ends[following] if following < len(ends) else len(text)) - match.start()
    return work
