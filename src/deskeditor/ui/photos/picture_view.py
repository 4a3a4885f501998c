"""The large view: one picture, and the decisions on how it is shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError
from deskeditor.core.framing import AS_IT_CAME, MOST_DEGREES, Framing
from deskeditor.core.photo import Photo
from deskeditor.ui.parts import hairline, upright
from deskeditor.ui.photos.canvas import Canvas
from deskeditor.ui.photos.crop_column import CropColumn, ratios_of
from deskeditor.ui.photos.decisions import Decisions
from deskeditor.ui.photos.large_pictures import LargePictures
from deskeditor.ui.photos.picture_bar import PictureBar
from deskeditor.ui.photos.refusal import Refusal
from deskeditor.ui.photos.tools import CropTool, FocalTool
from deskeditor.ui.services import Services

MENU = (
    *("photo.zoom", "photo.turn_left", "photo.turn_right"),
    *("photo.focal", "photo.crop", "photo.derive"),
)
"""What the context menu of the picture offers."""


class PictureView(QWidget):
    """What is decided is shown at once and kept by ``decisions``; what cannot be is refused beside the picture."""

    shown = Signal()
    """Another photo, or the same framed otherwise."""

    def __init__(
        self, services: Services, large: LargePictures, decisions: Decisions, *, leaves: str = "photo.look"
    ) -> None:
        """``leaves`` is the action that goes back from it, if any."""
        super().__init__()
        self._jobs = services.jobs
        self._decisions = decisions
        self._own: tuple[str, ...] = ()
        self._kept = AS_IT_CAME
        self._turn = 0
        self._visit = 0
        self.canvas = Canvas(services.pictures, large)
        self.bar = PictureBar(services.actions, leaves)
        self.crops = CropColumn()
        self.refusal = Refusal(self.canvas)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.canvas, 1)
        row.addWidget(upright())
        row.addWidget(self.crops)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(hairline())
        column.addLayout(row, 1)
        self.setTabOrder(self.bar.last, self.canvas)
        self.setTabOrder(self.canvas, self.crops.shown)
        self.setFocusProxy(self.canvas)
        self.canvas.addActions([services.actions[name] for name in MENU])
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.canvas.decided.connect(self.decide)
        self.canvas.tool_changed.connect(self._on_tool)
        self.canvas.sight_changed.connect(lambda: self.bar.show_zoom(self.canvas))
        self.crops.chosen.connect(self.draw_crop)
        self.crops.shown_wanted.connect(lambda ratio: self.decide(replace(self.canvas.framing, shown=ratio)))
        self.bar.straightened.connect(self._straighten)
        large.arrived.connect(lambda photo_id: self._show_crops() if photo_id == self.photo_id else None)
        self._jobs.changed.connect(self._on_changed)
        self._jobs.failed.connect(lambda _error, about: self._read() if about == decisions.about else None)
        self._read_ratios()

    @property
    def photo_id(self) -> str:
        """The photo that is looked at; empty for none."""
        return self.canvas.photo.id if self.canvas.photo else ""

    def look_at(self, photo: Photo | None, framing: Framing | None = None) -> None:
        """Show a photo, framed as the archive says unless another framing is given."""
        if photo is None or photo.id != self.photo_id:
            self.refusal.say("")
            self._turn += 1
            self._visit += 1
        self._kept = framing or (photo.framing if photo else AS_IT_CAME)
        self._show(photo, self._kept)

    def event(self, event: QEvent) -> bool:
        """Space and Enter press the button that has the focus, before they are shortcuts."""
        presses = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in presses:
            event.setAccepted(not self.canvas.hasFocus())
            return event.isAccepted()
        return super().event(event)

    # What may be decided

    def turn(self, quarters: int) -> None:
        """Turn the picture clockwise by quarters."""
        self.decide(self.canvas.framing.turned(quarters % 4))

    def tilt(self, tenths: int) -> None:
        """Straighten by so many tenths of a degree more, clockwise."""
        degrees = round(self.canvas.framing.straighten + tenths / 10, 1)
        self._straighten(min(max(degrees, -MOST_DEGREES), MOST_DEGREES), False)

    def put_focal(self) -> None:
        """Take the focal point into the hand, or put it away."""
        if isinstance(self.canvas.tool, FocalTool):
            self.canvas.drop_tool()
        elif self.canvas.photo is not None:
            self.canvas.take(FocalTool(self.canvas))

    def draw_crop(self, ratio: str) -> None:
        """Draw the crop of that ratio; none for an empty one."""
        if ratio and self.canvas.photo is not None:
            self._visit += 1
            self.canvas.take(CropTool(self.canvas, ratio, self._visit))
        else:
            self.canvas.drop_tool()

    def draw_next_crop(self, step: int) -> None:
        """Draw the crop after the one that is drawn now, or before it (-1)."""
        ratios, tool = self.crops.ratios, self.canvas.tool
        here = ratios.index(tool.ratio) if isinstance(tool, CropTool) else -1 if step > 0 else 0
        self.draw_crop(ratios[(here + step) % len(ratios)])

    def derive(self) -> None:
        """Leave the crop that is drawn to the focal point; all crops where none is being drawn."""
        tool = self.canvas.tool
        if isinstance(tool, CropTool):
            tool.derive()
        else:
            self.decide(replace(self.canvas.framing, crops=()))

    def _straighten(self, degrees: float, is_held: bool) -> None:
        canvas = self.canvas
        if canvas.photo is None:
            return
        canvas.show_grid(True)
        wanted = self._kept.straightened(degrees, *canvas.size_of_picture)
        if is_held:
            self._show(canvas.photo, wanted)
        else:
            self.decide(wanted, f"straighten {self._visit}")
            canvas.show_grid(True)

    def decide(self, framing: Framing, field: str = "") -> None:
        """Have the picture framed so, if it can be; steps of one ``field`` in a row are one."""
        photo = self.canvas.photo
        if photo is None or self._jobs.read_only:
            return
        try:
            framing.checked(photo.width, photo.height)
        except DeskError as error:
            self.refusal.say(error.sentence())
            self._show(photo, self._kept)
            return
        self.refusal.say("")
        if framing != self._kept:
            before, self._kept = self._kept, framing
            self._turn += 1
            self._show(photo, framing)
            self._decisions.keep(photo.id, framing, before, field)

    # What is shown

    def _show(self, photo: Photo | None, framing: Framing) -> None:
        self.crops.offer(ratios_of(self._own, framing))
        self.canvas.ratios = self.crops.ratios
        self.canvas.show_photo(photo, framing)
        self.bar.show_photo(photo, self.canvas)
        self._show_crops()
        self.shown.emit()

    def _show_crops(self) -> None:
        canvas = self.canvas
        self.crops.show_crops(canvas.image, canvas.size_of_picture, canvas.framing)
        can_be = canvas.photo is not None and not self._jobs.read_only
        self.crops.allow(can_be)
        self.bar.slider.setEnabled(can_be)

    def _on_tool(self) -> None:
        tool = self.canvas.tool
        self.crops.choose(tool.ratio if isinstance(tool, CropTool) else "")

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self._decisions.are_in(changes, self.photo_id):
            self._read()
        if changes.settings:
            self._read_ratios()

    def _read(self) -> None:
        """Show what the desk has, unless more was decided meanwhile."""
        turn, photo_id = self._turn, self.photo_id

        def take(found: tuple[Photo, Framing]) -> None:
            if turn == self._turn:
                self._kept = found[1]
                self._show(*found)

        if photo_id:
            self._jobs.read_in_turn(self, lambda desk: self._decisions.read(desk, photo_id), take)

    def _read_ratios(self) -> None:
        def take(own: tuple[str, ...]) -> None:
            self._own = own
            self._show(self.canvas.photo, self.canvas.framing)

        self._jobs.read_in_turn(self, lambda desk: desk.publication().ratios, take)
