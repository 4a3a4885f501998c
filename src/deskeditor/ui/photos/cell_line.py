"""The line below the caption desk: how the text of a cell fits, what is doubtful about it, what the keys do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskeditor.ui.photos.columns import COLUMN_OF, COLUMNS
from deskeditor.ui.photos.doubts import doubts, measures
from deskeditor.ui.rows import draw_words
from deskeditor.ui.theme import SPACE, small, tones


class CellLine(QWidget):
    """Always there, so that nothing moves when a cell is gone into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("About the cell"))
        self.setFont(small(self.font()))
        self.setFixedHeight(7 * SPACE)
        self._plain = self._doubt = ""

    @property
    def text(self) -> str:
        """All that it says of the cell."""
        return " · ".join(filter(None, (self._plain, self._doubt)))

    def show_cell(self, name: str, text: str, caption: str, follows: str = "") -> None:
        """Tell of the text of a field, of a photo with that caption; and of what will follow from it."""
        heading = COLUMNS[COLUMN_OF[name]].heading
        self._plain = " · ".join(filter(None, (heading, measures(name, text), follows)))
        self._doubt = " · ".join(each.sentence for each in doubts(name, text, caption))
        self.setToolTip(self.text)
        self.setAccessibleDescription(self.text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """From the left what is said of the cell, at the right the keys as long as there is room."""
        now, painter = tones(), QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self.palette().mid())
        room = self.rect().adjusted(4 * SPACE, 1, -4 * SPACE, 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(self.font())
        draw_words(painter, room, left, self._plain, self.font(), now.rest)
        if self._plain:
            room.setLeft(room.left() + metrics.horizontalAdvance(self._plain) + 4 * SPACE)
        draw_words(painter, room, left, self._doubt, self.font(), now.warning)
        if self._doubt:
            room.setLeft(room.left() + metrics.horizontalAdvance(self._doubt) + 4 * SPACE)
        keys = self.tr("Enter edits · Tab next field · Ctrl+Enter next photo")
        if metrics.horizontalAdvance(keys) <= room.width():
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            draw_words(painter, room, right, keys, self.font(), now.rest)
