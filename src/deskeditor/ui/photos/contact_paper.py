"""A contact sheet laid out for paper: pictures in rows, below each its name, caption and credit."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QTextLayout,
    QTextOption,
)

from deskeditor.core.photo import Photo
from deskeditor.ui.editor.typeface import SANS
from deskeditor.ui.paper import DPI, MM

GRIDS = {6: (2, 3), 12: (3, 4), 20: (4, 5), 30: (5, 6)}
"""Columns and rows on an upright sheet, by how many photos it shows."""
MARGIN, HEAD, FOOT, GAP = 14.0, 11.0, 7.0, 5.0
"""Millimetres: around the sheet, for the lines above and below the photos, and between these."""
LINES = 3
"""Of a caption, at most."""
REST, LINE = QColor("#555555"), QColor("#bbbbbb")
PRINTED = 220
"""Dots an inch of the pictures: more than a news printer shows of a photograph."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head of every sheet: whose photos they are, which ones, and the day."""

    desk: str
    which: str
    day: str


class ContactPaper:
    """Numbers of sheets begin at 0. Sizes are in dots of ``DPI``; a painter is scaled to them."""

    def __init__(self, layout: QPageLayout, heading: Heading, count: int, on_each: int) -> None:
        self._heading = heading
        self._count = count
        size = layout.pageSize().size(QPageSize.Unit.Millimeter)
        self._columns, self._rows = GRIDS[on_each]
        if layout.orientation() is QPageLayout.Orientation.Landscape:
            size.transpose()
            self._columns, self._rows = self._rows, self._columns
        self._body = QRectF(
            _dots(MARGIN),
            _dots(MARGIN + HEAD),
            _dots(size.width() - 2 * MARGIN),
            _dots(size.height() - 2 * MARGIN - HEAD - FOOT),
        )
        self._points = {6: 8.5, 12: 7.5, 20: 6.5, 30: 6.0}[on_each]

    @property
    def on_each(self) -> int:
        """Photos on a sheet."""
        return self._columns * self._rows

    @property
    def sheets(self) -> int:
        """How many sheets there are, at least one."""
        return max(1, -(-self._count // self.on_each))

    @property
    def box(self) -> int:
        """Pixels of the longer side of a picture, so that it prints sharp."""
        cell = self._cell(0)
        return round(max(cell.width(), cell.height()) / DPI * PRINTED)

    def part(self, number: int) -> slice:
        """Which of the photos a sheet shows."""
        return slice(number * self.on_each, (number + 1) * self.on_each)

    def draw(self, painter: QPainter, number: int, photos: Sequence[Photo], images: Mapping[str, QImage]) -> None:
        """Draw a sheet on a device whose whole sheet is painted on; a photo without an image is an empty frame."""
        painter.save()
        scale = painter.device().logicalDpiX() / DPI
        painter.scale(scale, scale)
        self._draw_frame(painter, number)
        for place, photo in enumerate(photos):
            self._draw_photo(painter, self._cell(place), photo, images.get(photo.id))
        painter.restore()

    def _cell(self, place: int) -> QRectF:
        row, column = divmod(place, self._columns)
        gap = _dots(GAP)
        wide = (self._body.width() - gap * (self._columns - 1)) / self._columns
        high = (self._body.height() - gap * (self._rows - 1)) / self._rows
        return QRectF(self._body.left() + column * (wide + gap), self._body.top() + row * (high + gap), wide, high)

    def _draw_frame(self, painter: QPainter, number: int) -> None:
        bold, plain = _font(9.5, bold=True), _font(8.5)
        head = QRectF(self._body.left(), _dots(MARGIN), self._body.width(), _dots(HEAD - GAP))
        foot = QRectF(self._body.left(), self._body.bottom() + _dots(FOOT) / 3, self._body.width(), _dots(FOOT) * 2 / 3)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(plain)
        painter.drawText(head, right | middle, self._heading.day)
        painter.setFont(bold)
        room = head.adjusted(0, 0, -_width(plain, self._heading.day) - _dots(GAP), 0)
        name = _elided(bold, self._heading.desk, room.width() / 2)
        painter.drawText(room, left | middle, name)
        painter.setFont(plain)
        painter.setPen(REST)
        beside = room.adjusted(_width(bold, name) + _dots(GAP), 0, 0, 0)
        painter.drawText(beside, left | middle, _elided(plain, self._heading.which, beside.width()))
        painter.drawText(foot, right | middle, f"{number + 1} / {self.sheets}")
        painter.setPen(LINE)
        painter.drawLine(head.bottomLeft(), head.bottomRight())

    def _draw_photo(self, painter: QPainter, cell: QRectF, photo: Photo, image: QImage | None) -> None:
        name, words = _font(self._points, bold=True), _font(self._points)
        high = _height(words)
        lines = LINES if cell.height() > 14 * high else LINES - 1
        room = QRectF(cell.left(), cell.top(), cell.width(), cell.height() - (lines + 2) * high - _dots(1.5))
        if image is None or image.isNull():
            painter.setPen(LINE)
            painter.drawRect(room)
        else:
            size = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(room.left(), room.bottom() - size.height(), size.width(), size.height())
            painter.drawImage(place, image)
        top = room.bottom() + _dots(1.5)
        stars = "★" * photo.rating
        painter.setFont(words)
        painter.setPen(REST)
        painter.drawText(QRectF(cell.left(), top, cell.width(), high), Qt.AlignmentFlag.AlignRight, stars)
        painter.setFont(name)
        painter.setPen(Qt.GlobalColor.black)
        free = cell.width() - _width(words, stars) - (_dots(2) if stars else 0)
        shown = _elided(name, photo.filename, free, Qt.TextElideMode.ElideMiddle)
        painter.drawText(QRectF(cell.left(), top, free, high), Qt.AlignmentFlag.AlignLeft, shown)
        used = _draw_lines(painter, words, photo.fields.caption, QPointF(cell.left(), top + high), cell.width(), lines)
        painter.setPen(REST)
        credit = QRectF(cell.left(), top + high + used, cell.width(), high)
        painter.setFont(words)
        painter.drawText(credit, _side(photo.fields.credit), _elided(words, photo.fields.credit, cell.width()))


def _draw_lines(painter: QPainter, font: QFont, text: str, at: QPointF, width: float, most: int) -> float:
    """Draw the text in so many lines at most, the last cut where there is more; hands back its height."""
    if not text:
        return 0.0
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(" ".join(text.split()), font)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    whole, high = layout.text(), _height(font)
    side = _side(whole)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.black)
    for number, start in enumerate(starts[:most]):
        is_cut = number == most - 1 and len(starts) > most
        end = starts[number + 1] if number + 1 < len(starts) else len(whole)
        line_text = _elided(font, whole[start:], width) if is_cut else whole[start:end].rstrip()
        painter.drawText(QRectF(at.x(), at.y() + number * high, width, high), side, line_text)
    return min(len(starts), most) * high


def _side(text: str) -> Qt.AlignmentFlag:
    """Where the text begins, by its first letter that has a direction."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    first = next((each for each in directions if each in ("L", "R", "AL")), "L")
    return Qt.AlignmentFlag.AlignLeft if first == "L" else Qt.AlignmentFlag.AlignRight


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(SANS)
    # In dots of the layout: a painter that is scaled would take points for those of its device.
    font.setPixelSize(round(points * DPI / 72))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _height(font: QFont) -> float:
    return QFontMetricsF(font).height()


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def _elided(font: QFont, text: str, width: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
    return QFontMetricsF(font).elidedText(text, mode, width)


def _dots(millimetres: float) -> float:
    return millimetres / MM * DPI
