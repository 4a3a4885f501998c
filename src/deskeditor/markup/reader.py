"""Markdown read as a document: the parser's tree, block by block, and what has no place in a document kept as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

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
)
from deskeditor.markup.characters import one_line
from deskeditor.markup.chunks import Chunk, parse
from deskeditor.markup.grammar import SEPARATED
from deskeditor.markup.limits import DEPTH
from deskeditor.markup.runs import UnfitError, runs_of, runs_of_child, text_run, tidy
from deskeditor.markup.writer import write

PHOTO = "photo:"
HEADING_LEVELS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}


@dataclass(frozen=True, slots=True)
class Part:
    """A block, and for raw ones the elements that it is shown as."""

    block: Block
    elements: tuple[Element, ...] = ()


def read(markdown: str) -> Document:
    """The document that a text says. Reads any text; what is not in the grammar becomes Raw blocks, in their places."""
    return Document(tuple(part.block for part in read_parts(markdown)))


def read_parts(markdown: str) -> Iterator[Part]:
    """The blocks in order, each raw one with its elements."""
    for chunk in parse(markdown):
        blocks = _blocks(chunk)
        if blocks is None:
            yield Part(Raw(chunk.source), tuple(chunk.elements))
        else:
            yield from map(Part, blocks)


def _blocks(chunk: Chunk) -> tuple[Block, ...] | None:
    """The blocks of a chunk; none where they would not be read back as themselves, and so could not be written."""
    if chunk.literal or chunk.defines:
        return None
    blocks = _fitting_blocks(chunk)
    if blocks is None:
        return None
    written = write(Document(blocks)).removesuffix("\n")
    if written in (chunk.source, " ".join(line.strip(" ") for line in chunk.source.split("\n"))):
        return blocks
    again = [_fitting_blocks(part) for part in parse(written)]
    return blocks if [block for found in again for block in found or [None]] == list(blocks) else None


def _fitting_blocks(chunk: Chunk) -> tuple[Block, ...] | None:
    try:
        return tuple(block for element in chunk.elements for block in _blocks_of(element))
    except UnfitError:
        return None


def _blocks_of(element: Element) -> Iterator[Block]:
    match element.tag:
        case "p":
            yield from _paragraph(element)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            if runs := tidy(runs_of(element), breaks=False):
                yield Heading(HEADING_LEVELS[element.tag], runs)
        case "ul" | "ol":
            yield _list(element, 1)
        case "blockquote":
            if paragraphs := tuple(_quoted(element)):
                yield Quote(paragraphs)
        case "hr":
            yield Rule()
        case _:
            if element.tag != SEPARATED:
                raise UnfitError


def _paragraph(element: Element) -> Iterator[Block]:
    first = element[0] if len(element) else None
    if first is None or not _is_photo(first) or (element.text or "").strip(" \n"):
        if runs := tidy(runs_of(element)):
            yield Paragraph(runs)
        return
    pictures: list[tuple[Element, list[Run]]] = []
    at_line_start = True
    for child in element:
        if _is_photo(child) and at_line_start:
            pictures.append((child, []))
        else:
            pictures[-1][1].extend(runs_of_child(child))
        pictures[-1][1].append(text_run(child.tail))
        at_line_start = (child.tail or "").rstrip(" ").endswith("\n") or (child.tag == "br" and not child.tail)
    for picture, caption in pictures:
        yield _figure(picture, tidy(tuple(caption)))


def _is_photo(element: Element) -> bool:
    return element.tag == "img" and element.get("src", "").startswith(PHOTO)


def _figure(picture: Element, caption: Runs) -> Figure:
    """A title is what other editors make of a caption."""
    title = tidy((Run(picture.get("title", "")),))
    if title and caption:
        raise UnfitError
    return Figure(
        one_line(picture.get("src", "").removeprefix(PHOTO)), picture.get("alt", "").strip(" \n"), caption or title
    )


def _list(element: Element, depth: int) -> ListBlock:
    if depth > DEPTH or element.get("start", "1") != "1":
        raise UnfitError
    return ListBlock(element.tag == "ol", tuple(_item(item, depth) for item in element))


def _item(element: Element, depth: int) -> ListItem:
    """Text, which blank lines between the items put into a paragraph of its own, and lists after it."""
    runs: list[Run] = [text_run(element.text)]
    children: list[ListBlock] = []
    for child in element:
        if child.tag in ("ul", "ol"):
            children.append(_list(child, depth + 1))
        elif child.tag == "p" and not children and not any(run.text.strip(" ") for run in runs):
            runs = list(runs_of(child))
        elif child.tag != SEPARATED:
            if children:
                raise UnfitError
            runs += runs_of_child(child)
        if (child.tail or "").strip(" \n") and (children or child.tag in ("p", SEPARATED)):
            raise UnfitError
        runs.append(text_run(child.tail))
    return ListItem(tidy(tuple(runs)), tuple(children))


def _quoted(element: Element) -> Iterator[Runs]:
    for child in element:
        if child.tag != "p":
            raise UnfitError
        if runs := tidy(runs_of(child)):
            yield runs
