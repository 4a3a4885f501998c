"""Fields that save themselves: nobody presses a button to keep what was typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from deskeditor.ui.expanding import SIGNS
from deskeditor.ui.handed import paths_of
from deskeditor.ui.keeping import SAVE_AFTER
from deskeditor.ui.window_keys import leave_window_keys

MOST_LINES = 8
PADDING = 6


class GrowingField(QPlainTextEdit):
    """A field as high as its text. ``committed`` tells what was typed; a text from elsewhere never wipes it."""

    committed = Signal(str)
    finished = Signal()
    """Ctrl+Enter was pressed."""
    entered = Signal()
    """Enter was pressed where the field takes one line."""

    sign_typed = Signal()
    """A sign that may begin or end a code stands before the cursor."""

    def __init__(self, name: str, *, one_line: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        leave_window_keys(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().clearUndoRedoStacks()  # the margin is nothing to take back
        self._one_line = one_line
        self._known = ""
        self._typed = False
        self._answer: str | None = None
        self.visit = 0
        """Counts how often the field was gone into."""
        self._clock = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._clock.timeout.connect(self.commit)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def take(self, text: str, placeholder: str = "") -> None:
        """Show what the desk has, unless something else is being typed here.

        What the desk made of words that are being typed (a blank at their end goes) waits until the field is left.
        """
        if placeholder != self.placeholderText():
            self.setPlaceholderText(placeholder)
        if self.toPlainText() != self._known:
            return
        if self._typed:
            self._answer = text
            return
        self._known = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._fit()

    def commit(self) -> None:
        """Hand over what was typed, if it was."""
        self._clock.stop()
        text = self.toPlainText()
        if text != self._known:
            self._known, self._answer = text, None
            self.committed.emit(text)

    def release(self) -> None:
        """Hand over what was typed; what stands here is the desk's from now on."""
        self.commit()
        self._typed = False
        if self._answer is not None:
            self.take(self._answer, self.placeholderText())
            self._answer = None

    def sizeHint(self) -> QSize:
        """As high as the text, within reason."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any pane."""
        return QSize(80, self._height())

    def _height(self) -> int:
        line = self.fontMetrics().lineSpacing()
        lines = max(1, min(MOST_LINES, int(self.document().size().height())))
        if self.document().isEmpty() and self.placeholderText():
            lines = max(1, min(MOST_LINES, self._placeholder_height() // line))
        return line * lines + 2 * int(self.document().documentMargin()) + 2 * PADDING

    def _placeholder_height(self) -> int:
        room = QRect(0, 0, max(1, self.viewport().width() - 2 * int(self.document().documentMargin())), 0)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.placeholderText()).height()

    def _fit(self) -> None:
        height = self._height()
        if height != self.height():
            self.setFixedHeight(height)

    def _on_text(self) -> None:
        if self.toPlainText() != self._known:
            self._typed = self.hasFocus()
            if not self._clock.isActive():
                self._clock.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower field is a higher one."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is typed from here on is one thing to undo."""
        super().focusInEvent(event)
        self.visit += 1

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is committing."""
        super().focusOutEvent(event)
        self.release()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text. Files are for what the field stands in; their paths would be published."""
        return super().canInsertFromMimeData(source) and not paths_of(source)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is the field's own here, though on the page it opens a paragraph."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _finishes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from a field of one line, Ctrl+Enter from any."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self._one_line or _finishes(event)):
            self.commit()
            (self.finished if _finishes(event) else self.entered).emit()
            return
        super().keyPressEvent(event)
        if event.text() in SIGNS:
            self.sign_typed.emit()


def _finishes(event: QKeyEvent) -> bool:
    held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
