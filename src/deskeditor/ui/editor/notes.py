"""Notes at the foot of a story, and the references to them inside the text."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from deskeditor.core.document import Mark, Run
from deskeditor.ui.editor.convert import OBJECT_CHARACTER, body_start, replace_blocks
from deskeditor.ui.editor.lines import MARKED, Kind, Line, Style
from deskeditor.ui.editor.look import LABEL, REFERENCE, char_format, end_of, kind_of, style_of


def label_of(block: QTextBlock) -> str:
    """The label of a note."""
    return block.blockFormat().stringProperty(LABEL)


def insert(cursor: QTextCursor) -> None:
    """Refer to a new note here, and go to write it below the story. In plain fields nothing happens."""
    page = cursor.document()
    cursor.setPosition(cursor.selectionEnd())
    if kind_of(cursor.block()) not in MARKED:
        return
    label = _free_label(page)
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    refer(cursor, label)
    last = page.blockCount()
    (number,) = replace_blocks(page, last, last, [Line(Style(Kind.NOTE), label=label)])
    edit.endEditBlock()
    cursor.setPosition(page.findBlockByNumber(number).position())


def refer(cursor: QTextCursor, label: str) -> None:
    """Put a reference to the note into the text."""
    cursor.insertText(OBJECT_CHARACTER, char_format(style_of(cursor.block()), Run(label, frozenset({Mark.NOTE}))))


def ensure(page: QTextDocument, label: str) -> None:
    """Put an empty note with that label below the story, where there is none."""
    if not go_to_note(QTextCursor(page), label):
        last = page.blockCount()
        replace_blocks(page, last, last, [Line(Style(Kind.NOTE), label=label)])


def go_to_reference(cursor: QTextCursor) -> bool:
    """From a note to behind the first reference to it; False where there is none."""
    label, block = label_of(cursor.block()), cursor.document().findBlockByNumber(body_start(cursor.document()))
    while block.isValid():
        for run in block.textFormats():
            if run.format.objectType() == REFERENCE and run.format.stringProperty(LABEL) == label:
                cursor.setPosition(block.position() + run.start + 1)
                return True
        block = block.next()
    return False


def go_to_note(cursor: QTextCursor, label: str) -> bool:
    """To the end of the note with that label; False where there is none."""
    block = cursor.document().lastBlock()
    while block.isValid():
        if kind_of(block) is Kind.NOTE and label_of(block) == label:
            cursor.setPosition(end_of(block))
            return True
        block = block.previous()
    return False


def reference_at(cursor: QTextCursor) -> str:
    """The label that the object at the cursor, or before it, refers to; empty where there is none."""
    block, here = cursor.block(), cursor.positionInBlock()
    for run in block.textFormats():
        if run.format.objectType() == REFERENCE and run.start <= here <= run.start + run.length:
            return run.format.stringProperty(LABEL)
    return ""


def _free_label(page: QTextDocument) -> str:
    taken = set()
    block = page.findBlockByNumber(body_start(page))
    while block.isValid():
        if kind_of(block) is Kind.NOTE:
            taken.add(label_of(block))
        for run in block.textFormats():
            if run.format.objectType() == REFERENCE:
                taken.add(run.format.stringProperty(LABEL))
        block = block.next()
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)
