"""What is drawn over a picture: each line twice, dark and light, so that it is seen on any."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from deskeditor.ui.photos.cropping import HANDLES
from deskeditor.ui.photos.marks import ON_SHADE, SHADE
from deskeditor.ui.theme import SPACE, small

DARK, LIGHT, FAINT = "#b3000000", "#ffffff", "#80ffffff"
SCRIM = "#8c000000"
HANDLE = 2 * SPACE
"""Pixels of a handle's side."""
PARTS = 8
"""Of the grid that a picture is straightened by."""


def draw_box(painter: QPainter, rect: QRectF, *, dashed: bool, strong: bool = False) -> None:
    """The outline of a crop: dashed where it follows from the focal point, solid where it was drawn."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    wide = 2.0 if strong else 1.0
    painter.setPen(QPen(QColor(DARK), wide + 1))
    painter.drawRect(rect)
    pen = QPen(QColor(LIGHT), wide)
    if dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawRect(rect)


def draw_scrim(painter: QPainter, around: QRectF, left: QRectF) -> None:
    """Darken what a crop leaves out."""
    path = QPainterPath()
    path.addRect(around)
    path.addRect(left)
    painter.fillPath(path, QColor(SCRIM))


def draw_lines(painter: QPainter, rect: QRectF, parts: int) -> None:
    """Lines that cut it into so many parts each way."""
    for colour, shift in ((DARK, 1.0), (FAINT, 0.0)):
        painter.setPen(QPen(QColor(colour), 1))
        for number in range(1, parts):
            across = rect.left() + rect.width() * number / parts + shift
            down = rect.top() + rect.height() * number / parts + shift
            painter.drawLine(QPointF(across, rect.top()), QPointF(across, rect.bottom()))
            painter.drawLine(QPointF(rect.left(), down), QPointF(rect.right(), down))


def draw_handles(painter: QPainter, rect: QRectF) -> None:
    """By which a crop is sized."""
    painter.setPen(QPen(QColor(DARK), 1))
    painter.setBrush(QColor(LIGHT))
    for x, y in HANDLES.values():
        middle = QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())
        painter.drawRect(QRectF(middle.x() - HANDLE / 2, middle.y() - HANDLE / 2, HANDLE, HANDLE))


def draw_focal(painter: QPainter, spot: QPointF) -> None:
    """A ring with a dot, and four strokes towards it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring, reach = 3.0 * SPACE, 5.0 * SPACE
    for colour, wide in ((DARK, 4.0), (LIGHT, 2.0)):
        painter.setPen(QPen(QColor(colour), wide))
        painter.drawEllipse(spot, ring, ring)
        painter.drawPoint(spot)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(spot + QPointF(x, y) * ring, spot + QPointF(x, y) * reach)


def draw_tag(painter: QPainter, rect: QRectF, word: str, row: int = 0) -> None:
    """What a crop is called, at its upper left corner inside; ``row`` lower, where several would cover each other."""
    font = small(QFont(painter.font()))
    metrics = QFontMetrics(font)
    word = metrics.elidedText(word, Qt.TextElideMode.ElideMiddle, max(12 * SPACE, round(rect.width()) - 4 * SPACE))
    wide = metrics.horizontalAdvance(word) + 2 * SPACE
    ground = QRectF(rect.left() + SPACE, rect.top() + (1 + 6 * row) * SPACE, wide, 5 * SPACE)
    painter.save()
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(SHADE))
    painter.drawRoundedRect(ground, SPACE, SPACE)
    painter.setPen(QColor(ON_SHADE))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, word)
    painter.restore()
