"""The body of a story as a small tree: what the editor edits and every export renders.

A text is a tuple of runs; a hard line break is ``"\\n"`` inside a run's text. The tree is always in normal form
(``normal_runs``): no empty runs, no two neighbours alike, so that equal text compares equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class Aside:
    """A fact box: its title, and the paragraphs, headings and lists in it."""

    title: str
    blocks: tuple[Paragraph | Heading | ListBlock, ...] = ()


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


def normal_runs(runs: Iterable[Run]) -> Runs:
    """Join neighbours alike and drop the empty."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and is_alike(joined[-1], run):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def is_alike(one: Run, other: Run) -> bool:
    """Whether the runs differ in their text alone."""
    return (
        one.marks == other.marks
        and one.link == other.link
        and one.change == other.change
        and one.comment == other.comment
    )


def plain(runs: Iterable[Run]) -> str:
    """The text of the runs without its look."""
    return "".join(run.text for run in runs)
