"""What holds a picture back from publication: the reason, who may lift it, and who did, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskeditor.core.rights import Hold
from deskeditor.ui.parts import push_button
from deskeditor.ui.theme import SPACE, tones
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.wording import exact


class HoldsBox(QWidget):
    """A part for each rule; hidden where nothing holds the picture back."""

    lift_wanted = Signal(str, str)
    """A rule, and the reason why it no longer holds."""
    hold_wanted = Signal(str)
    """A rule that is to hold again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holds: tuple[Hold, ...] = ()
        self._read_only = False
        self.parts: list[HoldPart] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self.hide()

    def show_holds(self, holds: Sequence[Hold], *, read_only: bool) -> None:
        """Show these; a reason that is being written stays where its rule does."""
        if (tuple(holds), read_only) == (self._holds, self._read_only):
            return
        had_focus = any(part.isAncestorOf(focused) for part in self.parts if (focused := self._focused()))
        written = {part.hold.rule: part.reason.text() for part in self.parts if part.is_asking}
        for part in self.parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._holds, self._read_only = tuple(holds), read_only
        self.parts = [HoldPart(hold, read_only=read_only) for hold in holds]
        for part in self.parts:
            part.lift_wanted.connect(self.lift_wanted)
            part.hold_wanted.connect(self.hold_wanted)
            self._column.addWidget(part)
            if part.hold.rule in written and part.hold.lift is None:
                part.ask(written[part.hold.rule])
        self.setVisible(bool(holds))
        if had_focus and self.parts:
            self.parts[0].first.setFocus()

    def go_to_first(self) -> bool:
        """Put the focus on what can be done about the first; False where nothing holds."""
        if self.parts and self.parts[0].first.isEnabled():
            self.parts[0].first.setFocus()
        return bool(self.parts)

    def _focused(self) -> QWidget | None:
        window = self.window()
        return window.focusWidget() if window is not None else None


class HoldPart(QWidget):
    """One rule."""

    lift_wanted = Signal(str, str)
    hold_wanted = Signal(str)

    def __init__(self, hold: Hold, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hold = hold
        self.said = QLabel(self._sentence())
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        word = QLabel(self.tr("Lifted") if hold.lift else self.tr("Blocks publication"))
        word.setProperty("heading", True)
        word.setProperty("tone", "" if hold.lift else "error")
        self.first = push_button(self.tr("Hold again") if hold.lift else self.tr("Lift…"))
        self.first.setEnabled(not read_only)
        self.first.clicked.connect(self._act)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Why the picture may be published"))
        self.reason.setPlaceholderText(self.tr("Why it may be published, and who said so"))
        self.reason.returnPressed.connect(self._lift)
        self.reason.installEventFilter(self)
        leave_window_keys(self.reason)
        self.record = push_button(self.tr("Lift"))
        self.record.clicked.connect(self._lift)
        asked = QHBoxLayout()
        asked.setSpacing(2 * SPACE)
        asked.addWidget(self.reason, 1)
        asked.addWidget(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(word)
        column.addWidget(self.said)
        column.addLayout(asked)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_asking(on=False)

    @property
    def is_asking(self) -> bool:
        """Whether the reason is being written."""
        return self.reason.isVisibleTo(self)

    def ask(self, written: str = "") -> None:
        """Ask for the reason."""
        self._show_asking(on=True)
        self.reason.setText(written)
        self.reason.setFocus()

    def _sentence(self) -> str:
        hold = self.hold
        if hold.lift is None:
            return self.tr("{reason}. To be lifted by {who}.").format(reason=hold.reason, who=hold.who)
        lift = hold.lift
        where = self.tr("for this story") if lift.article_id else self.tr("for every story")
        said = self.tr("{reason}. Lifted {where} by {who}, {when}: {why}")
        return said.format(reason=hold.reason, where=where, who=lift.by, when=exact(lift.at), why=lift.reason)

    def _act(self) -> None:
        if self.hold.lift:
            self.hold_wanted.emit(self.hold.rule)
        else:
            self.ask()

    def _lift(self) -> None:
        if self.reason.text().strip():
            self.lift_wanted.emit(self.hold.rule, self.reason.text().strip())

    def _show_asking(self, *, on: bool) -> None:
        for part in (self.reason, self.record):
            part.setVisible(on)
        self.first.setVisible(not on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape ends the asking."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.reason and key == Qt.Key.Key_Escape:
            self._show_asking(on=False)
            self.first.setFocus()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A tinted ground with a mark at its edge, as a message has."""
        now = tones()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.chosen))
        painter.fillRect(0, 0, SPACE, self.height(), QColor(now.edge if self.hold.lift else now.error))
