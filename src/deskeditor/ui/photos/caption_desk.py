"""The caption desk: the table, the line below it that tells of the cell, and the panel that changes many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from deskeditor.core.photo import Photo
from deskeditor.core.template import TemplateKind
from deskeditor.ui.expanding import Asking, Expanding
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.photos.batch_panel import BatchPanel
from deskeditor.ui.photos.caption_table import CaptionTable
from deskeditor.ui.photos.cell_line import CellLine
from deskeditor.ui.photos.chosen import Chosen
from deskeditor.ui.photos.columns import COLUMNS, FILE, text_of
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.photo_model import PhotoModel
from deskeditor.ui.photos.series import Series
from deskeditor.ui.services import Services


class CaptionDesk(QWidget):
    """It shows the photos of the model, and chooses the same ones as the ``sheet``. Where the panel stands is left to
    the room.
    """

    def __init__(
        self,
        services: Services,
        model: PhotoModel,
        editing: PhotoEditing,
        sheet: QAbstractItemView,
        open_story: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._model = model
        self._open_story = open_story
        self._expanding = Expanding(services.jobs, self._asking, self)
        self.table = CaptionTable(model, services.pictures, Expanding(services.jobs, self._asking, self), self)
        self.chosen = Chosen(model, sheet, self.table)
        self._series = Series(model, self.table, self.chosen, services.keeping, editing)
        self.line = CellLine()
        self.batch = BatchPanel(services, editing, lambda: self.chosen.ids, open_story, parent)
        self.batch.left.connect(lambda: self.table.setFocus())
        self.chosen.changed.connect(self.batch.follow)
        self.table.told.connect(self._tell)
        model.dataChanged.connect(self._tell_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.line)

    def expand_in(self, field: QWidget) -> None:
        """Replace codes in another field about the chosen photos too; variables where it is one."""
        if isinstance(field, GrowingField):
            field.sign_typed.connect(lambda: self._expand(field))

    def _expand(self, field: GrowingField) -> None:
        self._expanding.typed(field.textCursor(), self.chosen.ids)

    def _asking(self, photos: Sequence[str]) -> Asking:
        """Codes and variables are those of the stories that show the photos, or what was chosen with them."""
        among, at_hand = self.chosen.ids, self._open_story()
        return lambda desk: desk.captioning.known(photos, among, at_hand=at_hand)

    def go_on(self, field: str) -> None:
        """Give the next photo what the current one shares with it, but for the field that is written in each, and
        choose it; the focus stays where it is.
        """
        row = self.table.currentIndex().row()
        following = self._series.leave(row, field) if 0 <= row < len(self._model.ids) else ""
        if following:
            self.chosen.go_to(following)

    def sort(self) -> None:
        """By the column of the current cell: those first that say nothing there, then last, then as taken in."""
        column, header = max(FILE, self.table.currentIndex().column()), self.table.horizontalHeader()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if header.sortIndicatorSection() != column:
            self.table.sortByColumn(column, up)
        elif header.sortIndicatorOrder() is up:
            self.table.sortByColumn(column, down)
        else:
            self.table.sortByColumn(-1, up)

    def change_chosen(self) -> None:
        """Change the field of the current cell, or others, in all photos that are chosen."""
        self.batch.open(self._current_field)

    def fill_down(self) -> None:
        """What the first of the chosen photos says in the field of the current cell, for all of them."""
        keys, field, jobs = self.chosen.ids[:1], self._current_field, self._services.jobs
        self.table.setFocus()  # a cell that is being typed in is left, and so kept

        def open_panel(rows: list[Photo]) -> None:
            self.batch.open(field, text_of(rows[0], field))

        keeping = self._services.keeping
        keeping.once_saved(lambda: jobs.read_in_turn(self, lambda desk: desk.photos.rows(keys), open_panel))

    def find_and_replace(self) -> None:
        """Find and replace in the photos that are chosen."""
        self.batch.open_replace()

    def fill_from(self, kind: TemplateKind, name: str) -> None:
        """Fill the photos that are chosen from a template or a card."""
        self.batch.open_template(kind, name)

    def take_sheet(self, path: Path) -> None:
        """Show what a caption sheet would change."""
        self.batch.open_sheet(path)

    @property
    def _current_field(self) -> str:
        column = self.table.currentIndex().column()
        return COLUMNS[column].name if column > FILE else "caption"

    def _tell(self, name: str, text: str) -> None:
        index = self.table.currentIndex()
        photo = self._model.row_at(index) if index.isValid() else None
        outlook = self._series.outlook(index, name, text) if photo else ""
        follows = self.tr("Caption: {text}").format(text=outlook) if outlook else ""
        self.line.show_cell(name, text, photo.fields.caption if photo else "", follows)

    def _tell_current(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and index.column() != FILE and self.table.state() != self.table.State.EditingState:
            self._tell(COLUMNS[index.column()].name, str(index.data() or ""))
