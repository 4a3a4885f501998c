"""What the mouse does to the page where Qt alone would break its structure: choosing objects, dragging text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from deskeditor.ui.editor import clipboard, guard
from deskeditor.ui.editor.lines import FLOW, OBJECTS
from deskeditor.ui.editor.look import kind_of

if TYPE_CHECKING:
    from deskeditor.ui.editor.story import StoryEditor


class Pointer:
    """The mouse over one editor; each method says whether it has done what Qt should not."""

    def __init__(self, editor: StoryEditor) -> None:
        self._editor = editor
        self._pressed: QPoint | None = None

    def into_column(self, event: QMouseEvent) -> QMouseEvent:
        """A click beside the column, as one at the end of the line that it is level with."""
        view = self._editor.viewport()
        inside = QPointF(view.mapFromGlobal(event.globalPosition()))
        inside.setX(min(max(inside.x(), 0.0), view.width() - 1.0))
        return QMouseEvent(
            event.type(), inside, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def press(self, event: QMouseEvent) -> bool:
        """A click on a picture or a rule chooses it, one into the selection may begin a drag."""
        self._pressed = None
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        editor, place = self._editor, event.position().toPoint()
        href = editor.anchorAt(place)
        if href and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            editor.link_opened.emit(href)
            return True
        at = self._object_at(event.position())
        if at is not None:
            editor.setTextCursor(_span(editor.textCursor(), at, at + 1))
        elif event.modifiers() or not self._is_selected(place):
            return False
        self._pressed = place
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Begin the drag once the mouse has gone far enough."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """A click into the selection that became no drag puts the cursor there."""
        if self._pressed is None:
            return False
        place, self._pressed = self._pressed, None
        if self._object_at(event.position()) is None:
            self._editor.setTextCursor(self._editor.cursorForPosition(place))
        return True

    def drop(self, event: QDropEvent) -> bool:
        """Move the story's own selection to where it is dropped, as one step of undo."""
        editor = self._editor
        inside = event.source() in (editor, editor.viewport())
        if not inside or editor.isReadOnly() or event.dropAction() is not Qt.DropAction.MoveAction:
            return False
        moved, goal = editor.textCursor(), editor.cursorForPosition(event.position().toPoint())
        if not moved.selectionStart() <= goal.position() <= moved.selectionEnd():
            text = clipboard.selected(moved)
            if kind_of(goal.block()) not in FLOW and any(line.style.kind in OBJECTS for line in text):
                event.ignore()  # A field has no room for a picture, which would be lost.
                return True
            edit = QTextCursor(editor.document())
            edit.beginEditBlock()
            guard.remove(moved)
            clipboard.paste(goal, text)
            edit.endEditBlock()
            editor.setTextCursor(goal)
        event.acceptProposedAction()
        return True

    def _drag(self) -> None:
        editor = self._editor
        drag = QDrag(editor)
        drag.setMimeData(clipboard.copy(editor.textCursor()))
        copies, moves = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
        done = drag.exec(copies if editor.isReadOnly() else copies | moves, copies if editor.isReadOnly() else moves)
        if done is moves and drag.target() not in (editor, editor.viewport()):
            cursor = editor.textCursor()
            guard.remove(cursor)
            editor.setTextCursor(cursor)

    def _is_selected(self, place: QPoint) -> bool:
        cursor = self._editor.textCursor()
        here = self._editor.cursorForPosition(place).position()
        return cursor.hasSelection() and cursor.selectionStart() <= here < cursor.selectionEnd()

    def _object_at(self, point: QPointF) -> int | None:
        editor = self._editor
        block = editor.cursorForPosition(point.toPoint()).block()
        if kind_of(block) not in OBJECTS:
            return None
        shown = editor.document().documentLayout().blockBoundingRect(block)
        return block.position() if shown.contains(point + QPointF(0, editor.verticalScrollBar().value())) else None


def _span(cursor: QTextCursor, start: int, end: int) -> QTextCursor:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor
