"""Long work: what is done of how much, and a way to stop it. The window stays free."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from deskeditor.core.errors import CancelledError
from deskeditor.ui.theme import SPACE


class Watched(QObject):
    """A ``core.progress.Progress`` that a window watches from another thread."""

    stepped = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    def step(self, done: int, total: int, what: str) -> None:
        """Called by the work, from its thread."""
        if self._cancelled.is_set():
            raise CancelledError
        self.stepped.emit(done, total, what)


class WorkBar(QWidget):
    """Shown while something long is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Cancel"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._said)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        self._watched: Watched | None = None
        self._title = ""
        self.cancel.clicked.connect(self._on_cancel)
        self.hide()

    def watch(self, title: str) -> Watched:
        """Begin to show work; its steps are those of what is handed back."""
        self._title = title
        self._watched = Watched(self)
        self._watched.stepped.connect(self._on_step)
        self._said.setText(title)
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()
        return self._watched

    def done(self) -> None:
        """The work is over."""
        self.hide()
        if self._watched is not None:
            self._watched.deleteLater()
            self._watched = None

    def _on_step(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        said = self.tr("{title} · {done} of {total}").format(title=self._title, done=done, total=total)
        self._said.setText(f"{said} · {what}" if what else said)

    def _on_cancel(self) -> None:
        if self._watched is not None:
            self.cancel.setEnabled(False)
            self._said.setText(self.tr("Stopping…"))
            self._watched.cancel()
