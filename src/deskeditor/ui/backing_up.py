"""Copies of the desk that are made by themselves: once a day while it is open, and when it is left."""

from __future__ import annotations

import logging
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from deskeditor.core.backup import Backup
from deskeditor.core.errors import DeskError
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.strip import MessageStrip

FIRST_LOOK, LOOK = 60_000, 3_600_000
"""Milliseconds until it is first asked whether a copy is due, and from then on."""
AT_LEAVING = timedelta(minutes=10)
"""A copy that was made since then will do."""
ABOUT = "backup"


class BackingUp(QObject):
    """Beside all other work: nobody who writes waits for a copy.

    ``failure`` says why the last copy could not be made; empty where it was made, or none was due.
    """

    known = Signal(object)
    """The last good ``Backup``, or None."""

    def __init__(self, jobs: Jobs, strip: MessageStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._strip = strip
        self.failure = ""
        self._clock = QTimer(self, interval=FIRST_LOOK)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self.tell()

    def tell(self) -> None:
        """Say which is the last good copy."""
        self._jobs.read(self, lambda desk: desk.backups.last(), self.known.emit)

    def look(self) -> None:
        """Make a copy if one is due."""
        self._clock.start(LOOK)
        self._jobs.mutate_aside(self, lambda desk: desk.backups.make_if_due(gently=True), self._on_done, self._refuse)

    def leave(self) -> None:
        """Make a copy of what was changed; what goes wrong must not keep the window open."""
        self._jobs.mutate(self, lambda desk: desk.backups.make_if_due(AT_LEAVING), None, _note)

    def _on_done(self, _backup: Backup | None) -> None:
        self.failure = ""
        self._strip.settle(ABOUT)
        self.tell()

    def _refuse(self, error: DeskError) -> None:
        self.failure = error.sentence()
        self._strip.error(error, about=ABOUT)


def _note(error: DeskError) -> None:
    logging.getLogger(__name__).error("No copy at leaving: %s", error.sentence())
