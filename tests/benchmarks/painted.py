"""A window in a process of its own that tells when it was first painted, on the clock that it shares with its parent.

python painted.py bare            an empty QMainWindow
python painted.py desk DIR        ours on a desk; tells once more when the desk is open, and its list read and painted
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


def tell() -> None:
    print(time.monotonic(), flush=True)


class FirstPaint:
    """Tells once the paint that is under way, children and all, is done."""

    told = False

    def begun(self) -> None:
        if not self.told:
            self.told = True
            QTimer.singleShot(0, tell)


def show_bare(app: QApplication) -> None:
    paint = FirstPaint()

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            paint.begun()
            super().paintEvent(event)
            QTimer.singleShot(0, self.close)

    window = Window()
    window.resize(1440, 900)
    window.show()
    app.exec()


def show_desk(app: QApplication, desk: Path) -> None:
    from deskeditor.ui.theme import Look, Theme, prepare
    from deskeditor.ui.window import MainWindow

    paint = FirstPaint()

    class Window(MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            paint.begun()
            super().paintEvent(event)

    def on_count() -> None:
        window.write.list.view.stories.dataChanged.connect(on_rows)

    def on_rows() -> None:
        window.write.list.view.repaint()
        tell()
        window.close()

    prepare(app)
    settings = QSettings(str(desk.parent / "window.ini"), QSettings.Format.IniFormat)
    window = Window(desk, Look(app, Theme.LIGHT), settings)
    window.write.list.filled.connect(on_count)
    window.show()
    app.exec()


if __name__ == "__main__":
    application = QApplication([])
    if sys.argv[1] == "bare":
        show_bare(application)
    else:
        show_desk(application, Path(sys.argv[2]))
