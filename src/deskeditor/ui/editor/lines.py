"""The story as a row of lines: what stands between the tree of a body and the blocks of the page. No Qt.

A line is one block of the page. A list becomes a line an item with its depth, a quote a line a paragraph, a figure a
line for the picture and one for the caption, a fact box its title and the lines in it, a table a line a cell and one
that closes it; ``flatten`` and ``nest`` (see ``nesting``) are inverse for every document in normal form.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from deskeditor.core.document import Align, Figure, Run, Runs, whole


class Kind(IntEnum):
    """What a block of the page is; kept in a property of its format, so that undo brings it back with the text."""

    PARAGRAPH = 0
    KICKER = 1
    HEADLINE = 2
    STANDFIRST = 3
    BYLINE = 4
    DATELINE = 5
    LEAD_PICTURE = 6
    LEAD_CAPTION = 7
    HEADING = 8
    LIST = 9
    QUOTE = 10
    PICTURE = 11
    CAPTION = 12
    RULE = 13
    RAW = 14
    PULL_QUOTE = 15
    ASIDE = 16
    """The title of a fact box; what is in the box follows it, grouped."""
    EMBED = 17
    FALLBACK = 18
    """The text for where an embed cannot be shown."""
    NOTE = 19
    HEAD_CELL = 20
    CELL = 21
    TABLE_END = 22
    """Closes a table, which then moves, goes and is chosen as any other object is."""


FIELDS = (Kind.KICKER, Kind.HEADLINE, Kind.STANDFIRST, Kind.BYLINE, Kind.DATELINE)
"""The first blocks of every page, in order."""

PICTURES = frozenset({Kind.LEAD_PICTURE, Kind.PICTURE})
OBJECTS = PICTURES | {Kind.RULE, Kind.RAW, Kind.EMBED, Kind.TABLE_END}
"""Blocks that hold one inline object and no text of their own."""

CAPTIONED = {Kind.LEAD_PICTURE: Kind.LEAD_CAPTION, Kind.PICTURE: Kind.CAPTION, Kind.EMBED: Kind.FALLBACK}
"""Objects, and the kind of the text that stands below each."""

FLOW = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.LIST, Kind.QUOTE, Kind.PULL_QUOTE})
"""Text of the body that may be split, joined and turned into one another."""

BOXABLE = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.LIST})
"""What may stand in a fact box."""

CELLS = frozenset({Kind.HEAD_CELL, Kind.CELL})

MARKED = FLOW | CELLS | {Kind.CAPTION, Kind.FALLBACK, Kind.NOTE}
"""Blocks whose text takes bold, italic and links."""


@dataclass(frozen=True, slots=True)
class Style:
    """The kind of a block; ``level`` is the level of a heading, the depth of a list item or the columns of a table.

    ``grouped`` is what belongs to the fact box above it, or to a gallery; ``first`` the picture that begins a gallery,
    and what begins a list or a quotation right below another.
    """

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    ordered: bool = False
    grouped: bool = False
    first: bool = False
    align: Align = Align.NONE


PARAGRAPH = Style()


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the page: its style and text, or the object that it holds.

    An object is a photo with its alt text, Raw, or an embed's address and title. A note has its label.
    """

    style: Style = PARAGRAPH
    runs: Runs = ()
    photo_id: str = ""
    alt: str = ""
    raw: str = ""
    url: str = ""
    title: str = ""
    label: str = ""

    @property
    def blank(self) -> bool:
        """Whether the line has nothing that Markdown could keep: such a line is room to write in, no content."""
        return self.style.kind in FLOW - {Kind.LIST} and not whole(self.runs).strip(" \t\n")


def figure_lines(figure: Figure, *, lead: bool = False) -> list[Line]:
    """The picture and its caption."""
    picture, caption = (Kind.LEAD_PICTURE, Kind.LEAD_CAPTION) if lead else (Kind.PICTURE, Kind.CAPTION)
    return [Line(Style(picture), photo_id=figure.photo_id, alt=figure.alt), Line(Style(caption), figure.caption)]


def text_runs(text: str) -> Runs:
    """Unmarked text as runs."""
    return (Run(text),) if text else ()


def joins(one: Style, other: Style) -> bool:
    """Whether a line of the second style, right below one of the first, is part of the same block of the tree."""
    match other.kind:
        case Kind.CELL | Kind.HEAD_CELL | Kind.TABLE_END:
            return one.kind in CELLS
        case Kind.CAPTION | Kind.LEAD_CAPTION | Kind.FALLBACK:
            return CAPTIONED.get(one.kind) is other.kind
        case Kind.PICTURE:
            return other.grouped and not other.first and one.grouped and one.kind in (Kind.PICTURE, Kind.CAPTION)
        case _ if other.grouped:
            return other.kind in BOXABLE and (one.kind is Kind.ASIDE or (one.grouped and one.kind in BOXABLE))
        case Kind.LIST | Kind.QUOTE:
            return one.kind is other.kind and not one.grouped and not (other.first and other.level <= 1)
        case _:
            return False
