"""Messages beside the work instead of boxes above it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.ui.theme import SPACE, tones

OFFER_TIME = 15_000
"""Milliseconds that a notice with an offer stays; an error stays until it is closed."""

Offer = tuple[str, Callable[[], object]]


class Kind(Enum):
    """What a message is; said in a word as well as by colour."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


class MessageStrip(QWidget):
    """One sentence at a time, with what can be done about it. Hidden while there is nothing to say."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Messages"))
        self._kind = Kind.NOTICE
        self._word = QLabel()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._close = QToolButton()
        self._close.setText("×")
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.setToolTip(self.tr("Close the message"))
        self._close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4 * SPACE, SPACE, 2 * SPACE, SPACE)
        self._row.setSpacing(2 * SPACE)
        self._row.addWidget(self._word)
        self._row.addWidget(self._sentence, 1)
        self._row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=OFFER_TIME)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence now shown; empty for none."""
        return "" if self.isHidden() else self._sentence.text()

    def error(self, error: DeskError, *offers: Offer) -> None:
        """Say what failed, where and how to mend it."""
        self._show(Kind.ERROR, error.sentence(), offers)

    def warn(self, sentence: str, *offers: Offer) -> None:
        """Say what the user should know before going on."""
        self._show(Kind.WARNING, sentence, offers)

    def tell(self, sentence: str, *offers: Offer, stays: bool = False) -> None:
        """Say what was done, and offer to undo it or to look at it. It goes away by itself, unless it ``stays``."""
        if self._kind is Kind.ERROR and self.text and not offers:
            return  # an error is not wiped off by good news
        self._show(Kind.NOTICE, sentence, offers)
        if not stays:
            self._timer.start()

    def _show(self, kind: Kind, sentence: str, offers: tuple[Offer, ...]) -> None:
        self._timer.stop()
        self._kind = kind
        words = {Kind.ERROR: self.tr("Error"), Kind.WARNING: self.tr("Mind"), Kind.NOTICE: ""}
        self._word.setText(words[kind])
        self._word.setVisible(bool(words[kind]))
        self._word.setProperty("heading", True)
        self._sentence.setText(sentence)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]
        self._colour()
        self.show()
        _announce(self._sentence)
        self.shown.emit(sentence)

    def _button(self, offer: Offer) -> QPushButton:
        name, act = offer
        button = QPushButton(name)

        def take() -> None:
            self.hide()
            act()

        button.clicked.connect(take)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def _colour(self) -> None:
        colour = {Kind.ERROR: tones().error, Kind.WARNING: tones().warning, Kind.NOTICE: tones().text}[self._kind]
        palette = self._word.palette()
        palette.setColor(self._word.foregroundRole(), QColor(colour))
        self._word.setPalette(palette)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A tinted ground with a mark at its edge and a hairline below."""
        now = tones()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.chosen))
        mark = {Kind.ERROR: now.error, Kind.WARNING: now.warning, Kind.NOTICE: now.accent}[self._kind]
        painter.fillRect(0, 0, SPACE, self.height(), QColor(mark))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(now.line))


def _announce(widget: QWidget) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # not needed before the first message

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
