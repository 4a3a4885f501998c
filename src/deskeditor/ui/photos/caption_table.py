"""The caption desk: a row a photo, a column a field, edited in place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deskeditor.ui.keeping import commit_while_typed
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.photo_model import COLUMNS, MISSING, PhotoModel
from deskeditor.ui.theme import SPACE, tones

TEXT_MARGIN = 3
"""Pixels that the style puts before the text of a cell."""


class CaptionTable(QTableView):
    """The table of the caption desk."""

    def __init__(self, model: PhotoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns_set = False
        self.setAccessibleName(self.tr("Caption desk"))
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        # Not on a mere change of the current cell: that comes from the sheet too, which then keeps the focus.
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.SelectedClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the table; while a cell is edited it goes on to the next
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(9 * SPACE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.sectionResized.connect(lambda *_: self._on_columns_set())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider table has more room for words, until the user has set the columns."""
        super().resizeEvent(event)
        if not self._columns_set:
            self._fit_columns()

    def _fit_columns(self) -> None:
        spare = max(0, self.width() - sum(column.width for column in COLUMNS))
        parts = sum(column.share for column in COLUMNS)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, column.width + spare * column.share // parts)

    def _on_columns_set(self) -> None:
        self._columns_set |= QApplication.mouseButtons() != Qt.MouseButton.NoButton


class CellField(QLineEdit):
    """A cell while it is edited: it saves itself as it is typed in. ``visit`` counts such fields."""

    def __init__(self, parent: QWidget, index: Index, visit: int) -> None:
        super().__init__(parent)
        self._place = QPersistentModelIndex(index)
        self._before = str(index.data(Qt.ItemDataRole.EditRole) or "")
        self._visit = visit
        commit_while_typed(self, self.keep)

    def keep(self) -> None:
        """Hand over what was typed, if it was."""
        if self.isModified():
            self._say(self.text())

    def give_up(self) -> None:
        """What stood here before holds again."""
        if self.isModified():
            self._say(self._before)
            self.setText(self._before)

    def _say(self, text: str) -> None:
        model = self._place.model()
        if isinstance(model, PhotoModel):
            model.say(self._place, text, self._visit)


class CellDelegate(QStyledItemDelegate):
    """A cell that a reader would miss says so; the editor is a plain line that saves itself as it is typed in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._visits = 0
        self.closeEditor.connect(self._on_closed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(MISSING):
            painter.save()
            painter.setPen(QColor(tones().warning))
            said = QCoreApplication.translate("Missing", "Missing")
            rect = QRect(option.rect).adjusted(2 * SPACE + TEXT_MARGIN, 0, 0, 0)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
            painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._visits += 1
        field = CellField(parent, index, self._visits)
        field.setFrame(False)
        field.setStyleSheet("border-radius: 0; padding: 0 6px")
        field.setAccessibleName(str(COLUMNS[index.column()].title))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # What the desk made of words that are being typed is shown when the cell is left.
        if isinstance(editor, CellField) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        if isinstance(editor, CellField):
            editor.keep()

    def _on_closed(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        escaped = hint is QStyledItemDelegate.EndEditHint.RevertModelCache
        if escaped and isinstance(editor, CellField):
            editor.give_up()
