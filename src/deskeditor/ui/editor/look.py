"""How each kind of block and each mark looks: formats that undo carries, and colours that follow the palette.

Formats hold sizes and margins only. Colours are laid over the text by ``overlay``, because a colour in
a format would stay that of the light palette in the dark one, and changing it would be a step of undo.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from deskeditor.core.document import Mark
from deskeditor.ui.editor.lines import Kind, Style

_OWN = QTextFormat.Property.UserProperty.value
KIND, LEVEL, ORDERED, MARKS, PHOTO, ALT, RAW = range(_OWN + 1, _OWN + 8)
"""Properties of block formats (the first three) and of character formats."""

OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
"""The type of our inline objects: pictures, rules and raw blocks."""

SERIF = ["Noto Serif", "Noto Serif CJK KR", "Source Serif 4", "Georgia", "Times New Roman", "serif"]
SANS = ["Noto Sans", "Noto Sans CJK KR", "Segoe UI", "Helvetica Neue", "Arial", "sans-serif"]
MONO = ["Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "Noto Sans Mono CJK KR", "monospace"]
STORY_SIZE = 13.0
"""Points."""

AMBER = QColor("#f2b200")
MARK_BITS = {Mark.BOLD: 1, Mark.ITALIC: 2, Mark.STRIKE: 4, Mark.CODE: 8}
SIZES = {-1: 0.8, 0: 1.0, 1: 1.2, 2: 1.5, 3: 2.0}


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
    Kind.PICTURE: Look(above=12, below=4, height=100),
    Kind.CAPTION: Look(size=-1, sans=True, below=44, height=125),
    Kind.RULE: Look(above=4, below=16, height=100),
    Kind.RAW: Look(above=4, below=16, height=100),
}
HEADINGS = {
    1: Look(size=2, bold=True, above=20, below=8, height=120),
    2: Look(size=1, bold=True, above=16, below=8, height=125),
    3: Look(bold=True, italic=True, above=12, below=6, height=130),
}
"""By level. Captions leave room below for the credit, which is painted there and is no text."""


def look_of(style: Style) -> Look:
    """The look of a block's kind."""
    return HEADINGS.get(style.level, HEADINGS[3]) if style.kind is Kind.HEADING else LOOKS[style.kind]


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


@cache
def _block_format(style: Style) -> QTextBlockFormat:
    look = look_of(style)
    block = QTextBlockFormat()
    block.setProperty(KIND, int(style.kind))
    if style.level:
        block.setProperty(LEVEL, style.level)
    if style.ordered:
        block.setProperty(ORDERED, True)
    if style.kind is Kind.HEADING:
        block.setHeadingLevel(style.level)
    block.setTopMargin(look.above)
    block.setBottomMargin(look.below)
    block.setLeftMargin(look.left)
    block.setLineHeight(look.height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return block


@cache
def _char_format(style: Style, marks: int, link: str) -> QTextCharFormat:
    look = look_of(style)
    text = QTextCharFormat()
    if look.size:
        text.setProperty(QTextFormat.Property.FontSizeAdjustment, look.size)
    if look.sans:
        text.setFontFamilies(SANS)
    if look.caps:
        text.setFontCapitalization(QFont.Capitalization.AllUppercase)
        text.setFontLetterSpacing(108)
    if look.bold or marks & 1:
        # Bold inside what is bold already must still be seen.
        text.setFontWeight(QFont.Weight.Black if look.bold and marks & 1 else QFont.Weight.Bold)
    if look.italic != bool(marks & 2):
        text.setFontItalic(True)
    if marks & 4:
        text.setFontStrikeOut(True)
    if marks & 8:
        text.setFontFamilies(MONO)
    if marks:
        text.setProperty(MARKS, marks)
    if link:
        text.setAnchor(True)
        text.setAnchorHref(link)
        text.setFontUnderline(True)
    return text


def block_format(style: Style) -> QTextBlockFormat:
    """The format of a block of that style, without its place in a list."""
    return QTextBlockFormat(_block_format(style))


def char_format(style: Style, marks: Iterable[Mark] = (), link: str = "") -> QTextCharFormat:
    """The format of text with those marks in a block of that style."""
    return QTextCharFormat(_char_format(style, sum(MARK_BITS[mark] for mark in marks), link))


def marks_of(text: QTextFormat) -> frozenset[Mark]:
    """The marks that a character format stands for."""
    bits = text.intProperty(MARKS)
    return frozenset(mark for mark, bit in MARK_BITS.items() if bits & bit) if bits else frozenset()


def kind_of(block: QTextBlock) -> Kind:
    """What the block is."""
    return Kind(block.blockFormat().intProperty(KIND))


def style_of(block: QTextBlock) -> Style:
    """The whole style of the block."""
    form = block.blockFormat()
    return Style(Kind(form.intProperty(KIND)), form.intProperty(LEVEL), form.boolProperty(ORDERED))


def end_of(block: QTextBlock) -> int:
    """The position after the block's last character."""
    return block.position() + block.length() - 1


def set_style(block: QTextBlock, style: Style) -> None:
    """Make the block, its text and what will be typed into it look so; writes only what differs.

    Part of the caller's edit block. Lists are put in order afterwards by ``lists.regroup``.
    """
    cursor = QTextCursor(block)
    if style_of(block) != style or (style.kind is not Kind.LIST and block.textList() is not None):
        cursor.setBlockFormat(block_format(style))
    base = char_format(style)
    if cursor.blockCharFormat() != base:
        cursor.setBlockCharFormat(base)
    start = block.position()
    for run in block.textFormats():
        if run.format.objectType() == OBJECT:
            continue
        wanted = char_format(style, marks_of(run.format), run.format.anchorHref())
        if run.format != wanted:
            cursor.setPosition(start + run.start)
            cursor.setPosition(start + run.start + run.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(wanted)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of the page, each readable on its background (WCAG AA: 4.5 to 1)."""

    accent: QColor
    quiet: QColor
    hint: QColor
    line: QColor
    panel: QColor
    wrong: QColor
    marker: QColor
    warning: QColor
    found: QColor
    """Behind what was searched for, which is then set in ``ink``."""
    ink: QColor

    @classmethod
    def of(cls, palette: QPalette) -> Colours:
        """Mixed from the palette's text, background and accent."""
        text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
        accent = _readable(palette.color(QPalette.ColorRole.Accent), text, base)
        return cls(
            accent=accent,
            quiet=_readable(_mix(text, base, 0.62), text, base),
            hint=_readable(_mix(text, base, 0.45), text, base),
            line=_mix(text, base, 0.25),
            panel=_mix(text, base, 0.06),
            wrong=_readable(QColor(216, 44, 32), text, base),
            marker=_mix(AMBER, base, 0.3),
            warning=_readable(AMBER, text, base),
            found=_mix(accent, base, 0.3),
            ink=text,
        )


def _channels(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return QColor.fromRgbF(*(a * share + b * (1 - share) for a, b in pairs))


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable(colour: QColor, text: QColor, base: QColor) -> QColor:
    share = 1.0
    mixed = colour
    while contrast(mixed, base) < 4.6 and share > 0:
        share -= 0.1
        mixed = _mix(colour, text, share)
    return mixed
