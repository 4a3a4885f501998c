"""One field of the Details: its title, where it is said, and below it what is wrong with it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskeditor.core.photo import Conflict
from deskeditor.core.rights import vocabulary
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.parts import Choice
from deskeditor.ui.photos.chosen_photos import MIXED
from deskeditor.ui.photos.detail_conflict import ConflictBox
from deskeditor.ui.photos.detail_specs import Kind, Spec
from deskeditor.ui.theme import SPACE, small

LABEL = 27 * SPACE
"""Pixels of a title beside its field."""
BELOW = (Kind.TEXT, Kind.NOTE)
"""Kinds whose field has the whole width, below its title."""


class DetailRow(QWidget):
    """What is typed is handed over by ``said``, and ``answered`` or ``refuse`` tell what became of it. A value that
    cannot be kept stays in the field, with the reason below it.
    """

    said = Signal(object, object)
    """The row and its new value; ``MIXED`` where what differed is to be again what it was."""
    on_wanted = Signal()
    """Ctrl+Enter: the next photo, in the same field."""

    other_wanted = Signal(object)
    shown_wanted = Signal(object)
    """Which of the two values of a ``Conflict`` is to hold."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._value: Any = ""
        self._sent = self._answered = 0
        self._refusal = ""
        self._is_refused = False
        self._was_mixed = False
        self.conflict: ConflictBox | None = None
        self.visit = 0
        """Counts how often the field was gone into: what is said there meanwhile is one step of undo."""
        self.title = QLabel(spec.label)
        self.title.setWordWrap(True)
        self.title.setProperty("rest", True)
        self.mark = QLabel()
        self.mark.setFont(small(self.font()))
        self.mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.mark.hide()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setFont(small(self.font()))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.hide()
        self.field = self._make_choice(spec) if spec.kind is Kind.CHOICE else self._make_text(spec)
        self.title.setBuddy(self.field)
        self._lay_out()

    def _lay_out(self) -> None:
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(2 * SPACE)
        self.grid.setVerticalSpacing(SPACE)
        self.grid.setColumnStretch(1, 1)
        if self.spec.kind in BELOW:
            self.grid.addWidget(self.title, 0, 0)
            self.grid.addWidget(self.mark, 0, 1)
            self.grid.addWidget(self.field, 1, 0, 1, 2)
        else:
            self.title.setFixedWidth(LABEL)
            self.title.setContentsMargins(0, 7, 0, 0)  # on the line of the field's words
            self.grid.addWidget(self.title, 0, 0, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(self.field, 0, 1)
        self.grid.addWidget(self.words, 2, 0, 1, 2)

    def _make_text(self, spec: Spec) -> GrowingField:
        field = GrowingField(spec.label, one_line=spec.kind is not Kind.NOTE)
        field.installEventFilter(self)
        field.committed.connect(self._commit)
        field.finished.connect(self.on_wanted)
        field.entered.connect(lambda: self.focusNextChild())
        return field

    def _make_choice(self, spec: Spec) -> Choice:
        field = Choice()
        field.setAccessibleName(spec.label)
        field.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(8)
        field.addItem(self.tr("Not said"), "")
        for word, meaning in (spec.words or {}).items():
            field.addItem(_capital(self.tr(meaning)), spec.base + word)
        field.setPlaceholderText(self.tr("Mixed"))
        field.activated.connect(self._choose)
        field.installEventFilter(self)
        return field

    def show_value(self, value: Any) -> None:
        """Show what the desk has, unless something else is being typed or waits here."""
        if self._is_refused or self._sent != self._answered:
            return
        self._value = value
        if isinstance(self.field, Choice):
            self._show_choice(self.field, value)
        else:
            text = "; ".join(value) if isinstance(value, tuple) else str(value or "")
            self.field.take(text, self.tr("Mixed") if value is MIXED else self.spec.hint)

    def _show_choice(self, field: Choice, value: Any) -> None:
        if value is MIXED:
            field.setCurrentIndex(-1)
            return
        if field.findData(value) < 0:  # an older address of the same word, or one that no vocabulary of ours has
            field.addItem(self._word_of(value), value)
        field.setCurrentIndex(field.findData(value))

    def _word_of(self, value: str) -> str:
        word = vocabulary(value)
        meaning = (self.spec.words or {}).get(word)
        return _capital(self.tr(meaning)) if meaning else word

    def show_conflict(self, conflict: Conflict | None, *, read_only: bool) -> None:
        """Show that the file says the field twice, or that it does not, or that it is decided."""
        if conflict == (self.conflict.conflict if self.conflict else None):
            return
        if self.conflict is not None:
            if self.conflict.isAncestorOf(self.window().focusWidget() or self):
                self.field.setFocus()
            self.conflict.hide()
            self.conflict.deleteLater()
            self.conflict = None
        if conflict is not None:
            self.conflict = ConflictBox(conflict)
            self.conflict.setEnabled(not read_only)
            self.conflict.taken.connect(self.other_wanted)
            self.conflict.kept.connect(self.shown_wanted)
            self.grid.addWidget(self.conflict, 3, 0, 1, 2)
            for one, other in pairwise((self.field, self.conflict.take, self.conflict.keep)):
                self.setTabOrder(one, other)

    def release(self) -> None:
        """Hand over what was typed; from here on the row shows other photos."""
        if isinstance(self.field, GrowingField):
            self.field.release()
        self._answered, self._is_refused, self._refusal = self._sent, False, ""
        self.tell("")

    def set_read_only(self, on: bool) -> None:
        """Show without letting anything be changed."""
        if isinstance(self.field, GrowingField):
            self.field.setReadOnly(on)
        else:
            self.field.setEnabled(not on)

    def sent(self) -> int:
        """What was typed is on its way; the number is to be handed to ``answered`` or ``refuse``."""
        self._sent += 1
        return self._sent

    def answered(self, number: int) -> None:
        """The desk has it."""
        self._answered, self._is_refused, self._refusal = number, False, ""
        self.tell("")

    def refuse(self, number: int, sentence: str) -> None:
        """It cannot be kept; that is told once the field is left, for half a date is none."""
        self._answered, self._is_refused, self._refusal = number, True, sentence
        if not self.field.hasFocus():
            self.tell(sentence, "error")

    @property
    def refusal(self) -> str:
        """Why what stands here cannot be kept; empty where it can."""
        return self._refusal

    def tell(self, sentence: str, tone: str = "warning") -> None:
        """Say something below the field, or nothing."""
        self.words.setText(sentence)
        self.words.setProperty("tone", tone if sentence else "")
        self.words.style().polish(self.words)
        self.words.setVisible(bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the field has nothing of its own to undo, the key is the room's; a refusal is told when it is left."""
        if watched is self.field:
            if event.type() == QEvent.Type.FocusIn:
                self.visit += 1
                self._was_mixed = self._value is MIXED
            elif event.type() == QEvent.Type.FocusOut and self._refusal:
                self.tell(self._refusal, "error")
            elif event.type() == QEvent.Type.ShortcutOverride and not _takes(self.field, event):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _commit(self, text: str) -> None:
        if self._was_mixed and not text.strip():
            self.said.emit(self, MIXED)
        elif self.spec.kind is Kind.NAMES:
            self.said.emit(self, tuple(part.strip() for part in text.split(";") if part.strip()))
        else:
            self.said.emit(self, text)

    def _choose(self, row: int) -> None:
        assert isinstance(self.field, Choice)
        self.said.emit(self, self.field.itemData(row))


def _takes(field: QWidget, event: QEvent) -> bool:
    """Whether the key is the field's: any but those of undo and redo, where the field has nothing to do for them."""
    if not isinstance(field, GrowingField) or not isinstance(event, QKeyEvent):
        return True
    page, keys = field.document(), QKeySequence.StandardKey
    if event.matches(keys.Undo):
        return page.isUndoAvailable()
    return page.isRedoAvailable() or not event.matches(keys.Redo)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
