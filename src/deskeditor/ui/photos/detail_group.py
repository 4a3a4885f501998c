"""A part of the Details under a heading that opens and closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from deskeditor.ui.theme import SPACE


class DetailGroup(QWidget):
    """Space or Enter on the heading opens and closes it."""

    toggled = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QToolButton(self)
        self.heading.setText(title)
        self.heading.setCheckable(True)
        self.heading.setProperty("groupHeading", True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body = QWidget(self)
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, SPACE, 0, 2 * SPACE)
        self._column.setSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.body)
        self.heading.toggled.connect(self._on_toggled)
        self.heading.setChecked(True)

    def add(self, widget: QWidget) -> None:
        """Put something at its end."""
        self._column.addWidget(widget)

    @property
    def is_open(self) -> bool:
        """Whether its parts are shown."""
        return self.heading.isChecked()

    def set_open(self, on: bool) -> None:
        """Show its parts or put them away."""
        self.heading.setChecked(on)

    def _on_toggled(self, on: bool) -> None:
        self.heading.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.body.setVisible(on)
        self.toggled.emit(on)
