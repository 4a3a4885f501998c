"""One family of icons: Phosphor in its regular weight, from the fonts that QtAwesome carries.

QtAwesome itself is not imported: by way of QtPy it loads every class of Qt, which takes longer than the whole window.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

FONT, NAMES = "phosphor-*.ttf", "phosphor-charmap-*.json"
"""In the folder of fonts; their names carry a version."""


class Glyph(QIconEngine):
    """A letter of the icon font in the colours of the palette as it is when painted."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """In the text colour, in the accent where it is on, in the colour of lines where it is disabled."""
        role = QPalette.ColorRole.ButtonText
        if mode == QIcon.Mode.Disabled:
            role = QPalette.ColorRole.Mid
        elif state == QIcon.State.On:
            role = QPalette.ColorRole.Highlight
        font = QFont(_family())
        font.setPixelSize(rect.height())
        painter.save()
        painter.setFont(font)
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorGroup.Active, role))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The letter on nothing."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return Glyph(self._letter)


def icon(name: str) -> QIcon:
    """The icon of that name; raises ``KeyError`` for one that the family does not have."""
    return QIcon(Glyph(chr(int(_letters()[name], 16))))


@cache
def _letters() -> dict[str, str]:
    letters: dict[str, str] = json.loads(_file(NAMES).read_text(encoding="utf-8"))
    return letters


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_file(FONT)))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _file(pattern: str) -> Path:
    package = find_spec("qtawesome")
    assert package is not None
    assert package.origin is not None
    return next((Path(package.origin).parent / "fonts").glob(pattern))
