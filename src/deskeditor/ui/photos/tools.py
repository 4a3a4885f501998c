"""What a hand does on the large picture: put the focal point, draw a crop."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from deskeditor.core.framing import FREE, Box, Framing, ratio_of
from deskeditor.core.region import Point
from deskeditor.ui.photos.cropping import drawn, grown, handle_at, moved, shape_of, sized
from deskeditor.ui.photos.overlays import (
    HANDLE,
    draw_box,
    draw_focal,
    draw_handles,
    draw_lines,
    draw_scrim,
    draw_tag,
)
from deskeditor.ui.photos.wording import crop_word

ARROWS: dict[int, Point] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
DONE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
AWAY = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
STEP, STRIDE = 0.005, 0.05
"""Of the frame: what an arrow moves, alone and with Shift."""
SLIP = 0.01
"""Of the frame: less is a click, not a rectangle."""


class Stage(Protocol):
    """The picture that a tool works on."""

    framing: Framing
    ratios: tuple[str, ...]

    @property
    def size_of_picture(self) -> tuple[int, int]:
        """Of the picture as it came."""

    def rect_of(self, box: Box) -> QRectF:
        """Where a part of the frame stands on the screen."""

    def reach(self, pixels: float) -> Point:
        """So many pixels of the screen, in fractions of the frame."""

    def decide(self, framing: Framing, field: str = "") -> None:
        """Ask for a framing: ``framing`` is it from now on, unless it cannot be."""

    def drop_tool(self) -> None:
        """The work of the tool is done."""

    def update(self) -> None:
        """Draw again."""


class FocalTool:
    """One click puts the point; arrows and Enter do it without a mouse, Delete takes it away."""

    cursor = Qt.CursorShape.CrossCursor
    keys = frozenset({*ARROWS, *DONE, *AWAY})

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._place = stage.framing.focal or (0.5, 0.5)

    def press(self, place: Point) -> None:
        self._put(place)

    def drag(self, place: Point) -> None:
        """The point is put where the button went down."""

    def release(self, place: Point) -> None:
        """As above."""

    def key(self, key: int, held: Qt.KeyboardModifier) -> None:
        if key in ARROWS:
            step = STRIDE if held & Qt.KeyboardModifier.ShiftModifier else STEP
            x, y = self._place[0] + ARROWS[key][0] * step, self._place[1] + ARROWS[key][1] * step
            self._place = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
            self._stage.update()
        elif key in DONE:
            self._put(self._place)
        elif key in AWAY:
            self._stage.decide(replace(self._stage.framing, focal=None))
            self._stage.drop_tool()

    def _put(self, place: Point) -> None:
        put_focal(self._stage, place)
        if self._stage.framing.focal == place:
            self._stage.drop_tool()

    def draw(self, painter: QPainter) -> None:
        stage = self._stage
        around = replace(stage.framing, focal=self._place)
        for row, ratio in enumerate(stage.ratios):
            if ratio != FREE or stage.framing.drawn(FREE):
                drawn_box = stage.framing.drawn(ratio)
                rect = stage.rect_of(drawn_box or around.box(ratio, *stage.size_of_picture))
                draw_box(painter, rect, dashed=drawn_box is None)
                draw_tag(painter, rect, crop_word(ratio), row)
        spot = stage.rect_of(Box(*self._place, 0, 0)).topLeft()
        draw_focal(painter, QPointF(spot))


def put_focal(stage: Stage, place: Point) -> None:
    """Put the focal point there, if it is on the picture."""
    if all(0 <= part <= 1 for part in place):
        stage.decide(replace(stage.framing, focal=place))


class CropTool:
    """The rectangle of one ratio: moved by its inside, sized by its handles, drawn anew from outside of it."""

    cursor = Qt.CursorShape.CrossCursor
    keys = frozenset({*ARROWS, *DONE, *AWAY})

    def __init__(self, stage: Stage, ratio: str, visit: int) -> None:
        self._stage = stage
        self.ratio = ratio
        self._field = f"crop {ratio} {visit}"
        self._start: Point | None = None
        self._before = self.box = stage.framing.box(ratio, *stage.size_of_picture)
        self._handle = ""

    @property
    def _shape(self) -> float | None:
        ratio = None if self.ratio == FREE else ratio_of(self.ratio)
        return shape_of(ratio, self._stage.framing.frame(*self._stage.size_of_picture))

    def follow(self) -> None:
        """Show the crop as it is decided now."""
        self.box = self._stage.framing.box(self.ratio, *self._stage.size_of_picture)
        self._stage.update()

    def press(self, place: Point) -> None:
        self._start, self._before = place, self.box
        self._handle = handle_at(self.box, place, self._stage.reach(HANDLE))

    def drag(self, place: Point) -> None:
        if self._start is None:
            return
        across, down = place[0] - self._start[0], place[1] - self._start[1]
        if self._handle:
            self.box = sized(self._before, self._handle, place, self._shape)
        elif self._before.has(self._start) and self._before.width * self._before.height < 1:
            self.box = moved(self._before, across, down)
        elif max(abs(across), abs(down)) >= SLIP:
            self.box = drawn(self._start, place, self._shape)
        self._stage.update()

    def release(self, place: Point) -> None:
        self.drag(place)
        self._start = None
        if self.box != self._before:
            self._keep()

    def key(self, key: int, held: Qt.KeyboardModifier) -> None:
        if key in ARROWS:
            across, down = (part * STEP for part in ARROWS[key])
            if held & Qt.KeyboardModifier.ShiftModifier:
                self.box = grown(self.box, across, -down, self._shape)
            else:
                self.box = moved(self.box, across, down)
            self._keep(self._field)
        elif key in AWAY:
            self.derive()
        elif key in DONE:
            self._stage.drop_tool()

    def derive(self) -> None:
        """Leave the crop to the focal point again."""
        self._stage.decide(self._stage.framing.with_crop(self.ratio, None))
        self.follow()

    def _keep(self, field: str = "") -> None:
        framing = self._stage.framing
        if self.box != framing.box(self.ratio, *self._stage.size_of_picture):
            self._stage.decide(framing.with_crop(self.ratio, self.box), field)
            self.follow()

    def draw(self, painter: QPainter) -> None:
        stage = self._stage
        rect = stage.rect_of(self.box)
        draw_scrim(painter, stage.rect_of(Box(0, 0, 1, 1)), rect)
        for ratio in stage.ratios:
            other = stage.framing.drawn(ratio)
            if ratio != self.ratio and (other or ratio != FREE):
                draw_box(painter, stage.rect_of(stage.framing.box(ratio, *stage.size_of_picture)), dashed=other is None)
        draw_lines(painter, rect, 3)
        is_derived = stage.framing.drawn(self.ratio) is None and self._start is None
        draw_box(painter, rect, dashed=is_derived, strong=True)
        draw_handles(painter, rect)
        draw_tag(painter, rect, crop_word(self.ratio))
        if stage.framing.focal is not None:
            draw_focal(painter, stage.rect_of(Box(*stage.framing.focal, 0, 0)).topLeft())


Tool = FocalTool | CropTool
