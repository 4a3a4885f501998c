"""The body of a story, parsed once for all the files that show it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from deskeditor.core.document import Document, Figure
from deskeditor.markup import FigureHtml, LinkAddress, PageWords, plain_text, published, render

FIGURE = "<figure></figure>"
"""Where a figure stands: no text can say so, as the element is not allowed in a body."""
IN_BUNDLE = "story:"
"""Before the path of a page of the bundle; each file puts its own way to the top of the bundle there."""


@dataclass(frozen=True, slots=True)
class Text:
    """A body as readers get it: as a tree, as plain text, and as HTML around its figures with their captions."""

    document: Document
    plain: str
    _html: tuple[str, ...]
    _figures: tuple[tuple[Figure, str], ...]

    @classmethod
    def of(cls, markdown: str, link: LinkAddress, words: PageWords) -> Text:
        """The text of a body; ``link`` gives ``IN_BUNDLE`` and a path for what lies in the bundle."""
        figures: list[tuple[Figure, str]] = []

        def keep(figure: Figure, caption: str) -> str:
            figures.append((figure, caption))
            return FIGURE

        parts = published(markdown)
        html = render(parts, keep, link, words)
        document = Document(tuple(part.block for part in parts))
        return cls(document, plain_text(parts), tuple(html.split(FIGURE)), tuple(figures))

    def html(self, figure: FigureHtml, prefix: str) -> str:
        """The body as safe HTML, each figure as the callback gives it; ``prefix`` leads to the top of the bundle."""
        # A plain text: beside Markup, what is safe already would be escaped once more.
        figures = [str(figure(block, _led(caption, prefix))) for block, caption in self._figures]
        return "".join(_led(html, prefix) + shown for html, shown in zip_longest(self._html, figures, fillvalue=""))


def _led(html: str, prefix: str) -> str:
    return html.replace(f'<a href="{IN_BUNDLE}', f'<a href="{prefix}')
