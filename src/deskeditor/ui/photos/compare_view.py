"""Two pictures side by side, seen from as near and at the same place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskeditor.core.changes import Changes
from deskeditor.core.photo import Photo
from deskeditor.ui.parts import upright
from deskeditor.ui.photos.canvas import Canvas
from deskeditor.ui.photos.large_pictures import LargePictures
from deskeditor.ui.services import Services


class CompareView(QWidget):
    """What is zoomed and moved on one is zoomed and moved on the other; marks go to the one that has the focus."""

    left = Signal()
    turned_to = Signal(str)
    """The photo, by its id, that the hands are on now."""

    def __init__(self, services: Services, large: LargePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = services.jobs
        self.canvases = (Canvas(services.pictures, large, named=True), Canvas(services.pictures, large, named=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for canvas, other in zip(self.canvases, reversed(self.canvases), strict=True):
            row.addWidget(canvas, 1)
            canvas.left.connect(self.left)
            canvas.step_wanted.connect(lambda _step, other=other: other.setFocus())
            canvas.sight_changed.connect(lambda canvas=canvas, other=other: other.see_as(canvas))
            canvas.focused.connect(lambda canvas=canvas: self.turned_to.emit(canvas.photo.id if canvas.photo else ""))
        row.insertWidget(1, upright())
        self.setFocusProxy(self.canvases[0])
        self._jobs.changed.connect(self._on_changed)

    def look_at(self, photos: tuple[Photo, Photo]) -> None:
        """Show these two, whole."""
        for canvas, photo in zip(self.canvases, photos, strict=True):
            canvas.fits = True
            canvas.show_photo(photo, photo.framing)

    @property
    def current(self) -> Canvas:
        """The one that has the focus, or the first."""
        return next((canvas for canvas in self.canvases if canvas.hasFocus()), self.canvases[0])

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        ids = [canvas.photo.id for canvas in self.canvases if canvas.photo]
        if self.isVisible() and changes.photos.intersection(ids):
            self._jobs.read_in_turn(self, lambda desk: desk.photos.rows(ids), self._show_again)

    def _show_again(self, photos: list[Photo]) -> None:
        found = {photo.id: photo for photo in photos}
        for canvas in self.canvases:
            photo = found.get(canvas.photo.id) if canvas.photo else None
            if photo is not None:
                canvas.show_photo(photo, photo.framing)
