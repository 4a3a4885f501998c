"""Older photos are made known to the desk while nobody waits: those taken in before it knew what looks alike."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from deskeditor.ui.jobs import Jobs

PAUSE = 500
"""Milliseconds between two turns of a few photos each."""


class Recognising(QObject):
    """Goes on, turn by turn, until all are known, and begins again where it was the next time."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self._go_on)
        self._clock.start()

    def _go_on(self) -> None:
        if not self._jobs.read_only:
            self._jobs.mutate_aside(self, lambda desk: desk.recognise_photos(), self._on_done, lambda _error: None)

    def _on_done(self, looked_at: int) -> None:
        if looked_at:
            self._clock.start()
