"""A story laid out for paper: the page as it is seen, black on white, in sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEventLoop, QMarginsF, QRectF, QSizeF, Qt, QThread
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
)

from deskeditor import markup
from deskeditor.core.article import Article
from deskeditor.core.photo import UsedPhoto
from deskeditor.ui.editor import grounds, margins
from deskeditor.ui.editor.convert import insert_runs
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.lines import FIELDS, PICTURES, Kind, text_runs
from deskeditor.ui.editor.look import Colours, end_of, kind_of, style_of
from deskeditor.ui.editor.page import Page
from deskeditor.ui.editor.typeface import SANS, story_font
from deskeditor.ui.editor.walk import line_of

DPI = 96
"""In this many dots an inch the page is laid out, whatever the screen has; drawing scales it."""
MARGINS = QMarginsF(28, 24, 28, 26)
"""Millimetres: the line comes to some 70 characters on A4."""
BELOW_CAPTION = 20
"""Dots; on the screen it is more, with room for the credit."""
SHORT = 3
"""Lines of a paragraph that goes to the next sheet whole rather than leave its last line there alone."""
SIZE, FOOT_SIZE = 11.5, 8.0
"""Points."""
MM = 25.4


class Paper:
    """The sheets of one story. Made in any thread, ``hand_over`` to the one that draws them."""

    def __init__(
        self,
        article: Article,
        used: Mapping[str, UsedPhoto],
        images: Mapping[str, QImage],
        layout: QPageLayout,
        family: str = "",
    ) -> None:
        QEventLoop()  # gives a thread that is not Qt's the timers that a layout asks for
        self._headline = article.headline
        self._pictures = Pictures()
        self._pictures.show(used)
        for photo_id, image in images.items():
            self._pictures.arrived(photo_id, image)
        font = story_font(family, SIZE)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        final = replace(article, body=markup.write(markup.as_read(markup.read(article.body))))
        self._page = page = Page(final, self._pictures, _black_on_white, font=font)
        page.setUndoRedoEnabled(False)
        page.setUseDesignMetrics(True)
        screen = QImage(1, 1, QImage.Format.Format_RGB32)
        screen.setDotsPerMeterX(round(DPI / MM * 1000))
        screen.setDotsPerMeterY(round(DPI / MM * 1000))
        self._device = screen
        page.documentLayout().setPaintDevice(screen)
        _put_credits(page, used)
        _drop_empty_fields(page)
        self._lay_out(layout)
        _keep_together(page)

    @property
    def sheets(self) -> int:
        """How many sheets there are, at least one."""
        return max(1, self._page.pageCount())

    def hand_over(self, thread: QThread) -> None:
        """Let that thread draw the sheets from now on. Called in the one that made them."""
        self._page.moveToThread(thread)

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw a sheet, the first being 0, on a device whose whole sheet is painted on."""
        height = self._page.pageSize().height()
        scale = painter.device().logicalDpiX() / DPI
        painter.save()
        painter.scale(scale, scale)
        painter.translate(_dots(MARGINS.left()), -number * height)
        body = self._body.translated(0, number * height)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = _black_on_white()
        context.clip = body
        painter.setClipRect(body)
        blocks, colours = margins.seen(self._page, body), Colours.of(context.palette)
        grounds.paint(painter, self._page, blocks, body, colours, None)
        self._page.documentLayout().draw(painter, context)
        margins.paint(painter, self._page, blocks, self._pictures, colours, None)
        painter.setClipping(False)
        self._draw_foot(painter, body, number)
        painter.restore()

    def _lay_out(self, layout: QPageLayout) -> None:
        size = layout.pageSize().size(QPageSize.Unit.Millimeter)
        if layout.orientation() is QPageLayout.Orientation.Landscape:
            size.transpose()
        width, height = _dots(size.width() - MARGINS.left() - MARGINS.right()), _dots(size.height())
        page = self._page
        page.setDocumentMargin(0)  # before the margins of the frame, which it would undo
        frame = page.rootFrame().frameFormat()
        frame.setTopMargin(_dots(MARGINS.top()))
        frame.setBottomMargin(_dots(MARGINS.bottom()))
        page.rootFrame().setFrameFormat(frame)
        page.setPageSize(QSizeF(width, height))
        # All of it now: Qt forgets the rest of a layout that is under way when a format changes. And a little at a
        # time, because the window's thread waits for each call.
        for block in _blocks(page):
            page.documentLayout().blockBoundingRect(block)
        self._body = QRectF(0, _dots(MARGINS.top()), width, height - _dots(MARGINS.top() + MARGINS.bottom()))

    def _draw_foot(self, painter: QPainter, body: QRectF, number: int) -> None:
        font = QFont()
        font.setFamilies(SANS)
        font.setPixelSize(round(FOOT_SIZE * DPI / 72))
        third = _dots(MARGINS.bottom()) / 3
        line = QRectF(body.left(), body.bottom() + third, body.width(), third)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        count = f"{number + 1} / {self.sheets}"
        metrics = QFontMetricsF(font, self._device)
        room = line.width() - 2 * metrics.horizontalAdvance(count)
        title = metrics.elidedText(self._headline, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, count)


def _dots(millimetres: float) -> float:
    return millimetres / MM * DPI


def _black_on_white() -> QPalette:
    return QPalette(Qt.GlobalColor.black, Qt.GlobalColor.white)


def _put_credits(page: Page, used: Mapping[str, UsedPhoto]) -> None:
    """On the screen credits are painted beside the text; on paper they are part of it and break with it."""
    below = QTextBlockFormat()
    below.setBottomMargin(BELOW_CAPTION)
    for block in _blocks(page):
        if kind_of(block) not in (Kind.CAPTION, Kind.LEAD_CAPTION):
            continue
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(below)
        photo = used.get(line_of(block.previous()).photo_id)
        if photo is not None and photo.credit:
            cursor.setPosition(end_of(block))
            between = "\n" if block.length() > 1 else ""
            insert_runs(cursor, style_of(block), text_runs(f"{between}{photo.credit}"))


def _drop_empty_fields(page: Page) -> None:
    for block in reversed([page.findBlockByNumber(number) for number in range(len(FIELDS))]):
        if block.length() == 1:
            QTextCursor(block).deleteChar()


def _keep_together(page: Page) -> None:
    """Begin a new sheet before what would be parted: a picture from its caption, a crosshead from what it heads,
    the first line of a paragraph from its second, the last line of a short one from the rest, and a line from the
    bar, the ground or the label that its block begins with.
    """
    layout, height = page.documentLayout(), page.pageSize().height()

    def sheets(block: QTextBlock) -> list[int]:
        top, lines = layout.blockBoundingRect(block).top(), block.layout()
        return [int((top + lines.lineAt(number).y()) / height) for number in range(lines.lineCount())]

    fresh = QTextBlockFormat()
    fresh.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    for block in _blocks(page)[1:]:
        own, after = sheets(block), block.next()
        leads = kind_of(block) in PICTURES or kind_of(block) is Kind.HEADING
        if leads and after.isValid():
            own += sheets(after)[:1]
        parted = len(own) > 1 and (own[:1] != own[1:2] or (len(own) <= SHORT and own[-1:] != own[-2:-1]))
        if parted or (own and own[0] != int(layout.blockBoundingRect(block).top() / height)):
            QTextCursor(block).mergeBlockFormat(fresh)


def _blocks(page: Page) -> list[QTextBlock]:
    return [page.findBlockByNumber(number) for number in range(page.blockCount())]
