"""Which part of a picture becomes which rendition, before a pixel is read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deskeditor.core.framing import NARROWEST, WHOLE, Framing
from deskeditor.core.region import Point
from deskeditor.photos.model import RenditionSize

LONGEST = 65_500
"""Pixels of a JPEG's side, by libjpeg."""

Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the frame, in its full pixels (left, top, right, bottom), and the pixels that it becomes."""

    size: RenditionSize
    box: Edges
    width: int
    height: int
    is_whole: bool

    @property
    def scale(self) -> float:
        """Of the pixels that it needs."""
        return max(self.width / (self.box[2] - self.box[0]), self.height / (self.box[3] - self.box[1]))

    def place(self, point: Point, frame: tuple[float, float]) -> Point:
        """Where a point of the frame lies in the cut."""
        left, top, right, bottom = self.box
        return (point[0] * frame[0] - left) / (right - left), (point[1] * frame[1] - top) / (bottom - top)


def plan(width: int, height: int, sizes: Sequence[RenditionSize], framing: Framing) -> list[Cut]:
    """What to make of a picture of that size, as shown, in the order asked for.

    Nothing is enlarged; a size that keeps the ratio is left out where a smaller one already carries all of it.
    """
    across, down = framing.frame(width, height)
    shown = framing.shown_box(width, height)
    box = (
        shown.left * across,
        shown.top * down,
        (shown.left + shown.width) * across,
        (shown.top + shown.height) * down,
    )
    has = max(1, round(box[2] - box[0]))
    kept = sorted({size.width for size in sizes if size.height is None})
    # The smallest that carries the whole picture; wider ones would be the same picture again.
    enough = next((wanted for wanted in kept if wanted >= has), math.inf)
    return list(_cuts(sizes, width, height, framing, box, enough, is_whole=shown == WHOLE))


def _cuts(
    sizes: Sequence[RenditionSize],
    width: int,
    height: int,
    framing: Framing,
    box: Edges,
    enough: float,
    *,
    is_whole: bool,
) -> Iterator[Cut]:
    for size in sizes:
        if size.height is not None:
            yield _cropped(size, size.height, width, height, framing)
        elif size.width <= enough:
            yield _shrunk(size, box, is_whole=is_whole)


def _shrunk(size: RenditionSize, box: Edges, *, is_whole: bool) -> Cut:
    width, height = box[2] - box[0], box[3] - box[1]
    scale = min(1.0, size.width / width, LONGEST / height, LONGEST / width)
    return Cut(size, box, max(1, round(width * scale)), max(1, round(height * scale)), is_whole)


def _cropped(size: RenditionSize, wanted_height: int, width: int, height: int, framing: Framing) -> Cut:
    across, down = framing.frame(width, height)
    ratio = size.width / wanted_height
    # What no hand may draw is never asked for: strips, and pictures of a single pixel.
    drawn = framing.drawn(f"{size.width}:{wanted_height}") if NARROWEST <= ratio <= 1 / NARROWEST else None
    part = drawn or framing.derived(ratio, width, height)
    # As a hand drew it, the part is nearly of the ratio; the middle of it that is exactly so is taken.
    zoom = min(part.width * across / size.width, part.height * down / wanted_height)
    left = part.left * across + (part.width * across - size.width * zoom) / 2
    top = part.top * down + (part.height * down - wanted_height * zoom) / 2
    box = (max(0.0, left), max(0.0, top), min(across, left + size.width * zoom), min(down, top + wanted_height * zoom))
    scale = min(1.0, zoom)
    made = max(1, round(size.width * scale)), max(1, round(wanted_height * scale))
    return Cut(size, box, *made, is_whole=False)
