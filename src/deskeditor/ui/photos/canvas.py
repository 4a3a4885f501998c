"""One picture, large: seen whole or closely, moved under the hand, and what a tool draws over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy

from deskeditor.core.framing import AS_IT_CAME, RATIOS, WHOLE, Framing
from deskeditor.core.photo import Photo
from deskeditor.core.region import Point
from deskeditor.ui.photos.framed import draw_framed
from deskeditor.ui.photos.large_pictures import LargePictures
from deskeditor.ui.photos.marks import draw_marks, marks_in_words
from deskeditor.ui.photos.overlays import PARTS, draw_box, draw_lines, draw_tag
from deskeditor.ui.photos.sight_view import MARGIN, SightView
from deskeditor.ui.photos.tools import ARROWS, CropTool, Tool, put_focal
from deskeditor.ui.pictures import Pictures
from deskeditor.ui.theme import SPACE, tones

ZOOM = 1.25
"""A step of the wheel, or of plus and minus."""
STRIDE = 20.0 * SPACE
"""Pixels that Ctrl and an arrow move the picture."""
NOTCH = 120
"""What Qt counts for one click of a wheel."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1}
ZOOMS = {Qt.Key.Key_Plus: ZOOM, Qt.Key.Key_Equal: ZOOM, Qt.Key.Key_Minus: 1 / ZOOM}


class Canvas(SightView):
    """Shows a photo as it is framed. What a tool wants is told by ``decided``; who hears it shows what may be."""

    step_wanted = Signal(int)
    """To the photo after (1) or before (-1)."""
    left = Signal()
    """Escape, with no tool in the hand."""
    focused = Signal()
    tool_changed = Signal()
    decided = Signal(object, str)
    """A ``Framing`` that is wanted, and the field that it is one more step of (see ``History.add``)."""

    def __init__(self, pictures: Pictures, large: LargePictures, *, named: bool = False) -> None:
        """``named`` says whether the name of the file is drawn at its head."""
        super().__init__()
        self._is_named = named
        self._pictures = pictures
        self._large = large
        self.photo: Photo | None = None
        self.framing = AS_IT_CAME
        self.ratios: tuple[str, ...] = RATIOS
        self.tool: Tool | None = None
        self._has_grid = False
        self._hand: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(60 * SPACE, 40 * SPACE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        large.arrived.connect(self._on_pixels)
        pictures.arrived.connect(self._on_pixels)

    # What is shown

    def show_photo(self, photo: Photo | None, framing: Framing = AS_IT_CAME) -> None:
        """Show it, from as near as the last one was seen; the tool goes with the photo."""
        if (photo and photo.id) != (self.photo and self.photo.id):
            self._has_grid = False
            self.drop_tool()
            self._large.try_again(photo.id if photo else "")
        self.photo, self.framing = photo, framing
        said = [photo.filename, marks_in_words(photo)] if photo else [self.tr("No photo")]
        self.setAccessibleName(", ".join(filter(None, said)))
        self.look(replace(self.sight, frame=framing.frame(*self.size_of_picture)).within())
        if isinstance(self.tool, CropTool):
            self.tool.follow()

    @property
    def size_of_picture(self) -> tuple[int, int]:
        """In its own pixels, upright and unframed."""
        return (self.photo.width, self.photo.height) if self.photo else (1, 1)

    @property
    def image(self) -> QImage | None:
        """The best pixels that there are, unframed; better ones are asked for."""
        return self._large.get(self.photo, self.needed) if self.photo else None

    @property
    def problem(self) -> str:
        """Why there are no pixels to have, in a sentence; empty where there are, or will be."""
        return self._large.failed.get(self.photo.id, "") if self.photo else ""

    @property
    def needed(self) -> float:
        """Pixels of the picture's longer side that the screen shows now."""
        return max(self.size_of_picture) * self.sight.scale * self.devicePixelRatioF()

    def look_ahead(self, photos: Sequence[Photo]) -> None:
        """Have these at hand: they may be shown next."""
        ratio, window = self.devicePixelRatioF(), max(self.sight.window)
        seen = (window if self.fits else max(photo.width, photo.height) * self.sight.scale for photo in photos)
        self._large.look_ahead([(photo, pixels * ratio) for photo, pixels in zip(photos, seen, strict=True)])

    def show_grid(self, on: bool) -> None:
        """Draw lines to straighten by."""
        self._has_grid = on
        self.update()

    # The stage of the tools

    def take(self, tool: Tool) -> None:
        """Take a tool into the hand."""
        self.tool = tool
        self._has_grid = False
        self.setCursor(tool.cursor)
        self.setFocus()
        self.update()
        self.tool_changed.emit()

    def drop_tool(self) -> None:
        """Put the tool away."""
        self.tool = None
        self.unsetCursor()
        self.update()
        self.tool_changed.emit()

    def decide(self, framing: Framing, field: str = "") -> None:
        """Ask for a framing; what is shown follows where it can be."""
        self.decided.emit(framing, field)

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tool takes it; without one the picture is moved, and Alt puts the focal point."""
        if event.button() != Qt.MouseButton.LeftButton or self.photo is None:
            event.ignore()
            return
        place = self._place(event)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            put_focal(self, place)
        elif self.tool is not None:
            self.tool.press(place)
        else:
            self._hand = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """As it began."""
        if self._hand is not None:
            way = event.position() - self._hand
            self._hand = event.position()
            self.look(self.sight.panned(way.x(), way.y()))
        elif self.tool is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.tool.drag(self._place(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was drawn is decided."""
        if event.button() == Qt.MouseButton.LeftButton:
            if self._hand is None and self.tool is not None:
                self.tool.release(self._place(event))
            self._hand = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nearer, and back."""
        if self.tool is None:
            self.zoom_or_fit((event.position().x(), event.position().y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer and farther, about what is under the pointer."""
        spot = (event.position().x(), event.position().y())
        self.zoom(self.sight.scale * ZOOM ** (event.angleDelta().y() / NOTCH), spot)

    def event(self, event: QEvent) -> bool:
        """A tool in the hand has the keys that it knows before the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.tool is not None:
            is_its = event.key() in self.tool.keys and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            event.setAccepted(is_its)
            return is_its
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the tool away, and goes back without one; arrows move; plus and minus bring nearer."""
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape and self.tool is not None:
            self.drop_tool()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in ARROWS and held & Qt.KeyboardModifier.ControlModifier:
            across, down = ARROWS[key]
            self.look(self.sight.panned(-across * STRIDE, -down * STRIDE))
        elif self.tool is not None and key in self.tool.keys:
            self.tool.key(key, held)
        elif key in STEPS:
            self.step_wanted.emit(STEPS[Qt.Key(key)])
        elif key in ZOOMS:
            self.zoom(self.sight.scale * ZOOMS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _place(self, event: QMouseEvent) -> Point:
        return self.sight.to_frame((event.position().x(), event.position().y()))

    # Drawing

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shown by a line around it."""
        super().focusInEvent(event)
        self.update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """As above."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, what is drawn over it, its marks."""
        now, painter = tones(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(now.ground))
        if self.photo is not None:
            frame = self.rect_of(WHOLE)
            self._draw_picture(painter, frame, self.photo)
            painter.setClipRect(frame.adjusted(-SPACE, -SPACE, SPACE, SPACE))
            if self._has_grid:
                draw_lines(painter, frame, PARTS)
            if self.tool is not None:
                self.tool.draw(painter)
            elif self.framing.shown:
                draw_box(painter, self.rect_of(self.framing.shown_box(*self.size_of_picture)), dashed=False)
            painter.setClipping(False)
            draw_marks(painter, self.rect().adjusted(0, 0, 0, -SPACE), self.photo)
            if self._is_named:
                draw_tag(painter, QRectF(self.rect()).adjusted(SPACE, SPACE, -SPACE, 0), self.photo.filename)
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw_picture(self, painter: QPainter, frame: QRectF, photo: Photo) -> None:
        image, size = self.image, self.size_of_picture
        # A strip is shown at least a pixel wide.
        target = QRectF(frame.topLeft(), frame.size().expandedTo(QRectF(0, 0, 1, 1).size()))
        if image is not None:
            draw_framed(painter, target, image, size, self.framing, WHOLE)
            return
        painter.fillRect(target, QColor(tones().line))
        small = self._pictures.at_hand(photo.id)
        if self.problem:
            painter.setPen(QColor(tones().text))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), words, self.problem)
        elif small is not None and small.framing == self.framing:
            painter.drawImage(self.rect_of(self.framing.shown_box(*size)), small.image)

    def _on_pixels(self, photo_id: str) -> None:
        if self.photo is not None and photo_id == self.photo.id:
            self.update()
