"""Colours, spacing and type: one accent, two palettes, a four-pixel scale.

Every pair of text and ground here keeps WCAG 2.2 AA (4.5:1), every mark 3:1; ``tests/ui/test_ui_theme.py`` measures it.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from deskeditor.core.resources import resources

SPACE = 4
"""Pixels: everything stands on multiples of it."""


class Theme(StrEnum):
    """What the user chose in View > Theme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tones(NamedTuple):
    """The colours of one look. ``page`` is what is written on, ``rest`` is for words that stand back."""

    ground: str
    page: str
    raised: str
    text: str
    rest: str
    line: str
    edge: str
    accent: str
    pressed: str
    on_accent: str
    chosen: str
    warning: str
    error: str
    good: str


LIGHT = Tones(
    ground="#f5f5f3",
    page="#ffffff",
    raised="#ffffff",
    text="#1d1f21",
    rest="#5f6368",
    line="#dcdcd8",
    edge="#c3c4c0",
    accent="#1f5f99",
    pressed="#174a78",
    on_accent="#ffffff",
    chosen="#dfe9f3",
    warning="#8a5200",
    error="#b3261e",
    good="#256b3a",
)
DARK = Tones(
    ground="#1f2123",
    page="#17191a",
    raised="#292c2f",
    text="#e6e6e3",
    rest="#a3a7ab",
    line="#383b3f",
    edge="#4b4f54",
    accent="#82b7ea",
    pressed="#a5cdf3",
    on_accent="#0d2137",
    chosen="#25384b",
    warning="#f0b35a",
    error="#ff9b93",
    good="#86cf9a",
)


class Look(QObject):
    """The look of the whole program, changed in one place."""

    changed = Signal()

    def __init__(self, app: QApplication, theme: Theme = Theme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._theme = theme
        # The platform's own palette tells: with no desktop named the scheme is unknown, and it can say dark over light.
        self._native_is_dark = _is_dark(app.palette())
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def theme(self) -> Theme:
        """What the user chose."""
        return self._theme

    def choose(self, theme: Theme) -> None:
        """Show the theme now."""
        self._theme = theme
        self._apply()

    def _follow_system(self) -> None:
        from PySide6.QtCore import Qt  # the namespace costs a seventh of an empty window's start

        self._native_is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._theme is Theme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        tones = DARK if self._dark() else LIGHT
        self._app.setPalette(palette_of(tones))
        self._app.setStyleSheet(style_sheet(tones))
        self.changed.emit()

    def _dark(self) -> bool:
        return self._native_is_dark if self._theme is Theme.SYSTEM else self._theme is Theme.DARK


def chosen_theme(settings: QSettings) -> Theme:
    """What the user chose the last time."""
    chosen = str(settings.value("theme", ""))
    return Theme(chosen) if chosen in list(Theme) else Theme.SYSTEM


def tones() -> Tones:
    """The colours now in use."""
    return DARK if _is_dark(QGuiApplication.palette()) else LIGHT


def palette_of(tones: Tones) -> QPalette:
    """The tones as palette roles, so that every native control takes them."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tones.ground,
        QPalette.ColorRole.WindowText: tones.text,
        QPalette.ColorRole.Base: tones.page,
        QPalette.ColorRole.AlternateBase: tones.ground,
        QPalette.ColorRole.Text: tones.text,
        QPalette.ColorRole.PlaceholderText: tones.rest,
        QPalette.ColorRole.Button: tones.raised,
        QPalette.ColorRole.ButtonText: tones.text,
        QPalette.ColorRole.BrightText: tones.error,
        QPalette.ColorRole.Highlight: tones.accent,
        QPalette.ColorRole.HighlightedText: tones.on_accent,
        QPalette.ColorRole.Accent: tones.accent,
        QPalette.ColorRole.Link: tones.accent,
        QPalette.ColorRole.LinkVisited: tones.accent,
        QPalette.ColorRole.ToolTipBase: tones.raised,
        QPalette.ColorRole.ToolTipText: tones.text,
        QPalette.ColorRole.Light: tones.raised,
        QPalette.ColorRole.Midlight: tones.chosen,
        QPalette.ColorRole.Mid: tones.line,
        QPalette.ColorRole.Dark: tones.rest,
        QPalette.ColorRole.Shadow: tones.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones.rest))
    return palette


def style_sheet(tones: Tones) -> str:
    """The flat controls that the palette alone cannot give."""
    folder = resources() / "styles" / "window"
    caret, check = (folder / f"{name}-{'dark' if tones is DARK else 'light'}.svg" for name in ("caret", "check"))
    sheet = Template((folder / "window.qss").read_text(encoding="utf-8"))
    return sheet.substitute(tones._asdict(), caret=caret.as_posix(), check=check.as_posix())


def arguments() -> list[str]:
    """What to start Qt with. Off macOS and Windows it is the style that takes our palette."""
    # Asked for later, the style object comes back into Python, and all its enums with it: a twentieth of the start.
    return ["deskeditor"] if sys.platform in ("darwin", "win32") else ["deskeditor", "-style", "fusion"]


def prepare(app: QApplication) -> None:
    """Name the program to the system, and give it a font drawn for screens."""
    app.setOrganizationName("DeskEditor")
    app.setApplicationName("DeskEditor")
    app.setDesktopFileName("deskeditor")
    app.setFont(ui_font())


def ui_font() -> QFont:
    """The system's font; where the system names none but an alias, a family that is drawn for screens."""
    font = QGuiApplication.font()
    if font.family() in {"Sans Serif", "Sans", "DejaVu Sans"}:
        # Real names only: an alias in the list would give English from the font that has the Korean.
        font.setFamilies(["Inter", "Cantarell", "Noto Sans", "DejaVu Sans", "Noto Sans CJK KR"])
        font.setPointSizeF(max(font.pointSizeF(), 10.0))
    return font


def small(font: QFont) -> QFont:
    """The font for words that stand back."""
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.9)
    return smaller


def _is_dark(palette: QPalette) -> bool:
    return (
        palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()
    )
