"""The archive as a table: a row a photo, a column a field, edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QModelIndex, QObject, Qt

from deskeditor.core.changes import Changes, Done
from deskeditor.core.photo import Photo
from deskeditor.core.queries import PhotoFilter
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.keeping import Keeping, Said
from deskeditor.ui.paged import Index, PagedModel
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.marks import marks_in_words

if TYPE_CHECKING:
    from deskeditor.desk import Desk, PhotoEdits, PhotosEdited

CONTEXT = "PhotoFields"
PHOTO = Qt.ItemDataRole.UserRole
"""The role under which a cell is the ``Photo`` of its row, or None while it is being read."""
MISSING = Qt.ItemDataRole.UserRole + 1
"""Whether the cell is one that a reader will miss."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the archive record; ``needed`` ones are marked where they are empty.

    ``width`` is in pixels; of a wider window each column has ``share`` parts.
    """

    name: str
    title: object
    width: int
    many: bool = False
    needed: bool = False
    share: int = 0


COLUMNS = (
    Column("filename", QT_TRANSLATE_NOOP(CONTEXT, "File"), 200),
    Column("headline", QT_TRANSLATE_NOOP(CONTEXT, "Headline"), 160, share=1),
    Column("caption", QT_TRANSLATE_NOOP(CONTEXT, "Caption"), 320, needed=True, share=3),
    Column("alt", QT_TRANSLATE_NOOP(CONTEXT, "Alt text"), 240, needed=True, share=2),
    Column("credit", QT_TRANSLATE_NOOP(CONTEXT, "Credit"), 160, needed=True),
    Column("creator", QT_TRANSLATE_NOOP(CONTEXT, "Creator"), 140, many=True),
    Column("people", QT_TRANSLATE_NOOP(CONTEXT, "People"), 160, many=True),
    Column("city", QT_TRANSLATE_NOOP(CONTEXT, "City"), 120),
    Column("date_created", QT_TRANSLATE_NOOP(CONTEXT, "Date"), 140),
    Column("copyright", QT_TRANSLATE_NOOP(CONTEXT, "Rights"), 160),
)


class PhotoModel(PagedModel[Photo]):
    """The contact sheet and the caption desk show the same model."""

    def __init__(self, jobs: Jobs, keeping: Keeping, editing: PhotoEditing, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._keeping = keeping
        self._editing = editing
        self._visits = 0
        self._only = PhotoFilter()
        jobs.changed.connect(self._on_changed)

    def show(self, only: PhotoFilter) -> None:
        """Show the photos that pass."""
        self._only = only
        self.refresh()

    def _list(self, desk: Desk) -> list[str]:
        return desk.photos.ids(self._only)

    def _read(self, desk: Desk, ids: list[str]) -> list[Photo]:
        return desk.photos.rows(ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return QCoreApplication.translate(CONTEXT, str(COLUMNS[section].title))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        photo = self.row_at(index)
        if photo is None or role == PHOTO:
            return photo
        column = COLUMNS[index.column()]
        text = _text(photo, column)
        if role == MISSING:
            return column.needed and not text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return text or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and column.name == "filename":
            return marks_in_words(photo)
        return None

    def say(self, index: Index, text: str, visit: int) -> None:
        """Keep what stands in a cell that is being edited; what is typed in one ``visit`` is one step of undo."""
        photo, column = self.row_at(index), COLUMNS[index.column()]
        if photo is not None:
            self._say(photo, column, text.strip(), visit)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        photo = self.row_at(index)
        column = COLUMNS[index.column()]
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or photo is None or text == _text(photo, column):
            return False
        self._visits -= 1
        self._say(photo, column, text, self._visits)
        return True

    def _say(self, photo: Photo, column: Column, text: str, visit: int) -> None:
        photo_id, name, about = photo.id, column.name, f"{column.name} of {photo.id}"
        names = tuple(part.strip() for part in text.split(";") if part.strip())
        value: object = names if column.many else text

        def work(desk: Desk) -> Done[PhotosEdited]:
            return desk.photos.apply([PhotoEdit(photo_id, cast("PhotoEdits", {name: value}))])

        def done(edited: PhotosEdited) -> None:
            self._editing.add(work, edited, f"{about} {visit}")

        title = QCoreApplication.translate(CONTEXT, str(column.title))
        self._keeping.say(Said(about, f"{title} ({photo.filename})", text, work, done))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if COLUMNS[index.column()].name != "filename" and not self._jobs.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if not changes.photos:
            return
        self.reread(changes.photos)
        if not changes.photos.issubset(self._ids):
            self.refresh()


def _text(photo: Photo, column: Column) -> str:
    """The cell's text; names are parted by semicolons."""
    if column.name == "filename":
        return photo.filename
    value = getattr(photo.fields, column.name)
    return "; ".join(value) if column.many else str(value)
