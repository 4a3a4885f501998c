"""The body of a story, parsed once for all the files that show it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from deskeditor.core.document import Block, Document, Figure, Heading
from deskeditor.markup import FigureHtml, plain_text, read, render, write

FIGURE = "<figure></figure>"
"""Where a figure stands: no text can say so, as the element is not allowed in a body."""


@dataclass(frozen=True, slots=True)
class Text:
    """A body as a tree, as plain text, and as HTML around its figures with their captions."""

    document: Document
    plain: str
    _html: tuple[str, ...]
    _figures: tuple[tuple[Figure, str], ...]

    @classmethod
    def of(cls, markdown: str) -> Text:
        figures: list[tuple[Figure, str]] = []

        def keep(figure: Figure, caption: str) -> str:
            figures.append((figure, caption))
            return FIGURE

        document = read(markdown)
        orderly = in_order(document)
        html = render(markdown if orderly == document else write(orderly), keep)
        return cls(document, plain_text(markdown), tuple(html.split(FIGURE)), tuple(figures))

    def html(self, figure: FigureHtml) -> str:
        """The body as safe HTML with each figure as the callback gives it."""
        # A plain text: beside Markup, what is safe already would be escaped once more.
        figures = [str(figure(block, caption)) for block, caption in self._figures]
        return "".join(html + shown for html, shown in zip_longest(self._html, figures, fillvalue=""))


def in_order(document: Document) -> Document:
    """The same text with no level of heading left out, as screen readers expect it of a page."""
    blocks: list[Block] = []
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            blocks.append(Heading(level, block.runs))
        else:
            blocks.append(block)
    return Document(tuple(blocks))
