"""The front page as it will be published, simplified: nothing is loaded but the desk's own pictures."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from deskeditor.ui.pictures import PAGE, Pictures
from deskeditor.ui.theme import DARK, SPACE, tones

COLUMN = 640
"""Pixels of the page, at the most."""
MARGIN = 4 * SPACE
SIDE = 7 * SPACE
"""Pixels around the page, and within it."""
TEASED = 36 * SPACE
"""Pixels of the width of a picture beside a teaser."""
STYLE_BLOCK = re.compile(r"<style>.*?</style>", re.DOTALL)
PICTURE = re.compile(
    r'(?P<figure><figure[^>]*>)?<img src="(?P<address>photo:[^"]+)"'
    r'[^>]*? width="(?P<width>\d+)" height="(?P<height>\d+)"[^>]*>'
)
PLAIN = (
    *(("<article", "<div"), ("</article", "</div"), ("<h1 class=", "<p class="), ("</h1>", "</p>")),
    *(("<h2", '<p class="head"'), ("</h2>", "</p>")),
)
"""Qt takes no style for an element that it does not know, and no size of type for a heading."""
LEAD = re.compile(r'(<div class="lead".*?)<p class="head"', re.DOTALL)
CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
STYLE = """
body {{ font-family: "Noto Serif", "Noto Serif CJK KR", Georgia, serif; font-size: 12pt; color: {ink}; }}
a {{ color: {ink}; text-decoration: none; }}
p {{ margin-top: 0; margin-bottom: 16px; }}
li {{ margin-bottom: 4px; }}
.kicker {{ font-family: "Noto Sans", "Noto Sans CJK KR", sans-serif; font-size: 9pt; font-weight: bold;
  color: {accent}; margin-bottom: 2px; }}
.nameplate {{ font-size: 26pt; font-weight: bold; margin-bottom: 24px; text-align: center; }}
.head {{ font-size: 14pt; font-weight: bold; margin-top: 0; margin-bottom: 4px; }}
.top {{ font-size: 20pt; font-weight: bold; margin-bottom: 8px; }}
.day {{ text-align: center; }}
.day, .said {{ font-family: "Noto Sans", "Noto Sans CJK KR", sans-serif; font-size: 10pt; color: {quiet}; }}
"""
"""What Qt's rich text knows of style is little; the page's own style sheet would leave it with less."""


class Paper(NamedTuple):
    """The colours of the published page (``resources/styles/web``), which follows the reader's look as this does."""

    paper: str
    ink: str
    quiet: str
    accent: str


ON_LIGHT = Paper("#fffefb", "#1d1b18", "#5d574e", "#8c1d18")
ON_DARK = Paper("#171614", "#ece7dd", "#ada597", "#f0938b")


class Preview(QTextBrowser):
    """Shows the HTML that the desk makes of an edition, with pictures named ``photo:ID``."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._sizes: dict[str, QSize] = {}
        self.setAccessibleName(self.tr("The front page as it will be published"))
        self.setPlaceholderText(self.tr("The page is shown here as it will be published."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        # A picture of the page: its words can be copied, its links lead nowhere yet and are no stops of the Tab key.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(SIDE)
        self._html = ""
        self._colour()
        pictures.arrived.connect(self._on_picture)

    def show_page(self, html: str) -> None:
        """Show the page, at the place where the reader was."""
        if html == self._html:
            return
        self._html = html
        place = self.verticalScrollBar().value()
        self._sizes.clear()
        self.document().setDefaultStyleSheet(STYLE.format(**_paper()._asdict()))
        plain = STYLE_BLOCK.sub("", html)
        for known, qt in PLAIN:
            plain = plain.replace(known, qt)
        plain = LEAD.sub(r'\1<p class="top"', plain, count=1)
        self.setHtml(CAPTION.sub(r'<p class="said">\1</p>', PICTURE.sub(self._sized, plain)))
        self.verticalScrollBar().setValue(place)

    def _sized(self, found: re.Match[str]) -> str:
        """A picture over the width of the page, or beside the words of a teaser."""
        address, width, height = found["address"], int(found["width"]), int(found["height"])
        self._sizes[address] = QSize(width, height)
        if found["figure"]:
            return f'<figure><p><img src="{address}" style="max-width: 100%"></p>'
        # A table, because Qt gives a floating picture no margin.
        return (
            '<table style="float: right" cellspacing="0" cellpadding="0"><tr>'
            f'<td style="padding-left: {4 * SPACE}px"><img src="{address}" width="{TEASED}" '
            f'height="{height * TEASED // width}"></td></tr></table>'
        )

    def _on_picture(self, photo_id: str, box: int) -> None:
        address = f"photo:{photo_id}"
        image = self._pictures.get(photo_id, box) if box == PAGE and address in self._sizes else None
        if image is not None and not image.isNull():
            self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), image)
            self.document().markContentsDirty(0, self.document().characterCount())

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, _paper().paper)
        self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """The page follows the colours of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._colour()
            html, self._html = self._html, ""
            self.show_page(html)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page stands in the middle."""
        side = max(MARGIN, (self.width() - COLUMN) // 2)
        self.setViewportMargins(side, MARGIN, side, 0)
        super().resizeEvent(event)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ARG002
        """The picture of the desk, or an empty one of its size: an answer of None would let Qt look for itself."""
        address = name.toString() if isinstance(name, QUrl) else name
        size = self._sizes.get(address)
        image = self._pictures.get(address.removeprefix("photo:"), PAGE) if size is not None else None
        if image is not None and not image.isNull():
            return image
        empty = QImage(size or QSize(1, 1), QImage.Format.Format_ARGB32)
        empty.fill(0)
        return empty


def _paper() -> Paper:
    return ON_DARK if tones() is DARK else ON_LIGHT
