"""Photo after photo: Ctrl+Enter saves one, gives the next what is the same, and goes on typing there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from deskeditor.core.series import sentence_about
from deskeditor.ui.photos.chosen import Chosen
from deskeditor.ui.photos.columns import COLUMN_OF, COLUMNS, FILE, value_of

if TYPE_CHECKING:
    from deskeditor.core.changes import Done
    from deskeditor.desk import Desk, PhotosEdited
    from deskeditor.ui.keeping import Keeping
    from deskeditor.ui.photos.caption_table import CaptionTable
    from deskeditor.ui.photos.editing import PhotoEditing
    from deskeditor.ui.photos.photo_model import PhotoModel


class Series(QObject):
    """Where several photos are chosen it goes through those, else down the list; behind the last it stays there."""

    def __init__(
        self, model: PhotoModel, table: CaptionTable, chosen: Chosen, keeping: Keeping, editing: PhotoEditing
    ) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._chosen = chosen
        self._keeping = keeping
        self._editing = editing
        self._before: dict[str, str] = {}
        table.next_wanted.connect(self.go_on)

    def go_on(self) -> None:
        """Leave the photo of the current cell for the next one."""
        index = self._table.currentIndex()
        here = self._model.id_at(index)
        if not here:
            return
        column = index.column() if index.column() != FILE else COLUMN_OF["people"]
        following = self.leave(index.row(), COLUMNS[column].name)
        if following:
            self._table.edit_at(self._model.index_of(following, column))
        else:
            self._table.setFocus()

    def leave(self, row: int, field: str) -> str:
        """Give what it shares, but for the field that is written in each, to the photo that follows the one in that
        row; the id of that one, empty for none.
        """
        here = self._model.ids[row]
        before, following = self._before.get(here, ""), self._following(row)
        # The next photo takes over what is written: what was typed last may still be on its way.
        self._keeping.once_saved(lambda: self._editing.make(_go_on(here, following, before, field)))
        if following:
            self._before[following] = here
        return following

    def outlook(self, index: QModelIndex, name: str, text: str) -> str:
        """The caption that the photo will have from the one before, if these people are on it; empty for none."""
        before = self._model.index_of(self._before.get(self._model.id_at(index), ""))
        photo, older = self._model.row_at(index), self._model.row_at(before) if before.isValid() else None
        if name != "people" or photo is None or older is None or photo.fields.caption:
            return ""
        people = value_of(name, text)
        return sentence_about(people, older.fields) if isinstance(people, tuple) else ""

    def _following(self, row: int) -> str:
        ids = self._chosen.ids
        here = self._model.ids[row]
        if len(ids) > 1 and here in ids:
            place = ids.index(here) + 1
            return ids[place] if place < len(ids) else ""
        return self._model.ids[row + 1] if row + 1 < len(self._model.ids) else ""


def _go_on(here: str, following: str, before: str, field: str) -> Callable[[Desk], Done[PhotosEdited]]:
    return lambda desk: desk.captioning.go_on(here, following, before, field)
