"""The rectangle of a crop under a hand: drawn, moved, sized, all within the frame and in fractions of it.

``shape`` is the width of the crop by its height, both in fractions; None leaves the ratio to the hand. It never comes
out of a function otherwise, nor does a rectangle reach beyond the frame.
"""

from __future__ import annotations

from deskeditor.core.framing import SMALLEST, Box
from deskeditor.core.region import Point

HANDLES: dict[str, Point] = {
    "top left": (0.0, 0.0),
    "top": (0.5, 0.0),
    "top right": (1.0, 0.0),
    "right": (1.0, 0.5),
    "bottom right": (1.0, 1.0),
    "bottom": (0.5, 1.0),
    "bottom left": (0.0, 1.0),
    "left": (0.0, 0.5),
}
"""Where on the rectangle each stands: 0 at its left or top, 1 at its right or bottom."""


def shape_of(ratio: float | None, frame: tuple[float, float]) -> float | None:
    """The shape of crops of that ratio (width by height in pixels) in a frame of that size."""
    return None if ratio is None else ratio * frame[1] / frame[0]


def drawn(start: Point, end: Point, shape: float | None) -> Box:
    """From one corner to the other, as the hand went; with a shape, as wide or as high as it went."""
    start, end = _inside(start), _inside(end)
    right, down = end[0] >= start[0], end[1] >= start[1]
    anchor = (0.0 if right else 1.0, 0.0 if down else 1.0)
    return _anchored(start, anchor, abs(end[0] - start[0]), abs(end[1] - start[1]), shape)


def sized(box: Box, handle: str, to: Point, shape: float | None) -> Box:
    """With one of its ``HANDLES`` moved there; what lies opposite stays."""
    x, y = HANDLES[handle]
    fixed = (1 - x, 1 - y)
    spot = (box.left + fixed[0] * box.width, box.top + fixed[1] * box.height)
    wide = box.width if x == 0.5 else max(0.0, (to[0] - spot[0]) * (1 if x else -1))
    high = box.height if y == 0.5 else max(0.0, (to[1] - spot[1]) * (1 if y else -1))
    if shape is not None and x == 0.5:
        wide = high * shape
    elif shape is not None and y == 0.5:
        high = wide / shape
    return _anchored(spot, fixed, wide, high, shape)


def moved(box: Box, across: float, down: float) -> Box:
    """Moved so far, as far as the frame reaches."""
    left = min(max(box.left + across, 0.0), 1 - box.width)
    top = min(max(box.top + down, 0.0), 1 - box.height)
    return Box(left, top, box.width, box.height)


def grown(box: Box, across: float, down: float, shape: float | None) -> Box:
    """Wider and higher by so much around its middle, which gives way at the edges of the frame."""
    wide, high = _fitted(box.width + across, box.height + down, (1.0, 1.0), shape, by_width=bool(across))
    middle = (box.left + box.width / 2, box.top + box.height / 2)
    return moved(Box(middle[0] - wide / 2, middle[1] - high / 2, wide, high), 0.0, 0.0)


def handle_at(box: Box, place: Point, reach: Point) -> str:
    """The handle that stands within reach (in fractions, across and down) of the place; empty for none."""

    def away(handle: str) -> float:
        x, y = HANDLES[handle]
        across = (box.left + x * box.width - place[0]) / reach[0]
        down = (box.top + y * box.height - place[1]) / reach[1]
        return max(abs(across), abs(down))

    nearest = min(HANDLES, key=away)
    return nearest if away(nearest) <= 1 else ""


def _anchored(spot: Point, anchor: Point, wide: float, high: float, shape: float | None) -> Box:
    """The rectangle of which the part ``anchor`` (see ``HANDLES``) stands at the spot."""
    room = tuple(_room(place, part) for place, part in zip(spot, anchor, strict=True))
    wide, high = _fitted(wide, high, (room[0], room[1]), shape, by_width=shape is not None and wide >= high * shape)
    return moved(Box(spot[0] - anchor[0] * wide, spot[1] - anchor[1] * high, wide, high), 0.0, 0.0)


def _room(place: float, part: float) -> float:
    """How long a side can be of which that part stands at the place."""
    before = place / part if part else 1.0
    after = (1 - place) / (1 - part) if part < 1 else 1.0
    return max(min(before, after, 1.0), 0.0)


def _fitted(wide: float, high: float, room: Point, shape: float | None, *, by_width: bool) -> tuple[float, float]:
    """As large as asked, at least a little, at most the room; the shape goes before all of these but the room."""
    wide, high = max(wide, SMALLEST), max(high, SMALLEST)
    if shape is None:
        return max(min(wide, room[0]), 0.0), max(min(high, room[1]), 0.0)
    wide = wide if by_width else high * shape
    wide = max(wide, SMALLEST, SMALLEST * shape)
    wide = min(wide, room[0], room[1] * shape)
    return wide, wide / shape


def _inside(place: Point) -> Point:
    return min(max(place[0], 0.0), 1.0), min(max(place[1], 0.0), 1.0)
