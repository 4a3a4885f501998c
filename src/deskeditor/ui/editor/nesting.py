"""Between the tree of a body and its row of lines. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

from deskeditor.core.document import (
    Aside,
    Block,
    Document,
    Embed,
    Figure,
    FlowBlock,
    Gallery,
    Heading,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Raw,
    Rule,
    Table,
    whole,
)
from deskeditor.ui.editor.lines import CELLS, PARAGRAPH, Kind, Line, Style, figure_lines, joins, text_runs


def flatten(document: Document) -> list[Line]:
    """The lines of a body, in order."""
    return list(_lines_in_row(document.blocks))


def _lines_in_row(blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines of blocks one below the other; what would run into the one above begins as a block of its own."""
    above: Block | None = None
    for block in blocks:
        head, *rest = lines_of(block)
        is_alike = isinstance(above, ListBlock) and isinstance(block, ListBlock) and above.ordered == block.ordered
        if is_alike or (isinstance(above, Quote) and isinstance(block, Quote)):
            head = replace(head, style=replace(head.style, first=True))
        yield head
        yield from rest
        above = block


def lines_of(block: Block) -> Iterator[Line]:
    """The lines of one block."""
    match block:
        case Paragraph(runs):
            yield Line(PARAGRAPH, runs)
        case Heading(level, runs):
            yield Line(Style(Kind.HEADING, level), runs)
        case ListBlock():
            yield from _list_lines(block, 1)
        case Quote(paragraphs):
            yield from (Line(Style(Kind.QUOTE), runs) for runs in paragraphs)
        case PullQuote(runs):
            yield Line(Style(Kind.PULL_QUOTE), runs)
        case Figure():
            yield from figure_lines(block)
        case Gallery(figures):
            for number, figure in enumerate(figures):
                picture, caption = figure_lines(figure)
                yield replace(picture, style=Style(Kind.PICTURE, grouped=True, first=not number))
                yield replace(caption, style=Style(Kind.CAPTION, grouped=True))
        case Aside(title, blocks):
            yield Line(Style(Kind.ASIDE), text_runs(title))
            yield from (grouped(line) for line in _lines_in_row(blocks))
        case Table():
            yield from _table_lines(block)
        case Embed(url, title, fallback):
            yield Line(Style(Kind.EMBED), url=url, title=title)
            yield Line(Style(Kind.FALLBACK), fallback)
        case Note(label, runs):
            yield Line(Style(Kind.NOTE), runs, label=label)
        case Rule():
            yield Line(Style(Kind.RULE))
        case Raw(markdown):
            yield Line(Style(Kind.RAW), raw=markdown)


def grouped(line: Line, on: bool = True) -> Line:
    """The line as one of a fact box, or as one that is of none."""
    return replace(line, style=replace(line.style, grouped=on))


def _list_lines(block: ListBlock, depth: int) -> Iterator[Line]:
    for item in block.items:
        yield Line(Style(Kind.LIST, depth, block.ordered), item.runs)
        for above, child in pairwise((None, *item.children)):
            assert child is not None
            head, *rest = _list_lines(child, depth + 1)
            is_alike = above is not None and above.ordered == child.ordered
            yield replace(head, style=replace(head.style, first=True)) if is_alike else head
            yield from rest


def _table_lines(table: Table) -> Iterator[Line]:
    columns = len(table.aligns)
    for number, row in enumerate(table.rows):
        kind = Kind.CELL if number else Kind.HEAD_CELL
        for align, runs in zip(table.aligns, row, strict=True):
            yield Line(Style(kind, columns, align=align), runs)
    yield Line(Style(Kind.TABLE_END))


def nest(lines: Iterable[Line]) -> Document:
    """The tree of the lines: items gathered into lists, cells into tables, captions to their pictures.

    Blank lines are left out. A caption that has lost its picture, and a line of a box without a title, stand alone.
    """
    kept = [line for line in lines if not line.blank]
    starts = [number for number, (one, other) in enumerate(pairwise(kept), 1) if not joins(one.style, other.style)]
    edges = [0, *starts, len(kept)] if kept else []
    return Document(tuple(block for start, end in pairwise(edges) for block in _blocks(kept[start:end])))


def _blocks(lines: list[Line]) -> Iterator[Block]:
    head, *rest = lines
    match head.style.kind:
        case Kind.ASIDE:
            inner = nest(grouped(line, False) for line in rest).blocks
            yield Aside(whole(head.runs), cast("tuple[FlowBlock, ...]", inner))
        case Kind.PICTURE if head.style.grouped:
            yield Gallery(tuple(_figures(lines)))
        case Kind.PICTURE:
            yield from _figures(lines)
        case _ if head.style.grouped:
            yield from nest(grouped(line, False) for line in lines).blocks
        case Kind.LIST:
            yield from _lists(lines)
        case Kind.QUOTE:
            yield Quote(tuple(line.runs for line in lines))
        case Kind.EMBED:
            yield Embed(head.url, head.title, rest[0].runs if rest else ())
        case Kind.HEAD_CELL | Kind.CELL:
            yield _table([line for line in lines if line.style.kind in CELLS])
        case _:
            yield from _single(head)


def _single(line: Line) -> Iterator[Block]:
    match line.style.kind:
        case Kind.HEADING:
            yield Heading(line.style.level, line.runs)
        case Kind.PULL_QUOTE:
            yield PullQuote(line.runs)
        case Kind.NOTE:
            yield Note(line.label, line.runs)
        case Kind.RULE:
            yield Rule()
        case Kind.RAW:
            yield Raw(line.raw)
        case _ if whole(line.runs).strip(" \t\n"):
            yield Paragraph(line.runs)


def _figures(lines: Sequence[Line]) -> Iterator[Figure]:
    for number, line in enumerate(lines):
        if line.style.kind is Kind.PICTURE:
            below = lines[number + 1 : number + 2]
            caption = below[0].runs if below and below[0].style.kind is Kind.CAPTION else ()
            yield Figure(line.photo_id, line.alt, caption)


def _table(cells: Sequence[Line]) -> Table:
    columns = max(1, cells[0].style.level)
    texts = [line.runs for line in cells]
    texts += [()] * (-len(texts) % columns)
    aligns = [line.style.align for line in cells[:columns]]
    aligns += [PARAGRAPH.align] * (columns - len(aligns))
    rows = tuple(tuple(texts[start : start + columns]) for start in range(0, len(texts), columns))
    return Table(tuple(aligns), rows)


def _lists(lines: Sequence[Line]) -> tuple[ListBlock, ...]:
    found: list[tuple[bool, list[ListItem]]] = []
    start = 0
    while start < len(lines):
        head = lines[start].style
        end = start + 1
        while end < len(lines) and lines[end].style.level > head.level:
            end += 1
        if not found or head.first or found[-1][0] != head.ordered:
            found.append((head.ordered, []))
        found[-1][1].append(ListItem(lines[start].runs, _lists(lines[start + 1 : end])))
        start = end
    return tuple(ListBlock(ordered, tuple(items)) for ordered, items in found)
