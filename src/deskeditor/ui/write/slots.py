"""The places of the published pages where a headline or a standfirst stands, and how it fits into them.

A slot has the type and the width that the page's style sheet (``resources/styles/web/style.css``) gives it on a wide
screen; ``tests/ui/test_ui_meters.py`` holds the two together. Search engines show a title of Arial 20 px on 600 px.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontMetricsF

REM = 16.0
"""Pixels."""
PAGE_SERIF = (
    *("Source Serif 4", "Charter", "Noto Serif", "Noto Serif CJK KR", "Noto Naskh Arabic", "Georgia"),
    "serif",
)
ARIAL = ("Arial", "Liberation Sans", "Arimo", "Helvetica")
"""Arial, and the fonts that are as wide."""
SCALE = 10
"""Text is measured so many times larger than it is shown, because the size of a QFont in pixels is a whole number."""
LONGEST = 1_000
"""Characters that are measured."""
MARGIN = 1.25 * REM
PAGE = 72 * REM - 2 * MARGIN
COLUMN = PAGE - (19 + 3.5) * REM
"""The stories of the front page, beside its narrow column."""
PICTURED = COLUMN - (12 + 1.5) * REM
"""A teaser beside its picture."""


@dataclass(frozen=True, slots=True)
class Slot:
    """``size`` and ``width`` are pixels, ``spacing`` parts of an em; ``lines`` is how many look well, or are shown."""

    title: str
    size: float
    width: float
    lines: int
    bold: bool = False
    spacing: float = 0.0
    families: tuple[str, ...] = PAGE_SERIF
    balanced: bool = False
    """Whether the lines are made about as long as one another (``text-wrap: balance``)."""
    cut: bool = False
    """Whether what is too long is cut, and not only longer than looks well."""


def _(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Slots", text))


def _headline(title: str, rem: float, width: float, lines: int, spacing: float) -> Slot:
    return Slot(title, rem * REM, width, lines, bold=True, spacing=spacing, balanced=True)


STORY = 41 * REM
HEADLINE = (
    _headline(_("Front lead"), 2.6, COLUMN, 2, -0.01),
    _headline(_("Front teaser"), 1.3, PICTURED, 2, 0),
    _headline(_("Story page"), 2.75, STORY, 3, -0.012),
    Slot(_("Search title"), 20, 600, 1, families=ARIAL, cut=True),
)
STANDFIRST = (
    Slot(_("Front lead"), 1.2 * REM, COLUMN, 3),
    Slot(_("Front teaser"), 1.02 * REM, PICTURED, 3),
    Slot(_("Story page"), 1.2 * REM, STORY, 3),
    Slot(_("Search text"), 14, 600, 2, families=ARIAL, cut=True),
)
SLOTS = {"headline": HEADLINE, "standfirst": STANDFIRST}
"""By the name of the field."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A text in a slot: its lines as they would break, and its whole width in pixels."""

    lines: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two places where a line may break; its width without the spaces at its end, and with."""

    text: str
    bare: float
    full: float


def fit(text: str, slot: Slot, language: str) -> Fit:
    """How a text breaks in a slot, in the fonts of this machine."""
    metrics = _metrics(slot)
    pieces = [
        _Piece(piece, metrics.horizontalAdvance(piece.rstrip(" ")) / SCALE, metrics.horizontalAdvance(piece) / SCALE)
        for piece in _pieces(text.strip(" ")[:LONGEST], language)
    ]
    lines = _wrapped(pieces, slot.width)
    if slot.balanced and len(lines) > 1:
        lines = _wrapped(pieces, _narrowest(pieces, slot.width, len(lines)))
    width = sum(piece.full for piece in pieces[:-1]) + pieces[-1].bare if pieces else 0.0
    return Fit(tuple("".join(piece.text for piece in line).rstrip(" ") for line in lines), width)


@cache
def _metrics(slot: Slot) -> QFontMetricsF:
    font = QFont()
    font.setFamilies(list(slot.families))
    font.setPixelSize(round(slot.size * SCALE))
    font.setBold(slot.bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, slot.spacing * slot.size * SCALE)
    return QFontMetricsF(font)


def _pieces(text: str, language: str) -> Iterator[str]:
    """The text cut wherever a line may break; in Korean that is between words only, as the page has it (keep-all)."""
    korean = language.split("-")[0].lower() == "ko"
    units = text.encode("utf-16-le", "surrogatepass")
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    start = 0
    for end in range(1, len(units) // 2 + 1):
        finder.setPosition(end)
        if finder.isAtBoundary():
            piece = units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
            after = units[2 * end : 2 * end + 2].decode("utf-16-le", "replace")
            if not (korean and piece[-1:].isalnum() and after.isalnum()):
                yield piece
                start = end


def _wrapped(pieces: list[_Piece], width: float) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = []
    used = 0.0
    for piece in pieces:
        if not lines or used + piece.bare > width:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += piece.full
    return lines


def _narrowest(pieces: list[_Piece], width: float, lines: int) -> float:
    """The least width that takes no more lines, to a pixel: so browsers balance a text."""
    low, high = width / lines / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_wrapped(pieces, middle)) <= lines else (middle, high)
    return high
