"""What keys and input methods do to the page where Qt alone would break its structure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QTextCursor

from deskeditor.core.document import Run
from deskeditor.ui.editor import autoformat, breaks, clipboard, comments, guard, lists, tables, tracking
from deskeditor.ui.editor.commands import link_span
from deskeditor.ui.editor.lines import FIELDS, FLOW, OBJECTS, Kind
from deskeditor.ui.editor.look import COMMENT, EDIT, PLAIN, end_of, kind_of, pattern_of

if TYPE_CHECKING:
    from deskeditor.ui.editor.handled import HandledPage

Move = QTextCursor.MoveOperation
Standard = QKeySequence.StandardKey

ERASERS = (
    (Standard.DeleteStartOfWord, Move.PreviousWord),
    (Standard.DeleteEndOfWord, Move.NextWord),
    (Standard.DeleteEndOfLine, Move.EndOfBlock),
    (Standard.DeleteCompleteLine, Move.NoMove),
)
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
META = Qt.KeyboardModifier.MetaModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BARE = (Qt.KeyboardModifier.NoModifier, SHIFT)
"""What is held while one types, and asked for first: to take flags apart costs as much as all the rest of a key."""


def press(editor: HandledPage, event: QKeyEvent) -> bool:
    """Do what the key means here; False where Qt may do it, which is so for plain typing."""
    key, held = event.key(), event.modifiers()
    if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        return _erase(editor, event)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return _enter(editor, event)
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        event.ignore()
        return True
    if held not in BARE and _held(editor, event):
        return True
    if not types_text(event):
        return False
    cursor = editor.textCursor()
    if cursor.hasSelection() and not guard.is_plain_selection(cursor):
        editor.edit(_type_over, event.text())
        return True
    make_room(editor)
    return False


def _held(editor: HandledPage, event: QKeyEvent) -> bool:
    """What a key does with others held."""
    key, held = event.key(), event.modifiers()
    if held & ALT and not held & (CONTROL | META | SHIFT) and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        editor.move_block(-1 if key == Qt.Key.Key_Up else 1)
        return True
    return bool(held & (CONTROL | ALT | META)) and _command(editor, event)


def _type_over(cursor: QTextCursor, text: str) -> None:
    """Type in the place of a selection that Qt may not delete itself."""
    look = pattern_of(cursor.charFormat()) if guard.is_in_one_text(cursor) else PLAIN
    guard.prepare_for_text(cursor)
    tracking.write(cursor, text, look)


def types_text(event: QKeyEvent) -> bool:
    """Whether the key puts text in. AltGr comes as Ctrl+Alt on some systems."""
    text, held = event.text(), event.modifiers()
    if not text or text < " " or text == "\x7f":
        return False
    return held in BARE or (not held & META and (not held & CONTROL or bool(held & ALT)))


def writes(event: QKeyEvent) -> bool:
    """Whether the key changes a word: it puts text in, or takes a letter away."""
    return types_text(event) or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


def make_room(editor: HandledPage) -> None:
    """Before text comes in: what Qt may not delete goes; what stands beside a link, a comment or a change is no part of
    it, and what is written beside or over deleted words is not deleted.
    """
    cursor = editor.textCursor()
    text = cursor.charFormat()
    if cursor.hasSelection():
        look = pattern_of(text)
        if not guard.is_plain_selection(cursor):
            guard.prepare_for_text(cursor)
            editor.setTextCursor(cursor)
            if not tracking.is_on(cursor):
                return
        elif look.deleted:
            cursor.removeSelectedText()
            editor.setTextCursor(cursor)
        else:
            return
        editor.setCurrentCharFormat(tracking.form_to_write(cursor, _apart(look) if look.deleted else look))
        return
    if text.objectType() or kind_of(cursor.block()) in OBJECTS:
        guard.prepare_for_text(cursor)
        editor.setTextCursor(cursor)
        text = cursor.charFormat()
    if not (text.isAnchor() or text.hasProperty(COMMENT) or text.hasProperty(EDIT) or tracking.is_on(cursor)):
        return
    look = pattern_of(text)
    first = cursor.atBlockStart()  # where Qt goes on as what follows is set
    if look.deleted:
        look = _apart(look)
    if look.link and (first or link_span(cursor)[1] == cursor.position()):
        look = replace(look, link="")
    if look.comment and (first or comments.ends_at(cursor)):
        look = replace(look, comment="")
    if look.change is not None and tracking.ends_at(cursor):
        look = replace(look, change=None)
    form = tracking.form_to_write(cursor, look)
    if form != text:
        editor.setCurrentCharFormat(form)


def _apart(look: Run) -> Run:
    """What is written beside words of that look that are deleted."""
    return replace(look, change=None, comment="", link="")


def _erase(editor: HandledPage, event: QKeyEvent) -> bool:
    cursor = editor.textCursor()
    back = event.key() == Qt.Key.Key_Backspace
    whole_word = bool(event.modifiers() & (CONTROL | ALT))
    if event.matches(Standard.Cut):
        return _command(editor, event)
    if not whole_word and kind_of(cursor.block()) not in OBJECTS and not tracking.is_on(cursor):
        inside = not (cursor.atBlockStart() if back else cursor.atBlockEnd())
        if guard.is_plain_selection(cursor) if cursor.hasSelection() else inside:
            return False
    if whole_word:
        move = Move.PreviousWord if back else Move.NextWord
    else:
        move = Move.PreviousCharacter if back else Move.NextCharacter
    editor.erase(guard.erase, move)
    return True


def _enter(editor: HandledPage, event: QKeyEvent) -> bool:
    if event.modifiers() & (CONTROL | ALT | META):
        event.ignore()
        return True
    if event.modifiers() & SHIFT:
        editor.edit(breaks.break_line)
    elif not editor.edit(autoformat.entered):
        editor.edit(breaks.enter)
    return True


def tab(editor: HandledPage, *, forward: bool) -> bool:
    """Nest the item that the cursor stands before, or go to the next field; False where Tab leaves the story.

    From a caption one goes on to what else is to be said of the photo, before the story.
    """
    if editor.edit(tables.go_on, 1 if forward else -1):
        return True
    cursor = editor.textCursor()
    block = cursor.block()
    if cursor.atBlockStart() and kind_of(block) is Kind.LIST and lists.indent(block, 1 if forward else -1):
        return True
    if forward and editor.wants_words():
        editor.photo_wanted.emit(*editor.photo_at_cursor)
        return True
    stop = breaks.next_stop(block, 1 if forward else -1)
    if stop is None:
        return False
    cursor.setPosition(end_of(stop) if kind_of(stop) in FIELDS else stop.position())
    editor.setTextCursor(cursor)
    return True


def _command(editor: HandledPage, event: QKeyEvent) -> bool:
    if event.matches(Standard.Cut):
        editor.cut()
        return True
    for standard, move in ERASERS:
        if event.matches(standard):
            editor.erase(guard.erase, move)
            return True
    return False


def is_windows_own(event: QEvent) -> bool:
    """Whether the key is a shortcut of the window that Qt's editor would take for itself.

    Ctrl+K is the link; Ctrl+E would be the end of the line on X11.
    """
    return (
        isinstance(event, QKeyEvent)
        and event.key() in (Qt.Key.Key_K, Qt.Key.Key_E)
        and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == CONTROL
    )


def composed(editor: HandledPage, event: QInputMethodEvent) -> QInputMethodEvent:
    """Make room for a composition, and hold it inside its block; the event to hand to Qt."""
    if not event.preeditString() and not event.commitString() and not event.replacementLength():
        return event
    make_room(editor)
    cursor = editor.textCursor()
    block = cursor.block()
    here = cursor.position()
    start = max(block.position(), here + event.replacementStart())
    end = min(end_of(block), max(start, here + event.replacementStart() + event.replacementLength()))
    text = event.commitString()
    flat = clipboard.one_line(text, kind_of(block)) if kind_of(block) not in FLOW else text
    if start < end and tracking.is_on(cursor):
        cursor.beginEditBlock()
        tracking.put(cursor, start, end, flat, cursor.charFormat())
        cursor.endEditBlock()
        editor.setTextCursor(cursor)
        make_room(editor)
        here = start = end = cursor.position()
        flat = ""
    held = QInputMethodEvent(event.preeditString(), event.attributes())
    held.setCommitString(flat, start - here if end > start else 0, end - start)
    return held
