"""Small controls that are made alike everywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton, QWidget

from deskeditor.ui.theme import SPACE

ICON = 4 * SPACE + 2
"""Pixels of an icon in a bar."""


class WindowKeys(QObject):
    """Keeps a field from taking a shortcut of the window: on X11 a Qt field has Ctrl+E for the end of the line."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window have the key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_E and held == Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def leave_window_keys(*fields: QWidget) -> None:
    """Let the window have its shortcuts while one of these fields has the focus."""
    for field in fields:
        field.installEventFilter(WindowKeys(field))


def hairline() -> QFrame:
    """A divider one pixel high."""
    line = QFrame()
    line.setProperty("hairline", True)
    line.setFixedHeight(1)
    return line


def divider() -> QFrame:
    """A short upright line between the groups of a bar."""
    line = QFrame()
    line.setProperty("hairline", True)
    line.setFixedSize(1, 4 * SPACE)
    return line


def tool_button(action: QAction) -> QToolButton:
    """A button of a bar that takes the action and is checked as it is."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.text().rstrip("…"))
    button.setIconSize(QSize(ICON, ICON))
    button.setAutoRaise(True)
    return button


def action_button(action: QAction, *, primary: bool = False) -> QPushButton:
    """A button that takes the action and shows its shortcut."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    name = action.text().rstrip("…")
    button = QPushButton(f"{name}   {keys}" if keys else name)
    button.setAccessibleName(name)
    button.setToolTip(action.toolTip())
    button.setProperty("primary", primary)
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
