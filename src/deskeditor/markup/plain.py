"""Markdown as plain text, as its readers get it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from deskeditor.core.document import (
    Aside,
    Block,
    Edit,
    Embed,
    Gallery,
    ListBlock,
    ListItem,
    Quote,
    Raw,
    Table,
    plain,
    runs_in,
)
from deskeditor.markup.changes import published
from deskeditor.markup.critic import COMMENTED
from deskeditor.markup.notes import REFERENCE
from deskeditor.markup.reader import Part
from deskeditor.markup.runs import code_text

_UNSEEN = {REFERENCE, Edit.DELETED.value}
_INLINE = {"a", "br", "code", "del", "em", "strong", "sub", "sup", Edit.INSERTED.value, COMMENTED} | _UNSEEN


def plain_text(text: str | Iterable[Part]) -> str:
    """The text without marks: blocks are parted by a blank line, items and rows by a line end, cells by a tab.

    Neither what is deleted, nor comments, nor the labels of notes are part of it.
    """
    parts = published(text) if isinstance(text, str) else text
    return "\n\n".join(words for part in parts if (words := _block(part.block, part.elements)))


def _block(block: Block, elements: Iterable[Element] = ()) -> str:
    match block:
        case ListBlock():
            return "\n".join(_items(block))
        case Table(_, rows):
            return "\n".join("\t".join(map(plain, row)).rstrip() for row in rows)
        case Aside(title, blocks):
            return "\n\n".join(filter(None, [title, *map(_block, blocks)]))
        case Embed(url, title, fallback):
            return "\n\n".join(filter(None, [title, plain(fallback)])) or url
        case Quote() | Gallery():
            return "\n\n".join(filter(None, map(plain, runs_in(block))))
        case Raw():
            return "".join(_words(elements)).strip()
        case _:
            return "".join(map(plain, runs_in(block)))


def _items(block: ListBlock) -> Iterator[str]:
    for item in block.items:
        yield from _item(item)


def _item(item: ListItem) -> Iterator[str]:
    if item.runs:
        yield plain(item.runs)
    for child in item.children:
        yield from _items(child)


def _words(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag not in _UNSEEN:
            yield code_text(element) if element.tag == "code" else element.text or element.get("alt") or ""
            yield from _words(element)
        if element.tag not in _INLINE:
            yield " " if element.tag in ("td", "th", "img") else "\n"
        yield element.tail or ""
