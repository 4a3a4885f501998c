"""The real window on a desk, for whatever is measured in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from deskeditor.ui.theme import Look, Theme
from deskeditor.ui.window import MainWindow


def open_window(app: QApplication, desk: Path) -> MainWindow:
    """The window, once the desk is open and its list read."""
    settings = QSettings(f"{desk}.ini", QSettings.Format.IniFormat)
    window, ready = MainWindow(desk, Look(app, Theme.LIGHT), settings), QEventLoop()
    window.ready.connect(ready.quit)
    window.show()
    ready.exec()
    window.jobs.drain()
    return window
