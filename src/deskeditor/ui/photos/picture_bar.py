"""The bar above the large picture: what it is, and the tools."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

from deskeditor.core.photo import Photo
from deskeditor.ui.actions import Actions
from deskeditor.ui.parts import ElidedLabel, divider, tool_button
from deskeditor.ui.photos.canvas import Canvas
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import number

TENTHS = 10
"""Steps of the slider in a degree."""
FARTHEST = 20
"""Degrees to either side; keys go further."""


class StraightenSlider(QSlider):
    """A double click puts it upright."""

    reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(-FARTHEST * TENTHS, FARTHEST * TENTHS)
        self.setPageStep(TENTHS)
        self.setFixedWidth(40 * SPACE)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Back to no degree at all."""
        self.reset.emit()


class PictureBar(QWidget):
    """Its buttons are the window's actions; the slider straightens by a tenth of a degree."""

    straightened = Signal(float, bool)
    """Degrees clockwise, and whether the hand is still at it."""

    def __init__(self, actions: Actions, leaves: str) -> None:
        """``leaves`` is the action that goes back from the picture; empty for none."""
        super().__init__()
        self._name = ElidedLabel()
        self._name.setProperty("heading", True)
        self._name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._zoom = QLabel()
        self._zoom.setProperty("rest", True)
        self._zoom.setMinimumWidth(12 * SPACE)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider = StraightenSlider()
        self.slider.setAccessibleName(self.tr("Straighten"))
        self.slider.setToolTip(self.tr("Straighten (, and . by a tenth of a degree)"))
        self._degrees = QLabel()
        self._degrees.setMinimumWidth(12 * SPACE)
        self._degrees.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 3 * SPACE, SPACE)
        row.setSpacing(SPACE)
        if leaves:
            row.addWidget(tool_button(actions[leaves]))
        row.addSpacing(SPACE)
        row.addWidget(self._name, 1)
        for name in ("photo.turn_left", "photo.turn_right"):
            row.addWidget(tool_button(actions[name]))
        row.addWidget(divider())
        row.addSpacing(SPACE)
        row.addWidget(self.slider)
        row.addWidget(self._degrees)
        row.addSpacing(SPACE)
        row.addWidget(divider())
        for name in ("photo.focal", "photo.crop", "photo.derive"):
            row.addWidget(tool_button(actions[name]))
        row.addWidget(divider())
        self.last = tool_button(actions["photo.zoom"])
        row.addWidget(self.last)
        row.addWidget(self._zoom)
        self.slider.valueChanged.connect(lambda value: self._tell(value))
        self.slider.sliderReleased.connect(lambda: self._tell(self.slider.value()))
        self.slider.reset.connect(lambda: self.straightened.emit(0.0, False))

    def _tell(self, value: int) -> None:
        self.straightened.emit(value / TENTHS, self.slider.isSliderDown())

    def show_photo(self, photo: Photo | None, canvas: Canvas) -> None:
        """What it is, how it stands and from how near it is seen."""
        size = f"{number(photo.width)} × {number(photo.height)}" if photo else ""
        self._name.setText(f"{photo.filename}   {size}" if photo else self.tr("No photo"))
        degrees = canvas.framing.straighten
        self._degrees.setText(f"{degrees:+.1f}°" if degrees else "0.0°")
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(degrees * TENTHS))
            self.slider.blockSignals(False)
        self.show_zoom(canvas)

    def show_zoom(self, canvas: Canvas) -> None:
        """Pixels of the screen for one of the picture, in percent."""
        percent = round(100 * canvas.sight.scale * canvas.devicePixelRatioF())
        self._zoom.setText(self.tr("Fit") + f" {percent} %" if canvas.fits else f"{percent} %")
