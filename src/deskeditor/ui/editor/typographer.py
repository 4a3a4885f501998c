"""Sets what is typed as the story's language does, each replacement a step of undo of its own."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from deskeditor.core.document import Mark
from deskeditor.markup.typography import REACH, Replacement, replacement
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.look import kind_of, pattern_of
from deskeditor.ui.editor.shown import shown


class Typographer:
    """Called after a key has put its character in; pasted and composed text never comes here."""

    def __init__(self) -> None:
        self.on = True

    def typed(self, cursor: QTextCursor, character: str, language: str) -> None:
        """Replace the character before the cursor, which a key has put in, where the language sets another."""
        if not self.on or (character.isalpha() and cursor.document().characterAt(cursor.position() - 2).isalpha()):
            return  # a letter behind a letter is what most keys are, and nothing is ever made of it
        block = cursor.block()
        if kind_of(block) is Kind.BYLINE:
            return  # names are known to the desk by their letters
        before = _text_before(block, cursor.positionInBlock())
        if not before.endswith(character):
            return
        found = replacement(before[: -len(character)], character, language)
        if found is None or cursor.hasSelection() or block.layout().preeditAreaText():
            return
        form = cursor.charFormat()
        if Mark.CODE not in pattern_of(form).marks and _is_of_one_look(cursor, found.length, form):
            _replace(cursor, found, form)


def _is_of_one_look(cursor: QTextCursor, length: int, form: QTextCharFormat) -> bool:
    """Whether what is replaced was all set alike: code, the words of a link and deleted text end where they end."""
    block, end, wanted = cursor.block(), cursor.positionInBlock(), pattern_of(form)
    return all(
        pattern_of(run.format) == wanted
        for run in block.textFormats()
        if run.start < end and run.start + run.length > end - length
    )


def _replace(cursor: QTextCursor, found: Replacement, form: QTextCharFormat) -> None:
    end = cursor.position()
    cursor.beginEditBlock()  # at the caret, where undo then brings it back to
    # What is typed next would join an insertion that ends the step, and go with it: so the deletion comes last, and
    # right behind what came in, where redo leaves the caret.
    cursor.setPosition(end - found.length)
    cursor.insertText(found.text, form)
    cursor.setPosition(cursor.position() + found.length, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.endEditBlock()


def _text_before(block: QTextBlock, place: int) -> str:
    """The end of what is shown of the block up to a place, which counts UTF-16 units."""
    text = shown(block)
    end = text.in_text(place)
    if not text.gaps and len(text.text) == block.length() - 1:
        return text.text[max(0, end - REACH) : end]
    return text.text.encode("utf-16-le")[2 * max(0, end - REACH) : 2 * end].decode("utf-16-le", "ignore")
