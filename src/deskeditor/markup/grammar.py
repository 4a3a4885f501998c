"""The grammar of a body: Python-Markdown with one fixed set of extensions.

Beyond Markdown's own: tables, fenced code, sane lists, ``~~strike~~``, ``x^2^`` and ``H~2~O`` (a space in them is
``\\ ``), notes, containers, tracked changes and anchors of comments; a backslash at the end of a line for a hard break,
and the empty comment ``<!-- -->``, which shows nothing and parts what would otherwise run together (two lists, two
marks). Raw HTML is text. A hash makes a heading only before a space, so that a hashtag stays one. docs/markdown.md has
it all with examples.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown, treeprocessors
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    AUTOMAIL_RE,
    Delimiter,
    DelimiterProcessor,
    InlineProcessor,
    Pattern,
    SubstituteTagInlineProcessor,
)
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from deskeditor.markup import containers, critic, notes

SEPARATOR = "<!-- -->"
"""Shows nothing; parts what would otherwise run together."""
SEPARATED = "separator"
"""The tag of a separator that is a block of its own."""
TAB = 4
"""Columns that a tab, and a level of nesting, takes."""
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_MEANING = re.compile(r"[\\`*_\[<&~^{]|  \n")
"""What every mark within a text begins with: a text without one is only text."""
_BEGINS = {
    "backtick": "`", "escape": "\\", "entity": "&", "note": "[", "backslash_break": "\\", "reference": "[", "link": "[",
    "image_link": "[", "image_reference": "[", "short_reference": "[", "short_image_ref": "[", "commented": "{",
    "changed": "{", "autolink": "<", "automail": "<", "linebreak": "  \n", "html": "<", "superscript": "^",
    "subscript": "~", "em_strong": "*_~",
}  # fmt: skip
"""For each pattern, by its name in the parser, what of ``_MEANING`` it can begin with."""


def body_parser() -> Markdown:
    """A new parser of the grammar. It keeps the state of the text it reads: not for two threads at once."""
    extensions = [TableExtension(), SaneListExtension(), _BodyGrammar()]
    return Markdown(extensions=extensions, tab_length=TAB, output_format="html")


class Inlines(treeprocessors.InlineProcessor):
    """Tries only the patterns that can be in the texts of a tree; the stock one tries every one of them everywhere."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._every = [(md.inlinePatterns[name], begins) for name, begins in _BEGINS.items()]
        self._chosen: dict[frozenset[str], list[Pattern]] = {}

    def prepare(self, tree: Element) -> bool:
        """Choose the patterns for a tree, and keep them from texts that are only text; whether there are others."""
        found: set[str] = set()
        for element in tree.iter():
            for name in ("text", "tail"):
                text = getattr(element, name)
                if not text:
                    continue
                if meaning := _MEANING.findall(text):
                    found.update(meaning)
                else:
                    setattr(element, name, AtomicString(text))
        key = frozenset(found)
        if key not in self._chosen:
            chosen = [pattern for pattern, begins in self._every if any(each in begins for each in key)]
            self._chosen[key] = sorted(chosen, key=list(self.md.inlinePatterns).index)
        self.inlinePatterns = self._chosen[key]  # type: ignore[assignment]
        return bool(found)


def decoded(text: str) -> str:
    """The characters themselves instead of their entities, in the form of escaped ones: nothing reads them again."""
    return ENTITY.sub(lambda match: "".join(f"{STX}{ord(char)}{ETX}" for char in html.unescape(match.group())), text)


class _Heading(HashHeaderProcessor):
    RE = re.compile(HashHeaderProcessor.RE.pattern.replace("#{1,6})", "#{1,6})(?=[ \n]|$)", 1))


class _Separator(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return not block.startswith(" " * TAB) and block.strip(" ") == SEPARATOR

    def run(self, parent: Element, blocks: list[str]) -> None:
        blocks.pop(0)
        SubElement(parent, SEPARATED)


class _Table(TableProcessor):
    """Loses nothing: where the stock one drops the cells that the head has none for, the row is longer here."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = len(self._split_row(row))  # type: ignore[attr-defined]
        super()._build_row(row, parent, [*align, *[None] * (cells - len(align))])  # type: ignore[misc]

    def _build_empty_row(self, parent: Element, align: Sequence[str | None]) -> None:
        """A table that is only a head has no row."""


class References(ReferenceProcessor):
    """Tells whether it has ``found`` definitions since that was last set."""

    found = False

    def run(self, parent: Element, blocks: list[str]) -> bool:
        handled = bool(super().run(parent, blocks))
        self.found = self.found or handled
        return handled


class _Entity(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        return decoded(m.group()), m.start(), m.end()


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


class _Raised(InlineProcessor):
    """Superscript or subscript: text without a space or a line break between two signs."""

    def __init__(self, sign: str, tag: str, md: Markdown) -> None:
        sign = re.escape(sign)
        super().__init__(rf"(?<!{sign}){sign}(?!{sign})([^\s{sign}]+){sign}(?!{sign})", md)
        self._tag = tag

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        stashed = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        for held in INLINE_PLACEHOLDER_RE.finditer(m[1]):
            if getattr(stashed.get(held[1]), "tag", "") == "br":
                return None, None, None
        raised = Element(self._tag)
        raised.text = m[1]
        return raised, m.start(), m.end()


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
        md.ESCAPED_CHARS += ["~", "^", "<", "&", "=", " "]
        blocks = md.parser.blockprocessors
        blocks.register(_Separator(md.parser), "separator", 95)
        blocks.register(_Heading(md.parser), "hashheader", 70)
        blocks.register(_Table(md.parser, {"use_align_attribute": False}), "table", 75)
        blocks.register(References(md.parser), "reference", 15)
        for part in (containers, notes, critic):
            part.register(md)
        inlines = md.inlinePatterns
        inlines.register(_Entity(ENTITY.pattern, md), "entity", 175)
        inlines.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 172)
        inlines.register(_Address(AUTOLINK_RE, md), "autolink", 120)
        inlines.register(_Address(AUTOMAIL_RE, md), "automail", 110)
        inlines.register(_Nothing(SEPARATOR, md), "html", 90)
        inlines.register(_Raised("^", "sup", md), "superscript", 66)
        inlines.register(_Raised("~", "sub", md), "subscript", 65)
        delimiters = _Delimiters("*", "strong,em", md)
        delimiters.add("_", "strong,em", smart=True)
        delimiters.add("~", "del", double=True)
        inlines.register(delimiters, "em_strong", 60)
        md.treeprocessors.register(Inlines(md), "inline", 20)
