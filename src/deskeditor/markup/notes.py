"""Notes under a story and the references to them: ``[^label]`` in the text, ``[^label]: text`` in a block of its own.

The blocks are read by the official footnotes extension; but a note stands where it is written, so that it can be
written back there, and a reference is one whether or not its note is there.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString

from deskeditor.markup.characters import clean

NOTE = "note"
"""The tag of a note; ``label`` is its attribute."""
REFERENCE = "noteref"
"""The tag of a reference; ``label`` is its attribute."""
LABEL = rf"[^\s\[\]^\\`&<>|:{{}}{STX}{ETX}]+"
_NO_LABEL = re.compile(rf"[\s\[\]^\\`&<>|:{{}}{STX}{ETX}]+")


def normal_label(label: str) -> str:
    """The label in characters that need no escape."""
    return _NO_LABEL.sub("-", clean(label).strip())


class _Found(FootnoteExtension):
    """What the block processor found in a block: labels and texts."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__()
        self.parser = parser
        self.notes: list[tuple[str, str]] = []

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802, A002
        self.notes.append((id, text))


class _Notes(FootnoteBlockProcessor):
    RE = re.compile(rf"^[ ]{{0,3}}\[\^({LABEL})\]:[ ]*(.*)$", re.MULTILINE)

    def __init__(self, parser: BlockParser) -> None:
        self._found = _Found(parser)
        super().__init__(self._found)

    def run(self, parent: Element, blocks: list[str]) -> bool:
        first = self.RE.search(blocks[0])
        if first is None:
            return False
        before = blocks[0][: first.start()].rstrip("\n")
        blocks[0] = blocks[0][first.start() :]
        if before:
            self.parser.parseBlocks(parent, [before])
        super().run(parent, blocks)
        notes, self._found.notes = self._found.notes, []
        for label, text in notes:
            self.parser.parseChunk(SubElement(parent, NOTE, label=label), text)
        return True


class _MoreOfNote(BlockProcessor):
    """Indented text after a note, which the official processor sees only where it is given all blocks at once."""

    def test(self, parent: Element, block: str) -> bool:
        last = self.lastChild(parent)
        return last is not None and last.tag == NOTE and block.startswith(" " * self.tab_length)

    def run(self, parent: Element, blocks: list[str]) -> None:
        self.parser.parseChunk(parent[-1], self.looseDetab(blocks.pop(0)))


class _Reference(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        reference = Element(REFERENCE, label=m[1])
        # In an address or an alternative text it is what it looks like.
        reference.text = AtomicString(m[0])
        return reference, m.start(), m.end()


def register(md: Markdown) -> None:
    """Teach the parser: references before links, blocks where the official extension has them."""
    md.inlinePatterns.register(_Reference(rf"\[\^({LABEL})\]", md), "note", 173)
    md.parser.blockprocessors.register(_MoreOfNote(md.parser), "more_of_note", 92)
    md.parser.blockprocessors.register(_Notes(md.parser), "note", 17)
