"""The grammar of a body: Python-Markdown with one fixed set of extensions, and where each part of its tree came from.

Beyond Markdown's own: tables, fenced code, sane lists, ``~~strike~~``, a backslash at the end of a line for a hard
break, and the empty comment ``<!-- -->``, which shows nothing and parts what would otherwise run together (two lists,
two marks). Raw HTML is text. A hash makes a heading only before a space, so that a hashtag stays one.
"""

from __future__ import annotations

import html
import re
import threading
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    AUTOMAIL_RE,
    Delimiter,
    DelimiterProcessor,
    InlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from deskeditor.markup.characters import clean
from deskeditor.markup.limits import affordable

SEPARATOR = "<!-- -->"
"""Shows nothing; parts what would otherwise run together."""
SEPARATED = "separator"
"""The tag of a separator that is a block of its own."""

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")

_TAB = 4
_PIECE = 10_000
"""Characters of a block beyond the limits that are shown together: a longer text is slow to clean."""
_MEANING = re.compile(r"[\\`*_\[<&~]|  \n")
_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*)[ ]*")
_FENCED = re.compile(rf"{STX}fence:(\d+){ETX}")
_BLANK = re.compile(r"\n(?:[ ]*\n)+")


@dataclass(slots=True)
class Chunk:
    """Blocks of the source, which blank lines part, and the elements that they became together.

    ``literal``: beyond the limits, not parsed. ``defines``: it holds definitions of link references.
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
    source, fences = _without_fences(clean(markdown).expandtabs(_TAB))
    chunks = _parse_blocks(parser, [block for block in _BLANK.split(f"\n\n{source}\n\n") if block], fences)
    for name, (address, title) in parser.references.items():
        parser.references[name] = (_decoded(address), title)
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
    assert isinstance(references, _References)
    for block in blocks:
        known = len(root)
        last = _outline(root[-1]) if known else ()
        references.found = False
        literal = not affordable(block)
        if literal:
            for start in range(0, len(block), _PIECE):
                SubElement(root, "p").text = AtomicString(block[start : start + _PIECE])
        elif fence := _FENCED.fullmatch(block):
            SubElement(root, "pre").text = AtomicString(fences[int(fence.group(1))][1])
        else:
            parser.parser.parseBlocks(root, [block])
        chunks.append(Chunk([block], root[known:], literal, references.found))
        if known and _outline(root[known - 1]) != last:
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
    if not _set_plain(body):
        return
    inline = parser.treeprocessors["inline"]
    assert isinstance(inline, InlineTreeprocessor)
    inline.run(body)
    for element in body.iter():
        # The parser leaves its own marks in the alternative text of pictures whose text holds links.
        for name, value in element.items():
            while INLINE_PLACEHOLDER_RE.search(value):
                value = parser.inlinePatterns["escape"].unescape(value)
            element.set(name, value)
    parser.treeprocessors["unescape"].run(body)
    chunk.elements = list(body)


def _set_plain(body: Element) -> bool:
    """Keep the parser from texts without a character that means anything; whether there are others."""
    found = False
    for element in body.iter():
        for name in ("text", "tail"):
            text = getattr(element, name)
            if text and _MEANING.search(text):
                found = True
            elif text:
                setattr(element, name, AtomicString(text))
    return found


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


class _Heading(HashHeaderProcessor):
    RE = re.compile(HashHeaderProcessor.RE.pattern.replace("#{1,6})", "#{1,6})(?=[ \n]|$)", 1))


class _Separator(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return not block.startswith(" " * _TAB) and block.strip(" ") == SEPARATOR

    def run(self, parent: Element, blocks: list[str]) -> None:
        blocks.pop(0)
        SubElement(parent, SEPARATED)


class _References(ReferenceProcessor):
    found = False

    def run(self, parent: Element, blocks: list[str]) -> bool:
        handled = bool(super().run(parent, blocks))
        self.found = self.found or handled
        return handled


class _Entity(InlineProcessor):
    """The character itself instead of its name, in the form of an escaped one so that nothing reads it again."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        return _decoded(m.group()), m.start(), m.end()


class _Nothing(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        return "", m.start(), m.end()


class _Address(InlineProcessor):
    """``<https://a.example>`` and ``<a@b.example>``: unlike the stock ones, without entities in place of letters."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        address = self.unescape(m.group(1))
        link = Element("a", href=address if "://" in address else f"mailto:{address.removeprefix('mailto:')}")
        link.text = AtomicString(address)
        return link, m.start(), m.end()


class _Delimiters(DelimiterProcessor):
    """Takes what it found from the places that it found it at, and nothing else.

    The stock one finds the ends of all marks of a text at once, guesses how far they have moved when it comes to the
    next, and where a long delimiter meets a short one may take the text after it for the rest of it.
    """

    _data = ""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if not self.regions:
            self._data = data
        return super().handleMatch(m, data)

    def get_cached_result(self, pos: int, data: str) -> tuple[Element, int, int]:  # noqa: ARG002
        """All that was put in place so far stands before the next region, and so moved it by what it made longer."""
        place = self.regions[self.cache_index][0] + len(data) - len(self._data)
        self.cache_pos = place
        return super().get_cached_result(place, data)

    def add_region(self, delim: Delimiter, a: int, b: int, c: int, d: int, size: int) -> None:
        if size > 0 and self._data[a:b] == self._data[c:d] == delim.token * size:
            super().add_region(delim, a, b, c, d, size)


class _BodyGrammar(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.ESCAPED_CHARS += ["~", "<", "&", "="]
        blocks = md.parser.blockprocessors
        blocks.register(_Separator(md.parser), "separator", 95)
        blocks.register(_Heading(md.parser), "hashheader", 70)
        blocks.register(_References(md.parser), "reference", 15)
        inlines = md.inlinePatterns
        inlines.register(_Entity(ENTITY.pattern, md), "entity", 175)
        inlines.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 172)
        inlines.register(_Address(AUTOLINK_RE, md), "autolink", 120)
        inlines.register(_Address(AUTOMAIL_RE, md), "automail", 110)
        inlines.register(_Nothing(SEPARATOR, md), "html", 90)
        delimiters = _Delimiters("*", "strong,em", md)
        delimiters.add("_", "strong,em", smart=True)
        delimiters.add("~", "del", double=True)
        inlines.register(delimiters, "em_strong", 60)


def _decoded(text: str) -> str:
    return ENTITY.sub(lambda match: "".join(f"{STX}{ord(char)}{ETX}" for char in html.unescape(match.group())), text)


_LOCAL = threading.local()


def _parser() -> Markdown:
    """This thread's parser: an instance keeps the state of the text it reads."""
    parser: Markdown | None = getattr(_LOCAL, "parser", None)
    if parser is None:
        parser = Markdown(
            extensions=[TableExtension(), SaneListExtension(), _BodyGrammar()], tab_length=_TAB, output_format="html"
        )
        _LOCAL.parser = parser
    return parser
