"""The page of a difference on the screen: read with the caret, what became of each paragraph marked beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from deskeditor.markup.difference import Fate
from deskeditor.ui.editor.annotations import lay_annotations
from deskeditor.ui.editor.difference_page import MARGIN, DifferencePage
from deskeditor.ui.editor.figures import Pictures
from deskeditor.ui.editor.typeface import set_font
from deskeditor.ui.editor.view import PageView

SIDE = 16
"""Pixels beside the page where two texts stand side by side."""
SIGNS = {Fate.CHANGED: "±", Fate.ADDED: "+", Fate.REMOVED: "\N{MINUS SIGN}", Fate.MOVED: "↕", Fate.LEFT: "↕"}
"""Beside a paragraph: colour alone would not tell."""
BAR = 3.0
ABOVE = 80
"""Pixels that are seen above a change that is gone to."""


class DifferenceView(PageView):
    """Arrows, Page Up and Page Down read on; the row of the caret is the one that is acted on."""

    row_changed = Signal()
    """The caret is in another row."""
    entered = Signal()
    """Enter."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: DifferencePage | None = None
        self._pictures = pictures
        self._row = 0
        self._is_beside = False
        self.setAccessibleName(self.tr("What was changed"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.viewport().backgroundRole())
        self.setReadOnly(True)
        by_hand = Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        self.setTextInteractionFlags(by_hand)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.overlay.add(lay_annotations)
        self.cursorPositionChanged.connect(self._on_moved)

    def show_page(self, page: DifferencePage, *, beside: bool) -> None:
        """Show a difference from its top."""
        before, self._page = self._page, page
        self._is_beside = beside
        self.setDocument(page)
        if before is not None:
            before.deleteLater()
        self._row = 0
        self._centre_column()
        page.contentsChanged.connect(self._lay_seen)
        page.documentLayout().documentSizeChanged.connect(self._lay_seen, Qt.ConnectionType.QueuedConnection)
        self.overlay.outdate()
        self._lay_seen()
        self.row_changed.emit()

    @property
    def page(self) -> DifferencePage | None:
        """What is shown."""
        return self._page

    @property
    def row(self) -> int:
        """The row that the caret is in."""
        return self._row

    def go_to(self, row: int) -> None:
        """Put the caret into that row, with what stands above it in sight."""
        page = self._page
        if page is None:
            return
        page.fill_up_to(row)
        block = page.findBlockByNumber(page.rows[row].start)
        cursor = QTextCursor(block)
        if self._is_beside:
            cursor = self._first_in(row) or cursor
        self.setTextCursor(cursor)
        top = page.documentLayout().blockBoundingRect(cursor.block()).top()
        self.verticalScrollBar().setValue(max(0, round(top) - ABOVE))

    def _first_in(self, row: int) -> QTextCursor | None:
        """The first place of the row with a word in it."""
        page = self._page
        assert page is not None
        for number in range(page.rows[row].start, page.end_of_row(row)):
            block = page.findBlockByNumber(number)
            if block.length() > 1:
                return QTextCursor(block)
        return None

    def go_to_first(self) -> None:
        """Put the caret into the first change; where that is in sight the page is seen from its top."""
        changes = self._page.changes() if self._page else []
        if changes:
            self.go_to(changes[0])
            if self.cursorRect().bottom() + self.verticalScrollBar().value() < self.viewport().height() * 3 // 4:
                self.verticalScrollBar().setValue(0)

    def step(self, step: int) -> bool:
        """Go to the next change (1) or the one before (-1), round the end; False where there is none."""
        changes = self._page.changes() if self._page else []
        if not changes:
            return False
        ahead = [row for row in changes if (row > self._row if step > 0 else row < self._row)]
        self.go_to((ahead[0] if step > 0 else ahead[-1]) if ahead else changes[0 if step > 0 else -1])
        return True

    @property
    def _writing_cursor(self) -> QTextCursor | None:
        return None

    def _centre_column(self) -> None:
        if not self._is_beside:
            super()._centre_column()
        elif self.viewportMargins().left() != SIDE:
            self.setViewportMargins(SIDE, 0, SIDE, 0)

    def _on_moved(self) -> None:
        if self._page is None or not self._page.rows:
            return
        row = self._page.row_at(self.textCursor().blockNumber())
        if row != self._row:
            self._row = row
            self.viewport().update()
            self.row_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the row; Escape is for the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the row that is acted on, the text, and beside each changed row what became of it."""
        page = self._page
        if page is None or not page.rows:
            super().paintEvent(event)
            return
        scrolled = self.verticalScrollBar().value()
        rows = self._seen_rows(page)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        for number, rect in rows:
            if number == self._row and page.rows[number].item.fate is not Fate.SAME:
                painter.fillRect(rect.adjusted(-MARGIN + BAR, -4, MARGIN - BAR, 4), self.overlay.colours.panel)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        for number, rect in rows:
            self._paint_sign(painter, rect, page.rows[number].item.fate)
        painter.end()

    def _seen_rows(self, page: DifferencePage) -> list[tuple[int, QRectF]]:
        layout = page.documentLayout()
        rows: dict[int, QRectF] = {}
        for block in self.seen_blocks():
            rect = layout.blockBoundingRect(block)
            number = page.row_at(block.blockNumber())
            if rect.isValid() and not (self._is_beside and block.length() == 1):
                whole = QRectF(MARGIN, rect.top(), page.textWidth() - 2 * MARGIN, rect.height())
                rows[number] = rows[number].united(whole) if number in rows else whole
        return list(rows.items())

    def _paint_sign(self, painter: QPainter, rect: QRectF, fate: Fate) -> None:
        if fate not in SIGNS:
            return
        colours = self.overlay.colours
        colour = {Fate.ADDED: colours.inserted, Fate.REMOVED: colours.deleted, Fate.LEFT: colours.deleted}
        painter.fillRect(QRectF(0, rect.top(), BAR, rect.height()), QColor(colour.get(fate, colours.accent)))
        font = QFont(self.font())
        font.setBold(True)
        set_font(painter, font)
        painter.setPen(colour.get(fate, colours.accent))
        place = QRectF(QPointF(BAR + 2, rect.top()), QPointF(MARGIN - 4, rect.top() + 24))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, SIGNS[fate])
