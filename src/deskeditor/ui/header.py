"""The head of the window: the three rooms on the left, what is done most on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from deskeditor.ui.actions import Actions
from deskeditor.ui.parts import ICON, action_button, tool_button
from deskeditor.ui.theme import SPACE

TEXT_BESIDE_ICON, TAB_FOCUS = 2, 1
"""Of the enums of ``Qt``, as numbers: the first use of that namespace costs a seventh of an empty window's start."""
ROOMS = ("room.write", "room.photos", "room.edition")


class Header(QWidget):
    """One row; a hairline below it parts it from the room."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 3 * SPACE, SPACE)
        row.setSpacing(SPACE)
        for name in ROOMS:
            button = QToolButton()
            button.setDefaultAction(actions[name])
            button.setProperty("toolButtonStyle", TEXT_BESIDE_ICON)
            button.setIconSize(QSize(ICON, ICON))
            button.setProperty("room", True)
            button.setProperty("focusPolicy", TAB_FOCUS)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(tool_button(actions["find.open"]))
        row.addWidget(tool_button(actions["find.action"]))
        row.addSpacing(SPACE)
        row.addWidget(action_button(actions["story.new"]))
        row.addSpacing(SPACE)
        self.export = action_button(actions["story.export"], primary=True)
        self.export_edition = action_button(actions["edition.export"], primary=True)
        row.addWidget(self.export)
        row.addWidget(self.export_edition)
        self.show_room("room.write")

    def show_room(self, name: str) -> None:
        """The export on the right is that of the room."""
        self.export.setVisible(name == "room.write")
        self.export_edition.setVisible(name == "room.edition")
