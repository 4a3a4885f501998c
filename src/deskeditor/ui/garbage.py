"""Python's garbage: when it is looked for, and among what."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between two looks whether there is enough of it."""


class Garbage(QObject):
    """Looks for garbage on the window's thread alone, for as long as the window is there.

    Python itself looks on whichever thread makes something new; among it may be what belongs to Qt, which must end on
    that one.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(_collect)
        self._clock.start()
        gc.disable()
        self.destroyed.connect(_as_ever)

    def spare(self) -> None:
        """What stands now stays as long as the window: to look among it would hold a key up for 40 ms."""
        gc.freeze()

    def end(self) -> None:
        """The window goes, and its threads have ended."""
        if self._clock.isActive():
            self._clock.stop()
            self.destroyed.disconnect(_as_ever)  # by then another window may be there
            _as_ever()


def _collect() -> None:
    """Let go of the oldest generation that Python itself would look over by now, and of those younger."""
    for generation in reversed(range(3)):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


def _as_ever() -> None:
    gc.unfreeze()
    gc.enable()
