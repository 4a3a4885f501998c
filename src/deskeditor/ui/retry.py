"""Trying again what the disk refused: soon, and then ever more seldom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

FIRST_PAUSE = 1_000
LONGEST_PAUSE = 30_000
"""Milliseconds before a save that failed is tried again; doubled each time."""


class Retry(QObject):
    """Calls ``again`` after a pause."""

    def __init__(self, again: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._pause = FIRST_PAUSE
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(again)

    @property
    def seconds(self) -> int:
        """Until then, rounded up; 0 where nothing is waiting."""
        return -(-self._clock.remainingTime() // 1000) if self._clock.isActive() else 0

    def later(self) -> None:
        """It failed: try again, after a longer pause than the last time."""
        self._clock.start(self._pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def worked(self) -> None:
        """It did not fail: the next pause is short again."""
        self._pause = FIRST_PAUSE

    def stop(self) -> None:
        """It is tried now."""
        self._clock.stop()
