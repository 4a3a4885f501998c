"""The commands of the large view: opening it, and what is decided there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskeditor.desk.fields import PhotoEdit

if TYPE_CHECKING:
    from deskeditor.core.changes import Done
    from deskeditor.core.photo import Role
    from deskeditor.desk import Desk, PhotosEdited
    from deskeditor.ui.photos.framing_dialog import FramingDialog
    from deskeditor.ui.photos.picture_view import PictureView
    from deskeditor.ui.photos.room import PhotosRoom
    from deskeditor.ui.window import MainWindow


class Looking(QObject):
    """What is decided is decided of the picture in sight; turning is done to all that are chosen on the sheet."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: FramingDialog | None = None
        """What frames a photo for one story, while it is open."""
        window.services.actions.connect_all(
            {
                "photo.look": lambda: self._in_room(lambda room: room.upper.look()),
                "photo.compare": lambda: self._in_room(lambda room: room.upper.compare(room.chosen)),
                "photo.zoom": self._zoom,
                "photo.turn_left": partial(self._turn, -1),
                "photo.turn_right": partial(self._turn, 1),
                "photo.tilt_left": lambda: self._on_picture(lambda view: view.tilt(-1)),
                "photo.tilt_right": lambda: self._on_picture(lambda view: view.tilt(1)),
                "photo.focal": lambda: self._on_picture(lambda view: view.put_focal()),
                "photo.crop": lambda: self._on_picture(lambda view: view.draw_next_crop(1)),
                "photo.crop_before": lambda: self._on_picture(lambda view: view.draw_next_crop(-1)),
                "photo.derive": lambda: self._on_picture(lambda view: view.derive()),
            }
        )

    def frame(self, photo_id: str, role: Role) -> None:
        """Frame a photo of the open story for that story alone."""
        from deskeditor.ui.photos.framing_dialog import FramingDialog

        column = self._window.write.column
        if column is None or not column.story.id:
            return
        story = column.story
        story.collect()
        dialog = self.dialog = FramingDialog(self._window.services, story.id, photo_id, role, self._window)

        def finish() -> None:
            if dialog.decided is not None:
                story.uses.framed((photo_id, role), *dialog.decided)
            self._put_away()

        self.dialog.finished.connect(finish)
        self.dialog.open()
        self._window.settle()

    def _put_away(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
        self._window.settle()

    def _in_room(self, act: Callable[[PhotosRoom], None]) -> None:
        if self._window.photos is not None:
            act(self._window.photos)

    @property
    def _view(self) -> PictureView | None:
        if self.dialog is not None:
            return self.dialog.view
        room = self._window.photos
        return room.upper.view if room is not None else None

    def _on_picture(self, act: Callable[[PictureView], None]) -> None:
        if self._view is not None:
            act(self._view)

    def _zoom(self) -> None:
        room = self._window.photos
        canvas = self._view.canvas if self._view is not None else room.upper.canvas if room is not None else None
        if canvas is not None:
            canvas.zoom_or_fit()

    def _turn(self, quarters: int) -> None:
        room = self._window.photos
        if self._view is not None:
            self._view.turn(quarters)
        elif room is not None and room.in_sight:
            chosen = room.in_sight

            def edit(desk: Desk) -> Done[PhotosEdited]:
                photos = desk.photos.rows(chosen)
                return desk.photos.apply(
                    [PhotoEdit(photo.id, {"framing": photo.framing.turned(quarters % 4)}) for photo in photos]
                )

            room.editing.make(edit)
