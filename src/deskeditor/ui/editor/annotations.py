"""Tracked changes, laid over the text: by line and tint, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextCharFormat

from deskeditor.core.document import Edit
from deskeditor.ui.editor.look import EDIT, Colours
from deskeditor.ui.editor.overlay import FormatRange, Passage, laid

Underline = QTextCharFormat.UnderlineStyle


def lay_annotations(passage: Passage, colours: Colours) -> Iterator[FormatRange]:
    """What was deleted is struck, what was inserted underlined; a link is still seen to be one."""
    for run in passage.runs:
        edit = run.format.stringProperty(EDIT)
        if not edit:
            continue
        text = QTextCharFormat()
        if edit == Edit.DELETED:
            text.setFontStrikeOut(True)
            text.setForeground(colours.deleted)
        elif edit:
            text.setUnderlineStyle(Underline.SingleUnderline)
            text.setUnderlineColor(colours.inserted)
            if not run.format.isAnchor():
                text.setForeground(colours.inserted)
        yield laid(run.start, run.length, text)
