"""Free of distraction: the page alone on the whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from deskeditor.ui.window import MainWindow

EDGE = 3
"""Pixels at the top of the screen that bring the menu back while the pointer is there."""


class Calm(QObject):
    """F11 and Escape leave it; the menu comes when the pointer goes to the top, the palette as ever by its key."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._edge = _Edge(window)
        self._action = window.services.actions["view.calm"]
        self._told = False
        self._action.triggered.connect(self._set)

    def _set(self) -> None:
        on, window = self._action.isChecked(), self._window
        actions = window.services.actions
        for watched in (window, window.menuBar()):
            if on:
                watched.installEventFilter(self)
            else:
                watched.removeEventFilter(self)
        if on:
            window.remember()
        window.write.show_list(not on and actions["view.list"].isChecked())
        window.write.show_inspector(not on and actions["view.inspector"].isChecked())
        window.statusBar().clearMessage()  # told while the bar was hidden, it would lie over what the bar shows
        for part in (window.menuBar(), window.header, window.statusBar()):
            part.setVisible(not on)
        window.strip.hush(on)
        self._place_edge()
        self._edge.setVisible(on)
        self._edge.raise_()
        if window.write.column is not None:
            window.write.column.bar.setVisible(not on)
            window.write.column.meters.refresh()
            window.write.column.written_on.setFocus()
        full = Qt.WindowState.WindowFullScreen
        window.setWindowState(window.windowState() | full if on else window.windowState() & ~full)
        if on and not self._told:
            self._told = True
            window.strip.tell(self.tr("Esc or F11 goes back. The menu is at the top edge of the screen."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The menu goes when the pointer does."""
        kind, window = event.type(), self._window
        if watched is window:
            if kind == QEvent.Type.Resize:
                self._place_edge()
        elif kind == QEvent.Type.Leave and window.menuBar().activeAction() is None:
            window.menuBar().hide()
        return False

    def _place_edge(self) -> None:
        self._edge.setGeometry(0, 0, self._window.width(), EDGE)


class _Edge(QWidget):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._window.menuBar().show()
