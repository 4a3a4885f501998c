"""The window on a desk."""

from __future__ import annotations

from pathlib import Path


def run_window(desk_path: Path) -> int:
    """Show the window on the desk in that folder, made if there is none, until it is closed."""
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
