"""The body of a story as a small tree: what the editor edits and every export renders.

A text is a tuple of runs; a hard line break is ``"\\n"`` inside a run's text. The tree is always in normal form
(``normal_runs``): no empty runs, no two neighbours alike, so that equal text compares equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Mark(StrEnum):
    """How a run of text is set."""

    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    CODE = "code"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    NOTE = "note"
    """The text is the label of a ``Note``, and refers to it."""


class Edit(StrEnum):
    """What a tracked change did to a run of text."""

    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change that nobody has accepted or rejected yet: what, by whom, and when (ISO 8601, UTC, seconds)."""

    edit: Edit
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; ``link`` is the address it leads to, ``comment`` the id of the thread anchored to it, or empty.

    A link to another story of the desk is ``story:ID``.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    link: str = ""
    change: Change | None = None
    comment: str = ""

    @property
    def deleted(self) -> bool:
        """Whether a tracked change takes the text out: readers do not get it."""
        return self.change is not None and self.change.edit is Edit.DELETED

    def saying(self, text: str) -> Run:
        """Another text of the same look."""
        return Run(text, self.marks, self.link, self.change, self.comment)


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` is 1 to 3: a crosshead, and the two below it (``##``, ``###``, ``####``; the headline is ``#``)."""

    level: int
    runs: Runs = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    """A paragraph, and the lists nested under it."""

    runs: Runs = ()
    children: tuple[ListBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote of one or more paragraphs."""

    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo in the flow of the story: ``![alt](photo:ID)`` with the caption on the lines below it."""

    photo_id: str
    alt: str = ""
    caption: Runs = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class PullQuote:
    """A sentence lifted out of the story and set large."""

    runs: Runs = ()


class Align(StrEnum):
    """How the cells of a table's column are set; ``NONE`` leaves it to the page."""

    NONE = ""
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first one the head; every row has as many cells as ``aligns`` has columns."""

    aligns: tuple[Align, ...]
    rows: tuple[tuple[Runs, ...], ...]


FlowBlock = Paragraph | Heading | ListBlock


@dataclass(frozen=True, slots=True)
class Aside:
    """A fact box: its title, and the paragraphs, headings and lists in it."""

    title: str
    blocks: tuple[FlowBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Gallery:
    """Photos that are shown together, in order."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """Something that lives elsewhere: its address, what it is called, and the text for where it cannot be shown.

    Nothing is ever fetched.
    """

    url: str
    title: str = ""
    fallback: Runs = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or a note on a source; runs marked ``Mark.NOTE`` with its label as their text refer to it."""

    label: str
    runs: Runs = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """Markdown that the tree has no node for (code, a definition, …): shown, kept and exported, never dropped."""

    markdown: str


Block = (
    Paragraph | Heading | ListBlock | Quote | PullQuote | Figure | Gallery | Table | Aside | Embed | Note | Rule | Raw
)


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a story's body, in order."""

    blocks: tuple[Block, ...] = ()

    def figures(self) -> Iterator[Figure]:
        """The photos in the flow, those of galleries among them, in order."""
        for block in self.blocks:
            if isinstance(block, Figure):
                yield block
            elif isinstance(block, Gallery):
                yield from block.figures


def runs_in(block: Block) -> Iterator[Runs]:
    """The texts of a block, in reading order: paragraphs, items, cells, captions."""
    match block:
        case Paragraph(runs) | Heading(_, runs) | PullQuote(runs) | Note(_, runs):
            yield runs
        case Figure(_, _, runs) | Embed(_, _, runs):
            yield runs
        case Quote(paragraphs):
            yield from paragraphs
        case ListBlock(_, items):
            for item in items:
                yield item.runs
                for child in item.children:
                    yield from runs_in(child)
        case Table(_, rows):
            for row in rows:
                yield from row
        case Aside(_, blocks):
            for inner in blocks:
                yield from runs_in(inner)
        case Gallery(figures):
            for figure in figures:
                yield figure.caption
        case Rule() | Raw():
            pass


def with_runs(block: Block, change: Callable[[Runs], Runs]) -> Block:
    """The block with each of its texts changed."""
    match block:
        case Paragraph() | Heading() | ListBlock():
            return _flow_with_runs(block, change)
        case PullQuote() | Note():
            return replace(block, runs=change(block.runs))
        case Figure():
            return replace(block, caption=change(block.caption))
        case Embed():
            return replace(block, fallback=change(block.fallback))
        case Quote(paragraphs):
            return Quote(tuple(map(change, paragraphs)))
        case Table(aligns, rows):
            return Table(aligns, tuple(tuple(map(change, row)) for row in rows))
        case Aside(title, blocks):
            return Aside(title, tuple(_flow_with_runs(inner, change) for inner in blocks))
        case Gallery(figures):
            return Gallery(tuple(replace(figure, caption=change(figure.caption)) for figure in figures))
        case Rule() | Raw():
            return block


def _flow_with_runs(block: FlowBlock, change: Callable[[Runs], Runs]) -> FlowBlock:
    if isinstance(block, ListBlock):
        return _list_with_runs(block, change)
    return replace(block, runs=change(block.runs))


def _list_with_runs(block: ListBlock, change: Callable[[Runs], Runs]) -> ListBlock:
    items = (
        ListItem(change(item.runs), tuple(_list_with_runs(child, change) for child in item.children))
        for item in block.items
    )
    return ListBlock(block.ordered, tuple(items))


def normal_runs(runs: Iterable[Run]) -> Runs:
    """Join neighbours alike and drop the empty."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and is_alike(joined[-1], run):
            joined[-1] = run.saying(joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def is_alike(one: Run, other: Run) -> bool:
    """Whether the runs differ in their text alone, and so are one. References to notes are each their own."""
    return (
        one.marks == other.marks
        and one.link == other.link
        and one.change == other.change
        and one.comment == other.comment
        and Mark.NOTE not in one.marks
    )


def plain(runs: Iterable[Run]) -> str:
    """What a reader gets of the runs, without its look: neither labels of notes nor deleted text. See ``whole``."""
    return "".join(run.text for run in runs if not run.deleted and Mark.NOTE not in run.marks)


def whole(runs: Iterable[Run]) -> str:
    """All the text of the runs, character for character."""
    return "".join(run.text for run in runs)
