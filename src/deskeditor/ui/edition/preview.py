"""The front page as it will be published, simplified: nothing remote is ever loaded."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from deskeditor.ui.theme import tones

COLUMN = 640
"""Pixels of the page, at the most."""
LEAST_SIDE = 32
STYLE_BLOCK = re.compile(r"<style>.*?</style>", re.DOTALL)
STYLE = """
body {{ font-family: "Noto Serif", "Noto Serif CJK KR", Georgia, serif; font-size: 12pt; color: {text}; }}
a {{ color: {text}; text-decoration: none; }}
h1 {{ font-size: 24pt; margin-top: 4px; margin-bottom: 20px; }}
h2 {{ font-size: 15pt; margin-top: 0; margin-bottom: 4px; }}
p {{ margin-top: 0; margin-bottom: 20px; }}
li {{ margin-bottom: 4px; }}
.kicker {{ font-family: "Noto Sans", "Noto Sans CJK KR", sans-serif; font-size: 9pt; font-weight: bold;
  color: {accent}; margin-bottom: 2px; }}
.lead h2 {{ font-size: 21pt; }}
.day {{ font-family: "Noto Sans", "Noto Sans CJK KR", sans-serif; font-size: 10pt; color: {rest}; }}
"""
"""What Qt's rich text knows of style is little; the page's own style sheet would leave it with less."""


class Preview(QTextBrowser):
    """Shows the HTML that the desk makes of an edition."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The front page as it will be published"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(LEAST_SIDE)
        self._html = ""

    def show_page(self, html: str) -> None:
        """Show the page, at the place where the reader was."""
        if html == self._html:
            return
        self._html = html
        place = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(STYLE.format(**tones()._asdict()))
        self.setHtml(STYLE_BLOCK.sub("", html))
        self.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        """The page follows the colours of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._html:
            html, self._html = self._html, ""
            self.show_page(html)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page stands in the middle."""
        side = max(LEAST_SIDE, (self.width() - COLUMN) // 2)
        self.setViewportMargins(side, LEAST_SIDE, side, 0)
        super().resizeEvent(event)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ARG002
        """An empty picture for everything: an answer of None would let Qt look for itself."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)
