"""The type of the story: its families, and the size, weight and spacing of each kind of block."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QPainter

from deskeditor.ui.editor.lines import Kind, Style

SERIF = ["Noto Serif", "Noto Serif CJK KR", "Source Serif 4", "Georgia", "Times New Roman", "serif"]
SANS = ["Noto Sans", "Noto Sans CJK KR", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"]
MONO = ["Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "Noto Sans Mono CJK KR", "monospace"]
STORY_SIZE = 13.0
"""Points."""

SIZES = {-1: 0.8, 0: 1.0, 1: 1.2, 2: 1.5, 3: 2.0}
LABEL_ROOM = 28
"""Pixels for the label of a note."""
BOX_PADDING = 16
"""Pixels between the edge of a fact box and its text."""


def story_font(family: str = "", size: float = STORY_SIZE) -> QFont:
    """The reading typeface in points, with Korean from a serif too; ``family`` stands before those we would choose."""
    font = QFont()
    font.setFamilies([family, *SERIF] if family else SERIF)
    font.setPointSizeF(size)
    font.setStyleHint(QFont.StyleHint.Serif)
    return font


@dataclass(frozen=True, slots=True)
class Look:
    """``size`` is a step of Qt's relative sizes (``SIZES``), so that zoom scales all."""

    size: int = 0
    bold: bool = False
    italic: bool = False
    sans: bool = False
    caps: bool = False
    above: int = 0
    below: int = 12
    left: int = 0
    right: int = 0
    height: int = 145
    """Line height in per cent."""


LOOKS = {
    Kind.KICKER: Look(size=-1, bold=True, sans=True, caps=True, below=8, height=120),
    Kind.HEADLINE: Look(size=3, bold=True, below=12, height=108),
    Kind.STANDFIRST: Look(size=1, below=16, height=130),
    Kind.BYLINE: Look(size=-1, bold=True, sans=True, below=2, height=120),
    Kind.DATELINE: Look(size=-1, sans=True, below=24, height=120),
    Kind.LEAD_PICTURE: Look(below=4, height=100),
    Kind.LEAD_CAPTION: Look(size=-1, sans=True, below=44, height=125),
    Kind.PARAGRAPH: Look(above=12),
    Kind.LIST: Look(below=4),
    Kind.QUOTE: Look(above=12, left=24),
    Kind.PULL_QUOTE: Look(size=2, italic=True, above=32, below=28, left=24, right=24, height=125),
    Kind.PICTURE: Look(above=12, below=4, height=100),
    Kind.CAPTION: Look(size=-1, sans=True, below=44, height=125),
    Kind.RULE: Look(above=4, below=16, height=100),
    Kind.RAW: Look(above=4, below=16, height=100),
    Kind.ASIDE: Look(bold=True, sans=True, above=32, below=4, left=BOX_PADDING, right=BOX_PADDING, height=125),
    Kind.EMBED: Look(above=12, below=4, height=100),
    Kind.FALLBACK: Look(size=-1, sans=True, below=20, height=125),
    Kind.NOTE: Look(size=-1, above=8, below=6, left=LABEL_ROOM, height=130),
    Kind.HEAD_CELL: Look(size=-1, bold=True, sans=True, below=0, height=110),
    Kind.CELL: Look(size=-1, sans=True, below=0, height=110),
    Kind.TABLE_END: Look(below=12, height=100),
}
HEADINGS = {
    1: Look(size=2, bold=True, above=20, below=8, height=120),
    2: Look(size=1, bold=True, above=16, below=8, height=125),
    3: Look(bold=True, italic=True, above=12, below=6, height=130),
}
"""By level. Captions leave room below for the credit, which is painted there and is no text."""

BOXED = {
    Kind.PARAGRAPH: Look(size=-1, sans=True, above=8, below=8, left=BOX_PADDING, right=BOX_PADDING, height=135),
    Kind.LIST: Look(size=-1, sans=True, below=4, left=BOX_PADDING, right=BOX_PADDING, height=135),
    Kind.PICTURE: Look(above=12, below=4, left=BOX_PADDING, height=100),
    Kind.CAPTION: Look(size=-1, sans=True, below=36, left=BOX_PADDING, height=125),
}
"""In a fact box or a gallery."""
FIRST_IN_GALLERY = Look(above=40, below=4, left=BOX_PADDING, height=100)
"""With room above for what is written there."""
BOXED_HEADINGS = {
    level: Look(
        size=-1,
        bold=True,
        italic=level == 3,
        sans=True,
        caps=level == 1,
        above=12,
        below=4,
        left=BOX_PADDING,
        right=BOX_PADDING,
        height=125,
    )
    for level in HEADINGS
}


def look_of(style: Style) -> Look:
    """The look of a block's kind."""
    if style.kind is Kind.HEADING:
        headings = BOXED_HEADINGS if style.grouped else HEADINGS
        return headings.get(style.level, headings[3])
    if style.first and style.kind is Kind.PICTURE:
        return FIRST_IN_GALLERY
    return BOXED.get(style.kind, LOOKS[style.kind]) if style.grouped else LOOKS[style.kind]


def font_of(style: Style, story: QFont) -> QFont:
    """The font of unmarked text of that style, where the story itself is set in ``story``."""
    look = look_of(style)
    font = QFont(story)
    if look.sans:
        font.setFamilies(SANS)
    font.setPointSizeF(story.pointSizeF() * SIZES[look.size])
    font.setBold(look.bold)
    font.setItalic(look.italic)
    if look.caps:
        font.setCapitalization(QFont.Capitalization.AllUppercase)
    return font


def set_font(painter: QPainter, font: QFont) -> None:
    """Paint in that font, in the points of the page: a printer has dots of its own, to which the page is scaled."""
    own = QFont(font)
    own.setPointSizeF(font.pointSizeF() / painter.transform().m22())
    painter.setFont(own)
