"""What keys and input methods do to the page where Qt alone would break its structure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor

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
    """Do what a key means here that types no text; False where Qt may do it."""
    if event.matches(Standard.SelectAll):
        editor.select_more()
        return True
    if _is_windows_own(event):
        editor.windows_key.emit(QKeySequence(event.keyCombination()))
        return True
    if editor.isReadOnly():
        return False
    key = event.key()
    if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        editor.is_writing = True
        return _erase(editor, event)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return _enter(editor, event)
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        event.ignore()
        return True
    held = event.modifiers()
    if held & ALT and not held & (CONTROL | META | SHIFT) and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        editor.move_block(-1 if key == Qt.Key.Key_Up else 1)
        return True
    return bool(held & (CONTROL | ALT | META)) and _command(editor, event)


def type_over(editor: HandledPage, text: str) -> bool:
    """Before a key types this: type it in the place of a selection that Qt may not delete itself, or make room.

    False where Qt may type it.
    """
    cursor = editor.textCursor()
    if not cursor.hasSelection():
        _make_room(editor, cursor)
        return False
    if guard.is_plain_selection(cursor) and _look_over(cursor) == pattern_of(cursor.charFormat()):
        return False
    editor.edit(_type_over, text)
    return True


def _type_over(cursor: QTextCursor, text: str) -> None:
    """Type in the place of a selection that Qt may not delete itself."""
    look = _look_over(cursor)
    guard.prepare_for_text(cursor)
    tracking.write(cursor, text, look)


def typed(event: QKeyEvent) -> str:
    """The text that the key puts in; empty for any other key. AltGr comes as Ctrl+Alt on some systems."""
    text = event.text()
    if not text or text < " " or text == "\x7f":
        return ""
    held = event.modifiers()
    if held in BARE or (not held & META and (not held & CONTROL or held & ALT)):
        return text
    return ""


def _make_room(editor: HandledPage, cursor: QTextCursor) -> None:
    """Before text comes in: what Qt may not delete goes; what stands beside a link, a comment or a change is no part of
    it, and what is written beside or over deleted words is not deleted.
    """
    if cursor.hasSelection():
        look = _look_over(cursor)
        if guard.is_plain_selection(cursor):
            cursor.removeSelectedText()
        else:
            guard.prepare_for_text(cursor)
        editor.setTextCursor(cursor)
        editor.setCurrentCharFormat(tracking.form_to_write(cursor, look))
        return
    text = cursor.charFormat()
    if text.objectType() or kind_of(cursor.block()) in OBJECTS:
        guard.prepare_for_text(cursor)
        editor.setTextCursor(cursor)
        text = cursor.charFormat()
    tracked = editor.page is not None and editor.page.tracker.on
    if not tracked and _is_plain(text):
        return
    look = pattern_of(text)
    first = cursor.atBlockStart()  # where Qt goes on as what follows is set
    if look.deleted:
        look = _look_beside(cursor)
    if look.link and (first or link_span(cursor)[1] == cursor.position()):
        look = replace(look, link="")
    if look.comment and (first or comments.ends_at(cursor)):
        look = replace(look, comment="")
    if look.change is not None and tracking.ends_at(cursor):
        look = replace(look, change=None)
    form = tracking.form_to_write(cursor, look)
    if form != text:
        editor.setCurrentCharFormat(form)


def may_flow(cursor: QTextCursor) -> bool:
    """Whether there is no need to make room for a letter that follows the one before the cursor."""
    text = cursor.charFormat()
    return _is_plain(text) and not text.objectType()


def _is_plain(text: QTextCharFormat) -> bool:
    return not (text.isAnchor() or text.hasProperty(COMMENT) or text.hasProperty(EDIT))


def _look_over(cursor: QTextCursor) -> Run:
    """How what is written over the selection is set: as its first letter is that readers get, whichever way it was
    selected (Qt takes what stands before the cursor); part of a link or a comment where all of it is.
    """
    if not guard.is_in_one_text(cursor):
        return PLAIN
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(start)
    kept = [run for _, _, run in tracking.stretches(block, start, end) if not run.deleted]
    if not kept:
        return _apart(pattern_of(cursor.charFormat()))
    look = kept[0].saying("")
    if any(run.link != look.link for run in kept):
        look = replace(look, link="")
    if any(run.comment != look.comment for run in kept):
        look = replace(look, comment="")
    return look


def _look_beside(cursor: QTextCursor) -> Run:
    """How what is written beside deleted words is set: as if they were gone, unless a look was chosen for it."""
    block, here = cursor.block(), cursor.position()
    look = pattern_of(cursor.charFormat())
    stretches = list(tracking.stretches(block, block.position(), end_of(block)))
    chosen = all(look != run for low, high, run in stretches if low <= here <= high)
    before = [run for low, _, run in stretches if low < here and not run.deleted]
    after = [run for low, _, run in stretches if low >= here and not run.deleted]
    if chosen or not (before or after):
        return _apart(look)
    return before[-1] if before else after[0]


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


def _is_windows_own(event: QKeyEvent) -> bool:
    """Whether the key is a shortcut of the window that Qt's editor takes for itself.

    Ctrl+K is the link; Ctrl+E would be the end of the line on X11.
    """
    return event.key() in (Qt.Key.Key_K, Qt.Key.Key_E) and event.modifiers() == CONTROL


def _whole(editor: HandledPage, place: int, step: int) -> int:
    """The place, or the one before or after it where it lies between the two units of one character."""
    return place + step if "\udc00" <= editor.document().characterAt(place) <= "\udfff" else place


def composed(editor: HandledPage, event: QInputMethodEvent) -> QInputMethodEvent:
    """Make room for a composition, and hold it inside its block; the event to hand to Qt."""
    if not event.preeditString() and not event.commitString() and not event.replacementLength():
        return event
    _make_room(editor, editor.textCursor())
    cursor = editor.textCursor()
    block = cursor.block()
    here = cursor.position()
    start = _whole(editor, max(block.position(), here + event.replacementStart()), -1)
    end = _whole(editor, max(start, here + event.replacementStart() + event.replacementLength()), 1)
    end = min(end_of(block), end)
    text = event.commitString()
    flat = clipboard.one_line(text, kind_of(block)) if kind_of(block) not in FLOW else text
    if start < end and tracking.is_on(cursor):
        cursor.beginEditBlock()
        tracking.put(cursor, start, end, flat, cursor.charFormat())
        cursor.endEditBlock()
        editor.setTextCursor(cursor)
        _make_room(editor, cursor)
        here = start = end = cursor.position()
        flat = ""
    held = QInputMethodEvent(event.preeditString(), event.attributes())
    held.setCommitString(flat, start - here if end > start else 0, end - start)
    return held
