"""The list as it was seen last, shown until the desk is open: the first paint has a list.

It is a picture: to draw its words would load half of the namespaces of Qt, which costs as much as the whole window.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from deskeditor.ui.theme import DARK, tones

FORMAT = "PNG"


class Glance(QWidget):
    """The picture kept for a desk. Nothing in it can be chosen: in a moment the list itself is there."""

    def __init__(self, picture: QPixmap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._picture.setDevicePixelRatio(self.devicePixelRatioF())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, where the list will be."""
        if not self._picture.isNull():
            QPainter(self).drawPixmap(0, 0, self._picture)


def recall(desk: Path) -> QPixmap:
    """The picture kept for that desk in the look of now; an empty one where there is none."""
    return QPixmap(str(_file(desk)))


def keep(desk: Path, picture: QPixmap) -> None:
    """Keep the picture for the next time that desk is opened; a cache that cannot be written is no matter."""
    file = _file(desk)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    picture.save(str(file), FORMAT)


def _file(desk: Path) -> Path:
    cache = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))
    look = "dark" if tones() is DARK else "light"
    return cache / f"list-{crc32(str(desk).encode()):08x}-{look}.png"
