"""Other hands on the desk, and the place where it lies: looked after while the window is open, each told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from deskeditor.core.errors import DeskError
    from deskeditor.ui.jobs import Jobs
    from deskeditor.ui.strip import MessageStrip

LOOK = 10_000
"""Milliseconds from one look to the next."""


class Watch(QObject):
    """What no longer holds is taken back, what was closed is not said again."""

    def __init__(self, jobs: Jobs, strip: MessageStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._strip = strip
        self._told: set[str] = set()
        clock = QTimer(self, interval=LOOK)
        clock.timeout.connect(self.look)
        clock.start()
        self.look()

    def look(self) -> None:
        """Ask the desk, beside all other work."""
        self._jobs.read(self, lambda desk: desk.notices(), self._tell)

    def _tell(self, notices: list[DeskError]) -> None:
        sentences = {notice.sentence() for notice in notices}
        for past in self._told - sentences:
            self._strip.settle(past)
        for sentence in sorted(sentences - self._told):
            self._strip.warn(sentence, about=sentence)
        self._told = sentences
