"""The body of a story as a small tree: what the editor edits and every export renders.

A text is a tuple of runs; a hard line break is ``"\\n"`` inside a run's text. The tree is always in normal form
(``normal_runs``): no empty runs, no two neighbours alike, so that equal text compares equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a run of text is set."""

    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; ``link`` is the address it leads to, empty for none."""

    text: str
    marks: frozenset[Mark] = frozenset()
    link: str = ""


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
class Raw:
    """Markdown that the tree has no node for (a table, code, …): shown, kept and exported, never dropped."""

    markdown: str


Block = Paragraph | Heading | ListBlock | Quote | Figure | Rule | Raw


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a story's body, in order."""

    blocks: tuple[Block, ...] = ()

    def figures(self) -> Iterator[Figure]:
        """The photos in the flow, in order."""
        return (block for block in self.blocks if isinstance(block, Figure))


def normal_runs(runs: Iterable[Run]) -> Runs:
    """Join neighbours alike and drop the empty."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and joined[-1].marks == run.marks and joined[-1].link == run.link:
            joined[-1] = Run(joined[-1].text + run.text, run.marks, run.link)
        else:
            joined.append(run)
    return tuple(joined)


def plain(runs: Iterable[Run]) -> str:
    """The text of the runs without its look."""
    return "".join(run.text for run in runs)
