"""Tracked changes accepted and rejected, over documents; and a text as its readers get it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar
from xml.etree.ElementTree import Element

from deskeditor.core.document import (
    Aside,
    Block,
    Change,
    Document,
    Edit,
    FlowBlock,
    Heading,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Raw,
    Run,
    Runs,
    Table,
    runs_in,
    whole,
    with_runs,
)
from deskeditor.markup.critic import COMMENTED
from deskeditor.markup.normal import normal
from deskeditor.markup.reader import Part, read_parts
from deskeditor.markup.writer import write

B = TypeVar("B", bound=Block)
Resolve = Callable[[Run], Run | None]

_SIGNED = ("{++", "{--", "{==")
_EDITS = {edit.value for edit in Edit}
_CODE = r"\\.|^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ ]*$|(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
_WHO = r"(?:\{>>[^\n]*?<<\})?"
_CHANGED_SOURCE = re.compile(
    rf"(?P<code>{_CODE})|\{{\+\+(?P<inserted>.+?)\+\+\}}{_WHO}|\{{--(?P<deleted>.+?)--\}}{_WHO}",
    re.DOTALL | re.MULTILINE,
)
_COMMENTED_SOURCE = re.compile(
    rf"(?P<code>{_CODE})|\{{==(?P<{COMMENTED}>.+?)==\}}\{{>>#[\w.:-]+<<\}}", re.DOTALL | re.MULTILINE
)


def has_changes(document: Document) -> bool:
    """Whether a tracked change is still to be accepted or rejected."""
    return any(
        any(run.change is not None for runs in runs_in(block) for run in runs)
        or (isinstance(block, Raw) and _tags_in(block) & _EDITS)
        for block in document.blocks
    )


def accepted(document: Document, change: Change | None = None) -> Document:
    """The document, in normal form, with the change accepted; without one named, with all of them.

    What was inserted is text as any other, what was deleted is gone, and so is a paragraph, an item, a row or a note
    that had nothing else in it.
    """
    return _resolved(document, Edit.INSERTED, change)


def rejected(document: Document, change: Change | None = None) -> Document:
    """The document as it was before the change, or before all of them: ``accepted`` the other way round."""
    return _resolved(document, Edit.DELETED, change)


def as_read(document: Document) -> Document:
    """The document as its readers get it: all changes accepted, no anchors of comments."""
    return _without_comments(accepted(document))


def published(markdown: str) -> tuple[Part, ...]:
    """The blocks of a text as readers get it: with all changes accepted, and no anchors of comments."""
    parts = tuple(read_parts(markdown))
    if not any(sign in markdown for sign in _SIGNED):
        return parts
    document = Document(tuple(part.block for part in parts))
    final = as_read(document)
    return parts if final == document else tuple(read_parts(write(final)))


def commented(document: Document) -> Iterator[tuple[int, str]]:
    """The anchors of comments: the number of the block, from 0, and the id of the thread, each once."""
    for number, block in enumerate(document.blocks):
        yield from dict.fromkeys((number, run.comment) for runs in runs_in(block) for run in runs if run.comment)


def _resolved(document: Document, kept: Edit, change: Change | None) -> Document:
    def resolve(run: Run) -> Run | None:
        if run.change is None or (change is not None and run.change != change):
            return run
        return Run(run.text, run.marks, run.link, None, run.comment) if run.change.edit is kept else None

    blocks = (_block(block, resolve, kept if change is None else None) for block in document.blocks)
    return normal(Document(tuple(_closed_up(blocks))))


def _closed_up(blocks: Iterable[B | None]) -> Iterator[B]:
    """The blocks of which something is left; two that would be one, had nothing stood between them, are one then."""
    last: B | None = None
    parted = True
    for block in blocks:
        if block is None or (isinstance(block, Paragraph | Heading | PullQuote) and not whole(block.runs).strip()):
            parted = False
        elif not parted and (one := _as_one(last, block)) is not None:
            last = one
        else:
            if last is not None:
                yield last
            last, parted = block, True
    if last is not None:
        yield last


def _as_one(above: B | None, below: B) -> B | None:
    if isinstance(above, ListBlock) and isinstance(below, ListBlock) and above.ordered == below.ordered:
        return replace(above, items=above.items + below.items)
    if isinstance(above, Quote) and isinstance(below, Quote):
        return replace(above, paragraphs=above.paragraphs + below.paragraphs)
    return None


def _block(block: Block, resolve: Resolve, kept: Edit | None) -> Block | None:
    """The block with its changes resolved; nothing where that leaves nothing of it."""
    match block:
        case ListBlock():
            return _list(block, resolve)
        case Aside(title, blocks):
            return Aside(title, tuple(_closed_up(_flow(each, resolve) for each in blocks)))
        case Table():
            return _table(block, resolve)
        case Raw() if kept and _tags_in(block) & _EDITS:
            return Raw(_without_signs(block.markdown, _CHANGED_SOURCE, kept.value))
        case _:
            changed = with_runs(block, lambda runs: _runs(runs, resolve))
            return None if isinstance(changed, Note) and block != changed and not changed.runs else changed


def _flow(block: FlowBlock, resolve: Resolve) -> FlowBlock | None:
    if isinstance(block, ListBlock):
        return _list(block, resolve)
    changed = with_runs(block, lambda runs: _runs(runs, resolve))
    assert isinstance(changed, FlowBlock)
    return changed


def _list(block: ListBlock, resolve: Resolve) -> ListBlock | None:
    items = tuple(item for each in block.items if (item := _item(each, resolve)))
    return ListBlock(block.ordered, items) if items else None


def _item(item: ListItem, resolve: Resolve) -> ListItem | None:
    runs = _runs(item.runs, resolve)
    children = tuple(child for each in item.children if (child := _list(each, resolve)))
    return ListItem(runs, children) if runs or children or not item.runs else None


def _table(table: Table, resolve: Resolve) -> Table | None:
    head, *body = (tuple(_runs(runs, resolve) for runs in row) for row in table.rows)
    left = tuple(row for row, before in zip(body, table.rows[1:], strict=True) if any(row) or not any(before))
    rows = (head, *left)
    return Table(table.aligns, rows) if left or any(head) or not any(table.rows[0]) else None


def _runs(runs: Runs, resolve: Resolve) -> Runs:
    return tuple(resolved for run in runs if (resolved := resolve(run)))


def _without_comments(document: Document) -> Document:
    def bare(runs: Runs) -> Runs:
        return tuple(Run(run.text, run.marks, run.link, run.change) for run in runs)

    return normal(Document(tuple(_uncommented(with_runs(block, bare)) for block in document.blocks)))


def _uncommented(block: Block) -> Block:
    if isinstance(block, Raw) and COMMENTED in _tags_in(block):
        return Raw(_without_signs(block.markdown, _COMMENTED_SOURCE, COMMENTED))
    return block


def _without_signs(markdown: str, pattern: re.Pattern[str], kept: str) -> str:
    """The source of a raw block with what the pattern finds left out, except for the text of the kind that is kept."""
    return pattern.sub(lambda found: found[0] if found["code"] else found.groupdict().get(kept) or "", markdown)


def _tags_in(block: Raw) -> set[str]:
    if not any(sign in block.markdown for sign in _SIGNED):
        return set()
    return {element.tag for part in read_parts(block.markdown) for element in _all(part.elements)}


def _all(elements: Iterable[Element]) -> Iterator[Element]:
    for element in elements:
        yield from element.iter()
