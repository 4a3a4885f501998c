"""Runs written as Markdown, so that the grammar reads the same runs back."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

from deskeditor.core.document import Mark, Run, Runs
from deskeditor.markup.chunks import parse
from deskeditor.markup.grammar import ENTITY, SEPARATOR
from deskeditor.markup.runs import Span, UnfitError, runs_of, spans, tidy

_DELIMITERS = {Mark.BOLD: "**", Mark.ITALIC: "*", Mark.STRIKE: "~~"}
_SPECIAL = re.compile(r"[`*\[\]\\<&_~]")
_AFTER_BACKSLASH = re.compile(r"[!-/:-@\[-`{-~\s]|$")
_LINE_START = re.compile(r"[#>=]|[-+](?=[ -]|$)|\d+(?=[.)](?: |$))")
_DEFINITION = re.compile(r"^\[[^\[\]]*\]:", re.MULTILINE)
_SEPARATOR = Run("")
_RUN_OF_TICKS = re.compile(r"`+")
_PLAIN_ADDRESS = re.compile(r"[^\s()<>\[\]\\`'\"&*_~]+")
_IN_ADDRESS = re.compile(rf"[\\`<>\[\]]|&(?={ENTITY.pattern[1:]})")


def write_runs(runs: Runs) -> list[str]:
    """The lines of a block of runs in normal form."""
    tree = spans(runs)
    text, touching = _written(tree)
    if touching and not _reads_back(text, runs):
        text = _parted(runs)
    text = _DEFINITION.sub(rf"{SEPARATOR}\g<0>", text)
    return [_guarded(line) for line in text.split("\n")]


def write_alt(alt: str) -> str:
    """Plain text between the brackets of a picture."""
    return _with_entities(_SPECIAL.sub(_escape, alt)).replace("\n", "&#10;")


def write_address(address: str) -> str:
    """An address between the parentheses of a link."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    return f"<{_IN_ADDRESS.sub(_backslash, address)}>"


def _written(tree: tuple[Span | Run, ...]) -> tuple[str, bool]:
    """The text, and whether the delimiters of two marks touch in it, which may make them mean something else."""
    pieces: list[str] = []
    touching = False
    for node in tree:
        if node is _SEPARATOR:
            piece = SEPARATOR
        elif isinstance(node, Run):
            piece = _code(node.text) if Mark.CODE in node.marks else _escaped(node.text)
        else:
            content, within = _written(node.content)
            touching = touching or within
            if isinstance(node.of, Mark):
                piece = _wrapped(content, _DELIMITERS[node.of])
                touching = touching or any(content[end] == piece[0] for end in (0, -1))
            else:
                piece = f"[{content}]({write_address(node.of)})"
        if pieces and pieces[-1].endswith("!") and piece.startswith("["):
            pieces[-1] = pieces[-1][:-1] + "\\!"
        touching = touching or (bool(pieces) and pieces[-1][-1] == piece[0] and piece[0] in "*~")
        pieces.append(piece)
    return "".join(pieces), touching


def _parted(runs: Runs) -> str:
    """Each run under marks of its own, and a separator where two would touch."""
    pieces: list[Span | Run] = []
    for before, run in pairwise((Run(""), *runs)):
        if before.marks and run.marks:
            pieces.append(_SEPARATOR)
        pieces += spans((run,))
    return _written(tuple(pieces))[0]


def _wrapped(content: str, delimiter: str) -> str:
    """A mark cannot begin or end with white space, which is named instead."""
    return f"{delimiter}{_with_entities(content)}{delimiter}"


def _with_entities(text: str) -> str:
    """White space at the ends by its entity."""
    if text[:1].isspace():
        text = f"&#{ord(text[0])};{text[1:]}"
    if text[-1:].isspace() and not text.endswith("\\\n"):
        text = f"{text[:-1]}&#{ord(text[-1])};"
    return text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_escape, text).replace("\n", "\\\n")


def _escape(match: re.Match[str]) -> str:
    """A backslash before the character where it could mean something, and nowhere else: people read the text too."""
    char, text, place = match.group(), match.string, match.start()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    match char:
        case "_":
            plain = before.isalnum() and after.isalnum()
        case "~":
            plain = before not in ("", "~") and after not in ("", "~")
        case "<":
            plain = after == " "
        case "&":
            plain = ENTITY.match(text, place) is None
        case "\\":
            plain = _AFTER_BACKSLASH.match(text, place + 1) is None
        case _:
            plain = False
    return char if plain else f"\\{char}"


def _backslash(match: re.Match[str]) -> str:
    return f"\\{match.group()}"


def _code(text: str) -> str:
    fence = "`" * (max((len(ticks) for ticks in _RUN_OF_TICKS.findall(text)), default=0) + 1)
    left = " " if text.startswith("`") else ""
    right = " " if text.endswith("`") else ""
    return f"{fence}{left}{text}{right}{fence}"


def _guarded(line: str) -> str:
    """A line that begins no list, heading, quote or table."""
    if match := _LINE_START.match(line):
        place = match.end() if match.group()[-1].isdigit() else 0
        line = f"{line[:place]}\\{line[place:]}"
    if "|" in line and set(line) <= set("|:- "):
        line = line.replace("|", "\\|")
    return _with_entities(line)


def _reads_back(text: str, runs: Runs) -> bool:
    chunks = parse("\n".join(_guarded(line) for line in text.split("\n")))
    try:
        return len(chunks) == 1 and tidy(_paragraph(chunks[0].elements)) == runs
    except UnfitError:
        return False


def _paragraph(elements: list[Element]) -> Runs:
    if len(elements) != 1 or elements[0].tag != "p":
        raise UnfitError
    return runs_of(elements[0])
