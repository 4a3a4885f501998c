"""A field of a photo in a story: whether it is the archive's or the story's own, and the way from one to the other."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from deskeditor.ui.actions import Actions
from deskeditor.ui.parts import tool_button
from deskeditor.ui.theme import SPACE, small

WAYS = ("photo.follow", "photo.push")
"""The actions between the story and the archive; they act on what has the focus."""


class CardField(QWidget):
    """The title tells where what stands below comes from; a button presses the action for this field."""

    def __init__(self, title: str, field: QWidget, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._title = title
        self.label = QLabel(title)
        self.label.setFont(small(self.font()))
        self.label.setBuddy(field)
        self.mark = QLabel()
        self.mark.setFont(small(self.font()))
        self.mark.setProperty("rest", True)
        self.words = QLabel()
        self.words.setFont(small(self.font()))
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "warning")
        self.words.hide()
        self.ways = [tool_button(actions[name], 6 * SPACE) for name in WAYS]
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self.label, 1)
        head.addWidget(self.mark)
        for button in self.ways:
            # Who has no mouse has the actions' keys; Tab goes on to the next field.
            button.setFocusPolicy(button.focusPolicy().NoFocus)
            button.pressed.connect(field.setFocus)
            button.hide()
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(field)
        column.addWidget(self.words)

    def show_origin(self, *, is_own: bool, is_missing: bool, read_only: bool, follows: bool = True) -> None:
        """Say whether it is the story's own or the archive's, or missing.

        ``follows``: what is the archive's here changes with it; else the story has the same words of its own.
        """
        same = self.tr("inherited") if follows else self.tr("as in the archive")
        where = self.tr("changed here") if is_own else same
        said = self.tr("missing") if is_missing else where
        self.label.setText(self.tr("{field} · {where}").format(field=self._title, where=said))
        self._dress(self.label, "warning" if is_missing else "", rest=not is_missing and not is_own)
        for button in self.ways:
            button.setVisible(is_own and not read_only)

    def show_marks(self, measure: str, doubts: str) -> None:
        """Say how long it is, and below it what is doubtful."""
        self.mark.setText(measure)
        self.words.setText(doubts)
        self.words.setVisible(bool(doubts))

    def _dress(self, label: QLabel, tone: str, *, rest: bool) -> None:
        label.setProperty("tone", tone)
        label.setProperty("rest", rest)
        label.style().polish(label)
