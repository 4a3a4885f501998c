"""Stars, labels and rejection: how they are called, and how they are drawn on a picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF

from deskeditor.core.photo import Photo
from deskeditor.ui.theme import SPACE, small

CONTEXT = "Marks"
SHADE = "#d91a1c1e"
"""The ground of what is drawn on a picture, whatever the picture and the theme."""
ON_SHADE = "#ffffff"
STAR = 3 * SPACE
FADED = 0.35
"""How much is left to see of a picture that was rejected."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as XMP has it (``xmp:Label``, in the words that photographers' programs write), and its key."""

    name: str
    title: object
    key: str
    colour: str


LABELS = (
    Label("Red", QT_TRANSLATE_NOOP(CONTEXT, "Red"), "6", "#ff6b60"),
    Label("Yellow", QT_TRANSLATE_NOOP(CONTEXT, "Yellow"), "7", "#f5cf45"),
    Label("Green", QT_TRANSLATE_NOOP(CONTEXT, "Green"), "8", "#62c97f"),
    Label("Blue", QT_TRANSLATE_NOOP(CONTEXT, "Blue"), "9", "#6fb1f2"),
)
UNKNOWN = "#d0d3d6"
"""The colour of a label that another program made up."""


def label_word(name: str) -> str:
    """A label in the user's language; one that we do not know is called what it is called."""
    known = next((label for label in LABELS if label.name == name), None)
    return name if known is None else QCoreApplication.translate(CONTEXT, str(known.title))


def stars_word(count: int) -> str:
    """``1 star``, ``4 stars``."""
    said = "{n} star" if count == 1 else "{n} stars"
    return QCoreApplication.translate(CONTEXT, said).format(n=count)


def marks_in_words(photo: Photo) -> str:
    """``4 stars, Red, rejected``; empty for a photo without any mark."""
    said = [
        stars_word(photo.rating) if photo.rating else "",
        label_word(photo.label),
        QCoreApplication.translate(CONTEXT, "rejected") if photo.rejected else "",
    ]
    return ", ".join(filter(None, said))


def draw_marks(painter: QPainter, frame: QRect, photo: Photo) -> None:
    """At the foot of the frame, in the middle: stars, the label's colour and word, and whether it was rejected."""
    if not (photo.rating or photo.label or photo.rejected):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = small(QFont(painter.font()))
    painter.setFont(font)
    rejected = QCoreApplication.translate(CONTEXT, "Rejected") if photo.rejected else ""
    label = _Word(label_word(photo.label), font, _colour(photo.label))
    parts = [part for part in (_Stars(photo.rating), label, _Word(rejected, font, "")) if part.width]
    wide = sum(part.width for part in parts) + 2 * SPACE * (len(parts) + 1)
    ground = QRect(0, 0, min(wide, frame.width()), 5 * SPACE)
    ground.moveCenter(frame.center())
    ground.moveBottom(frame.bottom() - SPACE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(SHADE))
    painter.drawRoundedRect(ground, SPACE, SPACE)
    painter.setClipRect(ground)
    left = ground.left() + 2 * SPACE
    for part in parts:
        part.draw(painter, QRect(left, ground.top(), part.width, ground.height()))
        left += part.width + 2 * SPACE
    painter.restore()


class _Stars:
    def __init__(self, count: int) -> None:
        self._count = count
        self.width = count * STAR

    def draw(self, painter: QPainter, rect: QRect) -> None:
        painter.setBrush(QColor(ON_SHADE))
        for number in range(self._count):
            square = QRectF(rect.left() + number * STAR, rect.center().y() - STAR / 2 + 0.5, STAR, STAR)
            painter.drawPolygon(_star(square))


class _Word:
    """A word, with a dot of its colour before it, or a cross where it has none."""

    def __init__(self, word: str, font: QFont, colour: str) -> None:
        self._colour = colour
        metrics = QFontMetrics(font)
        self._word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, 24 * SPACE)
        self.width = metrics.horizontalAdvance(self._word) + 3 * SPACE if word else 0

    def draw(self, painter: QPainter, rect: QRect) -> None:
        mark = QRectF(rect.left(), rect.center().y() - SPACE + 0.5, 2 * SPACE, 2 * SPACE)
        painter.save()
        if self._colour:
            painter.setBrush(QColor(self._colour))
            painter.drawEllipse(mark)
        else:
            painter.setPen(QColor(ON_SHADE))
            painter.drawLine(mark.topLeft(), mark.bottomRight())
            painter.drawLine(mark.topRight(), mark.bottomLeft())
        painter.setPen(QColor(ON_SHADE))
        painter.drawText(rect.adjusted(3 * SPACE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.restore()


def _colour(name: str) -> str:
    return next((label.colour for label in LABELS if label.name == name), UNKNOWN)


def _star(square: QRectF) -> QPolygonF:
    """Five points, the first upwards."""
    outer, centre = square.width() / 2, square.center()
    points = []
    for number in range(10):
        radius = outer if number % 2 == 0 else outer * 0.42
        angle = math.radians(36 * number - 90)
        points.append(QPointF(centre.x() + radius * math.cos(angle), centre.y() + radius * math.sin(angle)))
    return QPolygonF(points)
