"""Garbage is looked for where nobody waits, on the one thread on which what belongs to Qt may end."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from deskeditor.ui.garbage import Garbage

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Start

    from deskeditor.desk import Desk


class Node:
    """Something that refers to itself, as widgets and what they call do."""

    def __init__(self) -> None:
        self.me = self


def test_what_a_reader_leaves_ends_on_the_windows_thread(driver: Driver) -> None:
    ended: list[threading.Thread] = []

    def litter(_desk: Desk) -> None:
        for _ in range(20_000):
            weakref.finalize(Node(), lambda: ended.append(threading.current_thread()))

    driver.window.jobs.read(driver.window, litter, lambda _none: None)
    driver.window.jobs.drain()
    assert ended == []
    driver.bot.waitUntil(lambda: bool(ended))
    assert set(ended) == {threading.main_thread()}


def test_no_key_waits_while_garbage_is_looked_for_in_all_of_the_window(start: Start) -> None:
    driver = start()
    assert gc.get_freeze_count() > 5 * len(gc.get_objects())
    assert driver.window.close()
    assert gc.get_freeze_count() == 0
    assert gc.isenabled()


def test_what_ends_unclosed_leaves_the_collector_as_it_was(qtbot: QtBot) -> None:
    window = QObject()
    Garbage(window).spare()
    assert not gc.isenabled()
    window.deleteLater()
    qtbot.waitUntil(gc.isenabled)
    assert gc.get_freeze_count() == 0
