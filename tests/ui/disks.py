"""A disk that refuses, and what the window offers meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from deskeditor.core.errors import UnavailableError

if TYPE_CHECKING:
    from tests.ui.conftest import Driver

    from deskeditor.desk import Desk


class Disk:
    """Refuses every change while it is ``full``."""

    def __init__(self, desk: Desk) -> None:
        self.full = False
        hand = desk._context.store.check_writable()
        check = hand._check

        def refuse() -> None:
            if self.full:
                raise UnavailableError("The disk is full", mend="make room")
            check()

        hand._check = refuse


def offer(driver: Driver, words: str) -> None:
    """Press that button of the message."""
    next(each for each in driver.window.strip.findChildren(QPushButton) if each.text() == words).click()
    driver.settle()
