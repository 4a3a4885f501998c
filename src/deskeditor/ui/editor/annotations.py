"""Tracked changes and anchors of comments, laid over the text: by line and tint, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCharFormat

from deskeditor.core.document import Edit
from deskeditor.ui.editor.look import COMMENT, EDIT, Colours
from deskeditor.ui.editor.overlay import FormatRange, laid

Underline = QTextCharFormat.UnderlineStyle


def lay_annotations(block: QTextBlock, colours: Colours) -> Iterator[FormatRange]:
    """What was deleted is struck, what was inserted underlined, what a comment is about dotted and tinted."""
    for run in block.textFormats():
        edit, comment = run.format.stringProperty(EDIT), run.format.hasProperty(COMMENT)
        if not edit and not comment:
            continue
        text = QTextCharFormat()
        if comment:
            text.setBackground(colours.comment)
            text.setUnderlineStyle(Underline.DotLine)
            text.setUnderlineColor(colours.quiet)
        if edit == Edit.DELETED:
            text.setFontStrikeOut(True)
            text.setForeground(colours.deleted)
        elif edit:
            text.setUnderlineStyle(Underline.SingleUnderline)
            text.setUnderlineColor(colours.inserted)
            text.setForeground(colours.inserted)
        yield laid(run.start, run.length, text)
