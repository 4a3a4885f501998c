"""How long work tells where it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to an import, an export or a backup; called from its thread."""

    def step(self, done: int, total: int, what: str) -> None:
        """Say how far the work is; raises ``CancelledError`` where the user has cancelled."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, what: str) -> None:
        """Nothing to tell."""


UNWATCHED = Silent()
