"""The inline objects of the page: pictures, embeds, rules, references to notes, and Markdown kept as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.look import LABEL, PHOTO, RAW, REFERENCE, TITLE, URL, Colours, kind_of, style_of
from deskeditor.ui.editor.typeface import MONO, SANS, font_of, set_font

RULE_HEIGHT = 24.0
PADDING = 12.0
RAW_LINES = 40
"""More lines of a raw block are kept and not shown."""
IN_GALLERY = 0.6
"""Of the column's width: the pictures of a gallery are smaller, and more of it is seen."""
RAISED = 0.7
"""The size of a reference to a note, of that of the text around it."""


class PageObjects(QPyTextObject):
    """Draws the inline objects of a page; Qt asks it for their sizes while it lays the page out."""

    def __init__(self, pictures: Pictures, palette: Callable[[], QPalette], parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._palette = palette

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002
        """The size of the object in the column."""
        block = doc.findBlock(posInDocument)
        if format.objectType() == REFERENCE:
            font = font_of(style_of(block), doc.defaultFont())
            width = QFontMetricsF(_scaled(font, RAISED)).horizontalAdvance(format.stringProperty(LABEL))
            return QSizeF(width + 2, QFontMetricsF(font).ascent())
        column = max(48.0, doc.textWidth() - 2 * doc.documentMargin())
        match kind_of(block):
            case Kind.PICTURE | Kind.LEAD_PICTURE:
                share = IN_GALLERY if style_of(block).grouped else 1.0
                return self._pictures.size_in(format.stringProperty(PHOTO), column * share)
            case Kind.RAW:
                shown = min(format.stringProperty(RAW).rstrip("\n").count("\n") + 1, RAW_LINES)
                return QSizeF(column, shown * QFontMetricsF(_raw_font(doc)).lineSpacing() + 2 * PADDING)
            case Kind.EMBED:
                return QSizeF(column, 2 * QFontMetricsF(_card_font(doc)).lineSpacing() + 2 * PADDING)
            case Kind.TABLE_END:
                return QSizeF(column, 1.0)
            case _:
                return QSizeF(column, RULE_HEIGHT)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Draw the object into its place."""
        colours, place, block = Colours.of(self._palette()), QRectF(rect), doc.findBlock(posInDocument)
        painter.save()
        if format.objectType() == REFERENCE:
            font = _scaled(font_of(style_of(block), doc.defaultFont()), RAISED)
            _draw_reference(painter, place, format, font, colours)
        else:
            match kind_of(block):
                case Kind.PICTURE | Kind.LEAD_PICTURE:
                    self._draw_picture(painter, place, format.stringProperty(PHOTO), colours)
                case Kind.RAW:
                    _draw_raw(painter, place, format.stringProperty(RAW), _raw_font(doc), colours)
                case Kind.EMBED:
                    self._draw_card(painter, place, format, _card_font(doc), colours)
                case Kind.RULE:
                    painter.setPen(colours.line)
                    middle, third = place.center().y(), place.width() / 3
                    painter.drawLine(QPointF(place.left() + third, middle), QPointF(place.right() - third, middle))
        painter.restore()

    def _draw_picture(self, painter: QPainter, rect: QRectF, photo_id: str, colours: Colours) -> None:
        ratio = painter.device().devicePixelRatioF() * painter.transform().m11()
        pixmap = self._pictures.pixmap(photo_id, rect.width(), rect.height(), ratio)
        if pixmap is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))
            return
        painter.fillRect(rect, colours.panel)
        painter.setPen(colours.line)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._pictures.is_missing(photo_id):
            set_font(painter, painter.font())
            painter.setPen(colours.quiet)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tr("photo missing"))

    def _draw_card(self, painter: QPainter, rect: QRectF, held: QTextFormat, font: QFont, colours: Colours) -> None:
        """An embed as a card: what it is called, and where it lives."""
        painter.fillRect(rect, colours.panel)
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colours.accent)
        metrics = QFontMetricsF(font)
        inner = rect.adjusted(PADDING + 4, PADDING, -PADDING, -PADDING)
        first = inner.top() + metrics.ascent()
        word = self.tr("Embed")
        room = inner.width() - metrics.horizontalAdvance(word) - 2 * PADDING
        title = held.stringProperty(TITLE)
        set_font(painter, font)
        painter.setPen(colours.quiet)
        painter.drawText(QPointF(inner.right() - metrics.horizontalAdvance(word), first), word)
        shown = metrics.elidedText(held.stringProperty(URL), Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(QPointF(inner.left(), first + metrics.lineSpacing()), shown)
        font.setBold(bool(title))
        set_font(painter, font)
        painter.setPen(self._palette().color(QPalette.ColorRole.Text) if title else colours.hint)
        named = QFontMetricsF(font).elidedText(title or self.tr("No title"), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(inner.left(), first), named)


def _scaled(font: QFont, share: float) -> QFont:
    scaled = QFont(font)
    scaled.setPointSizeF(font.pointSizeF() * share)
    return scaled


def _raw_font(doc: QTextDocument) -> QFont:
    font = QFont()
    font.setFamilies(MONO)
    font.setPointSizeF(max(6.0, doc.defaultFont().pointSizeF() * 0.8))
    return font


def _card_font(doc: QTextDocument) -> QFont:
    font = QFont()
    font.setFamilies(SANS)
    font.setPointSizeF(max(6.0, doc.defaultFont().pointSizeF() * 0.8))
    return font


def _draw_reference(painter: QPainter, rect: QRectF, held: QTextFormat, font: QFont, colours: Colours) -> None:
    chosen = held.hasProperty(QTextFormat.Property.ForegroundBrush.value)
    painter.setPen(QColor(held.foreground().color()) if chosen else colours.accent)
    set_font(painter, font)
    painter.drawText(QPointF(rect.left() + 1, rect.top() + QFontMetricsF(font).ascent()), held.stringProperty(LABEL))


def _draw_raw(painter: QPainter, rect: QRectF, raw: str, font: QFont, colours: Colours) -> None:
    painter.fillRect(rect, colours.panel)
    painter.setPen(colours.quiet)
    set_font(painter, font)
    lines = raw.rstrip("\n").split("\n")
    metrics = QFontMetricsF(font)
    inner = rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
    for number, line in enumerate(lines[:RAW_LINES]):
        shown = metrics.elidedText(line[:500], Qt.TextElideMode.ElideRight, inner.width())
        if number == RAW_LINES - 1 and len(lines) > RAW_LINES:
            shown = "…"
        painter.drawText(QPointF(inner.left(), inner.top() + metrics.ascent() + number * metrics.lineSpacing()), shown)
