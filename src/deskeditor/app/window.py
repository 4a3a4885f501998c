"""The window on a desk: the user's own, or the sample where there is none yet."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.core.errors import DeskError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SAMPLE = "sample"
"""The folder of the sample desk, beside that of the user's own."""


def has_display() -> bool:
    """Whether a window could be seen: on Linux only where a display server says so."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def run_window(desk_path: Path | None, *, sample: bool = False) -> int:
    """Show the window on the desk in that folder, made if there is none, until it is closed.

    Where no desk is named it is the user's own, and before there is one, a sample to look around in. ``sample`` says
    that the named desk is one. Raises ``DeskError`` where there is no display: Qt would abort the program.
    """
    if not (has_display() or os.environ.get("QT_QPA_PLATFORM")):
        mend = "log in to a desktop, or use the verbs that deskeditor --help lists"
        raise DeskError("There is no display to show a window on", mend=mend)
    from PySide6.QtCore import QSettings  # the command line works where no Qt is
    from PySide6.QtWidgets import QApplication

    from deskeditor.cli import default_desk
    from deskeditor.ui.log import keep_log, log_file, watch_exceptions
    from deskeditor.ui.theme import Look, arguments, chosen_theme, prepare
    from deskeditor.ui.window import MainWindow

    app = QApplication(arguments())
    prepare(app)
    settings = QSettings()
    look = Look(app, chosen_theme(settings))
    windows: list[MainWindow] = []

    def show(path: Path, *, sample: bool) -> None:
        window = MainWindow(path, look, settings, _make_sample if sample else None)
        window.own_desk_wanted.connect(lambda: go_on(default_desk()))
        window.desk_wanted.connect(go_on)
        windows.append(window)
        watch_exceptions(window.tell_error)
        window.show()
        window.raise_()
        window.activateWindow()

    def go_on(path: Path) -> None:
        # The window of one desk is closed before that of the next is there.
        app.setQuitOnLastWindowClosed(False)
        if windows[-1].close():
            show(path, sample=False)
        app.setQuitOnLastWindowClosed(True)

    if desk_path is None:
        own = default_desk()
        sample = not own.exists()
        desk_path = own.with_name(SAMPLE) if sample else own
    show(desk_path, sample=sample)
    _end_in_order(app, lambda: windows[-1].end())
    keep_log(log_file())
    return app.exec()


def _end_in_order(app: QApplication, end: Callable[[], None]) -> None:
    """Save and close where the system tells the program to end, as at the end of a session."""
    import signal
    import socket

    from PySide6.QtCore import QSocketNotifier, QTimer

    def hear(_number: int, _frame: object) -> None:
        # It may be heard in the middle of a paint.
        QTimer.singleShot(0, end)

    # Python hears of a signal when it next runs, which in an idle event loop is never: the socket wakes it.
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno())
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(lambda: reader.recv(64))

    def hear_no_more() -> None:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        writer.close()

    # Not ``writer.close`` itself: nobody would keep the socket, and one whose other end is gone is never done with.
    app.aboutToQuit.connect(hear_no_more)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), hear)


def _make_sample(path: Path) -> None:
    from deskeditor.app.sample import make_sample_desk  # what draws and takes it in is loaded for it alone

    make_sample_desk(path)
