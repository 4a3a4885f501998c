"""How each kind of block and each mark looks: formats that undo carries, and colours that follow the palette.

Formats hold sizes and margins only. Colours are laid over the text by ``overlay``, because a colour in
a format would stay that of the light palette in the dark one, and changing it would be a step of undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)

from deskeditor.core.document import Align, Change, Edit, Mark, Run
from deskeditor.ui.editor.lines import CELLS, Kind, Style
from deskeditor.ui.editor.typeface import LABEL_ROOM, MONO, SANS, look_of

_OWN = QTextFormat.Property.UserProperty.value
KIND, LEVEL, FLAGS, LABEL, MARKS, EDIT, BY, AT, COMMENT, PHOTO, ALT, RAW, URL, TITLE, TAGS = range(_OWN + 1, _OWN + 16)
"""Properties of block formats (the first three; the label of a note in both) and of character formats."""
FIRST = 4
"""Of ``FLAGS``."""

OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
"""The type of our objects that fill a block: pictures, rules, embeds, the end of a table, and raw blocks."""
REFERENCE = OBJECT + 1
"""The type of the objects inside text: references to notes."""

AMBER = QColor("#f2b200")
MARK_BITS = {
    Mark.BOLD: 1,
    Mark.ITALIC: 2,
    Mark.STRIKE: 4,
    Mark.CODE: 8,
    Mark.SUPERSCRIPT: 16,
    Mark.SUBSCRIPT: 32,
}
"""A note is no bit: it is an object of its own."""
KINDS = tuple(Kind)
"""By their numbers, in a third of the time."""
ALIGNS = (Align.NONE, Align.LEFT, Align.CENTRE, Align.RIGHT)
ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
}
PLAIN = Run("")
LABEL_LETTER = 9
"""Pixels that a letter of a note's label takes, roughly."""


@lru_cache(1024)
def _block_format(style: Style) -> QTextBlockFormat:
    look = look_of(style)
    block = QTextBlockFormat()
    block.setProperty(KIND, int(style.kind))
    if style.level:
        block.setProperty(LEVEL, style.level)
    flags = style.ordered | style.grouped << 1 | FIRST * style.first | ALIGNS.index(style.align) << 3
    if flags:
        block.setProperty(FLAGS, flags)
    if style.kind is Kind.HEADING:
        block.setHeadingLevel(style.level)
    if style.align:
        block.setAlignment(ALIGNMENTS[style.align])
    block.setTopMargin(look.above)
    block.setBottomMargin(look.below)
    block.setLeftMargin(look.left)
    block.setRightMargin(look.right)
    block.setLineHeight(look.height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    # Qt gives no room to an empty block before a table, unless the block has a background of any kind.
    block.setBackground(QBrush(Qt.BrushStyle.NoBrush))
    return block


@lru_cache(4096)
def _char_format(style: Style, run: Run) -> QTextCharFormat:
    look, marks = look_of(style), run.marks
    text = QTextCharFormat()
    if look.size:
        text.setProperty(QTextFormat.Property.FontSizeAdjustment, look.size)
    if look.sans:
        text.setFontFamilies(SANS)
    if look.caps:
        text.setFontCapitalization(QFont.Capitalization.AllUppercase)
        text.setFontLetterSpacing(108)
    if look.bold or Mark.BOLD in marks:
        # Bold inside what is bold already must still be seen.
        text.setFontWeight(QFont.Weight.Black if look.bold and Mark.BOLD in marks else QFont.Weight.Bold)
    if look.italic != (Mark.ITALIC in marks):
        text.setFontItalic(True)
    if Mark.STRIKE in marks:
        text.setFontStrikeOut(True)
    if Mark.CODE in marks:
        text.setFontFamilies(MONO)
    if Mark.SUPERSCRIPT in marks:
        text.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    elif Mark.SUBSCRIPT in marks:
        text.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    if run.link:
        text.setAnchor(True)
        text.setAnchorHref(run.link)
        text.setFontUnderline(True)
    _keep(text, run)
    return text


def _keep(text: QTextCharFormat, run: Run) -> None:
    """What the run is, beside how it looks."""
    if bits := sum(MARK_BITS.get(mark, 0) for mark in run.marks):
        text.setProperty(MARKS, bits)
    if run.change is not None:
        text.setProperty(EDIT, run.change.edit.value)
        text.setProperty(BY, run.change.by)
        text.setProperty(AT, run.change.at)
    if run.comment:
        text.setProperty(COMMENT, run.comment)
    if Mark.NOTE in run.marks:
        text.setObjectType(REFERENCE)
        text.setProperty(LABEL, run.text)


def block_format(style: Style, label: str = "") -> QTextBlockFormat:
    """The format of a block of that style, without its place in a list; a note has its label."""
    form = QTextBlockFormat(_block_format(style))
    if label:
        form.setProperty(LABEL, label)
        form.setLeftMargin(max(LABEL_ROOM, min(LABEL_LETTER * (len(label) + 2), 6 * LABEL_ROOM)))
    return form


def char_format(style: Style, run: Run = PLAIN) -> QTextCharFormat:
    """The format of text that is set like the run, in a block of that style.

    The run's own text does not matter, unless it refers to a note: then it is the label, and the format an object's.
    """
    if run.text and Mark.NOTE not in run.marks:
        run = run.saying("")
    return QTextCharFormat(_char_format(style, run))


def pattern_of(text: QTextFormat) -> Run:
    """A run set like the format, with no text but the label of a note: what ``char_format`` makes the format from."""
    label = text.objectType() == REFERENCE
    bits = text.intProperty(MARKS)
    if not (bits or label or text.hasProperty(EDIT) or text.hasProperty(COMMENT) or text.hasProperty(_HREF)):
        return PLAIN
    marks = frozenset(mark for mark, bit in MARK_BITS.items() if bits & bit)
    return Run(
        text.stringProperty(LABEL) if label else "",
        marks | {Mark.NOTE} if label else marks,
        text.stringProperty(_HREF),
        change_of(text),
        text.stringProperty(COMMENT),
    )


_HREF = QTextFormat.Property.AnchorHref.value


def change_of(text: QTextFormat) -> Change | None:
    """The tracked change that the text stands for."""
    edit = text.stringProperty(EDIT)
    return Change(Edit(edit), text.stringProperty(BY), text.stringProperty(AT)) if edit else None


def kind_of(block: QTextBlock) -> Kind:
    """What the block is."""
    return KINDS[block.blockFormat().intProperty(KIND)]


def style_of(block: QTextBlock) -> Style:
    """The whole style of the block."""
    form = block.blockFormat()
    return _style(form.intProperty(KIND), form.intProperty(LEVEL), form.intProperty(FLAGS))


@lru_cache(1024)
def _style(kind: int, level: int, flags: int) -> Style:
    return Style(KINDS[kind], level, bool(flags & 1), bool(flags & 2), bool(flags & FIRST), ALIGNS[flags >> 3])


def form_below(block: QTextBlock) -> QTextBlockFormat:
    """The format of what goes on from the block in one below it, which begins nothing."""
    form = block.blockFormat()
    if style_of(block).first:
        form.setProperty(FLAGS, form.intProperty(FLAGS) & ~FIRST)
    return form


def end_of(block: QTextBlock) -> int:
    """The position after the block's last character."""
    return block.position() + block.length() - 1


def set_style(block: QTextBlock, style: Style) -> None:
    """Make the block, its text and what will be typed into it look so; writes only what differs.

    Part of the caller's edit block. What belongs together is put in order afterwards by ``order.settle``.
    """
    cursor = QTextCursor(block)
    if style_of(block) != style or (style.kind is not Kind.LIST and block.textList() is not None):
        cursor.setBlockFormat(block_format(style))
    base = char_format(style)
    if style.kind not in CELLS and cursor.blockCharFormat() != base:
        cursor.setBlockCharFormat(base)
    start = block.position()
    for run in block.textFormats():
        if run.format.objectType() == OBJECT:
            continue
        wanted = char_format(style, pattern_of(run.format))
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
    deleted: QColor
    inserted: QColor
    comment: QColor
    """A ground that text stays readable on."""

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
            deleted=_readable(QColor("#c8382e"), text, base),
            inserted=_readable(QColor("#2e8b57"), text, base),
            comment=_mix(QColor("#f5c400"), base, 0.28),
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
