"""The front page as it will be published, simplified: nothing remote is ever loaded."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget


class Preview(QTextBrowser):
    """Shows the HTML that the desk makes of an edition."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The front page as it will be published"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(24)
        self._html = ""

    def show_page(self, html: str) -> None:
        """Show the page, at the place where the reader was."""
        if html == self._html:
            return
        self._html = html
        place = self.verticalScrollBar().value()
        self.setHtml(html)
        self.verticalScrollBar().setValue(place)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ARG002
        """An empty picture for everything: an answer of None would let Qt look for itself."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)
