"""How one story shows a photo: the large view on that framing alone."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deskeditor.core.framing import Framing
from deskeditor.core.photo import Photo, Role
from deskeditor.ui.parts import FootBar, push_button
from deskeditor.ui.photos.decisions import OfTheStory
from deskeditor.ui.photos.large_pictures import LargePictures
from deskeditor.ui.photos.picture_view import PictureView
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE


class FramingDialog(QDialog):
    """What is decided holds at once, as everywhere; Ctrl+Z takes it back: step by step while the dialog is open,
    and as one in the Photos pane after it.
    """

    def __init__(self, services: Services, story_id: str, photo_id: str, role: Role, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Crop for this story"))
        jobs = services.jobs
        self._decisions = OfTheStory(jobs, story_id, role, self)
        self._before: Framing | None = None
        self.view = PictureView(services, LargePictures(jobs, self), self._decisions, leaves="")
        self.view.crops.label.setText(self.tr("The story shows"))
        services.actions.give_alone(self.view)
        self._told = QLabel()
        self._told.setProperty("rest", True)
        self.follow = push_button(self.tr("As the archive has it"))
        self.follow.clicked.connect(self._follow)
        close = push_button(self.tr("Close"))
        close.clicked.connect(self.accept)
        foot = FootBar()
        row = QHBoxLayout(foot)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._told, 1)
        row.addWidget(self.follow)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(foot)
        self.view.canvas.left.connect(self.accept)
        self.view.shown.connect(self._tell)
        QShortcut(QKeySequence("Ctrl+Z"), self, self._decisions.undo)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, self._decisions.redo)
        self.resize(parent.size() * 0.85)
        self._tell()
        self.view.setFocus()
        jobs.read_in_turn(self, lambda desk: self._decisions.read(desk, photo_id), self._begin, self._refuse)

    @property
    def decided(self) -> tuple[Framing, Framing] | None:
        """How the story showed the photo, and how it does now; None where that is the same."""
        before, now = self._before, self.view.canvas.framing
        return None if before is None or before == now else (before, now)

    def _begin(self, found: tuple[Photo, Framing]) -> None:
        self._before = found[1]
        self.view.look_at(*found)

    def _refuse(self, error: object) -> None:
        self.view.refusal.say(str(error))

    def _follow(self) -> None:
        photo = self.view.canvas.photo
        if photo is not None:
            self.view.decide(photo.framing)
            self.view.setFocus()

    def _tell(self) -> None:
        canvas = self.view.canvas
        is_own = canvas.photo is not None and canvas.framing != canvas.photo.framing
        own, archived = self.tr("Decided for this story alone."), self.tr("This story follows the archive.")
        self._told.setText(own if is_own else archived)
        self.follow.setEnabled(is_own)
