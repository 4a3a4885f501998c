"""One family of icons: Phosphor, in its regular weight."""

from __future__ import annotations

from functools import cache
from typing import Any

import qtawesome
from PySide6.QtGui import QIcon, QPalette

FONT = ("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json")


@cache
def _family() -> Any:
    # The whole of QtAwesome is a dozen fonts; this one alone loads in a tenth of the time.
    return qtawesome.IconicFont(FONT)


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon in the palette's text colour, paler where disabled, in the accent where it is on."""
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    disabled = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Mid)
    accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
    made = _family().icon(f"ph.{name}", color=text, color_disabled=disabled, color_on=accent)
    assert isinstance(made, QIcon)
    return made
