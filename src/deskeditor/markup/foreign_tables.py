"""Tables of foreign HTML: which are tables of text, and how cells that span others come into rows of one length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from deskeditor.core.document import Align, Block, Heading, Mark, Paragraph, Run, Runs, Table

_TEXTS = 4
"""Paragraphs of one cell; one that has more is a part of the page's layout."""
_HOLES = 3
"""Times as many places as there are cells, at the most: what has more is no table that anybody reads."""


@dataclass(slots=True)
class Cell:
    """Where its blocks begin and end, and how many columns and rows it takes."""

    start: int
    columns: int
    rows: int
    end: int = 0


@dataclass(slots=True)
class OpenTable:
    """A table while its cells are read."""

    for_layout: bool
    rows: list[list[Cell]] = field(default_factory=list)

    def closed(self, blocks: Sequence[Block]) -> tuple[int, Table] | None:
        """Where the blocks of its cells begin, and the table that they make; None where they do not make one.

        A cell that spans others stands in the first of their places, and the rest are empty.
        """
        rows = [row for row in self.rows if row]
        if self.for_layout or len(rows) < 2:
            return None
        at = start = rows[0][0].start
        texts: list[list[tuple[Cell, Runs]]] = []
        for row in rows:
            texts.append([])
            for cell in row:
                held = blocks[cell.start : cell.end]
                if cell.start != at or len(held) > _TEXTS:
                    return None
                if not all(isinstance(block, Paragraph | Heading) for block in held):
                    return None
                texts[-1].append((cell, _one_line(held)))
                at = cell.end
        if at != len(blocks):
            return None
        grid = _grid(texts)
        if not grid or len(grid[0]) < 2:
            return None
        head, *others = grid
        return start, Table((Align.NONE,) * len(head), tuple(map(tuple, [_head(head), *others])))


def _head(row: list[Runs]) -> list[Runs]:
    """The cells of a head: where all of them are bold, that is how a head looks, and no mark."""
    if not all(Mark.BOLD in run.marks or run.text.isspace() for runs in row for run in runs):
        return row
    return [tuple(replace(run, marks=run.marks - {Mark.BOLD}) for run in runs) for runs in row]


def _one_line(blocks: Sequence[Block]) -> Runs:
    runs: list[Run] = []
    for block in blocks:
        assert isinstance(block, Paragraph | Heading)
        runs += [Run(" "), *block.runs] if runs else block.runs
    return tuple(runs)


def _grid(rows: list[list[tuple[Cell, Runs]]]) -> list[list[Runs]]:
    """Rows of one length; none where that would be mostly holes."""
    widest = max(map(len, rows))
    room = _HOLES * sum(map(len, rows)) + widest
    grid: list[list[Runs]] = []
    reaching: list[int] = []
    """For each column, into how many rows more the cell above it reaches."""
    for row in rows:
        line: list[Runs] = []
        for cell, runs in row:
            while len(line) < len(reaching) and reaching[len(line)]:
                reaching[len(line)] -= 1
                line.append(())
            for number in range(min(cell.columns, widest)):
                line.append(() if number else runs)
                if len(line) > len(reaching):
                    reaching.append(0)
                reaching[len(line) - 1] = cell.rows - 1
        for column in range(len(line), len(reaching)):
            reaching[column] = max(0, reaching[column] - 1)
        grid.append(line)
        if len(reaching) * len(grid) > room:
            return []
    return [line + [()] * (len(reaching) - len(line)) for line in grid]
