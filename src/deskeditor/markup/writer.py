"""A document written as Markdown, in one canonical form that the grammar reads back as the same document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from deskeditor.core.document import (
    Align,
    Aside,
    Block,
    Document,
    Embed,
    Figure,
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
    Runs,
    Table,
)
from deskeditor.markup.containers import ASIDE, EMBED, GALLERY, PULL_QUOTE
from deskeditor.markup.grammar import SEPARATOR
from deskeditor.markup.inline import write_address, write_cell, write_embedded, write_plain, write_runs

_INDENT = " " * 4
_RULE = "***"
_ALIGNS = {Align.NONE: "---", Align.LEFT: ":--", Align.CENTRE: ":-:", Align.RIGHT: "--:"}
_LAST_HASH = re.compile(r"(?<!\\)((?:\\\\)*)#$")
_OPEN_AT_END = re.compile(r"^(?:[ ]{0,3}(?:[*+-]|\d+\.|>)[ ]| {4}|!!!|[ ]{0,3}\[\^)", re.MULTILINE)
_BEGINS_BULLETS = re.compile(r"[ ]{0,3}[*+-][ ]")
_BEGINS_NUMBERS = re.compile(r"[ ]{0,3}\d+\.[ ]")
_BEGINS_QUOTE = re.compile(r"[ ]{0,3}>")


def write(document: Document) -> str:
    """Canonical Markdown, ending with one line end unless empty. What is not in normal form is written as it stands."""
    parts = _parts(document.blocks)
    return "\n\n".join(parts) + "\n" if parts else ""


def _parts(blocks: Iterable[Block]) -> list[str]:
    """The blocks in order, and separators where two would run together."""
    parts: list[str] = []
    left_open: frozenset[str] = frozenset()
    for block in blocks:
        text = write_block(block)
        if left_open and _kind(block, text) in left_open:
            parts.append(SEPARATOR)
        parts.append(text)
        left_open = _left_open(block, left_open)
    return parts


def write_block(block: Block) -> str:
    """One block, without a line end after it."""
    match block:
        case Paragraph(runs):
            return "\n".join(write_runs(runs))
        case Heading(level, runs):
            return "#" * (level + 1) + " " + _LAST_HASH.sub(r"\1\\#", " ".join(write_runs(runs)))
        case ListBlock():
            return "\n".join(_tight(block) if _is_simple(block) else _loose(block))
        case Quote(paragraphs):
            return "\n>\n".join("\n".join(f"> {line}" for line in write_runs(runs)) for runs in paragraphs)
        case Figure():
            return _figure(block)
        case Rule():
            return _RULE
        case PullQuote(runs):
            return _container(PULL_QUOTE, "", ["\n".join(write_runs(runs))])
        case Table():
            return "\n".join(_table(block))
        case Aside(title, blocks):
            return _container(ASIDE, title, _parts(blocks))
        case Gallery(figures):
            return _container(GALLERY, "", map(_figure, figures))
        case Embed(url, title, fallback):
            return _container(EMBED, title, [write_embedded(url), "\n".join(_lines(fallback))])
        case Note(label, runs):
            return "\n".join(_hanging(f"[^{label}]:", _lines(runs)))
        case Raw(markdown):
            return markdown


def _container(kind: str, title: str, parts: Iterable[str]) -> str:
    head = f'!!! {kind} "{write_plain(title)}"' if title else f"!!! {kind}"
    lines = "\n\n".join(filter(None, parts)).split("\n")
    return "\n".join([head, *_indented(lines)]) if lines != [""] else head


def _table(table: Table) -> list[str]:
    head, *body = ([write_cell(runs) for runs in row] for row in table.rows)
    return [_row(head), _row([_ALIGNS[align] for align in table.aligns]), *map(_row, body)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _hanging(marker: str, lines: list[str]) -> list[str]:
    """The lines of a text after its marker, those below the first indented."""
    if not lines:
        return [marker]
    first, *rest = lines
    return [f"{marker} {first}", *_indented(rest)]


def _figure(figure: Figure) -> str:
    picture = f"![{write_plain(figure.alt)}]({write_address(f'photo:{figure.photo_id}')})"
    return "\n".join([picture, *_lines(figure.caption)])


def _lines(runs: Runs) -> list[str]:
    return write_runs(runs) if runs else []


def _is_simple(block: ListBlock) -> bool:
    """Whether no item has two lists under it: only blank lines can part those."""
    return all(len(item.children) <= 1 and all(map(_is_simple, item.children)) for item in block.items)


def _tight(block: ListBlock) -> list[str]:
    lines: list[str] = []
    for marker, item in _marked(block):
        lines += _item_lines(marker, item)
        for child in item.children:
            lines += _indented(_tight(child))
    return lines


def _loose(block: ListBlock) -> list[str]:
    lines: list[str] = []
    for marker, item in _marked(block):
        lines += ["", *_item_lines(marker, item)]
        for before, child in pairwise((None, *item.children)):
            assert child is not None
            if before is not None and before.ordered == child.ordered:
                lines += ["", _INDENT + SEPARATOR]
            lines += ["", *_indented(_loose(child))]
    return lines[1:]


def _marked(block: ListBlock) -> Iterable[tuple[str, ListItem]]:
    return ((f"{number}." if block.ordered else "-", item) for number, item in enumerate(block.items, 1))


def _item_lines(marker: str, item: ListItem) -> list[str]:
    return _hanging(marker, _lines(item.runs) or [SEPARATOR])


def _indented(lines: Iterable[str]) -> list[str]:
    return [_INDENT + line if line else "" for line in lines]


def _left_open(block: Block, before: frozenset[str]) -> frozenset[str]:
    """The kinds of text that the grammar would take for more of the block, or of one before it that it does not end."""
    match block:
        case ListBlock():
            return frozenset({"code", "numbers" if block.ordered else "bullets"})
        case Quote():
            return frozenset({"quote"})
        case PullQuote() | Aside() | Gallery() | Embed() | Note():
            return frozenset({"code"})
        case Raw(markdown):
            own = frozenset({"code", "bullets", "numbers", "quote"}) if _OPEN_AT_END.search(markdown) else frozenset()
            return own | before if markdown.lstrip().startswith("[") else own
        case _:
            return frozenset()


def _kind(block: Block, text: str) -> str:
    match block:
        case ListBlock(ordered):
            return "numbers" if ordered else "bullets"
        case Quote():
            return "quote"
        case Raw():
            return _kind_of_raw(text)
        case _:
            return ""


def _kind_of_raw(text: str) -> str:
    if text.startswith(_INDENT) or (text.lstrip(" ").startswith("[") and f"\n{_INDENT}" in text):
        # Nothing that is seen stands before the indented text under definitions.
        return "code"
    if _BEGINS_BULLETS.match(text):
        return "bullets"
    if _BEGINS_NUMBERS.match(text):
        return "numbers"
    return "quote" if _BEGINS_QUOTE.match(text) else ""
