"""How the story is set on the screen: typeface, size, and whether the page moves under the caret. All is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontDatabase

from deskeditor.ui.editor.typeface import SERIF, STORY_SIZE, story_font
from deskeditor.ui.editor.typewriter import Typewriter

if TYPE_CHECKING:
    from deskeditor.ui.window import MainWindow

FAMILY, SIZE, ZOOM, TYPEWRITER = "story/family", "story/size", "story/zoom", "story/typewriter"
ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Per cent."""
SIZES = (10, 11, 12, 13, 14, 15, 16, 18, 20, 24)
"""Points."""
TOLD_FOR = 2_000
"""Milliseconds that the new size is told."""
NOTCH = 120
"""What a wheel tells of one notch, in eighths of a degree."""
FACES = (
    *("Noto Serif", "Source Serif 4", "Source Serif Pro", "Georgia", "Charter", "Iowan Old Style", "Palatino"),
    *("Cambria", "Literata", "Merriweather", "Lora", "PT Serif", "Crimson Pro", "EB Garamond", "Libre Baskerville"),
    *("P052", "C059", "Times New Roman", "Liberation Serif", "Nimbus Roman", "DejaVu Serif"),
    *("Noto Serif CJK KR", "Noto Serif KR", "Nanum Myeongjo", "AppleMyungjo", "Batang"),
)
"""Serifs for running text, with Korean ones at the end; those of them that are installed can be chosen."""


class Reading(QObject):
    """Shared by the page and its Markdown; the views ask for larger text, this decides how large."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        column = window.write.column
        assert column is not None
        self._window = window
        self._column = column
        self._settings = window.settings
        self._turned = 0
        self._typewriter = Typewriter(column.editor)
        actions = window.services.actions
        actions.connect_all(
            {
                "view.larger": lambda: self._resize(1),
                "view.smaller": lambda: self._resize(-1),
                "view.plain_size": lambda: self._resize(0),
                "view.type": self._choose,
                "view.typewriter": lambda: self.scroll_as_typewriter(on=actions["view.typewriter"].isChecked()),
            }
        )
        column.zoomed.connect(self._on_wheel)
        on = self._settings.value(TYPEWRITER, False, bool)
        actions["view.typewriter"].setChecked(bool(on))
        self._typewriter.turn(on=bool(on))
        if self.font != story_font():
            self._apply()

    @property
    def family(self) -> str:
        """The family chosen; empty for ours."""
        return str(self._settings.value(FAMILY, ""))

    @property
    def size(self) -> int:
        """Points, at 100 per cent."""
        return _nearest(SIZES, self._settings.value(SIZE), STORY_SIZE)

    @property
    def percent(self) -> int:
        """How much larger than that the text is shown."""
        return _nearest(ZOOMS, self._settings.value(ZOOM), 100)

    @property
    def font(self) -> QFont:
        """What the story is set in."""
        return story_font(self.family, self.size * self.percent / 100)

    def zoom(self, step: int) -> None:
        """Show the text a step larger (1) or smaller (-1), or in its own size (0)."""
        at = ZOOMS.index(self.percent) + step
        self._settings.setValue(ZOOM, ZOOMS[min(max(at, 0), len(ZOOMS) - 1)] if step else 100)
        self._apply()
        self._window.statusBar().showMessage(self.tr("Text at {n} %").format(n=self.percent), TOLD_FOR)

    def _resize(self, step: int) -> None:
        """In the Photos room it is the frames that are looked at."""
        photos = self._window.photos
        if photos is not None and self._window.rooms.currentWidget() is photos:
            photos.zoom(step, plain=not step)
        else:
            self.zoom(step)

    def set_type(self, family: str, size: int) -> None:
        """Set the story in this family and size, now and the next time."""
        self._settings.setValue(FAMILY, family)
        self._settings.setValue(SIZE, size)
        self._apply()

    def scroll_as_typewriter(self, *, on: bool) -> None:
        """Keep the caret's line in the middle, now and the next time."""
        self._settings.setValue(TYPEWRITER, on)
        self._typewriter.turn(on=on)

    def _apply(self) -> None:
        self._column.set_story_font(self.font)
        if self._typewriter.is_on:
            self._typewriter.centre()

    def _on_wheel(self, turned: int) -> None:
        self._turned += turned  # a fine wheel tells of parts of a notch
        while abs(self._turned) >= NOTCH:
            step = 1 if self._turned > 0 else -1
            self._turned -= step * NOTCH
            self.zoom(step)

    def _choose(self) -> None:
        from deskeditor.ui.type_dialog import TypeDialog

        TypeDialog(self, self._window).show()


def faces() -> list[str]:
    """The serifs that are installed."""
    installed = set(QFontDatabase.families())
    return [face for face in dict.fromkeys((*SERIF, *FACES)) if face in installed]


def _nearest(numbers: Sequence[int], value: object, otherwise: float) -> int:
    """One of the numbers by what stands in a settings file, which anybody may have written in."""
    try:
        wanted = float(str(value))
    except ValueError:
        wanted = otherwise
    return min(numbers, key=lambda number: abs(number - wanted))
