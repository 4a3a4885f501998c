"""What an input method is composing when the focus leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""The focus comes back, and the composition goes on."""


def keep_composed(view: QTextEdit | QPlainTextEdit, event: QFocusEvent) -> None:
    """Put into the text what is still being composed in a view that loses the focus.

    Qt asks the input method for it, and not each hands it over: the last Korean syllable was seen and not stored.
    """
    composed = view.textCursor().block().layout().preeditAreaText()
    if composed and event.reason() not in PASSING:
        last = QInputMethodEvent()
        last.setCommitString(composed)
        view.inputMethodEvent(last)
