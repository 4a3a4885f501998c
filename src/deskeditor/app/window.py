"""The window on a desk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from deskeditor.core.errors import DeskError


def has_display() -> bool:
    """Whether a window could be seen: on Linux only where a display server says so."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def run_window(desk_path: Path) -> int:
    """Show the window on the desk in that folder, made if there is none, until it is closed.

    Raises ``DeskError`` where there is no display: Qt would abort the program.
    """
    if not (has_display() or os.environ.get("QT_QPA_PLATFORM")):
        mend = "log in to a desktop, or use the verbs that deskeditor --help lists"
        raise DeskError("There is no display to show a window on", mend=mend)
    from PySide6.QtCore import QSettings  # the command line works where no Qt is
    from PySide6.QtWidgets import QApplication

    from deskeditor.ui.log import keep_log, log_file, watch_exceptions
    from deskeditor.ui.theme import Look, arguments, chosen_theme, prepare
    from deskeditor.ui.window import MainWindow

    app = QApplication(arguments())
    prepare(app)
    settings = QSettings()
    window = MainWindow(desk_path, Look(app, chosen_theme(settings)), settings)
    watch_exceptions(window.tell_error)
    window.show()
    window.raise_()
    window.activateWindow()
    keep_log(log_file())
    return app.exec()
