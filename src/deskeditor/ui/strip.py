"""Messages beside the work instead of boxes above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.errors import DeskError
from deskeditor.ui.parts import announce, push_button
from deskeditor.ui.theme import SPACE, tones

A_WHILE, LONG = 15_000, 60_000
"""Milliseconds that a notice stays; an error stays until it is mended or closed."""
MOST = 3
"""Messages shown at once; older ones wait until there is room."""

Offer = tuple[str, Callable[[], object]]


class Kind(Enum):
    """What a message is; said in a word as well as by colour."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, what can be done about it, and what it is ``about``: the same name for an action and its success."""

    kind: Kind
    sentence: str
    offers: tuple[Offer, ...] = ()
    about: str = ""
    lasts: int = 0
    """Milliseconds; 0 until it is settled or closed."""


class MessageStrip(QWidget):
    """The messages that hold now, the latest below. No message hides another: a notice makes room for the next notice,
    an error stays until it is mended (``settle``) or closed. Hidden while there is nothing to say.
    """

    shown = Signal(str)
    left = Signal()
    """Escape, or the last message that had the focus is gone: the focus should go back to the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Messages"))
        self._lines: list[MessageLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @property
    def text(self) -> str:
        """The sentences now shown, a line each; empty for none."""
        return "\n".join(line.message.sentence for line in self._lines[-MOST:])

    def error(self, error: DeskError, *offers: Offer, about: str = "") -> None:
        """Say what failed, where and how to mend it."""
        self._add(Message(Kind.ERROR, error.sentence(), offers, about))

    def warn(self, sentence: str, *offers: Offer, about: str = "") -> None:
        """Say what the user should know before going on."""
        self._add(Message(Kind.WARNING, sentence, offers, about))

    def tell(self, sentence: str, *offers: Offer, about: str = "", lasts: int = A_WHILE) -> None:
        """Say what was done, and offer to undo it or to look at it. It goes away by itself; see ``Message.lasts``."""
        self._add(Message(Kind.NOTICE, sentence, offers, about, lasts))

    def settle(self, about: str) -> None:
        """What these messages are about has been done: they no longer hold."""
        for line in [line for line in self._lines if line.message.about == about]:
            self._drop(line)

    def hush(self, on: bool) -> None:
        """Hide what was said so far, errors excepted, or show it again."""
        for line in self._lines:
            line.hushed = on and line.message.kind is not Kind.ERROR
        self._arrange()

    def take_focus(self) -> bool:
        """Put the focus on what can be done about the latest message; False where there is none."""
        if self._lines:
            self._lines[-1].first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return bool(self._lines)

    def _add(self, message: Message) -> None:
        for line in list(self._lines):
            same = line.message.sentence == message.sentence or (message.about and line.message.about == message.about)
            if same or line.message.kind is message.kind is Kind.NOTICE:
                self._drop(line)
        line = MessageLine(message)
        line.closed.connect(lambda: self._drop(line))
        self._lines.append(line)
        self._column.addWidget(line)
        self._arrange()
        announce(line)
        self.shown.emit(message.sentence)

    def _drop(self, line: MessageLine) -> None:
        if line not in self._lines:
            return
        had_focus = line.has_focus
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self._arrange()
        if had_focus and not self.take_focus():
            self.left.emit()

    def _arrange(self) -> None:
        seen = [line for line in self._lines if not line.hushed]
        for line in self._lines:
            line.setVisible(line in seen[-MOST:])
        self.setVisible(bool(seen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the work; what is said stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class MessageLine(QWidget):
    """One message with its buttons."""

    closed = Signal()

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.hushed = False
        self.setAccessibleName(message.sentence)
        words = {Kind.ERROR: self.tr("Error"), Kind.WARNING: self.tr("Note"), Kind.NOTICE: ""}
        word = QLabel(words[message.kind])
        word.setProperty("heading", True)
        word.setProperty("tone", message.kind.value)
        sentence = QLabel()
        sentence.setWordWrap(True)
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setText(message.sentence)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName(self.tr("Close the message"))
        close.setToolTip(self.tr("Close the message"))
        close.clicked.connect(self.closed)
        offers = [self._button(offer) for offer in message.offers]
        self.first: QWidget = offers[0] if offers else close
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 3 * SPACE, SPACE)
        row.setSpacing(2 * SPACE)
        if word.text():
            row.addWidget(word)
        row.addWidget(sentence, 1)
        for button in offers:
            row.addWidget(button)
        row.addWidget(close)
        self.setMinimumHeight(10 * SPACE)
        if message.lasts:
            self._timer = QTimer(self, interval=message.lasts)
            self._timer.timeout.connect(self._expire)
            self._timer.start()

    @property
    def has_focus(self) -> bool:
        """Whether one of its buttons takes the keys."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _expire(self) -> None:
        if not self.has_focus:  # not from under the hands of somebody who has come to act on it
            self.closed.emit()

    def _button(self, offer: Offer) -> QPushButton:
        name, act = offer
        button = push_button(name)

        def take() -> None:
            self.closed.emit()
            act()

        button.clicked.connect(take)
        return button

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A tinted ground with a mark at its edge and a hairline below."""
        now = tones()
        mark = {Kind.ERROR: now.error, Kind.WARNING: now.warning, Kind.NOTICE: now.accent}[self.message.kind]
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.chosen))
        painter.fillRect(0, 0, SPACE, self.height(), QColor(mark))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(now.line))
