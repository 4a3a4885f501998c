"""The story as a row of lines: what stands between the tree of a body and the blocks of the page. No Qt.

A line is one block of the page. A list becomes a line an item with its depth, a quote a line a paragraph, a figure a
line for the picture and one for the caption; ``flatten`` and ``nest`` are inverse for every document in normal form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from deskeditor.core.document import (
    Block,
    Document,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Run,
    Runs,
    plain,
)


class Kind(IntEnum):
    """What a block of the page is; kept in a property of its format, so that undo brings it back with the text."""

    PARAGRAPH = 0
    KICKER = 1
    HEADLINE = 2
    STANDFIRST = 3
    BYLINE = 4
    DATELINE = 5
    LEAD_PICTURE = 6
    LEAD_CAPTION = 7
    HEADING = 8
    LIST = 9
    QUOTE = 10
    PICTURE = 11
    CAPTION = 12
    RULE = 13
    RAW = 14


FIELDS = (Kind.KICKER, Kind.HEADLINE, Kind.STANDFIRST, Kind.BYLINE, Kind.DATELINE)
"""The first blocks of every page, in order."""

PICTURES = frozenset({Kind.LEAD_PICTURE, Kind.PICTURE})
OBJECTS = PICTURES | {Kind.RULE, Kind.RAW}
"""Blocks that hold one inline object and no text of their own."""

FLOW = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.LIST, Kind.QUOTE})
"""Text of the body that may be split, joined and turned into one another."""

MARKED = FLOW | {Kind.CAPTION}
"""Blocks whose text takes bold, italic and links."""


@dataclass(frozen=True, slots=True)
class Style:
    """The kind of a block; ``level`` is the level of a heading or the depth of a list item, from 1."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    ordered: bool = False


PARAGRAPH = Style()


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the page: its style and text, or the object that it holds (a photo with its alt text, or Raw)."""

    style: Style = PARAGRAPH
    runs: Runs = ()
    photo_id: str = ""
    alt: str = ""
    raw: str = ""

    @property
    def blank(self) -> bool:
        """Whether the line has nothing that Markdown could keep: such a line is room to write in, no content."""
        return self.style.kind in FLOW - {Kind.LIST} and not plain(self.runs).strip(" \t\n")


def figure_lines(figure: Figure, *, lead: bool = False) -> list[Line]:
    """The picture and its caption."""
    picture, caption = (Kind.LEAD_PICTURE, Kind.LEAD_CAPTION) if lead else (Kind.PICTURE, Kind.CAPTION)
    return [Line(Style(picture), photo_id=figure.photo_id, alt=figure.alt), Line(Style(caption), figure.caption)]


def text_runs(text: str) -> Runs:
    """Unmarked text as runs."""
    return (Run(text),) if text else ()


def flatten(document: Document) -> list[Line]:
    """The lines of a body, in order."""
    return [line for block in document.blocks for line in _lines(block)]


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph(runs):
            yield Line(PARAGRAPH, runs)
        case Heading(level, runs):
            yield Line(Style(Kind.HEADING, level), runs)
        case ListBlock():
            yield from _list_lines(block, 1)
        case Quote(paragraphs):
            yield from (Line(Style(Kind.QUOTE), runs) for runs in paragraphs)
        case Figure():
            yield from figure_lines(block)
        case Rule():
            yield Line(Style(Kind.RULE))
        case Raw(markdown):
            yield Line(Style(Kind.RAW), raw=markdown)


def _list_lines(block: ListBlock, depth: int) -> Iterator[Line]:
    for item in block.items:
        yield Line(Style(Kind.LIST, depth, block.ordered), item.runs)
        for child in item.children:
            yield from _list_lines(child, depth + 1)


def nest(lines: Iterable[Line]) -> Document:
    """The tree of the lines: items gathered into lists, paragraphs into quotes, captions to their pictures.

    Blank lines are left out. A caption that has lost its picture is a paragraph.
    """
    kept = [line for line in lines if not line.blank]
    blocks: list[Block] = []
    for kind, group in groupby(kept, key=lambda line: line.style.kind):
        if kind is Kind.LIST:
            blocks.extend(_lists(list(group)))
        elif kind is Kind.QUOTE:
            blocks.append(Quote(tuple(line.runs for line in group)))
        else:
            for line in group:
                _add_single(blocks, line)
    return Document(tuple(blocks))


def _add_single(blocks: list[Block], line: Line) -> None:
    match line.style.kind:
        case Kind.HEADING:
            blocks.append(Heading(line.style.level, line.runs))
        case Kind.PICTURE:
            blocks.append(Figure(line.photo_id, line.alt))
        case Kind.RULE:
            blocks.append(Rule())
        case Kind.RAW:
            blocks.append(Raw(line.raw))
        case Kind.CAPTION if blocks and isinstance(figure := blocks[-1], Figure) and not figure.caption:
            blocks[-1] = Figure(figure.photo_id, figure.alt, line.runs)
        case _:
            if plain(line.runs).strip(" \t\n"):
                blocks.append(Paragraph(line.runs))


def _lists(lines: Sequence[Line]) -> tuple[ListBlock, ...]:
    items: list[tuple[bool, ListItem]] = []
    start = 0
    while start < len(lines):
        head = lines[start].style
        end = start + 1
        while end < len(lines) and lines[end].style.level > head.level:
            end += 1
        items.append((head.ordered, ListItem(lines[start].runs, _lists(lines[start + 1 : end]))))
        start = end
    return tuple(
        ListBlock(ordered, tuple(item for _, item in group))
        for ordered, group in groupby(items, key=lambda pair: pair[0])
    )
