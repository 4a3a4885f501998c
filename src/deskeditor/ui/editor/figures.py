"""The inline objects of the page: pictures, rules, and raw Markdown that is shown and kept as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor.look import PHOTO, RAW, Colours
from deskeditor.ui.editor.typeface import MONO

TALLEST = 0.85
"""Of the column's width: a portrait does not fill more than one screen."""
MISSING_HEIGHT = 120.0
RULE_HEIGHT = 24.0
RAW_PADDING = 12.0
RAW_LINES = 40
"""More lines of a raw block are kept and not shown."""

PictureSource = Callable[[str], QImage | None]


class Pictures:
    """The photos of the story on the page: what is known of them, and their pixels as they arrive."""

    def __init__(self) -> None:
        self.used: dict[str, UsedPhoto] = {}
        self.source: PictureSource = lambda _photo_id: None
        self._images: dict[str, QImage] = {}
        self._scaled: dict[tuple[str, int, int], QPixmap] = {}

    def show(self, used: Mapping[str, UsedPhoto]) -> None:
        """These are the photos of the story now."""
        self.used = dict(used)

    def arrived(self, photo_id: str, image: QImage) -> None:
        """The pixels are there, or there are new ones."""
        self._images[photo_id] = image
        self._scaled = {key: pixmap for key, pixmap in self._scaled.items() if key[0] != photo_id}

    def is_missing(self, photo_id: str) -> bool:
        """Whether the desk has no such photo."""
        return photo_id not in self.used and photo_id not in self._images

    def size_in(self, photo_id: str, column: float) -> QSizeF:
        """The size of the picture in a column of that width, known before its pixels are."""
        known, image = self.used.get(photo_id), self._images.get(photo_id)
        if known is not None and known.photo.width > 0 and known.photo.height > 0:
            width, height = float(known.photo.width), float(known.photo.height)
        elif image is not None and not image.isNull():
            width, height = float(image.width()), float(image.height())
        else:
            return QSizeF(column, MISSING_HEIGHT)
        scale = min(column / width, column * TALLEST / height)
        return QSizeF(max(1.0, width * scale), max(1.0, height * scale))

    def pixmap(self, photo_id: str, width: float, height: float, ratio: float) -> QPixmap | None:
        """The picture at that size on the screen; asked of the source where it has not come yet."""
        size = (round(width * ratio), round(height * ratio))
        key = (photo_id, *size)
        if key not in self._scaled:
            image = self._images.get(photo_id) or self.source(photo_id)
            if image is None or image.isNull():
                return None
            self._images[photo_id] = image
            scaled = image.scaled(
                *size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixmap = QPixmap.fromImage(scaled)
            pixmap.setDevicePixelRatio(ratio)
            self._scaled[key] = pixmap
        return self._scaled[key]


class PageObjects(QPyTextObject):
    """Draws the inline objects of a page; Qt asks it for their sizes while it lays the page out."""

    def __init__(self, pictures: Pictures, palette: Callable[[], QPalette], parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._palette = palette

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, ARG002
        """The size of the object in the column."""
        margin = doc.documentMargin()
        column = max(48.0, doc.textWidth() - 2 * margin)
        photo_id = format.property(PHOTO)
        if photo_id is not None:
            return self._pictures.size_in(str(photo_id), column)
        raw = format.property(RAW)
        if raw is not None:
            shown = min(str(raw).rstrip("\n").count("\n") + 1, RAW_LINES)
            return QSizeF(column, shown * QFontMetricsF(_raw_font(doc)).lineSpacing() + 2 * RAW_PADDING)
        return QSizeF(column, RULE_HEIGHT)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: ARG002
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Draw the object into its place."""
        colours = Colours.of(self._palette())
        photo_id, raw, place = format.property(PHOTO), format.property(RAW), QRectF(rect)
        painter.save()
        if photo_id is not None:
            self._draw_picture(painter, place, str(photo_id), colours)
        elif raw is not None:
            _draw_raw(painter, place, str(raw), _raw_font(doc), colours)
        else:
            painter.setPen(colours.line)
            middle, third = place.center().y(), place.width() / 3
            painter.drawLine(QPointF(place.left() + third, middle), QPointF(place.right() - third, middle))
        painter.restore()

    def _draw_picture(self, painter: QPainter, rect: QRectF, photo_id: str, colours: Colours) -> None:
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._pictures.pixmap(photo_id, rect.width(), rect.height(), ratio)
        if pixmap is not None:
            painter.drawPixmap(rect.topLeft(), pixmap)
            return
        painter.fillRect(rect, colours.panel)
        painter.setPen(colours.line)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._pictures.is_missing(photo_id):
            painter.setPen(colours.quiet)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tr("photo missing"))


def _raw_font(doc: QTextDocument) -> QFont:
    font = QFont()
    font.setFamilies(MONO)
    font.setPointSizeF(max(6.0, doc.defaultFont().pointSizeF() * 0.8))
    return font


def _draw_raw(painter: QPainter, rect: QRectF, raw: str, font: QFont, colours: Colours) -> None:
    painter.fillRect(rect, colours.panel)
    painter.setPen(colours.quiet)
    painter.setFont(font)
    lines = raw.rstrip("\n").split("\n")
    metrics = QFontMetricsF(font)
    inner = rect.adjusted(RAW_PADDING, RAW_PADDING, -RAW_PADDING, -RAW_PADDING)
    for number, line in enumerate(lines[:RAW_LINES]):
        shown = metrics.elidedText(line[:500], Qt.TextElideMode.ElideRight, inner.width())
        if number == RAW_LINES - 1 and len(lines) > RAW_LINES:
            shown = "…"
        painter.drawText(QPointF(inner.left(), inner.top() + metrics.ascent() + number * metrics.lineSpacing()), shown)
