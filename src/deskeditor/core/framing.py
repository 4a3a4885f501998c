"""How a picture is shown: turned, straightened, cropped. Decisions only; no pixel of the original is touched.

All places are fractions of the *frame*: what is left of the picture, upright, after it was turned and straightened.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from deskeditor.core.errors import DeskError
from deskeditor.core.region import Point

RATIOS = ("16:9", "4:3", "1:1", "4:5")
"""Those that every desk has; any other ``W:H`` may be cropped too."""
FREE = "free"
"""The name of a crop of any ratio."""
NARROWEST = 0.1
MOST_DEGREES = 45.0
SMALLEST = 0.02
"""Of the frame's side; less is a slip of the hand."""
TOLERANCE = 0.02
"""How far a crop's ratio may be from its name: a hand works in pixels of a small preview."""
SAME = 0.005
"""How far two ratios may be apart and be one: a picture has whole pixels."""
EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the frame."""

    left: float
    top: float
    width: float
    height: float

    def has(self, point: Point) -> bool:
        """Whether the point lies in it, or on its edge."""
        x, y = point[0] - self.left, point[1] - self.top
        return -EDGE <= x <= self.width + EDGE and -EDGE <= y <= self.height + EDGE


WHOLE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Framing:
    """The decisions of one picture, or of one picture in one story.

    ``crops`` are those that somebody drew, by their ratio (``16:9``, or ``FREE``); a ratio without one is derived from
    the focal point. ``shown`` names the crop in which the picture stands in a story; empty is the whole frame.
    """

    turn: int = 0
    """Quarter turns clockwise, 0 to 3."""
    straighten: float = 0.0
    """Degrees clockwise, at most 45 to either side."""
    focal: Point | None = None
    crops: tuple[tuple[str, Box], ...] = ()
    shown: str = ""

    def turned(self, quarters: int = 1) -> Framing:
        """Turned further clockwise: the focal point goes with the picture, and drawn crops are let go, as their
        ratios lie on their sides.
        """
        focal = self.focal
        for _ in range(quarters % 4):
            focal = focal and (1 - focal[1], focal[0])
        shown = "" if self.shown == FREE else self.shown
        return replace(self, turn=(self.turn + quarters) % 4, focal=focal, crops=(), shown=shown)

    def straightened(self, degrees: float, width: int, height: int) -> Framing:
        """Straightened by so many degrees instead, a picture of that size: the focal point goes with the picture, as
        far as the frame reaches.
        """
        after = replace(self, straighten=degrees)
        if self.focal is None:
            return after
        x, y = after.to_frame(self.to_picture(self.focal, width, height), width, height)
        return replace(after, focal=(_within(x, 1.0), _within(y, 1.0)))

    def with_crop(self, ratio: str, box: Box | None) -> Framing:
        """With a drawn crop of that ratio; None leaves it to the focal point again."""
        others = tuple(crop for crop in self.crops if crop[0] != ratio)
        return replace(self, crops=others if box is None else (*others, (ratio, box)))

    def frame(self, width: int, height: int) -> tuple[float, float]:
        """The pixels of the frame of a picture of that size, as shown before any decision."""
        if self.turn % 2:
            width, height = height, width
        inner = _inner(width, height, self.straighten)
        return width * inner, height * inner

    def to_frame(self, point: Point, width: int, height: int) -> Point:
        """Where a point of the picture as it came lies in the frame; outside of 0 to 1 where it is cut off."""
        x, y = point
        for _ in range(self.turn):
            x, y, width, height = 1 - y, x, height, width
        if not self.straighten:
            return x, y
        angle, inner = math.radians(self.straighten), _inner(width, height, self.straighten)
        across, down = (x - 0.5) * width, (y - 0.5) * height
        return (
            (across * math.cos(angle) - down * math.sin(angle)) / (width * inner) + 0.5,
            (across * math.sin(angle) + down * math.cos(angle)) / (height * inner) + 0.5,
        )

    def to_picture(self, point: Point, width: int, height: int) -> Point:
        """Where a point of the frame lies in the picture as it came: the inverse of ``to_frame``."""
        x, y = point
        wide, high = (height, width) if self.turn % 2 else (width, height)
        if self.straighten:
            angle, inner = math.radians(self.straighten), _inner(wide, high, self.straighten)
            across, down = (x - 0.5) * wide * inner, (y - 0.5) * high * inner
            x = (across * math.cos(angle) + down * math.sin(angle)) / wide + 0.5
            y = (down * math.cos(angle) - across * math.sin(angle)) / high + 0.5
        for _ in range(self.turn):
            x, y = y, 1 - x
        return x, y

    def box(self, ratio: str, width: int, height: int) -> Box:
        """The crop of a ratio of a picture of that size: as drawn, or the largest with the focal point in its middle
        or as near to it as the edges allow. ``""`` is the whole frame.
        """
        drawn = self.drawn(ratio)
        if drawn is not None:
            return drawn
        return WHOLE if ratio in ("", FREE) else self.derived(ratio_of(ratio), width, height)

    def drawn(self, ratio: str) -> Box | None:
        """The crop that somebody drew of the ratio, by whatever name (7:3 is 21:9), if any."""
        named = dict(self.crops)
        if ratio in named or ratio in ("", FREE):
            return named.get(ratio)
        wanted = ratio_of(ratio)
        near = (box for name, box in self.crops if name != FREE and abs(ratio_of(name) / wanted - 1) < SAME)
        return next(near, None)

    def derived(self, ratio: float, width: int, height: int) -> Box:
        """The crop of any ratio that follows from the focal point."""
        across, down = self.frame(width, height)
        wanted = ratio * down / across
        wide, high = min(1.0, wanted), min(1.0, 1 / wanted)
        x, y = self.focal or (0.5, 0.5)
        return Box(_within(x - wide / 2, 1 - wide), _within(y - high / 2, 1 - high), wide, high)

    def shown_box(self, width: int, height: int) -> Box:
        """What stands in a story."""
        return self.box(self.shown, width, height)

    def shown_size(self, width: int, height: int) -> tuple[float, float]:
        """The pixels of what stands in a story."""
        box, (across, down) = self.shown_box(width, height), self.frame(width, height)
        return box.width * across, box.height * down

    def checked(self, width: int, height: int, where: str = "") -> Framing:
        """The same; raises ``DeskError`` for what cannot be shown, and for a crop that leaves the focal point out."""
        if self.turn not in range(4) or not abs(self.straighten) <= MOST_DEGREES:
            what = f"A picture is turned by quarters and straightened by {MOST_DEGREES:.0f} degrees at most"
            raise DeskError(what, where=where, mend="turn it less")
        if self.focal is not None and not all(0 <= part <= 1 for part in self.focal):
            raise DeskError("The focal point lies outside of the picture", where=where, mend="put it inside")
        for ratio, box in self.crops:
            _check_crop(self, ratio, box, width, height, where)
        if self.shown and self.shown != FREE:
            ratio_of(self.shown, where)
        return self


AS_IT_CAME = Framing()


def ratio_of(name: str, where: str = "") -> float:
    """Width by height of ``16:9``; raises ``DeskError`` for what is no ratio between 1:10 and 10:1."""
    wide, _, high = name.partition(":")
    try:
        ratio = float(wide) / float(high)
    except (ValueError, ZeroDivisionError):
        ratio = 0.0
    if not NARROWEST <= ratio <= 1 / NARROWEST or float(wide) <= 0:
        mend = f"write one such as {', '.join(RATIOS)} or 21:9, or {FREE}"
        raise DeskError(f"“{name[:20]}” is not the ratio of a crop", where=where, mend=mend)
    return ratio


def to_record(framing: Framing) -> dict[str, object]:
    """As JSON holds it; only what was decided."""
    record: dict[str, object] = {
        "turn": framing.turn,
        "straighten": framing.straighten,
        "focal": framing.focal and list(framing.focal),
        "crops": {ratio: [box.left, box.top, box.width, box.height] for ratio, box in framing.crops},
        "shown": framing.shown,
    }
    return {name: value for name, value in record.items() if value}


def from_record(record: Mapping[str, object]) -> Framing:
    """The inverse of ``to_record``; raises ``DeskError`` for what is none."""
    if not record:
        return AS_IT_CAME
    try:
        focal, crops = record.get("focal"), record.get("crops") or {}
        return Framing(
            turn=int(str(record.get("turn", 0))),
            straighten=float(str(record.get("straighten", 0.0))),
            focal=None if focal is None else _point(focal),
            crops=tuple((str(ratio), Box(*map(float, box))) for ratio, box in crops.items()),  # type: ignore[attr-defined]
            shown=str(record.get("shown", "")),
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise DeskError(
            "This does not say how a picture is cropped", mend="see the framing of another photo"
        ) from error


def _point(value: object) -> Point:
    x, y = map(float, value)  # type: ignore[call-overload]
    return x, y


def _check_crop(framing: Framing, ratio: str, box: Box, width: int, height: int, where: str) -> None:
    sides = (box.left, box.top, 1 - box.left - box.width, 1 - box.top - box.height)
    if not all(side >= -EDGE for side in sides) or not min(box.width, box.height) >= SMALLEST:
        raise DeskError(
            f"The crop {ratio} lies outside of the picture, or is hardly any of it", where=where, mend="draw it inside"
        )
    across, down = framing.frame(width, height)
    if ratio != FREE and abs(box.width * across / (box.height * down) / ratio_of(ratio, where) - 1) > TOLERANCE:
        raise DeskError(f"The crop {ratio} has another ratio", where=where, mend=f"draw it as {ratio}, or as {FREE}")
    if framing.focal is not None and not box.has(framing.focal):
        mend = "draw the crop around it, or move the focal point first"
        raise DeskError(f"The crop {ratio} leaves the focal point out", where=where, mend=mend)


def _inner(width: float, height: float, degrees: float) -> float:
    """The largest part of a picture with its ratio, as a factor of its sides, that has no blank corner once turned."""
    angle = math.radians(abs(degrees))
    return 1 / (math.cos(angle) + max(width / height, height / width) * math.sin(angle))


def _within(value: float, most: float) -> float:
    return min(max(value, 0.0), most)
