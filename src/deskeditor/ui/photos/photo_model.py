"""The archive as a table: a row a photo, a column a field, edited in place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QObject, Qt

from deskeditor.core.changes import Changes, Done
from deskeditor.core.photo import Photo
from deskeditor.core.queries import PhotoFilter
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.keeping import Keeping, Said
from deskeditor.ui.paged import FIRST, PAGE, Index, PagedModel
from deskeditor.ui.photos.chosen_photos import with_values
from deskeditor.ui.photos.columns import COLUMNS, FILE, Column, text_of, value_of
from deskeditor.ui.photos.doubts import doubts
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.marks import marks_in_words

if TYPE_CHECKING:
    from deskeditor.desk import Desk, PhotoEdits, PhotosEdited

PHOTO = Qt.ItemDataRole.UserRole
"""The role under which a cell is the ``Photo`` of its row, or None while it is being read."""
DOUBTS = Qt.ItemDataRole.UserRole + 1
"""What is to be said of the cell: a list of ``Doubt``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell is of, wherever its row goes and whether or not it is read again meanwhile."""

    photo: str
    filename: str
    column: Column


class PhotoModel(PagedModel[Photo]):
    """The contact sheet and the caption desk show the same model."""

    follows = True

    def __init__(self, jobs: Jobs, keeping: Keeping, editing: PhotoEditing, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._keeping = keeping
        self._editing = editing
        self._visits = 0
        self._only = PhotoFilter()
        jobs.changed.connect(self._on_changed)
        editing.edited.connect(self._on_edited)

    def show(self, only: PhotoFilter) -> None:
        """Show the photos that pass, in the order that was chosen."""
        self._only = replace(only, sort=self._only.sort, descending=self._only.descending)
        self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By that column, with those first that say nothing there; by none (-1) in the order of taking in."""
        sort = COLUMNS[column].name if column >= 0 else ""
        self._only = replace(self._only, sort=sort, descending=order is Qt.SortOrder.DescendingOrder)
        self.refresh()

    def _list(self, desk: Desk) -> list[str]:
        return desk.photos.ids(self._only)

    def _begin(self, desk: Desk) -> tuple[list[str], list[Photo]]:
        first = desk.photos.first(self._only, FIRST)
        return [photo.id for photo in first], first

    def _read(self, desk: Desk, ids: list[str]) -> list[Photo]:
        return desk.photos.rows(ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[section].heading

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        photo = self.row_at(index)
        if photo is None or role == PHOTO:
            return photo
        name = COLUMNS[index.column()].name
        text = text_of(photo, name)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == DOUBTS:
            return doubts(name, text, photo.fields.caption)
        if role == Qt.ItemDataRole.ToolTipRole:
            doubted = [each.sentence for each in doubts(name, text, photo.fields.caption)] if text else []
            return "\n".join(filter(None, (text, *doubted))) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            if index.column() == FILE:
                return marks_in_words(photo)
            return ". ".join(each.sentence for each in doubts(name, text, photo.fields.caption)) or None
        return None

    def row_at(self, index: Index) -> Photo | None:
        """The photo with what was typed of it, or None while it is being read."""
        photo = super().row_at(index)
        if photo is None or self._keeping.all_saved:
            return photo
        return with_values(photo, self._keeping.unsaved_of(photo.id))

    def cell_at(self, index: Index) -> Cell:
        """The cell; without a file name while its row is being read."""
        photo = self.row_at(index)
        return Cell(self.id_at(index), photo.filename if photo is not None else "", COLUMNS[index.column()])

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        photo = self.row_at(index)
        column = COLUMNS[index.column()]
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or photo is None or text == text_of(photo, column.name):
            return False
        self._visits -= 1
        self.say(self.cell_at(index), text, self._visits)
        return True

    def say(self, cell: Cell, text: str, visit: int) -> None:
        """Keep what stands in a cell that is being edited; what is typed in one ``visit`` is one step of undo."""
        photo_id, name, about = cell.photo, cell.column.name, f"{cell.column.name} of {cell.photo}"
        value = value_of(name, text)

        def work(desk: Desk) -> Done[PhotosEdited]:
            return desk.photos.apply([PhotoEdit(photo_id, cast("PhotoEdits", {name: value}))])

        def done(edited: PhotosEdited) -> None:
            self._editing.add(work, edited, f"{about} {visit}")

        title = f"{cell.column.heading} ({cell.filename})"
        self._keeping.say(Said(about, title, text.strip(), work, done, of=(photo_id,), values={name: value}))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() != FILE and not self._jobs.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _on_edited(self, edited: PhotosEdited) -> None:
        # At once: what was typed would be seen to go until its row has been read again.
        self._take_rows([photo for photo in edited.photos if photo.id in self._rows])

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if not changes.photos:
            return
        self.reread(changes.photos)
        if not changes.photos.issubset(self._ids):
            self.refresh()
        elif len(changes.photos) > PAGE:
            self._jobs.read(self, lambda desk: changes.photos.issubset(desk.photos.ids()), self._stay_or_go)

    def _stay_or_go(self, are_all_there: bool) -> None:
        """What was changed stays in the list, whether or not it passes the filter still; what is in the bin goes."""
        if not are_all_there:
            self.refresh()
