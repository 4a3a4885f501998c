"""One field of the Details: its title, where it is said, and below it what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskeditor.core.photo import Conflict
from deskeditor.core.sheets import joined, parted
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.photos.chosen_photos import MIXED
from deskeditor.ui.photos.detail_conflict import ConflictBox
from deskeditor.ui.photos.detail_specs import Kind, Spec
from deskeditor.ui.photos.doubts import NEEDED, doubts, measures
from deskeditor.ui.photos.vocabulary_choice import VocabularyChoice
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
    caption: Callable[[], str] = staticmethod(lambda: "")
    """What the caption says now, for an alt text that repeats it."""

    other_wanted = Signal(object)
    shown_wanted = Signal(object)
    """Which of the two values of a ``Conflict`` is to hold."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._value: Any = None
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
        self.mark.setProperty("rest", True)
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
        field.textChanged.connect(self.doubt)
        return field

    def _make_choice(self, spec: Spec) -> VocabularyChoice:
        field = VocabularyChoice(spec)
        field.activated.connect(self._choose)
        field.installEventFilter(self)
        return field

    def show_value(self, value: Any) -> None:
        """Show what the desk has, unless something else is being typed or waits here."""
        if self._is_refused or self._sent != self._answered:
            return
        # Photos of one event agree in most of their fields.
        is_as_before, self._value = value is self._value or value == self._value, value
        if is_as_before and self.text == self._text_of(value):
            return
        if isinstance(self.field, VocabularyChoice):
            self.field.show_value(value)
        else:
            self.field.take(self._text_of(value), self.tr("Mixed") if value is MIXED else self.spec.hint)
            self.doubt()

    def _text_of(self, value: Any) -> str:
        return joined(value) if isinstance(value, tuple) else str(value or "")

    def show_conflict(self, conflict: Conflict | None) -> None:
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
        if self.conflict is not None:
            self.conflict.setEnabled(not on)
        if isinstance(self.field, VocabularyChoice):
            self.field.setEnabled(not on)
        elif on != self.field.isReadOnly():
            self.field.setReadOnly(on)

    def sent(self) -> int:
        """What was typed is on its way; the number is to be handed to ``answered`` or ``refuse``."""
        self._sent += 1
        return self._sent

    def answered(self, number: int) -> None:
        """The desk has it."""
        self._answered, self._is_refused, self._refusal = number, False, ""
        self.doubt()

    def refuse(self, number: int, sentence: str) -> None:
        """It cannot be kept; that is told once the field is left, for half a date is none."""
        self._answered, self._is_refused, self._refusal = number, True, sentence
        if not self.field.hasFocus():
            self.tell(sentence, "error")

    @property
    def refusal(self) -> str:
        """Why what stands here cannot be kept; empty where it can."""
        return self._refusal

    @property
    def text(self) -> str:
        """What stands in the field; of a vocabulary its address."""
        field = self.field
        return field.toPlainText() if isinstance(field, GrowingField) else str(field.currentData() or "")

    def doubt(self) -> None:
        """Say how long the text is and what is doubtful about it; nothing where photos differ."""
        if self._is_refused:
            return
        name, text = self.spec.name, self.text
        is_missing = not text.strip() and name in NEEDED and self._value is not MIXED
        title = self.tr("{field} · missing").format(field=self.spec.label) if is_missing else self.spec.label
        if title != self.title.text():
            self.title.setText(title)
            self.title.setProperty("tone", "warning" if is_missing else "")
            self.title.setProperty("rest", not is_missing)
            self.title.style().polish(self.title)
        self.mark.setText(measures(name, text) if text.strip() else "")
        found = doubts(name, text, self.caption()) if text.strip() else []
        self.tell(". ".join(each.sentence for each in found))

    def tell(self, sentence: str, tone: str = "warning") -> None:
        """Say something below the field, or nothing."""
        if (sentence, sentence and tone) == (self.words.text(), self.words.property("tone") or ""):
            return
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
            self.said.emit(self, parted(text))
        else:
            self.said.emit(self, text)

    def _choose(self, row: int) -> None:
        assert isinstance(self.field, VocabularyChoice)
        self.said.emit(self, self.field.itemData(row))


def _takes(field: QWidget, event: QEvent) -> bool:
    """Whether the key is the field's: any but those of undo and redo, where the field has nothing to do for them."""
    if not isinstance(field, GrowingField) or not isinstance(event, QKeyEvent):
        return True
    page, keys = field.document(), QKeySequence.StandardKey
    if event.matches(keys.Undo):
        return page.isUndoAvailable()
    return page.isRedoAvailable() or not event.matches(keys.Redo)
