"""Every pair of colours that meets can be read (WCAG 2.2 AA)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from deskeditor.ui.theme import DARK, LIGHT, Look, Theme, Tones, palette_of, style_sheet, tones

GROUNDS = ("ground", "page", "raised", "chosen")
WORDS = ("text", "rest", "accent", "warning", "error", "good")


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    exact = QColor(colour)
    return 0.2126 * linear(exact.redF()) + 0.7152 * linear(exact.greenF()) + 0.0722 * linear(exact.blueF())


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
def test_words_can_be_read(look: Tones, ground: str, word: str) -> None:
    assert contrast(getattr(look, word), getattr(look, ground)) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_what_stands_on_the_accent_can_be_read(look: Tones) -> None:
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.on_accent, look.pressed) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_can_be_seen(look: Tones) -> None:
    for ground in GROUNDS:
        assert contrast(look.accent, getattr(look, ground)) >= 3


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_the_sheet_is_filled_in(look: Tones) -> None:
    assert "$" not in style_sheet(look)


def test_the_theme_follows_the_choice(qapp: QApplication) -> None:
    look = Look(qapp, Theme.LIGHT)
    assert tones() is LIGHT
    look.choose(Theme.DARK)
    assert tones() is DARK
    look.choose(Theme.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.page)


def test_disabled_words_stand_back() -> None:
    palette = palette_of(LIGHT)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(LIGHT.rest)
