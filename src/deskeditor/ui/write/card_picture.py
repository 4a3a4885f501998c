"""The picture of a photo's card, as the story shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskeditor.ui.theme import SPACE

LEAST, MOST = 24 * SPACE, 72 * SPACE
"""Pixels of its height."""


class CardPicture(QWidget):
    """Whole, for its crop is what is looked at; until it comes there is a quiet plane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFixedHeight(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        """The pixels have come."""
        self._image = image
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the picture, within reason."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        sides = self._image.size() if not self._image.isNull() else None
        height = self.width() * sides.height() // sides.width() if sides else self.width() * 2 // 3
        self.setFixedHeight(max(LEAST, min(MOST, height)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture in the middle of its frame."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), SPACE, SPACE)
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), self.palette().mid())
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        fit = Qt.AspectRatioMode.KeepAspectRatio
        scaled = self._image.scaled(self.size() * ratio, fit, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(scaled)
        pixmap.setDevicePixelRatio(ratio)
        sides = pixmap.deviceIndependentSize()
        painter.drawPixmap(int((self.width() - sides.width()) / 2), int((self.height() - sides.height()) / 2), pixmap)
