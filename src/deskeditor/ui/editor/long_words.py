"""Words of many pages, as pasted data is: Qt takes seconds at every key to look for a place to part such a word.

While there is one, lines may end inside words, which Qt finds at once. It is in the way of display only: nothing of the
text is touched.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextDocument, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

LONGEST = 10_000
"""Letters in which Qt is still quick to find that there is no place."""
ANYWHERE = r"\u2e80-\ud7ff\uf900-\uffef\U00020000-\U0003ffff"
"""Letters between which a line may end: Chinese, Japanese, Korean."""
UNPARTED = rf"[^\s\u200b\u2028\-{ANYWHERE}]"
LONG_WORD = re.compile(rf"(?<!{UNPARTED}){UNPARTED}{{{LONGEST}}}")
"""From the first letter of a word on: from each letter, words that are just not so long would take seconds."""
LOOK_AFTER = 500
"""Milliseconds from a change until it is seen whether the last such word is gone."""

WrapMode = QTextOption.WrapMode


class LongWords(QObject):
    """Watches over one view; what it costs at a key does not grow with the text."""

    met = Signal()
    """There is such a word where there was none before."""

    def __init__(self, view: QTextEdit | QPlainTextEdit) -> None:
        super().__init__(view)
        self._view = view
        self._page: QTextDocument | None = None
        self._on = False
        self._clock = QTimer(self, interval=LOOK_AFTER, singleShot=True)
        self._clock.timeout.connect(self._look)

    def begin(self, page: QTextDocument) -> None:
        """Watch this text, before it is laid out, and no other. Whoever hears of its changes must ``note`` them."""
        self._page = page
        self._look()

    def expect(self, text: str) -> None:
        """This text is about to come in."""
        if LONG_WORD.search(text):
            self._set(True)

    def note(self, block: QTextBlock, count: int) -> None:
        """Blocks of the text have changed, the first of which is this one, and are not laid out yet."""
        if not self._on:
            self._set(_has_long_word(block) or (count > 1 and _has_any(block.next(), count - 1)))
        if self._on and not self._clock.isActive():
            self._clock.start()

    def _look(self) -> None:
        assert self._page is not None
        block, on = self._page.begin(), False
        while block.isValid() and not on:
            on, block = _has_long_word(block), block.next()
        self._set(on)

    def _set(self, on: bool) -> None:
        if on != self._on:
            self._on = on
            self._view.setWordWrapMode(WrapMode.WrapAnywhere if on else WrapMode.WrapAtWordBoundaryOrAnywhere)
            if on:
                self.met.emit()


def _has_any(block: QTextBlock, count: int) -> bool:
    while count and not _has_long_word(block):
        block, count = block.next(), count - 1
    return count > 0


def _has_long_word(block: QTextBlock) -> bool:
    return block.length() > LONGEST and LONG_WORD.search(block.text()) is not None
