"""A view of one picture that is seen whole, or closely and in part."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from deskeditor.core.framing import Box
from deskeditor.core.region import Point
from deskeditor.ui.photos.sight import Sight
from deskeditor.ui.theme import SPACE

MARGIN = 4.0 * SPACE


class SightView(QWidget):
    """Keeps what is seen of a frame when the window or the picture changes; what is drawn is left to its heirs."""

    sight_changed = Signal()
    """It is seen from nearer, from farther, or elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fits = True
        """Whether the picture is as large as there is room for, whatever the room."""
        self.sight = Sight.fitted((1, 1), (1, 1))

    def fit(self) -> None:
        """All of the picture, as large as there is room for."""
        self.fits = True
        self.look(self.sight)

    def zoom(self, scale: float, spot: Point | None = None) -> None:
        """So many pixels of the screen for one of the picture, about a spot of the window or its middle."""
        self.fits = False
        self.look(self.sight.zoomed(scale, spot))

    def zoom_or_fit(self, spot: Point | None = None) -> None:
        """Pixel for pixel, or all of it again."""
        if self.fits:
            self.zoom(1 / self.devicePixelRatioF(), spot)
        else:
            self.fit()

    def look(self, sight: Sight) -> None:
        """See that much of the picture; all of it while it fits."""
        self.sight = Sight.fitted(sight.frame, sight.window, MARGIN) if self.fits else sight
        self.update()
        self.sight_changed.emit()

    def see_as(self, other: SightView) -> None:
        """See the same part as another does of its own picture, without telling of it."""
        self.fits = other.fits
        scale = other.sight.shown[0] / self.sight.frame[0]
        seen = replace(self.sight, scale=scale, centre=other.sight.centre).within()
        self.sight = Sight.fitted(seen.frame, seen.window, MARGIN) if self.fits else seen
        self.update()

    def rect_of(self, box: Box) -> QRectF:
        """Where a part of the frame stands in the window."""
        start = self.sight.to_screen((box.left, box.top))
        end = self.sight.to_screen((box.left + box.width, box.top + box.height))
        return QRectF(QPointF(*start), QPointF(*end))

    def reach(self, pixels: float) -> Point:
        """So many pixels of the window, in fractions of the frame."""
        wide, high = self.sight.shown
        return pixels / wide, pixels / high

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is seen whole stays whole."""
        super().resizeEvent(event)
        self.look(replace(self.sight, window=(float(self.width()), float(self.height()))).within())
