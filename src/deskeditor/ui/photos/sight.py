"""What of a picture is seen in a window, and where: places of its frame and places of the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deskeditor.core.region import Point

LARGEST = 16.0
"""Pixels of the screen for one of the picture, at the most."""
SMALLEST = 0.01

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """``frame`` is the size of the framed picture in its own pixels, ``window`` that of the view in the screen's.

    ``scale`` is how many of these one of the picture takes; ``centre`` is the place, in fractions of the frame, that
    stands in the middle of the window.
    """

    frame: Size
    window: Size
    scale: float
    centre: Point = (0.5, 0.5)

    @classmethod
    def fitted(cls, frame: Size, window: Size, margin: float = 0.0) -> Sight:
        """All of the picture, as large as the window has room for."""
        across, down = (max(1.0, side - 2 * margin) for side in window)
        return cls(frame, window, min(across / frame[0], down / frame[1]))

    @property
    def shown(self) -> Size:
        """The size of the frame on the screen."""
        return self.frame[0] * self.scale, self.frame[1] * self.scale

    def to_screen(self, place: Point) -> Point:
        """Where a place of the frame stands in the window."""
        wide, high = self.shown
        return (
            self.window[0] / 2 + (place[0] - self.centre[0]) * wide,
            self.window[1] / 2 + (place[1] - self.centre[1]) * high,
        )

    def to_frame(self, spot: Point) -> Point:
        """The place of the frame that stands at a spot of the window; outside of 0 to 1 beside the picture."""
        wide, high = self.shown
        return (
            self.centre[0] + (spot[0] - self.window[0] / 2) / wide,
            self.centre[1] + (spot[1] - self.window[1] / 2) / high,
        )

    def zoomed(self, scale: float, spot: Point | None = None) -> Sight:
        """At another scale, with what stands at the spot (else in the middle) left there as far as there is picture."""
        spot = spot or (self.window[0] / 2, self.window[1] / 2)
        place = self.to_frame(spot)
        after = replace(self, scale=min(max(scale, SMALLEST), max(LARGEST, self.scale)))
        wide, high = after.shown
        centre = (
            place[0] - (spot[0] - self.window[0] / 2) / wide,
            place[1] - (spot[1] - self.window[1] / 2) / high,
        )
        return replace(after, centre=centre).within()

    def panned(self, across: float, down: float) -> Sight:
        """With the picture moved by so many pixels of the screen, as far as there is picture."""
        wide, high = self.shown
        return replace(self, centre=(self.centre[0] - across / wide, self.centre[1] - down / high)).within()

    def within(self) -> Sight:
        """Without blank beside a picture that is larger than the window; in the middle of it where it is smaller."""
        centre = tuple(
            _within(place, shown, window)
            for place, shown, window in zip(self.centre, self.shown, self.window, strict=True)
        )
        return replace(self, centre=(centre[0], centre[1]))


def _within(place: float, shown: float, window: float) -> float:
    half = window / shown / 2
    return 0.5 if half >= 0.5 else min(max(place, half), 1 - half)
