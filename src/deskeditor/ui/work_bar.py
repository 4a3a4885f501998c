"""Long work: what is done of how much, and a way to stop it. The window stays free."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from deskeditor.core.errors import CancelledError
from deskeditor.ui.parts import ElidedLabel, push_button
from deskeditor.ui.theme import SPACE


class Watched(QObject):
    """A ``core.progress.Progress`` that a window watches from another thread."""

    stepped = Signal(int, int, str)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    def finish(self) -> None:
        """The work is over, however it ended."""
        self.finished.emit()

    def step(self, done: int, total: int, what: str) -> None:
        """Called by the work, from its thread."""
        if self._cancelled.is_set():
            raise CancelledError
        self.stepped.emit(done, total, what)


class WorkBar(QWidget):
    """A line for each long work that is under way; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[WorkLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether anything long is under way."""
        return bool(self.lines)

    def watch(self, title: str) -> Watched:
        """Begin to show work; its steps are those of what is handed back."""
        line = WorkLine(title)
        self.lines.append(line)
        self._column.addWidget(line)
        line.watched.finished.connect(lambda: self._drop(line))
        self.show()
        return line.watched

    def cancel_all(self) -> None:
        """Ask everything to stop."""
        for line in self.lines:
            line.watched.cancel()

    def _drop(self, line: WorkLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        self.setVisible(self.is_busy)


class WorkLine(QWidget):
    """The title of a work, its count and its bar, and the button that stops it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.watched = Watched(self)
        self.said = ElidedLabel()
        self.said.setText(title)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self.cancel = push_button(self.tr("Cancel"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 3 * SPACE, SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(self.said, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        self.cancel.clicked.connect(self._on_cancel)
        self.watched.stepped.connect(self._on_step)

    def _on_step(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        said = self.tr("{title} · {done} of {total}").format(title=self._title, done=done, total=total)
        self.said.setText(f"{said} · {what}" if what else said)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.said.setText(self.tr("Stopping…"))
        self.watched.cancel()
