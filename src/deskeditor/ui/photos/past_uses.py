"""The stories that show a photo, with when they did; each opens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskeditor.core.uses import PastUse
from deskeditor.ui.photos.wording import past_use
from deskeditor.ui.theme import SPACE


class PastUses(QWidget):
    """A button a story, the last first."""

    story_wanted = Signal(str)
    """The id of a story to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[PastUse, ...], frozenset[str]] = ((), frozenset())
        self.buttons: list[UseButton] = []
        self._none = QLabel(self.tr("In no story yet"))
        self._none.setProperty("rest", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._none)

    def show_uses(self, uses: Sequence[PastUse], blocked: Collection[str], after: QWidget) -> None:
        """Show these, and from which of them the photo is held back; Tab comes to them ``after`` that widget."""
        if (tuple(uses), frozenset(blocked)) == self._shown:
            return
        self._shown = (tuple(uses), frozenset(blocked))
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(use, is_blocked=use.article_id in blocked) for use in uses]
        for button in self.buttons:
            self._column.addWidget(button)
        for one, other in pairwise((after, *self.buttons)):
            self.setTabOrder(one, other)
        self._none.setVisible(not uses)

    def _button(self, use: PastUse, *, is_blocked: bool) -> UseButton:
        said = past_use(use, datetime.now(UTC))
        if is_blocked:
            said = self.tr("Blocks the unpublished “{name}”").format(name=use.headline or use.slug)
        button = UseButton(said[:1].upper() + said[1:])
        button.setToolTip(self.tr("Open the story “{name}”").format(name=use.headline or use.slug))
        button.clicked.connect(lambda: self.story_wanted.emit(use.article_id))
        return button


class UseButton(QPushButton):
    """A line that can be pressed, cut at its end where there is no room for it."""

    def __init__(self, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = said
        self.setProperty("line", True)
        self.setAutoDefault(True)
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words that fit."""
        super().resizeEvent(event)
        room = self.width() - 4 * SPACE
        self.setText(self.fontMetrics().elidedText(self.said, Qt.TextElideMode.ElideRight, room))
