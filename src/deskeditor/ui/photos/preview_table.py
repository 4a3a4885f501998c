"""What would be changed, a row a field of a photo: what stands there now, and what will."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deskeditor.core.sheets import joined
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.chosen_photos import value_of
from deskeditor.ui.photos.detail_specs import SPECS
from deskeditor.ui.rows import draw_words, paint_ground
from deskeditor.ui.theme import SPACE, tones

if TYPE_CHECKING:
    from deskeditor.desk import Preview

PHOTO, FIELD, NOW, THEN = range(4)


SHOWN, AROUND = 28, 12
"""Characters of a beginning that both texts share and that is shown whole; else so many before the first change."""


class Row(NamedTuple):
    """A field of a photo."""

    photo: str
    field: str
    now: str
    then: str

    @property
    def shown(self) -> Row:
        """With texts that begin alike cut at their head, so that what differs is in sight."""
        alike = next((at for at, (a, b) in enumerate(zip(self.now, self.then, strict=False)) if a != b), len(self.now))
        if alike <= SHOWN:
            return self
        start = self.now.rfind(" ", 0, alike - AROUND) + 1
        return self._replace(now=f"… {self.now[start:]}", then=f"… {self.then[start:]}")


class PreviewModel(QAbstractTableModel):
    """The rows of a preview."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, preview: Preview | None) -> None:
        """Show what it says; None for nothing."""
        self.beginResetModel()
        self.rows = _rows(preview) if preview is not None else []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Row._fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Photo"), self.tr("Field"), self.tr("Is now"), self.tr("Will be"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and index.isValid():
            return self.rows[index.row()].shown[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and index.isValid():
            return self.rows[index.row()][index.column()]
        return None


class PreviewTable(QTableView):
    """To be looked over: nothing is typed in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = PreviewModel(self)
        self.setModel(self.preview)
        self.setAccessibleName(self.tr("What would be changed"))
        self.setItemDelegate(PreviewDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(7 * SPACE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (NOW, THEN):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(PHOTO, 40 * SPACE)
        self.setColumnWidth(FIELD, 26 * SPACE)


class PreviewDelegate(QStyledItemDelegate):
    """What is there stands back behind what will be."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        paint_ground(painter, option)
        colour = tones().text if index.column() in (PHOTO, THEN) else tones().rest
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        rect = QRect(option.rect).adjusted(2 * SPACE + 3, 0, -2 * SPACE, 0)
        draw_words(painter, rect, align, str(index.data()), option.font, colour)
        painter.restore()


def _rows(preview: Preview) -> list[Row]:
    photos, titles = {photo.id: photo for photo in preview.photos}, {spec.name: spec.label for spec in SPECS}
    return [
        Row(
            photos[edit.photo].filename,
            titles.get(name, name),
            _said(value_of(photos[edit.photo], name)),
            _said(value),
        )
        for edit in preview.edits
        for name, value in edit.edits.items()
    ]


def _said(value: object) -> str:
    return joined(value) if isinstance(value, tuple) else str(value)
