"""Runs written as Markdown, so that the grammar reads the same runs back."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

from deskeditor.core.document import Change, Mark, Run, Runs
from deskeditor.markup.chunks import parse
from deskeditor.markup.critic import CLOSES, OPENS, SIGNS, told
from deskeditor.markup.grammar import ENTITY, SEPARATOR
from deskeditor.markup.runs import Anchor, Link, Span, UnfitError, runs_of, spans, tidy

_DELIMITERS = {Mark.BOLD: "**", Mark.ITALIC: "*", Mark.STRIKE: "~~", Mark.SUPERSCRIPT: "^", Mark.SUBSCRIPT: "~"}
_OFF_THE_LINE = {Mark.SUPERSCRIPT, Mark.SUBSCRIPT}
_EMPHASIS = {Mark.BOLD, Mark.ITALIC}
_WAVES = {Mark.STRIKE, Mark.SUBSCRIPT}
_SPECIAL = re.compile(r"[`*\[\]\\<&_~^{]")
_AFTER_BACKSLASH = re.compile(r"[!-/:-@\[-`{-~\s]|$")
_MAY_OPEN = {sign: re.compile(rf"\{sign}[^\s{sign}]*(?:\{sign}|\Z)") for sign in "~^"}
"""A superscript or subscript, or one that may end in what comes after the text."""
_LINE_START = re.compile(r"[#>]|=(?==*[ ]*$)|[-+](?= |$)|-(?=[- ]*$)|!(?=!!)|\d+(?=[.)](?: |$))")
_DEFINITION = re.compile(r"^\[[^\[\]]*\]:", re.MULTILINE)
_SEPARATOR = Run("")
_SPACE = re.compile(r"(\s)")
_RUN_OF_TICKS = re.compile(r"`+")
_PLAIN_ADDRESS = re.compile(r"[^\s()<>\[\]\\`'\"&*_~|]+")
_IN_ADDRESS = re.compile(rf"[\\`<>\[\]|]|&(?={ENTITY.pattern[1:]})")


def write_runs(runs: Runs) -> list[str]:
    """The lines of a block of runs in normal form."""
    text = _text(runs, cell=False)
    if "]:" in text:
        text = _DEFINITION.sub(rf"{SEPARATOR}\g<0>", text)
    return [_guarded(line) for line in text.split("\n")]


def write_cell(runs: Runs) -> str:
    """The text of a table's cell, which has no breaks."""
    return _text(runs, cell=True)


def write_plain(text: str) -> str:
    """Plain text without a look: the alternative text of a picture, a title."""
    return _with_entities(_escaped(text, last=True)).replace("\\\n", "&#10;")


def write_address(address: str) -> str:
    """An address between the parentheses of a link."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    return write_embedded(address)


def write_embedded(address: str) -> str:
    """An address that stands for itself."""
    return f"<{_IN_ADDRESS.sub(_backslash, address)}>"


def _text(runs: Runs, *, cell: bool) -> str:
    if len(runs) == 1 and runs[0] == Run(runs[0].text) and not cell:
        return _escaped(runs[0].text, last=True)
    tree = spans(runs)
    text = _Writer(cell).written(tree, last=True)
    if _touching(tree) and not _reads_back(text, runs):
        text = _Writer(cell).written(_parted(runs), last=True)
    return text


class _Writer:
    """Writes a tree of spans; ``cell``: in a table, where a bar would end the cell."""

    def __init__(self, cell: bool) -> None:
        self._cell = cell

    def written(self, tree: tuple[Span | Run, ...], *, last: bool = False, unbroken: bool = False) -> str:
        """The text. ``last``: nothing comes after it; ``unbroken``: spaces are escaped."""
        pieces: list[str] = []
        before: Span | Run | None = None
        for node in tree:
            if isinstance(node, Run):
                piece = self._leaf(node, last=last and node is tree[-1], unbroken=unbroken)
            else:
                piece = self._span(node, unbroken=unbroken)
            if piece[0] == "[" and pieces and pieces[-1].endswith("!"):
                pieces[-1] = pieces[-1][:-1] + "\\!"
            elif _is_wave(before) and _is_wave(node):
                piece = SEPARATOR + piece
            pieces.append(piece)
            before = node
        return "".join(pieces)

    def _leaf(self, run: Run, *, last: bool, unbroken: bool) -> str:
        if run is _SEPARATOR:
            return SEPARATOR
        if Mark.CODE in run.marks:
            return _code(run.text)
        if Mark.NOTE in run.marks:
            return f"[^{run.text}]"
        text = _unbroken(run.text) if unbroken else _escaped(run.text, last=last)
        return text.replace("|", "\\|") if self._cell else text

    def _span(self, span: Span, *, unbroken: bool) -> str:
        of = span.of
        unbroken = unbroken or of in _OFF_THE_LINE
        content = self.written(span.content, unbroken=unbroken)
        match of:
            case Mark():
                if of in _WAVES:
                    content = f"{_between(span.content[0])}{content}{_between(span.content[-1])}"
                if not unbroken:
                    # A mark cannot begin or end with white space, which is named instead.
                    content = _with_entities(content)
                return f"{_DELIMITERS[of]}{content}{_DELIMITERS[of]}"
            case Link(address):
                written = write_address(address)
                return f"[{content}]({written})"
            case Change():
                sign = SIGNS[of.edit]
                who = write_plain(told(of))
                after = f"{{>>{who}<<}}" if who else ""
                if self._cell:
                    after = after.replace("|", "\\|")
                return f"{{{sign}{content}{sign}}}{after}"
            case Anchor(thread):
                return f"{{=={content}==}}{{>>#{thread}<<}}"


def _is_wave(node: Span | Run | None) -> bool:
    return isinstance(node, Span) and node.of in _WAVES


def _between(node: Span | Run) -> str:
    """What parts a sign from one just inside it."""
    return SEPARATOR if _is_wave(node) else ""


def _touching(tree: tuple[Span | Run, ...]) -> bool:
    """Whether the delimiters of two marks touch, which may make them mean something else."""
    if len(tree) == 1 and isinstance(tree[0], Run):
        return False
    if any(_is_emphasis(before) and _is_emphasis(node) for before, node in pairwise(tree)):
        return True
    return any(
        isinstance(node, Span)
        and (
            (_is_emphasis(node) and (_is_emphasis(node.content[0]) or _is_emphasis(node.content[-1])))
            or _touching(node.content)
        )
        for node in tree
    )


def _is_emphasis(node: Span | Run) -> bool:
    return isinstance(node, Span) and node.of in _EMPHASIS


def _parted(runs: Runs) -> tuple[Span | Run, ...]:
    """Each run under marks of its own, and a separator where two would touch."""
    pieces: list[Span | Run] = []
    for before, run in pairwise((Run(""), *runs)):
        if before.marks and run.marks:
            pieces.append(_SEPARATOR)
        pieces += spans((run,))
    return tuple(pieces)


def _with_entities(text: str) -> str:
    """White space at the ends by its entity."""
    if text[:1].isspace():
        text = f"&#{ord(text[0])};{text[1:]}"
    if text[-1:].isspace() and not text.endswith("\\\n"):
        text = f"{text[:-1]}&#{ord(text[-1])};"
    return text


def _unbroken(text: str) -> str:
    """Plain text without white space."""
    words = _SPACE.split(text)
    return "".join(
        _escaped(word) if number % 2 == 0 else "\\ " if word == " " else f"&#{ord(word)};"
        for number, word in enumerate(words)
    )


def _escaped(text: str, *, last: bool = False) -> str:
    """``last``: white space, or nothing, comes after the text."""
    escaped = _SPECIAL.sub(_escape, f"{text}\n")[:-1] if last else _SPECIAL.sub(_escape, text)
    if "}" in escaped:
        escaped = CLOSES.sub(_backslash, escaped)
    return escaped.replace("\n", "\\\n") if "\n" in escaped else escaped


def _escape(match: re.Match[str]) -> str:
    """A backslash before the character where it could mean something, and nowhere else: people read the text too."""
    char, text, place = match.group(), match.string, match.start()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    match char:
        case "_":
            plain = before.isalnum() and after.isalnum()
        case "~" | "^":
            plain = before not in ("", char) and after not in ("", char) and not _MAY_OPEN[char].match(text, place)
        case "<":
            plain = after == " "
        case "&":
            plain = ENTITY.match(text, place) is None
        case "\\":
            plain = _AFTER_BACKSLASH.match(text, place + 1) is None
        case "{":
            plain = OPENS.match(text, place) is None
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
    """A line that begins no list, heading, quote, container or table."""
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
