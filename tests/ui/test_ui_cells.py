"""What is said in a cell of the caption desk is said to the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem
from tests.ui.conftest import FillPhotos, Start
from tests.ui.test_ui_captions import entered

from deskeditor.ui.photos import cells
from deskeditor.ui.photos.columns import COLUMN_OF


def test_that_iim_cuts_is_said_to_the_end(
    start: Start, fill_photos: FillPhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_photos(1, caption="word " * 500)
    _, room = entered(start())
    shown: list[str] = []

    def draw(_painter: QPainter, rect: QRect, _align: Qt.AlignmentFlag, text: str, font: QFont, _colour: str) -> None:
        shown.append(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))

    monkeypatch.setattr(cells, "draw_words", draw)
    option = QStyleOptionViewItem()
    option.rect, option.font = QRect(0, 0, 320, 40), room.table.font()
    page = QPixmap(320, 40)
    page.fill(QColor("white"))
    painter = QPainter(page)
    room.table.cells.paint(painter, option, room.model.index(0, COLUMN_OF["caption"]))
    painter.end()
    assert "IIM cuts" in shown
