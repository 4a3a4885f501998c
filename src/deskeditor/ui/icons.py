"""One family of icons: Phosphor in its regular weight, from the fonts that QtAwesome carries.

QtAwesome itself is not imported: by way of QtPy it loads every class of Qt, which takes longer than the whole window.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap

FONT, NAMES = "phosphor-*.ttf", "phosphor-charmap-*.json"
"""In the folder of fonts; their names carry a version."""


SIZES = (16, 20, 24, 32, 48)
"""Pixels; enough for toolbars and menus on plain and on dense screens."""


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon in the palette's text colour, in the accent where it is on, in that of lines where it is disabled.

    Raises ``KeyError`` for a name that the family does not have.
    """
    letter = chr(int(_letters()[name], 16))
    normal, disabled = QIcon.Mode.Normal, QIcon.Mode.Disabled
    off, on = QIcon.State.Off, QIcon.State.On
    looks = (
        (QPalette.ColorRole.ButtonText, ((normal, off),)),
        (QPalette.ColorRole.Highlight, ((normal, on),)),
        (QPalette.ColorRole.Mid, ((disabled, off), (disabled, on))),
    )
    made = QIcon()
    for role, shown in looks:
        colour = palette.color(QPalette.ColorGroup.Active, role)
        for size in SIZES:
            drawn = _drawn(letter, size, colour)
            for mode, state in shown:
                made.addPixmap(drawn, mode, state)
    return made


def _drawn(letter: str, size: int, colour: QColor) -> QPixmap:
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setFont(_font(size))
    painter.setPen(colour)
    painter.drawText(QRect(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return drawn


@cache
def _letters() -> dict[str, str]:
    letters: dict[str, str] = json.loads(_file(NAMES).read_text(encoding="utf-8"))
    return letters


@cache
def _font(size: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(size)
    return font


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_file(FONT)))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _file(pattern: str) -> Path:
    package = find_spec("qtawesome")
    assert package is not None
    assert package.origin is not None
    return next((Path(package.origin).parent / "fonts").glob(pattern))
