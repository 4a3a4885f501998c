"""What is painted around the text and is none: hints in empty fields, credits, the bar of a quote, a chosen picture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextBlock, QTextCursor, QTextDocument

from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.journal import HEAD
from deskeditor.ui.editor.lines import PICTURES, Kind
from deskeditor.ui.editor.look import Colours, kind_of, style_of
from deskeditor.ui.editor.typeface import font_of
from deskeditor.ui.editor.walk import line_of

HINTS = {
    Kind.KICKER: "Kicker",
    Kind.HEADLINE: "Headline",
    Kind.STANDFIRST: "Standfirst",
    Kind.BYLINE: "By…",
    Kind.DATELINE: "Place",
    Kind.LEAD_CAPTION: "Caption",
    Kind.CAPTION: "Caption",
}
BAR = 3.0
CREDIT_GAP = 2.0


def paint(
    painter: QPainter, page: QTextDocument, area: QRectF, pictures: Pictures, colours: Colours, cursor: QTextCursor
) -> None:
    """Paint what belongs to the blocks inside ``area`` of the page; nothing outside is looked at."""
    layout = page.documentLayout()
    block = page.findBlock(max(0, layout.hitTest(area.topLeft(), Qt.HitTestAccuracy.FuzzyHit)))
    if block.previous().isValid():
        block = block.previous()
    empty = (
        page.lastBlock().length() == 1 and page.blockCount() <= HEAD + 1 and body_start(page) == page.blockCount() - 1
    )
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        if rect.top() > area.bottom():
            break
        kind = kind_of(block)
        if block.length() == 1 and (kind in HINTS or (empty and kind is Kind.PARAGRAPH)):
            _paint_hint(painter, block, kind, colours)
        if kind is Kind.QUOTE:
            _paint_bar(painter, block, rect, colours)
        elif kind in (Kind.CAPTION, Kind.LEAD_CAPTION):
            _paint_credit(painter, block, rect, pictures, colours)
        elif kind in PICTURES and cursor.selectionStart() <= block.position() < cursor.selectionEnd():
            _paint_frame(painter, rect, colours)
        block = block.next()


def _paint_hint(painter: QPainter, block: QTextBlock, kind: Kind, colours: Colours) -> None:
    layout = block.layout()
    if layout.preeditAreaText() or not layout.lineCount():
        return
    line = layout.lineAt(0)
    painter.setFont(_font(block))
    painter.setPen(colours.hint)
    origin = layout.position() + QPointF(line.x(), line.y() + line.ascent())
    painter.drawText(origin, QCoreApplication.translate("StoryEditor", HINTS.get(kind, "Write the story…")))


def _font(block: QTextBlock) -> QFont:
    return font_of(style_of(block), block.document().defaultFont())


def _paint_bar(painter: QPainter, block: QTextBlock, rect: QRectF, colours: Colours) -> None:
    after = block.next()
    joined = after.isValid() and kind_of(after) is Kind.QUOTE
    bottom = after.layout().position().y() if joined else rect.bottom()
    painter.fillRect(QRectF(rect.left(), rect.top(), BAR, bottom - rect.top()), colours.accent)


def _paint_credit(painter: QPainter, block: QTextBlock, rect: QRectF, pictures: Pictures, colours: Colours) -> None:
    photo = pictures.used.get(line_of(block.previous()).photo_id)
    if photo is None or not photo.credit:
        return
    font = _font(block)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(colours.hint)
    shown = metrics.elidedText(photo.credit, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(QPointF(block.layout().position().x(), rect.bottom() + CREDIT_GAP + metrics.ascent()), shown)


def _paint_frame(painter: QPainter, rect: QRectF, colours: Colours) -> None:
    painter.setPen(QPen(colours.accent, BAR))
    painter.drawRect(rect)
