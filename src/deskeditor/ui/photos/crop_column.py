"""Each crop of the picture as the site will show it, and the choice of the one to draw."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.framing import AS_IT_CAME, FREE, RATIOS, Framing
from deskeditor.ui.parts import Choice
from deskeditor.ui.photos.framed import draw_framed
from deskeditor.ui.photos.overlays import draw_box
from deskeditor.ui.photos.wording import crop_word
from deskeditor.ui.theme import SPACE, small, tones

COLUMNS = 2
CELL = QSize(26 * SPACE, 24 * SPACE)
LARGEST = QSize(24 * SPACE, 16 * SPACE)
"""Pixels of a crop, and of it with its name."""


class CropPreview(QAbstractButton):
    """One crop: dashed around where it follows from the focal point, solid where it was drawn, and said in a word."""

    def __init__(self, ratio: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ratio = ratio
        self._image: QImage | None = None
        self._size = (1, 1)
        self._framing = AS_IT_CAME
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def _is_drawn(self) -> bool:
        return self._framing.drawn(self.ratio) is not None

    def show_crop(self, image: QImage | None, size: tuple[int, int], framing: Framing) -> None:
        """Show what it is now."""
        self._image, self._size, self._framing = image, size, framing
        self.setText(f"{crop_word(self.ratio)} · {self._state()}")
        self.setAccessibleName(self.tr("Crop {name}").format(name=self.text()))
        self.setToolTip(self.accessibleName())
        self.update()

    def _state(self) -> str:
        if self.ratio == FREE and not self._is_drawn:
            return self.tr("not drawn")
        return self.tr("drawn") if self._is_drawn else self.tr("derived")

    def sizeHint(self) -> QSize:
        """The crop and the words below it."""
        return CELL

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The crop above its name."""
        now, painter = tones(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.chosen))
            painter.drawRoundedRect(ground, SPACE, SPACE)
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, SPACE, SPACE)
        self._draw_crop(painter)
        painter.setPen(QColor(now.text if self.isChecked() else now.rest))
        painter.setFont(small(QFont(self.font())))
        line = QRectF(self.rect()).adjusted(0, self.height() - 6 * SPACE, 0, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self.text())

    def _draw_crop(self, painter: QPainter) -> None:
        box = self._framing.box(self.ratio, *self._size)
        across, down = self._framing.frame(*self._size)
        wide, high = box.width * across, box.height * down
        scale = min(LARGEST.width() / wide, LARGEST.height() / high)
        target = QRectF(0, 0, max(1.0, wide * scale), max(1.0, high * scale))
        target.moveCenter(QRectF(0, SPACE, self.width(), LARGEST.height()).center())
        if self._image is None:
            painter.fillRect(target, QColor(tones().line))
        else:
            draw_framed(painter, target, self._image, self._size, self._framing, box)
        draw_box(painter, target, dashed=not self._is_drawn)


class CropColumn(QWidget):
    """The crops below each other, and which of them stories show."""

    chosen = Signal(str)
    """The ratio of the crop to draw; empty for none."""
    shown_wanted = Signal(str)
    """The crop in which stories should show the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(COLUMNS * CELL.width() + 6 * SPACE)
        self.setAccessibleName(self.tr("Crops"))
        self.ratios: tuple[str, ...] = ()
        self.previews: dict[str, CropPreview] = {}
        self.shown = Choice()
        self.shown.setAccessibleName(self.tr("What stories show of the picture"))
        self.shown.activated.connect(lambda _row: self.shown_wanted.emit(str(self.shown.currentData())))
        self.label = QLabel(self.tr("Stories show"))
        self.label.setFont(small(self.font()))
        self.label.setProperty("rest", True)
        self.label.setBuddy(self.shown)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        self._grid.setSpacing(SPACE)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * SPACE, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self.label, self.shown):
            row = QVBoxLayout()
            row.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
            row.addWidget(widget)
            column.addLayout(row)
        column.addWidget(area, 1)
        self.offer(RATIOS)

    def offer(self, own: tuple[str, ...]) -> None:
        """These ratios are to be had, and a free one."""
        ratios = (*dict.fromkeys(own), FREE)
        if ratios == self.ratios:
            return
        self.ratios = ratios
        for preview in self.previews.values():
            preview.hide()
            preview.deleteLater()
        self.previews = {ratio: CropPreview(ratio) for ratio in ratios}
        for number, preview in enumerate(self.previews.values()):
            preview.clicked.connect(lambda on, ratio=preview.ratio: self.chosen.emit(ratio if on else ""))
            self._grid.addWidget(preview, number // COLUMNS, number % COLUMNS)
        self.shown.clear()
        for ratio in ("", *ratios):
            self.shown.addItem(crop_word(ratio), ratio)

    def show_crops(self, image: QImage | None, size: tuple[int, int], framing: Framing) -> None:
        """Show the crops of this picture."""
        for preview in self.previews.values():
            preview.show_crop(image, size, framing)
        self.shown.setCurrentIndex(max(0, self.shown.findData(framing.shown)))

    def choose(self, ratio: str) -> None:
        """Mark the one that is being drawn; empty for none."""
        for preview in self.previews.values():
            preview.setChecked(preview.ratio == ratio)

    def allow(self, on: bool) -> None:
        """Let crops be chosen, or only be looked at."""
        for widget in (*self.previews.values(), self.shown):
            widget.setEnabled(on)


def ratios_of(own: tuple[str, ...], framing: Framing) -> tuple[str, ...]:
    """Those of every desk, the desk's own, and others that somebody drew of this picture."""
    drawn = (ratio for ratio, _box in framing.crops if ratio != FREE)
    known = [*RATIOS, *own]
    others = (ratio for ratio in drawn if replace(framing, crops=()).drawn(ratio) is None and ratio not in known)
    return tuple(dict.fromkeys([*known, *others]))
