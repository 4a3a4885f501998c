"""Shortcuts of the window that Qt's fields would take for themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class WindowKeys(QObject):
    """Keeps a field from taking a shortcut of the window: on X11 a Qt field has Ctrl+E for the end of the line."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window have the key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _leaves(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return event.key() == Qt.Key.Key_E and held == Qt.KeyboardModifier.ControlModifier


class UndoKeys(WindowKeys):
    """Keeps a field from taking undo and redo too: what is typed in it is undone in turn with other changes."""

    def _leaves(self, event: QKeyEvent) -> bool:
        keys = QKeySequence.StandardKey
        return super()._leaves(event) or event.matches(keys.Undo) or event.matches(keys.Redo)


def leave_window_keys(*fields: QWidget) -> None:
    """Let the window have its shortcuts while one of these fields has the focus."""
    for field in fields:
        field.installEventFilter(WindowKeys(field))


def leave_undo(field: QWidget) -> None:
    """Let the window undo and redo while the field has the focus."""
    field.installEventFilter(UndoKeys(field))
