"""What was on the clipboard, taken off it and read as lines of a story. No Qt but for the clipboard's own type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QMimeData

from deskeditor import markup
from deskeditor.core.document import Document, Figure, Heading, Paragraph, PullQuote, Raw, Rule
from deskeditor.ui.editor.lines import OBJECTS, PARAGRAPH, Kind, Line, text_runs
from deskeditor.ui.editor.nesting import flatten, lines_of

OWN = "text/x-deskeditor"
OWN_STORY = "text/x-deskeditor-story"
"""The story that it was copied from, by its id."""
LONG = 200_000
"""Characters that take longer to read than a key may."""
LINE_BREAKS = re.compile(r"[\r\n\u2028\u2029\u0085]+[ \t]*")
_ALONE = (Paragraph, Heading, PullQuote, Rule, Figure)
"""Blocks whose Markdown does not depend on what stands beside them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clipping says: lines, and what of it is no line."""

    lines: list[Line]
    written: list[str | None] = field(default_factory=list)
    """The Markdown of each line as the journal of a page keeps it; None where it is not known."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that are no photos yet, by the id that they have in the lines."""
    elsewhere: int = 0
    """Pictures that are not there, because they are on the web or on a disk."""
    unread: int = 0
    """Pictures that cannot be used."""
    unfit: int = 0
    """Characters that no text can hold, such as NUL."""

    @property
    def paragraphs(self) -> int:
        """How many of the lines are texts."""
        return sum(line.style.kind not in OBJECTS | {Kind.CAPTION} for line in self.lines)


@dataclass(frozen=True, slots=True)
class Clipping:
    """The texts of a clipboard; it may be read on any thread."""

    text: str
    html: str = ""
    own: str | None = None
    story: str = ""
    has_picture: bool = False
    """Whether a picture lies beside the HTML: of one that is copied from a page the text is but its address."""

    @classmethod
    def of(cls, mime: QMimeData) -> Clipping:
        """What is there: our own copy, or else what others made."""
        text = mime.text()
        if mime.hasFormat(OWN):
            own, story = (bytes(mime.data(name).data()).decode("utf-8", "replace") for name in (OWN, OWN_STORY))
            return cls(text, own=own, story=story)
        if not mime.hasHtml():
            return cls(text)
        return cls("" if mime.hasImage() else text, html=mime.html(), has_picture=mime.hasImage())

    @property
    def is_long(self) -> bool:
        """Whether reading it would hold a key up."""
        return len(self.own or self.html or self.text) > LONG

    def read(self, story: str) -> Reading:
        """The lines that it says, to be put into that story.

        What was copied in the same story keeps its tracked changes and the anchors of its comments. Into another one
        comes what its readers get: nobody there knows of the changes, and threads belong to their story.
        """
        if self.own is not None:
            document = markup.read(self.own)
            if self.story != story:
                document = markup.as_read(document)
            return _reading(document, _with_edges(flatten(document), self.text))
        if not self.html:
            return replace(_reading(from_text(self.text)), unfit=markup.unfit(self.text))
        foreign = markup.from_html(self.html)
        return replace(
            _reading(foreign.document if foreign.document.blocks else from_text(self.text)),
            pictures=foreign.pictures,
            elsewhere=foreign.elsewhere,
            unread=foreign.unread,
            unfit=markup.unfit(self.html),
        )


def _reading(document: Document, lines: list[Line] | None = None) -> Reading:
    written: list[str | None] = []
    for block, below in zip(document.blocks, (*document.blocks[1:], None), strict=False):
        count = sum(1 for _ in lines_of(block))
        if isinstance(block, _ALONE) and not isinstance(below, Raw):
            written += [markup.write_block(block), *[""] * (count - 1)]
        else:
            written += [None] * count
    return Reading(flatten(document) if lines is None else lines, written)


def _with_edges(own: list[Line], text: str) -> list[Line]:
    """Put the spaces back that a copied word had before and after it: Markdown keeps none there."""
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    if not own:
        return [Line(PARAGRAPH, text_runs(before))] if before else []
    if own[0].runs and before:
        own[0] = replace(own[0], runs=text_runs(before) + own[0].runs)
    last = max((number for number, line in enumerate(own) if line.style.kind is not Kind.NOTE), default=-1)
    if own[last].runs and after:
        own[last] = replace(own[last], runs=own[last].runs + text_runs(after))
    return own


def from_text(text: str) -> Document:
    """Paragraphs of plain text: parted by blank lines where it has any, by line ends otherwise."""
    if not LINE_BREAKS.search(text):
        return Document((Paragraph(text_runs(text)),)) if text else Document()
    even = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n").replace("\u2028", "\n")
    parts = re.split(r"\n[ \t]*\n\s*", even) if re.search(r"\n[ \t]*\n", even.strip()) else even.split("\n")
    return Document(tuple(Paragraph(text_runs(part.strip("\n"))) for part in parts if part.strip()))
