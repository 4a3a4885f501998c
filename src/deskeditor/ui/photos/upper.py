"""The upper part of the Photos room: the contact sheet, one picture large, or two side by side."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from deskeditor.core.photo import Photo
from deskeditor.ui.photos.canvas import Canvas
from deskeditor.ui.photos.compare_view import CompareView
from deskeditor.ui.photos.decisions import OfTheArchive
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.large_pictures import LargePictures
from deskeditor.ui.photos.photo_model import PHOTO, PhotoModel
from deskeditor.ui.photos.picture_view import PictureView
from deskeditor.ui.photos.sheet import ContactSheet
from deskeditor.ui.services import Services


class Upper(QStackedWidget):
    """The sheet stays what it is: its current photo is the one that is seen large."""

    turned = Signal()
    """Another view is shown now."""

    def __init__(
        self,
        services: Services,
        sheet: ContactSheet,
        model: PhotoModel,
        editing: PhotoEditing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._sheet = sheet
        self._model = model
        self._editing = editing
        self._large = LargePictures(services.jobs, self)
        self._picture: PictureView | None = None
        self._pair: CompareView | None = None
        self.addWidget(sheet)
        services.actions.give_alone(self)
        sheet.addActions([services.actions[name] for name in ("photo.look", "photo.compare")])
        sheet.doubleClicked.connect(lambda _index: self.look())
        sheet.selectionModel().currentChanged.connect(lambda _now, _before: self._follow())
        model.dataChanged.connect(lambda *_: self._follow())
        model.modelReset.connect(self._find_again)

    @property
    def view(self) -> PictureView | None:
        """The large view, while it is shown."""
        return self._picture if self.currentWidget() is self._picture else None

    @property
    def pair(self) -> CompareView | None:
        """The two that are compared, while they are."""
        return self._pair if self.currentWidget() is self._pair else None

    @property
    def canvas(self) -> Canvas | None:
        """The large picture that the hands are on."""
        if self.view is not None:
            return self.view.canvas
        return self.pair.current if self.pair is not None else None

    def take_focus(self) -> None:
        """Give the focus to what is shown."""
        shown: QWidget = self.canvas or self._sheet
        shown.setFocus()

    def look(self) -> None:
        """Show the current photo large; where it is, go back to the sheet."""
        if self.view is not None:
            self.back()
            return
        if self._picture is None:
            self._picture = PictureView(self._services, self._large, OfTheArchive(self._editing))
            self._picture.canvas.left.connect(self.back)
            self._picture.canvas.step_wanted.connect(self._step)
            self.addWidget(self._picture)
        self._show(self._picture)
        self._follow()

    def compare(self, ids: list[str]) -> None:
        """Show these two side by side; where two are, go back to the sheet."""
        if self.pair is not None:
            self.back()
        elif len(ids) == 2:
            self._services.jobs.read(self, lambda desk: desk.photos.rows(ids), self._show_pair)

    def back(self) -> None:
        """Show the sheet, at the photo that was seen."""
        self._show(self._sheet)
        self._sheet.scrollTo(self._sheet.currentIndex())

    def _show_pair(self, photos: list[Photo]) -> None:
        if len(photos) != 2:
            return
        if self._pair is None:
            self._pair = CompareView(self._services, self._large)
            self._pair.left.connect(self.back)
            self._pair.turned_to.connect(self._turn_to)
            self.addWidget(self._pair)
        self._pair.look_at((photos[0], photos[1]))
        self._show(self._pair)

    def _show(self, widget: QWidget) -> None:
        self.setCurrentWidget(widget)
        actions = self._services.actions
        actions["photo.look"].setChecked(self.view is not None)
        actions["photo.compare"].setChecked(self.pair is not None)
        self.take_focus()
        self.turned.emit()

    def _turn_to(self, photo_id: str) -> None:
        """The table follows, and both stay chosen."""
        index = self._model.index_of(photo_id)
        self._sheet.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _step(self, step: int) -> None:
        row = self._sheet.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self._sheet.setCurrentIndex(self._model.index(row, 0))

    def _follow(self) -> None:
        view, index = self.view, self._sheet.currentIndex()
        photo = self._photo(index)
        if view is None or photo is None or photo.id == view.photo_id:
            return
        view.look_at(photo)
        near = (index.siblingAtRow(index.row() + step) for step in (1, -1))
        view.canvas.look_ahead([each for each in map(self._photo, near) if each is not None])

    def _photo(self, index: QModelIndex) -> Photo | None:
        photo = index.data(PHOTO) if index.isValid() else None
        return photo if isinstance(photo, Photo) else None

    def _find_again(self) -> None:
        """The list is another one; what is seen stays, unless it is no longer in it."""
        if self.view is not None:
            index = self._model.index_of(self.view.photo_id)
            if not index.isValid():
                self.back()
            elif index.row() != self._sheet.currentIndex().row():
                self._sheet.setCurrentIndex(index)
