"""The list as it was when the window was last closed, shown until the desk is open: the first paint has a list.

It holds words only, already put together: nothing of the newsroom's vocabulary need be loaded to draw it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskeditor.ui.theme import SPACE, Tones, small, tones

KEPT = 32
"""Rows that are kept: more than any screen shows."""
PARTED = "\x1f"
"""The unit separator: between the fields of a row that is kept."""


LEFT, RIGHT = 4 * SPACE, 3 * SPACE
"""Pixels beside the words of a row."""


class Words(NamedTuple):
    """A row of the list in words; ``tone`` names the colour of the status in ``theme.Tones``."""

    headline: str
    status: str
    tone: str
    rest: str
    when: str
    untitled: str = ""
    """Not empty where the headline is only what is said of a story without one."""


def row_height(font: QFont) -> int:
    """Pixels of every row: all are alike, so that a long list needs no measuring."""
    return QFontMetrics(font).height() + QFontMetrics(small(font)).height() + 5 * SPACE


def draw_row(painter: QPainter, x: int, y: int, width: int, font: QFont, words: Words, now: Tones) -> None:
    """Two lines: the headline; status · section · words · photos, and when it was changed. The words must fit."""
    head, beside = QFont(font), small(font)
    head.setWeight(QFont.Weight.DemiBold)
    metrics, rest = QFontMetrics(head), QFontMetrics(beside)
    x, width, top = x + LEFT, width - LEFT - RIGHT, y + 2 * SPACE
    painter.setFont(head)
    painter.setPen(QColor(now.rest if words.untitled else now.text))
    painter.drawText(x, top + metrics.ascent(), words.headline)
    line = top + metrics.height() + SPACE + rest.ascent()
    painter.setFont(beside)
    painter.setPen(QColor(getattr(now, words.tone)))
    painter.drawText(x, line, words.status)
    painter.setPen(QColor(now.rest))
    painter.drawText(x + rest.horizontalAdvance(words.status), line, words.rest)
    painter.drawText(x + width - rest.horizontalAdvance(words.when), line, words.when)
    painter.fillRect(x - LEFT, y + row_height(font) - 1, LEFT + width + RIGHT, 1, QColor(now.line))


class Glance(QWidget):
    """The rows kept for a desk, drawn. They cannot be chosen: in a moment the list itself is there."""

    def __init__(self, rows: Sequence[Words], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As many rows as there is room for."""
        painter = QPainter(self)
        height, now = row_height(self.font()), tones()
        for number, words in enumerate(self._rows[: self.height() // height + 1]):
            draw_row(painter, 0, number * height, self.width(), self.font(), words, now)


def recall(settings: QSettings, desk: str) -> list[Words]:
    """The rows kept for that desk; none where there are none that can be read."""
    kept = settings.value(f"glance/{_key(desk)}", [])
    rows = [str(row).split(PARTED) for row in kept] if isinstance(kept, list) else []
    return [Words(*row) for row in rows if len(row) == len(Words._fields) and row[2] in Tones._fields]


def keep(settings: QSettings, desk: str, rows: Sequence[Words]) -> None:
    """Keep the rows for the next time that desk is opened."""
    settings.setValue(f"glance/{_key(desk)}", [PARTED.join(row) for row in rows[:KEPT]])


def _key(desk: str) -> str:
    # A path in a settings key would be taken for groups.
    return desk.encode().hex()[-120:]
