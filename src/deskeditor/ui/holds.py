"""What holds a picture back from publication: the reason, who may lift it, and who did, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskeditor.core.rights import RULES, Hold
from deskeditor.ui.parts import push_button
from deskeditor.ui.theme import SPACE, tones
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.wording import exact


class HoldsBox(QWidget):
    """A part for each rule that holds the picture back; hidden where none does."""

    lift_wanted = Signal(str, str)
    """A rule, and the reason why it no longer holds."""
    hold_wanted = Signal(object)
    """The ``Lift`` of a rule that is to hold again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        self._parts = {rule: HoldPart() for rule in RULES}  # made at once, so that Tab comes to them in their place
        for part in self._parts.values():
            part.lift_wanted.connect(self.lift_wanted)
            part.hold_wanted.connect(self.hold_wanted)
            column.addWidget(part)
        self.hide()

    @property
    def parts(self) -> list[HoldPart]:
        """Those that are shown."""
        return [part for part in self._parts.values() if part.hold is not None]

    def show_holds(self, holds: Sequence[Hold], *, read_only: bool) -> None:
        """Show these; a reason that is being written stays where its rule does."""
        found = {hold.rule: hold for hold in holds}
        for rule, part in self._parts.items():
            part.show_hold(found.get(rule), read_only=read_only)
        self.setVisible(bool(holds))


class HoldPart(QWidget):
    """One rule."""

    lift_wanted = Signal(str, str)
    hold_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hold: Hold | None = None
        self._word = QLabel()
        self._word.setProperty("heading", True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.first = push_button("")
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
        column.addWidget(self._word)
        column.addWidget(self.said)
        column.addLayout(asked)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_asking(on=False)
        self.hide()

    def show_hold(self, hold: Hold | None, *, read_only: bool) -> None:
        """Show that the rule holds, or was lifted, or is of no matter."""
        self.first.setEnabled(not read_only)
        if hold == self.hold:
            return
        had_focus = self.isAncestorOf(self.window().focusWidget() or self)
        self.hold = hold
        self._show_asking(on=False)
        self.reason.clear()
        if hold is not None:
            self._word.setText(self.tr("Lifted") if hold.lift else self.tr("Blocks publication"))
            self._word.setProperty("tone", "" if hold.lift else "error")
            self._word.style().polish(self._word)
            self.said.setText(self._sentence(hold))
            self.first.setText(self.tr("Hold again") if hold.lift else self.tr("Lift…"))
        self.setVisible(hold is not None)
        if had_focus and hold is not None:
            self.first.setFocus()
        self.update()

    def _sentence(self, hold: Hold) -> str:
        if hold.lift is None:
            return self.tr("{reason}. To be lifted by {who}.").format(reason=hold.reason, who=hold.who)
        lift = hold.lift
        where = self.tr("for this story") if lift.article_id else self.tr("for every story")
        said = self.tr("{reason}. Lifted {where} by {who}, {when}: {why}")
        return said.format(reason=hold.reason, where=where, who=lift.by, when=exact(lift.at), why=lift.reason)

    def _act(self) -> None:
        if self.hold is not None and self.hold.lift:
            self.hold_wanted.emit(self.hold.lift)
        else:
            self._show_asking(on=True)
            self.reason.setFocus()

    def _lift(self) -> None:
        if self.hold is not None and self.reason.text().strip():
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
        is_lifted = self.hold is not None and self.hold.lift is not None
        painter.fillRect(0, 0, SPACE, self.height(), QColor(now.edge if is_lifted else now.error))
