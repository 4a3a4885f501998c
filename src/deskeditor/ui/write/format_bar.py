"""The slim bar above the page: how the words at the cursor are set."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskeditor.ui.actions import Actions
from deskeditor.ui.parts import divider, tool_button
from deskeditor.ui.theme import SPACE

GROUPS = (
    ("text.bold", "text.italic", "text.strike", "text.code", "text.link"),
    ("block.paragraph", "block.heading1", "block.heading2", "block.heading3"),
    ("block.bullets", "block.numbers", "block.quote", "block.insert"),
    ("photo.add", "tag.add"),
)


SIDE = 7 * SPACE
"""Pixels of a button."""


class FormatBar(QWidget):
    """Buttons of the shared actions in groups."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(0)
        row.addStretch(1)
        for number, group in enumerate(GROUPS):
            if number:
                row.addSpacing(SPACE)
                row.addWidget(divider())
                row.addSpacing(SPACE)
            for name in group:
                button = tool_button(actions[name], SIDE)
                # Fifteen stops between the list and the page would be in the way; each has its key and its menu entry.
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                row.addWidget(button)
        row.addStretch(1)
