"""What is painted around the text and is none: hints, credits, bars of quotes, labels, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTextBlock, QTextCursor, QTextDocument

from deskeditor.ui.editor import invisible
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.journal import HEAD
from deskeditor.ui.editor.lines import CELLS, FIELDS, OBJECTS, Kind, Style, joins
from deskeditor.ui.editor.look import LABEL, Colours, kind_of, style_of
from deskeditor.ui.editor.typeface import font_of, set_font
from deskeditor.ui.editor.walk import line_of

CONTEXT = "StoryEditor"


def _(text: str) -> str:
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


HINTS = {
    Kind.KICKER: _("Kicker"),
    Kind.HEADLINE: _("Headline"),
    Kind.STANDFIRST: _("Standfirst"),
    Kind.BYLINE: _("By…"),
    Kind.DATELINE: _("Place"),
    Kind.LEAD_CAPTION: _("Caption"),
    Kind.CAPTION: _("Caption"),
    Kind.PULL_QUOTE: _("The sentence to lift out"),
    Kind.ASIDE: _("Title of the fact box"),
    Kind.FALLBACK: _("Text for where this cannot be shown"),
    Kind.NOTE: _("Note"),
}
PLAIN_KINDS = frozenset({*FIELDS, Kind.PARAGRAPH, Kind.HEADING, Kind.LIST})
"""Blocks beside which nothing is painted once there is a text in them."""
BAR = 3.0
PULL_BAR = QRectF(0, -14, 48, 4)
"""Above a pull quote, from its first letter."""
CREDIT_GAP = 2.0
BOUNDARY_GAP = 8.0
AT_HAND = 2000.0
"""Pixels of the page that are walked from a block that is known."""
FEW = 40
"""Blocks."""

BELOW_ALL = 1 << 30
"""Pixels."""


class Seen(NamedTuple):
    """A block on the screen."""

    block: QTextBlock
    style: Style
    rect: QRectF


def bare_rows(page: QTextDocument, block: QTextBlock, *, spaces: bool) -> tuple[int, int] | None:
    """The first and the last row of pixels of the page between which there is nothing but the text of that block; None
    where something may be.

    That is where one types a paragraph, and lets all else here be passed over.
    """
    around = [beside for beside in (block.previous(), block.next()) if beside.isValid()]
    if block.length() == 1 or not all(_is_plain(each) for each in (block, *around)):
        return None
    if invisible.is_marked(block.text(), spaces=spaces):
        return None
    layout, before, after = page.documentLayout(), block.previous(), block.next()
    return (
        floor(layout.blockBoundingRect(before).bottom()) if before.isValid() else 0,
        ceil(layout.blockBoundingRect(after).top()) if after.isValid() else BELOW_ALL,
    )


def _is_plain(block: QTextBlock) -> bool:
    style = style_of(block)
    return style.kind in PLAIN_KINDS and not style.grouped


def seen(page: QTextDocument, area: QRectF, near: QTextBlock | None = None) -> list[Seen]:
    """The blocks inside ``area`` of the page, the one before them and the one after, above which something is painted;
    nothing else is looked at.

    ``near`` is a block that may be close by, such as that of the caret.
    """
    layout = page.documentLayout()
    block = block_at(page, area.topLeft(), near)
    if block.previous().isValid():
        block = block.previous()
    found = []
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        found.append(Seen(block, style_of(block), rect))
        if rect.top() > area.bottom():
            break
        block = block.next()
    return found


def block_at(page: QTextDocument, point: QPointF, near: QTextBlock | None = None) -> QTextBlock:
    """The block at that point, or the one before it; sought from ``near`` on where that is at hand.

    Qt looks for it among all blocks of the page, and lays out what stands above it.
    """
    layout = page.documentLayout()
    if near is not None and _is_at_hand(near, point):
        block, steps = near, FEW
        while block.isValid() and steps and layout.blockBoundingRect(block).top() > point.y():
            block, steps = block.previous(), steps - 1
        after = block.next()
        found = steps and block.isValid() and kind_of(block) not in CELLS  # cells stand beside one another
        if found and (not after.isValid() or layout.blockBoundingRect(after).top() > point.y()):
            return block
    return page.findBlock(max(0, layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)))


def _is_at_hand(block: QTextBlock, point: QPointF) -> bool:
    """Whether the block is laid out, and not far from the point."""
    layout = block.layout()
    return bool(layout.lineCount()) and abs(layout.position().y() - point.y()) < AT_HAND


def paint(
    painter: QPainter,
    page: QTextDocument,
    blocks: list[Seen],
    pictures: Pictures,
    colours: Colours,
    cursor: QTextCursor | None,
    *,
    spaces: bool = False,
) -> None:
    """Paint what belongs to these blocks, over the text.

    ``spaces``: those that do not break are marked. Without a cursor nobody writes on the page (it is paper): no hint is
    painted, and credits are part of the text.
    """
    empty = (
        page.lastBlock().length() == 1 and page.blockCount() <= HEAD + 1 and body_start(page) == page.blockCount() - 1
    )
    for block, style, rect in blocks:
        kind = style.kind
        if cursor and block.length() == 1 and (kind in HINTS or (empty and kind is Kind.PARAGRAPH)):
            _paint_hint(painter, block, kind, colours)
        if kind is Kind.QUOTE:
            _paint_bar(painter, block, rect, colours)
        elif kind is Kind.PULL_QUOTE:
            painter.fillRect(PULL_BAR.translated(_first_line(block)), colours.accent)
        elif kind is Kind.NOTE:
            _paint_label(painter, block, rect, colours)
        elif cursor and kind in (Kind.CAPTION, Kind.LEAD_CAPTION):
            _paint_credit(painter, block, rect, pictures, colours)
        if style.grouped and kind in (Kind.PICTURE, Kind.CAPTION):
            _paint_gallery(painter, block, style, rect, colours)
        if cursor is None:
            continue
        if kind in OBJECTS - {Kind.TABLE_END} and cursor.selectionStart() <= block.position() < cursor.selectionEnd():
            _paint_frame(painter, rect, colours)
        invisible.paint(painter, block, colours, spaces=spaces)


def paint_boundary(painter: QPainter, page: QTextDocument, boundary: int, colours: Colours) -> None:
    """A line where a block that is dragged would go: before the block of that number."""
    layout, left = page.documentLayout(), page.documentMargin()
    block = page.findBlockByNumber(boundary)
    if block.isValid():
        y = layout.blockBoundingRect(block).top() - BOUNDARY_GAP
    else:
        y = layout.blockBoundingRect(page.lastBlock()).bottom() + BOUNDARY_GAP
    painter.fillRect(QRectF(left, y, page.textWidth() - 2 * left, BAR), colours.accent)


def marking_at(page: QTextDocument, point: QPointF, pictures: Pictures) -> QTextBlock | None:
    """The caption below which, at that point of the page, it is said what its figure is missing."""
    for block, style, rect in seen(page, QRectF(point, point)):
        height = QFontMetricsF(_font(block)).height() + CREDIT_GAP
        inside = rect.bottom() < point.y() <= rect.bottom() + height
        if inside and style.kind in (Kind.CAPTION, Kind.LEAD_CAPTION) and next(missing_of(block, pictures), ""):
            return block
    return None


def _first_line(block: QTextBlock) -> QPointF:
    layout = block.layout()
    return layout.position() + layout.lineAt(0).position() if layout.lineCount() else layout.position()


def _paint_hint(painter: QPainter, block: QTextBlock, kind: Kind, colours: Colours) -> None:
    layout = block.layout()
    if layout.preeditAreaText() or not layout.lineCount():
        return
    line = layout.lineAt(0)
    set_font(painter, _font(block))
    painter.setPen(colours.hint)
    origin = layout.position() + QPointF(line.x(), line.y() + line.ascent())
    painter.drawText(origin, QCoreApplication.translate(CONTEXT, HINTS.get(kind, "Write the story…")))


def _font(block: QTextBlock) -> QFont:
    return font_of(style_of(block), block.document().defaultFont())


def _paint_bar(painter: QPainter, block: QTextBlock, rect: QRectF, colours: Colours) -> None:
    after = block.next()
    joined = after.isValid() and joins(style_of(block), style_of(after))
    bottom = after.layout().position().y() if joined else rect.bottom()
    painter.fillRect(QRectF(rect.left(), rect.top(), BAR, bottom - rect.top()), colours.accent)


def _paint_label(painter: QPainter, block: QTextBlock, rect: QRectF, colours: Colours) -> None:
    """The label of a note before it, and a short line above the first note of several."""
    if kind_of(block.previous()) is not Kind.NOTE:
        painter.fillRect(QRectF(rect.left(), rect.top() - 2, rect.width() / 4, 1), colours.line)
    layout = block.layout()
    if not layout.lineCount():
        return
    font = _font(block)
    set_font(painter, font)
    painter.setPen(colours.accent)
    room = layout.lineAt(0).x() - 6
    shown = QFontMetricsF(font).elidedText(block.blockFormat().stringProperty(LABEL), Qt.TextElideMode.ElideRight, room)
    painter.drawText(layout.position() + QPointF(0, layout.lineAt(0).y() + layout.lineAt(0).ascent()), shown)


def _paint_credit(painter: QPainter, block: QTextBlock, rect: QRectF, pictures: Pictures, colours: Colours) -> None:
    """The credit below the caption, and after it in words what a reader will miss."""
    font = _font(block)
    metrics = QFontMetricsF(font)
    set_font(painter, font)
    at = QPointF(_first_line(block).x(), rect.bottom() + CREDIT_GAP + metrics.ascent())
    photo = pictures.used.get(line_of(block.previous()).photo_id)
    if photo is not None and photo.credit:
        painter.setPen(colours.hint)
        shown = metrics.elidedText(photo.credit, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(at, shown)
        at += QPointF(metrics.horizontalAdvance(shown) + 2 * metrics.averageCharWidth(), 0)
    missing = ", ".join(QCoreApplication.translate(CONTEXT, word) for word in missing_of(block, pictures))
    size = metrics.xHeight() * 1.3
    room = rect.right() - at.x() - 1.6 * size
    if not missing or room < 4 * size:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.warning)
    painter.drawPolygon(QPolygonF([at, at + QPointF(size, 0), at + QPointF(size / 2, -size)]))
    painter.setPen(colours.warning)
    said = QCoreApplication.translate(CONTEXT, _("Missing: {fields}")).format(fields=missing)
    shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)
    painter.drawText(at + QPointF(1.6 * size, 0), shown)
    painter.restore()


def missing_of(caption: QTextBlock, pictures: Pictures) -> Iterator[str]:
    """What a reader will miss of the figure with that caption, in words to be translated."""
    picture = line_of(caption.previous())
    photo = pictures.used.get(picture.photo_id)
    is_lead = picture.style.kind is Kind.LEAD_PICTURE
    if not caption.text().strip():
        yield _("caption")
    if not (photo.alt if photo is not None and is_lead else picture.alt).strip():
        yield _("alt text")
    if photo is not None and not photo.credit.strip():
        yield _("credit")


def _paint_gallery(painter: QPainter, block: QTextBlock, style: Style, rect: QRectF, colours: Colours) -> None:
    """A line along the pictures of a gallery, and above the first what it is."""
    after = block.next()
    below = style_of(after) if after.isValid() else Style()
    joined = below.grouped and not below.first and below.kind in (Kind.PICTURE, Kind.CAPTION)
    bottom = after.layout().position().y() if joined else rect.bottom()
    painter.fillRect(QRectF(rect.left(), rect.top(), BAR, bottom - rect.top()), colours.line)
    if style.first:
        font = font_of(Style(Kind.CAPTION), block.document().defaultFont())
        set_font(painter, font)
        painter.setPen(colours.quiet)
        word = QCoreApplication.translate(CONTEXT, _("Gallery"))
        painter.drawText(rect.topLeft() - QPointF(0, QFontMetricsF(font).descent() + 6), word)


def _paint_frame(painter: QPainter, rect: QRectF, colours: Colours) -> None:
    painter.setPen(QPen(colours.accent, BAR))
    painter.drawRect(rect)
