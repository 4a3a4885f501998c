"""The normal form of a document: the one that is read back from what is written."""

from __future__ import annotations

from collections.abc import Iterator

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
)
from deskeditor.markup.characters import clean, one_line
from deskeditor.markup.reader import read
from deskeditor.markup.runs import tidy
from deskeditor.markup.writer import write

_LEVELS = 3


def normal(document: Document) -> Document:
    """The document as it is once written and read.

    The runs of every block are tidy (see ``runs.tidy``); there are no breaks in headings; no paragraph, heading, quote
    or list is empty (an item may be, being seen); and no raw block is one that the grammar can read.
    """
    tidied = Document(tuple(block for given in document.blocks for block in _normal(given)))
    if any(isinstance(block, Raw) for block in tidied.blocks):
        return read(write(tidied))
    return tidied


def _normal(block: Block) -> Iterator[Block]:
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
        case Quote(paragraphs):
            if kept := tuple(runs for runs in map(tidy, paragraphs) if runs):
                yield Quote(kept)
        case Figure(photo_id, alt, caption):
            yield Figure(one_line(photo_id), clean(alt).replace("\t", " ").strip(" \n"), tidy(caption))
        case Raw(markdown):
            if source := clean(markdown).strip("\n"):
                yield Raw(source)
        case Rule():
            yield block


def _list(block: ListBlock) -> ListBlock:
    return ListBlock(block.ordered, tuple(_item(item) for item in block.items))


def _item(item: ListItem) -> ListItem:
    return ListItem(tidy(item.runs), tuple(_list(child) for child in item.children if child.items))
