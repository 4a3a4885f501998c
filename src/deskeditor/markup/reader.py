"""Markdown read as a document: the parser's tree, block by block, and what has no place in a document kept as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

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
    Runs,
    Table,
)
from deskeditor.markup.characters import one_line
from deskeditor.markup.chunks import Chunk, parse
from deskeditor.markup.containers import CONTAINER, EMBEDDED, TITLE_CLASS, kind_of
from deskeditor.markup.grammar import SEPARATED
from deskeditor.markup.limits import DEPTH
from deskeditor.markup.notes import NOTE
from deskeditor.markup.runs import UnfitError, runs_of, runs_of_child, text_run, tidy
from deskeditor.markup.writer import write

PHOTO = "photo:"
HEADING_LEVELS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}


@dataclass(frozen=True, slots=True)
class Part:
    """A block, and for raw ones the elements that it is shown as."""

    block: Block
    elements: tuple[Element, ...] = ()


@lru_cache(maxsize=2)
def read(markdown: str) -> Document:
    """The document that a text says. Reads any text; what is not in the grammar becomes Raw blocks, in their places.

    The last ones are remembered: what a thread has read aside, the window shows at once.
    """
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
        case "table":
            yield _table(element)
        case _ if element.tag == CONTAINER:
            yield _contained(element)
        case _ if element.tag == NOTE:
            yield Note(element.get("label", ""), _only_text(list(element)))
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


def _table(element: Element) -> Table:
    """Every row as long as the longest one."""
    head, body = element
    rows = [tuple(tidy(runs_of(cell), breaks=False) for cell in row) for part in (head, body) for row in part]
    columns = max(map(len, rows))
    aligns = [_align(cell) for cell in head[0]]
    return Table(
        tuple(aligns + [Align.NONE] * (columns - len(aligns))),
        tuple(row + ((),) * (columns - len(row)) for row in rows),
    )


def _align(cell: Element) -> Align:
    return Align(cell.get("style", "").removeprefix("text-align: ").removesuffix(";"))


def _contained(container: Element) -> Block:
    title, children = _titled(container)
    match kind_of(container):
        case "aside" if title or children:
            return Aside(title, tuple(_flow(block) for child in children for block in _blocks_of(child)))
        case "pullquote" if children and not title:
            return PullQuote(_only_text(children))
        case "gallery" if children and not title:
            return Gallery(tuple(_only_figure(block) for child in children for block in _blocks_of(child)))
        case "embed" if children:
            return Embed(_only_address(children[0]), title, _only_text(children[1:]))
        case _:
            raise UnfitError


def _titled(container: Element) -> tuple[str, list[Element]]:
    """The title of a container, which is plain text, and what is in it."""
    children = [child for child in container if child.tag != SEPARATED]
    if (container.text or "").strip(" \n"):
        raise UnfitError
    if not children or children[0].get("class") != TITLE_CLASS:
        return "", children
    if len(children[0]):
        raise UnfitError
    return one_line(children[0].text or ""), children[1:]


def _flow(block: Block) -> FlowBlock:
    if not isinstance(block, FlowBlock):
        raise UnfitError
    return block


def _only_figure(block: Block) -> Figure:
    if not isinstance(block, Figure):
        raise UnfitError
    return block


def _only_text(elements: list[Element]) -> Runs:
    """The text of what is one paragraph at most."""
    paragraphs = [element for element in elements if element.tag != SEPARATED]
    if not paragraphs:
        return ()
    if len(paragraphs) > 1 or paragraphs[0].tag != "p":
        raise UnfitError
    return tidy(runs_of(paragraphs[0]))


def _only_address(element: Element) -> str:
    """The address of a paragraph that is only a link which says where it leads."""
    if element.tag != "p" or len(element) != 1 or (element.text or element[0].tail or "").strip(" \n"):
        raise UnfitError
    link = element[0]
    address = link.get("href", "")
    if link.tag != "a" or link.text != address or not EMBEDDED.fullmatch(address):
        raise UnfitError
    return address
