"""What the mouse does to the page where Qt alone would break its structure: choosing objects, dragging text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from deskeditor.ui.editor import clipboard, guard, moves, notes, tracking
from deskeditor.ui.editor.convert import body_start
from deskeditor.ui.editor.lines import FLOW, OBJECTS, Kind
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.units import whole_of

if TYPE_CHECKING:
    from deskeditor.ui.editor.handled import HandledPage


class Beside(QWidget):
    """The room on one side of the column of an editor: a click there is one at the end of the line that it is level
    with, and the wheel turns the page.
    """

    def __init__(self, editor: HandledPage) -> None:
        super().__init__(editor)
        self._editor = editor

    def event(self, event: QEvent) -> bool:
        """The mouse, as if it were in the column."""
        if isinstance(event, QMouseEvent):
            view = self._editor.viewport()
            inside = QPointF(view.mapFromGlobal(event.globalPosition()))
            inside.setX(min(max(inside.x(), 0.0), view.width() - 1.0))
            return self._editor.viewportEvent(
                QMouseEvent(
                    event.type(), inside, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
                )
            )
        if isinstance(event, QWheelEvent):
            return self._editor.viewportEvent(event)
        return super().event(event)


class Pointer:
    """The mouse over one editor; each method says whether it has done what Qt should not."""

    def __init__(self, editor: HandledPage) -> None:
        self._editor = editor
        self._pressed: QPoint | None = None
        self.boundary: int | None = None
        """Before the block of that number goes what is dragged."""

    def press(self, event: QMouseEvent) -> bool:
        """A click on a picture or a rule chooses it, one into the selection may begin a drag."""
        self._pressed = None
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        editor, place = self._editor, event.position().toPoint()
        href = editor.anchorAt(place)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and (href or self._reference_at(place)):
            editor.setTextCursor(editor.cursorForPosition(place))
            editor.open_at_cursor()
            return True
        missing = editor.missing_at(event.position())
        if missing:
            editor.photo_wanted.emit(*missing)
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

    def drag_over(self, event: QDragMoveEvent) -> None:
        """Show where what is dragged would go, if it is a block of the story."""
        boundary = self._boundary_at(event.position()) if self._drags_block(event) else None
        if boundary != self.boundary:
            self.boundary = boundary
            self._editor.viewport().update()

    def drag_ended(self) -> None:
        """Nothing is dragged over the story any more."""
        self.boundary = None
        self._editor.viewport().update()

    def _drags_block(self, event: QDropEvent) -> bool:
        editor, cursor = self._editor, self._editor.textCursor()
        inside = event.source() in (editor, editor.viewport()) and not editor.isReadOnly()
        moved = cursor.document().findBlock(cursor.selectionStart())
        return inside and kind_of(moved) in OBJECTS - {Kind.LEAD_PICTURE} and guard.is_within(cursor, moved)

    def _boundary_at(self, point: QPointF) -> int:
        """The number of the block before which something dropped at the point goes: between blocks, not inside."""
        editor = self._editor
        page = editor.document()
        first, after = whole_of(editor.cursorForPosition(point.toPoint()).block())
        layout = page.documentLayout()
        top = layout.blockBoundingRect(page.findBlockByNumber(first)).top()
        bottom = layout.blockBoundingRect(page.findBlockByNumber(after - 1)).bottom()
        above = point.y() + editor.verticalScrollBar().value() < (top + bottom) / 2
        return max(first if above else after, body_start(page))

    def drop(self, event: QDropEvent) -> bool:
        """Move the story's own selection to where it is dropped, as one step of undo."""
        editor = self._editor
        self.drag_ended()
        if self._drags_block(event):
            boundary = self._boundary_at(event.position())
            editor.edit(_begin_of_selection)
            editor.edit(moves.move_to, boundary)
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            return True
        inside = event.source() in (editor, editor.viewport())
        if not inside or editor.isReadOnly() or event.dropAction() is not Qt.DropAction.MoveAction:
            return False
        moved, goal = editor.textCursor(), editor.cursorForPosition(event.position().toPoint())
        if not moved.selectionStart() <= goal.position() <= moved.selectionEnd():
            # A selection that ends where a note begins has nothing of it.
            text = [line for line in clipboard.selected(moved) if line.runs or line.style.kind is not Kind.NOTE]
            if kind_of(goal.block()) not in FLOW and any(line.style.kind in OBJECTS for line in text):
                event.ignore()  # A field has no room for a picture, which would be lost.
                return True
            edit = QTextCursor(editor.document())
            edit.beginEditBlock()
            guard.remove(moved)
            if tracking.is_on(goal):
                clipboard.paste_foreign(goal, text)  # notes that stay where they were, deleted, keep their labels
            else:
                clipboard.paste(goal, text)
            edit.endEditBlock()
            editor.setTextCursor(goal)
        event.acceptProposedAction()
        return True

    def _drag(self) -> None:
        editor = self._editor
        drag = QDrag(editor)
        drag.setMimeData(clipboard.copy(editor.textCursor(), editor.article_id))
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

    def _reference_at(self, place: QPoint) -> bool:
        return bool(notes.reference_at(self._editor.cursorForPosition(place)))

    def _object_at(self, point: QPointF) -> int | None:
        editor = self._editor
        block = editor.cursorForPosition(point.toPoint()).block()
        if kind_of(block) not in OBJECTS:
            return None
        shown = editor.document().documentLayout().blockBoundingRect(block)
        return block.position() if shown.contains(point + QPointF(0, editor.verticalScrollBar().value())) else None


def _begin_of_selection(cursor: QTextCursor) -> None:
    cursor.setPosition(cursor.selectionStart())


def _span(cursor: QTextCursor, start: int, end: int) -> QTextCursor:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor
