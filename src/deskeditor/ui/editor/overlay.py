"""Colours, underlines and highlights that are laid over the text of the page and are no part of it.

What is laid over a block is put together from layers: the palette's colours, and whatever the story is looked over for
(spelling, what was searched, comments, changes). Nothing of it is a step of undo, and nothing is saved. A layer is a
function of one block, asked when that block is first seen and whenever it changes: it must answer at once, from what it
knows already. When it knows more, ``StoryEditor.look_over`` asks it again. Blocks out of sight are not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextLayout

from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.look import Colours, kind_of

FormatRange = QTextLayout.FormatRange
Layer = Callable[[QTextBlock, Colours], Iterable[FormatRange]]
"""What to lay over a block: ranges that count UTF-16 units of its text."""

WHOLE_BLOCK = 1 << 24
"""A range that long covers any block however it grows, so that typing needs no new one."""
QUIET = frozenset({Kind.STANDFIRST, Kind.BYLINE, Kind.DATELINE, Kind.LEAD_CAPTION, Kind.CAPTION, Kind.FALLBACK})


class Overlay:
    """The layers of one editor, the lowest first.

    Blocks are laid when they are first seen; ``userState`` of a block tells in which ``_turn`` that was.
    """

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._layers: list[Layer] = [_palette]
        self._turn = 0

    @property
    def colours(self) -> Colours:
        """The colours of the page; new ones put every block out of date."""
        return self._colours

    @colours.setter
    def colours(self, colours: Colours) -> None:
        self._colours = colours
        self.outdate()

    def add(self, layer: Layer) -> None:
        """Lay this over all that is there."""
        self._layers.append(layer)
        self.outdate()

    def outdate(self) -> None:
        """What the layers say has changed everywhere: every block is laid again when it is seen."""
        self._turn += 1

    def lay(self, block: QTextBlock) -> bool:
        """Lay everything over a block; whether what is shown of it has changed."""
        block.setUserState(self._turn)
        layout = block.layout()
        old = layout.formats()
        ranges = [found for layer in self._layers for found in layer(block, self._colours)]
        if not ranges and not old:
            return False
        composed = len(layout.preeditAreaText().encode("utf-16-le")) // 2
        if composed:
            ranges = list(_beside(ranges, old, layout.preeditAreaPosition(), composed))
        if ranges == old:
            return False
        layout.setFormats(ranges)
        return True

    def refresh(self, blocks: Iterable[QTextBlock], *, all_of_them: bool = False) -> None:
        """Lay everything over those of the blocks that are out of date, or all of them, and have them painted anew.

        The blocks follow one another. They are told of together: in a long story that is still being laid out, each
        telling makes Qt lay out the next part of it at once.
        """
        changed = [block for block in blocks if (all_of_them or block.userState() != self._turn) and self.lay(block)]
        if changed:
            first, last = changed[0], changed[-1]
            length = last.position() + last.length() - first.position()
            first.document().markContentsDirty(first.position(), length)


def laid(start: int, length: int, text: QTextCharFormat) -> FormatRange:
    """A format over part of a block."""
    run = FormatRange()
    run.start, run.length, run.format = start, length, text
    return run


def _palette(block: QTextBlock, colours: Colours) -> Iterator[FormatRange]:
    kind = kind_of(block)
    text = QTextCharFormat()
    if kind is Kind.KICKER:
        text.setForeground(colours.accent)
        yield laid(0, WHOLE_BLOCK, text)
    elif kind in QUIET:
        text.setForeground(colours.quiet)
        yield laid(0, WHOLE_BLOCK, text)
    for run in block.textFormats():
        if run.format.isAnchor():
            link = QTextCharFormat()
            link.setForeground(colours.accent)
            yield laid(run.start, run.length, link)


def _beside(
    ranges: Iterable[FormatRange], old: Sequence[FormatRange], start: int, composed: int
) -> Iterator[FormatRange]:
    """Ranges of the text around a composition, which is no part of it, and the input method's own underline."""
    for found in ranges:
        if found.start >= start:
            found.start += composed
        elif found.start + found.length > start and found.length < WHOLE_BLOCK:
            found.length += composed
        yield found
    yield from (found for found in old if start <= found.start and found.start + found.length <= start + composed)
