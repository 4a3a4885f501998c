"""Colours, underlines and highlights that are laid over the text of the page and are no part of it.

What is laid over a block is put together from layers: the palette's colours, and whatever the story is looked over for
(spelling, what was searched, comments, changes). Nothing of it is a step of undo, and nothing is saved. A layer is a
function of one block, asked when that block is first seen and whenever it changes: it must answer at once, from what it
knows already. When it knows more, ``StoryEditor.look_over`` asks it again. Blocks out of sight are not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextLayout

from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.look import COMMENT, EDIT, Colours, kind_of
from deskeditor.ui.editor.shown import Shown, shown

FormatRange = QTextLayout.FormatRange


class Passage(NamedTuple):
    """A block as the layers read it: at each key, and so read once for all of them."""

    block: QTextBlock
    kind: Kind
    text: str
    runs: tuple[FormatRange, ...]
    """The stretches of it that are links, commented on, or tracked changes."""

    @classmethod
    def of(cls, block: QTextBlock) -> Passage:
        """Read the block."""
        runs = [run for run in block.textFormats() if _tells(run.format)]
        return cls(block, kind_of(block), block.text(), tuple(runs))

    @property
    def shown(self) -> Shown:
        """Its text as readers get it."""
        return shown(self.block) if self.runs else Shown(self.text)


def _tells(form: QTextCharFormat) -> bool:
    return form.isAnchor() or form.hasProperty(COMMENT) or form.hasProperty(EDIT)


Layer = Callable[[Passage, Colours], Iterable[FormatRange]]
"""What to lay over a block: ranges that count UTF-16 units of its text."""

OUTDATED = -1
"""The ``userState`` of a block that has to be laid again; Qt's own for one that never was."""
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

    @staticmethod
    def is_bare(block: QTextBlock) -> bool:
        """Whether nothing lies over the block, and nothing is being composed in it."""
        layout = block.layout()
        return not layout.formats() and not layout.preeditAreaText()

    @staticmethod
    def lies_behind(block: QTextBlock, place: int) -> bool | None:
        """Whether something lies over what stands behind the letter at that place of the block; None where something
        lies over the letter itself or right beside it, so that another one there may change it.
        """
        layout = block.layout()
        ranges = [found for found in layout.formats() if found.length < WHOLE_BLOCK]
        if layout.preeditAreaText() or any(
            run.start <= place + 1 and run.start + run.length >= place for run in ranges
        ):
            return None
        return any(run.start > place for run in ranges)

    @staticmethod
    def slide(block: QTextBlock, place: int) -> None:
        """A letter has come in at that place of the block: what lies behind it goes along."""
        layout = block.layout()
        ranges = layout.formats()
        for found in ranges:
            if found.start >= place and found.length < WHOLE_BLOCK:
                found.start += 1
        layout.setFormats(ranges)

    def lay(self, block: QTextBlock) -> bool:
        """Lay everything over a block; whether what is shown of it has changed."""
        block.setUserState(self._turn)
        layout = block.layout()
        old = layout.formats()
        passage, colours = Passage.of(block), self._colours
        ranges = [found for layer in self._layers for found in layer(passage, colours)]
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


def _palette(passage: Passage, colours: Colours) -> Iterator[FormatRange]:
    if passage.kind is Kind.KICKER:
        yield laid(0, WHOLE_BLOCK, _in(colours.accent))
    elif passage.kind in QUIET:
        yield laid(0, WHOLE_BLOCK, _in(colours.quiet))
    for run in passage.runs:
        if run.format.isAnchor():
            yield laid(run.start, run.length, _in(colours.accent))


def _in(colour: QColor) -> QTextCharFormat:
    text = QTextCharFormat()
    text.setForeground(colour)
    return text


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
