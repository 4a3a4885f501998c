"""Shortcuts of the window that Qt's fields would take for themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


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
