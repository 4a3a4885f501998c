"""The places that a clean-up would change, as a table: which, what stands there, what will, and why."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from deskeditor.markup.invisible import INVISIBLE, told
from deskeditor.markup.tidying import Fault
from deskeditor.ui.editor.tidying import Offer
from deskeditor.ui.theme import SPACE, tones
from deskeditor.ui.write.checks_pane import place_word

Index = QModelIndex | QPersistentModelIndex
PLACE, FOUND, BECOMES, WHY = range(4)
EXCERPT = Qt.ItemDataRole.UserRole
AROUND = 20
"""Characters shown before and after what is corrected."""
ROWS, ROW = 7, 7 * SPACE
"""Rows shown without scrolling, and pixels of one."""
_SHOWN_SPACES = str.maketrans({" ": "·", "\n": "↵", "\t": "→"})


class Excerpt(NamedTuple):
    """A piece of text: what stands before, what it is about, what stands after."""

    before: str
    part: str
    after: str


class TidyModel(QAbstractTableModel):
    """Every correction with a box that is checked at first."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._offers: list[Offer] = []
        self._left_out: set[Offer] = set()

    def show(self, offers: list[Offer]) -> None:
        """Show these; one that was unchecked before stays so."""
        self.beginResetModel()
        self._offers = offers
        self._left_out &= set(offers)
        self.endResetModel()

    @property
    def offers(self) -> list[Offer]:
        """All of them, in the order of the page."""
        return self._offers

    def chosen(self) -> list[Offer]:
        """Those whose boxes are checked."""
        return [offer for offer in self._offers if offer not in self._left_out]

    def choose(self, rows: range, on: bool) -> None:
        """Check the boxes of these rows, or uncheck them."""
        changed = {self._offers[row] for row in rows}
        self._left_out = self._left_out - changed if on else self._left_out | changed
        if rows:
            self.dataChanged.emit(self.index(rows.start, PLACE), self.index(rows.stop - 1, PLACE))

    def is_chosen(self, row: int) -> bool:
        """Whether the box of that row is checked."""
        return self._offers[row] not in self._left_out

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._offers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Place"), self.tr("Is now"), self.tr("Will be"), self.tr("Because of"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == PLACE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        offer = self._offers[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == PLACE:
            return Qt.CheckState.Checked if self.is_chosen(index.row()) else Qt.CheckState.Unchecked
        if role == EXCERPT and column in (FOUND, BECOMES):
            return excerpt(offer, becomes=column == BECOMES)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if column == PLACE:
                return place_word(offer.of.place)
            if column == WHY:
                return ", ".join(fault_word(fault) for fault in offer.correction.faults)
            return "".join(excerpt(offer, becomes=column == BECOMES))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        row = index.row()
        self.choose(range(row, row + 1), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


def excerpt(offer: Offer, *, becomes: bool) -> Excerpt:
    """What stands there, or what will, with the words around it; what cannot be seen of it is said."""
    text, correction = offer.of.text, offer.correction
    part = correction.after if becomes else correction.before
    before = text[max(0, correction.start - AROUND) : correction.start]
    after = text[correction.end : correction.end + AROUND]
    unseen = str.maketrans(dict.fromkeys(INVISIBLE) | {"\n": " "})
    return Excerpt(
        ("…" if correction.start > AROUND else "") + before.translate(unseen),
        told(part).translate(_SHOWN_SPACES),
        after.translate(unseen) + ("…" if correction.end + AROUND < len(text) else ""),
    )


def fault_word(fault: Fault) -> str:
    """Why a place is corrected, in the user's language."""
    words = {
        Fault.MOJIBAKE: QCoreApplication.translate("Tidying", "Wrong encoding"),
        Fault.ENTITY: QCoreApplication.translate("Tidying", "HTML entity"),
        Fault.ESCAPE: QCoreApplication.translate("Tidying", "Escaped quotation mark"),
        Fault.INVISIBLE: QCoreApplication.translate("Tidying", "Invisible character"),
        Fault.COMPOSITION: QCoreApplication.translate("Tidying", "Split letter"),
        Fault.SPACES: QCoreApplication.translate("Tidying", "Doubled space"),
        Fault.EDGE: QCoreApplication.translate("Tidying", "Space at a line's end"),
        Fault.BEFORE_MARK: QCoreApplication.translate("Tidying", "Space before a mark"),
        Fault.QUOTATION: QCoreApplication.translate("Tidying", "Straight quotation mark"),
    }
    return words[fault]


class TidyTable(QTableView):
    """Space checks the row that is gone to with the arrows."""

    def __init__(self, model: TidyModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(ExcerptDelegate(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        model.modelReset.connect(self._fit)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for column in (FOUND, BECOMES):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _fit(self) -> None:
        rows = min(ROWS, self._rows.rowCount())
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * ROW + 2 * self.frameWidth() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The excerpts take what the other columns leave."""
        for column in (PLACE, WHY):
            self.horizontalHeader().resizeSection(column, event.size().width() // 5)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space."""
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self._rows.choose(range(row, row + 1), not self._rows.is_chosen(row))
        else:
            super().keyPressEvent(event)


class ExcerptDelegate(QStyledItemDelegate):
    """The words around stand back; what is corrected stands bold over a line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(EXCERPT)
        if not isinstance(found, Excerpt):
            super().paint(painter, option, index)
            return
        now = tones()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(now.chosen))
        rect = QRect(option.rect).adjusted(2 * SPACE, 0, -SPACE, 0)
        painter.setClipRect(rect)
        plain, bold = QFont(option.font), QFont(option.font)
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        room = max(0, rect.width() - metrics.horizontalAdvance(found.part)) // 2
        before = QFontMetrics(plain).elidedText(found.before, Qt.TextElideMode.ElideLeft, room)
        after = QFontMetrics(plain).elidedText(found.after, Qt.TextElideMode.ElideRight, room)
        shown = ((before, plain, now.rest), (found.part, bold, now.text), (after, plain, now.rest))
        for words, font, colour in shown:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            width = QFontMetrics(font).horizontalAdvance(words)
            if font is bold:
                below = rect.center().y() + metrics.height() // 2
                painter.fillRect(rect.left(), below, max(width, 2), 2, QColor(now.accent))
            rect.setLeft(rect.left() + width)
        painter.restore()
