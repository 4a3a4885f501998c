"""The normal form of a document: the one that is read back from what is written."""

from __future__ import annotations

from collections.abc import Iterator

from deskeditor.core.document import (
    Align,
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
    Run,
    Table,
)
from deskeditor.markup.characters import clean, one_line
from deskeditor.markup.containers import EMBEDDED
from deskeditor.markup.limits import affordable
from deskeditor.markup.notes import normal_label
from deskeditor.markup.reader import read
from deskeditor.markup.runs import tidy
from deskeditor.markup.writer import write, write_block

_LEVELS = 3


def normal(document: Document) -> Document:
    """The document as it is once written and read.

    The runs of every block are tidy (see ``runs.tidy``); there are no breaks in headings and cells; nothing that would
    not be seen is empty (an item of a list may be); all rows of a table are of one length; what an embed or a note
    cannot say is said by paragraphs; and no raw block is one that the grammar can read.
    """
    tidied = Document(tuple(block for given in document.blocks for block in _normal(given)))
    if any(isinstance(block, Raw) for block in tidied.blocks):
        return read(write(tidied))
    return tidied


def _normal(block: Block) -> Iterator[Block]:
    match block:
        case Paragraph() | Heading() | ListBlock():
            yield from _flow(block)
        case Quote(paragraphs):
            if kept := tuple(runs for runs in map(tidy, paragraphs) if runs):
                yield Quote(kept)
        case PullQuote(runs):
            if runs := tidy(runs):
                yield PullQuote(runs)
        case Figure():
            yield _figure(block)
        case Gallery(figures):
            if figures:
                yield Gallery(tuple(map(_figure, figures)))
        case Table():
            yield from _table(block)
        case Aside(title, blocks):
            title, inner = one_line(title), tuple(kept for each in blocks for kept in _flow(each))
            if title or inner:
                yield Aside(title, inner)
        case Embed():
            yield from _embed(block)
        case Note(label, runs):
            if label := normal_label(label):
                yield Note(label, tidy(runs))
            else:
                yield from _flow(Paragraph(runs))
        case Raw(markdown):
            if source := clean(markdown).strip("\n"):
                yield Raw(source)
        case Rule():
            yield block


def _flow(block: FlowBlock) -> Iterator[FlowBlock]:
    match block:
        case Paragraph(runs):
            if runs := tidy(runs):
                yield Paragraph(runs)
        case Heading(level, runs):
            if runs := tidy(runs, breaks=False):
                yield Heading(min(max(level, 1), _LEVELS), runs)
        case ListBlock(_, items):
            if items:
                yield _list(block)


def _figure(figure: Figure) -> Figure:
    return Figure(one_line(figure.photo_id), clean(figure.alt).replace("\t", " ").strip(" \n"), tidy(figure.caption))


def _table(table: Table) -> Iterator[Block]:
    """One that is beyond the limits is raw."""
    columns = max([len(table.aligns), *map(len, table.rows)])
    if not columns or not table.rows:
        return
    padded = Table(
        tuple((*table.aligns, *[Align.NONE] * columns)[:columns]),
        tuple(tuple(tidy(runs, breaks=False) for runs in (*row, *[()] * columns)[:columns]) for row in table.rows),
    )
    source = write_block(padded)
    yield padded if affordable(source) else Raw(source)


def _embed(embed: Embed) -> Iterator[Block]:
    """What has no address of the web is a link, if anything, and the text."""
    url, title, fallback = one_line(embed.url), one_line(embed.title), tidy(embed.fallback)
    if EMBEDDED.fullmatch(url):
        yield Embed(url, title, fallback)
        return
    for runs in (tidy((Run(title or url, link=url),)), fallback):
        if runs:
            yield Paragraph(runs)


def _list(block: ListBlock) -> ListBlock:
    return ListBlock(block.ordered, tuple(_item(item) for item in block.items))


def _item(item: ListItem) -> ListItem:
    return ListItem(tidy(item.runs), tuple(_list(child) for child in item.children if child.items))
