"""Notes at the foot of a story, and the references to them inside the text."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from deskeditor.core.document import Mark, Run, Runs
from deskeditor.ui.editor import tracking
from deskeditor.ui.editor.convert import body_start, replace_blocks
from deskeditor.ui.editor.lines import MARKED, Kind, Line, Style
from deskeditor.ui.editor.look import LABEL, REFERENCE, end_of, kind_of
from deskeditor.ui.editor.walk import line_of


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
    tracking.write_runs(cursor, (Run(label, frozenset({Mark.NOTE})),))


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


def renamed(page: QTextDocument, new: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines that come from elsewhere and the notes among them, with labels that the page does not use for others.

    A note that the page has already, by its label and its words, is that one, and does not come again.
    """
    coming = [line for line in new if line.style.kind is Kind.NOTE]
    if not coming:
        return new, []
    here, taken = _known(page)
    labels: dict[str, str] = {}
    kept = []
    for note in coming:
        if here.get(note.label) == note.runs:
            continue
        label = note.label if note.label not in taken else _free(taken)
        taken.add(label)
        labels[note.label] = label
        kept.append(replace(note, label=label))
    others = [line for line in new if line.style.kind is not Kind.NOTE]
    return [_referring(line, labels) for line in others], [_referring(line, labels) for line in kept]


def _referring(line: Line, labels: dict[str, str]) -> Line:
    if not any(Mark.NOTE in run.marks for run in line.runs):
        return line
    runs = (run.saying(labels.get(run.text, run.text)) if Mark.NOTE in run.marks else run for run in line.runs)
    return replace(line, runs=tuple(runs))


def referred(page: QTextDocument, copied: list[Line]) -> list[Line]:
    """The notes of the page that the lines refer to and that are not among them."""
    inside = {line.label for line in copied if line.style.kind is Kind.NOTE}
    wanted = dict.fromkeys(run.text for line in copied for run in line.runs if Mark.NOTE in run.marks)
    found = []
    for label in wanted:
        cursor = QTextCursor(page)
        if label not in inside and go_to_note(cursor, label):
            found.append(line_of(cursor.block()))
    return found


def _free_label(page: QTextDocument) -> str:
    return _free(_known(page)[1])


def _free(taken: set[str]) -> str:
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)


def _known(page: QTextDocument) -> tuple[dict[str, Runs], set[str]]:
    """The notes of the page by their labels, and all labels that are in use."""
    here: dict[str, Runs] = {}
    taken = set()
    block = page.findBlockByNumber(body_start(page))
    while block.isValid():
        if kind_of(block) is Kind.NOTE:
            here[label_of(block)] = line_of(block).runs
        for run in block.textFormats():
            if run.format.objectType() == REFERENCE:
                taken.add(run.format.stringProperty(LABEL))
        block = block.next()
    return here, taken | here.keys()
