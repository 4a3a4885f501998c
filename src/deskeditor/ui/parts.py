"""Small controls that are made alike everywhere."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from deskeditor.ui.theme import SPACE

ICON = 4 * SPACE + 2
"""Pixels of an icon in a bar."""


def hairline() -> QFrame:
    """A divider one pixel high."""
    line = QFrame()
    line.setProperty("hairline", True)
    line.setFixedHeight(1)
    return line


class FootBar(QWidget):
    """A bar below something, parted from it by a hairline."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The hairline at its top."""
        QPainter(self).fillRect(0, 0, self.width(), 1, self.palette().mid())

    def take_room(self) -> None:
        """Take the room for what the bar shows now, so that what is above can be brought into sight at once."""
        column = self.parentWidget()
        layout = column.layout() if column is not None else None
        if layout is not None:
            layout.activate()


def upright() -> QFrame:
    """A divider one pixel wide, as high as there is room."""
    line = QFrame()
    line.setProperty("hairline", True)
    line.setFixedWidth(1)
    return line


def divider() -> QFrame:
    """A short upright line between the groups of a bar."""
    line = QFrame()
    line.setProperty("hairline", True)
    line.setFixedSize(1, 4 * SPACE)
    return line


class ElidedLabel(QLabel):
    """A line that is cut in its middle where there is no room for it, and whole in its tip. It widens nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words that fit."""
        from PySide6.QtCore import Qt  # not for the first paint

        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def tool_button(action: QAction, side: int = 8 * SPACE) -> QToolButton:
    """A square button of a bar that takes the action and is checked as it is; ``side`` in pixels."""
    button = QToolButton()
    button.setFixedSize(side, side)
    button.setDefaultAction(action)
    button.setAccessibleName(action.text().rstrip("…"))
    button.setIconSize(QSize(ICON, ICON))
    button.setAutoRaise(True)
    return button


class Choice(QComboBox):
    """A list to choose from. The wheel turns the page below the pointer, not what was chosen long ago."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only where the user has come to choose."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def push_button(text: str) -> QPushButton:
    """A button that Enter presses as Space does, wherever it stands."""
    button = QPushButton(text)
    button.setAutoDefault(True)
    return button


def action_button(action: QAction, *, primary: bool = False, short: str = "") -> QPushButton:
    """A button that takes the action and shows its shortcut, or ``short`` where there is no room for both."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    name = action.text().rstrip("…")
    button = push_button(short or (f"{name}   {keys}" if keys else name))
    button.setAccessibleName(name)
    button.setToolTip(action.toolTip())
    button.setProperty("primary", primary)
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button


def announce(widget: QWidget) -> None:
    """Have what the widget says now read out to those who do not see it."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # not for the first paint

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def open_once(dialog: QDialog, window: QWidget) -> None:
    """Open a dialog that goes when it is closed; the keys then go to the window again."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.finished.connect(window.activateWindow)
    # Those that print have an ``open`` of their own, with other parameters.
    QDialog.open(dialog)
