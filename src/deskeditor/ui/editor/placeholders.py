"""A highlight over what is still to come (TK)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QTextCharFormat

from deskeditor.markup.placeholders import placeholders
from deskeditor.ui.editor.look import Colours
from deskeditor.ui.editor.overlay import FormatRange, Layer, Passage, laid
from deskeditor.ui.editor.walk import unit_offset


def layer(language: Callable[[], str]) -> Layer:
    """Ground and underline, so that it is seen without colour too."""

    def lay(passage: Passage, colours: Colours) -> Iterator[FormatRange]:
        text = passage.text
        if "TK" not in text:
            return
        look = QTextCharFormat()
        look.setBackground(colours.marker)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        for found in placeholders(text, language()):
            start = unit_offset(text, found.start())
            yield laid(start, unit_offset(text, found.end()) - start, look)

    return lay
