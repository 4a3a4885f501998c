"""A text parted into chunks, each with its source and with what the parser made of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from deskeditor.markup.characters import clean
from deskeditor.markup.containers import CONTAINER
from deskeditor.markup.grammar import TAB, Inlines, References, body_parser, decoded
from deskeditor.markup.limits import affordable
from deskeditor.markup.notes import NOTE

_PIECE = 10_000
"""Characters of a block beyond the limits that are shown together: a longer text is slow to clean."""
_INDENT = " " * TAB
_HOLD = {CONTAINER, NOTE}
"""Elements that indented text goes on with, even where none of it is seen."""
_LEFT_OVER = re.compile(f"[{STX}{ETX}]")
"""The parser's own marks, where it has lost its way."""
_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*)[ ]*")
_FENCED = re.compile(rf"{STX}fence:(\d+){ETX}")
_BLANK = re.compile(r"\n(?:[ ]*\n)+")


@dataclass(slots=True)
class Chunk:
    """Blocks of the source, which blank lines part, and the elements that they became together.

    ``literal``: shown as it stands, being beyond the limits. ``defines``: it holds definitions of link references.
    """

    blocks: list[str]
    elements: list[Element]
    literal: bool
    defines: bool

    @property
    def source(self) -> str:
        """The blocks as they are written."""
        return "\n\n".join(self.blocks)


def parse(markdown: str) -> list[Chunk]:
    """The chunks of a text in order; each can be written back by itself, parted from its neighbours by a blank line."""
    parser = _parser()
    parser.reset()
    source, fences = _without_fences(clean(markdown).expandtabs(TAB))
    chunks = _parse_blocks(parser, [block for block in _BLANK.split(f"\n\n{source}\n\n") if block], fences)
    for name, (address, title) in parser.references.items():
        parser.references[name] = (decoded(address), title)
    for chunk in chunks:
        if not chunk.literal:
            _parse_inlines(parser, chunk)
        if fences:
            chunk.blocks = [_FENCED.sub(lambda match: fences[int(match.group(1))][0], block) for block in chunk.blocks]
    return chunks


def _parse_blocks(parser: Markdown, blocks: list[str], fences: list[tuple[str, str]]) -> list[Chunk]:
    """Hand the blocks to the parser one at a time: it looks no further ahead, and so tells what each became."""
    root = Element("div")
    chunks: list[Chunk] = []
    references = parser.parser.blockprocessors["reference"]
    assert isinstance(references, References)
    for block in blocks:
        known = len(root)
        last = _outline(root[-1]) if known else ()
        references.found = False
        literal = not affordable(block)
        if literal:
            root.extend(_as_it_stands(block))
        elif fence := _FENCED.fullmatch(block):
            SubElement(root, "pre").text = AtomicString(fences[int(fence.group(1))][1])
        else:
            parser.parser.parseBlocks(root, [block])
        chunks.append(Chunk([block], root[known:], literal, references.found))
        if known and (
            _outline(root[known - 1]) != last or (block.startswith(_INDENT) and root[known - 1].tag in _HOLD)
        ):
            _join_to_last(chunks)
        elif references.found and len(root) == known:
            if block.lstrip().startswith("["):
                # Definitions may stand in a list without being part of it.
                indent = len(block) - len(block.lstrip(" "))
                chunks[-1].blocks = [re.sub(rf"^ {{0,{indent}}}", "", block, flags=re.MULTILINE)]
            elif known and root[-1].tag == "blockquote":
                _join_to_last(chunks)
    return chunks


def _join_to_last(chunks: list[Chunk]) -> None:
    """Join the last chunk to the one whose last element it went on with; what is between them shows nothing."""
    following: list[Chunk] = [chunks.pop()]
    while not chunks[-1].elements:
        following.append(chunks.pop())
    first = chunks[-1]
    for chunk in reversed(following):
        first.blocks += chunk.blocks
        first.elements += chunk.elements
        first.literal = first.literal or chunk.literal
        first.defines = first.defines or chunk.defines


def _outline(element: Element) -> tuple[tuple[int, int, int], ...]:
    """What changes when the parser goes on with an element: it only ever adds to the last child of the last child."""
    sizes = []
    while True:
        sizes.append((len(element), len(element.text or ""), len(element.tail or "")))
        if not len(element):
            return tuple(sizes)
        element = element[-1]


def _parse_inlines(parser: Markdown, chunk: Chunk) -> None:
    body = Element("div")
    body.extend(chunk.elements)
    inlines = parser.treeprocessors["inline"]
    assert isinstance(inlines, Inlines)
    if not inlines.prepare(body):
        return
    inlines.run(body)
    for element in body.iter():
        # The parser leaves its own marks in the alternative text of pictures whose text holds links.
        for name, value in element.items():
            while INLINE_PLACEHOLDER_RE.search(value):
                value = parser.inlinePatterns["escape"].unescape(value)
            element.set(name, value)
    parser.treeprocessors["unescape"].run(body)
    chunk.elements = list(body)
    if any(_LEFT_OVER.search(text) for element in body.iter() for text in _texts(element)):
        chunk.elements, chunk.literal = _as_it_stands(chunk.source), True


def _as_it_stands(source: str) -> list[Element]:
    """The source itself as paragraphs, for what the parser cannot or must not read."""
    pieces = [Element("p") for _ in range(0, len(source), _PIECE)]
    for number, piece in enumerate(pieces):
        piece.text = AtomicString(source[number * _PIECE : (number + 1) * _PIECE])
    return pieces


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    yield element.tail or ""
    yield from (value for _, value in element.items())


def _without_fences(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text with a mark, on lines of its own, for each block of fenced code; and the source and code of each.

    The same code as Python-Markdown's extension finds, but in one pass: its search starts anew for each open fence.
    """
    lines = text.split("\n")
    closing = _closing_lines(lines)
    fences: list[tuple[str, str]] = []
    kept: list[str] = []
    number = 0
    while number < len(lines):
        match = _FENCE.fullmatch(lines[number])
        end = closing[number] if match else 0
        if end > number:
            source = "\n".join(lines[number : end + 1])
            fences.append((source, "".join(f"{line}\n" for line in lines[number + 1 : end])))
            kept += ["", f"{STX}fence:{len(fences) - 1}{ETX}", ""]
            number = end
        else:
            kept.append(lines[number])
        number += 1
    return "\n".join(kept), fences


def _closing_lines(lines: list[str]) -> dict[int, int]:
    """For each line that can open fenced code, the line that would close it, 0 for none."""
    closing: dict[int, int] = {}
    following: dict[str, int] = {}
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.startswith(("```", "~~~")) and (match := _FENCE.fullmatch(line)):
            closing[number] = following.get(match.group(1), 0)
            if line.rstrip(" ") == match.group(1):
                following[match.group(1)] = number
    return closing


_LOCAL = threading.local()


def _parser() -> Markdown:
    """This thread's parser: an instance keeps the state of the text it reads."""
    parser: Markdown | None = getattr(_LOCAL, "parser", None)
    if parser is None:
        parser = body_parser()
        _LOCAL.parser = parser
    return parser
