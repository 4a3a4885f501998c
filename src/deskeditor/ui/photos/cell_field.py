"""A cell while it is edited: as high as its words, saved as it is typed in, with what does not fit marked in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from deskeditor.core.photo import Photo
from deskeditor.ui.expanding import SIGNS, Expanding
from deskeditor.ui.handed import paths_of
from deskeditor.ui.keeping import SAVE_AFTER
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.doubts import doubts
from deskeditor.ui.photos.photo_model import PHOTO, PhotoModel
from deskeditor.ui.theme import SPACE, tones
from deskeditor.ui.window_keys import leave_window_keys

INSET = 2 * SPACE + 1
"""Pixels beside the words, which stand where those of the cell do."""
CONTROL = Qt.KeyboardModifier.ControlModifier
LEAVES = {Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OF_THE_WINDOW = (Qt.Key.Key_D, Qt.Key.Key_H)
"""With Ctrl: fill down, and find and replace; on X11 a field has them for deleting."""


class CellField(QPlainTextEdit):
    """One line in meaning, several in sight. ``visit`` counts such fields: what is typed in one is one step of undo."""

    finished = Signal(int)
    """Enter (0), Tab to the next cell (1), Shift+Tab to the one before (-1)."""
    next_wanted = Signal()
    """Ctrl+Enter: save, and on to the next photo."""
    typed = Signal(str)
    """Every text of it, the first too."""

    def __init__(self, parent: QWidget, model: PhotoModel, index: Index, visit: int, expanding: Expanding) -> None:
        super().__init__(parent)
        self._room = parent
        self._model = model
        self._of = model.cell_at(index)
        self._place = QPersistentModelIndex(index)
        self._expanding = expanding
        self._visit = visit
        self._cell = QRect()
        self._changed = False
        self._before: str | None = None
        self.setProperty("cell", True)
        self.setAccessibleName(self._of.column.heading)
        leave_window_keys(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._clock = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._clock.timeout.connect(self.keep)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit(self._cell))
        self.document().contentsChanged.connect(self._on_text)
        expanding.arrived.connect(self._expand)

    @property
    def name(self) -> str:
        """The field of the photo."""
        return self._of.column.name

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """What the desk has, unless something else is being typed here."""
        if self._before is None or not self._changed:
            self._before = text
        if not self._changed and text != self.text:
            self.setPlainText(text)
        self._on_text()

    def keep(self) -> None:
        """Hand over what was typed, if it was."""
        self._clock.stop()
        if self._changed:
            self._say(self.text)

    def give_up(self) -> None:
        """What stood here before holds again."""
        if self._changed and self._before is not None:
            self._say(self._before)
            self._changed = False

    def fit(self, cell: QRect) -> None:
        """Stand on the cell, and over those below it as far as the words need it."""
        if cell.isEmpty():
            return
        self._cell = cell
        line, room = self.fontMetrics().lineSpacing(), self._room.rect()
        above = max(0, (cell.height() - line) // 2 - 2)
        self.setViewportMargins(INSET, above, INSET, 0)
        # The size of a document of plain text is told in lines.
        wanted = int(self.document().size().height()) * line + 2 * above + 4
        height = min(max(cell.height() + 1, wanted), max(room.height(), cell.height()))
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policies.ScrollBarAsNeeded if height < wanted else policies.ScrollBarAlwaysOff)
        left, right = max(cell.left(), 0), min(cell.right(), room.right())
        top = max(0, min(cell.top() - 1, room.bottom() + 1 - height))
        self.setGeometry(left, top, max(right - left + 1, 30 * SPACE), height)

    def _say(self, text: str) -> None:
        self._model.say(self._of, text, self._visit)

    def _on_text(self) -> None:
        if self.text != (self._before or ""):
            self._changed = True
        if self._changed and not self._clock.isActive() and self.hasFocus():
            self._clock.start()
        self._mark()
        self.typed.emit(self.text)

    def _mark(self) -> None:
        """Underline what IIM would cut, and what is above the length of an alt text."""
        photo = self._place.data(PHOTO)
        caption = photo.fields.caption if isinstance(photo, Photo) else ""
        selections = []
        for start in (each.start for each in doubts(self.name, self.text, caption)):
            if start >= 0:
                selection = QTextEdit.ExtraSelection()
                cursor = self.textCursor()
                cursor.setPosition(len(self.text[:start].encode("utf-16-le")) // 2)
                cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
                form = QTextCharFormat()
                form.setForeground(QColor(tones().error))
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                form.setUnderlineColor(QColor(tones().error))
                selection.cursor, selection.format = cursor, form
                selections.append(selection)
        self.setExtraSelections(selections)

    def _expand(self) -> None:
        if self._changed and not self.textCursor().hasSelection():
            self._expanding.expand(self.textCursor())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text. Files are for what the field stands in; their paths would be published."""
        return super().canInsertFromMimeData(source) and not paths_of(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Lines that are pasted are one."""
        self.textCursor().insertText(" ".join(source.text().splitlines()))

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is the field's own here; what fills down and replaces is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if held == CONTROL and event.key() in ENTER:
                event.accept()
                return True
            if held == CONTROL and event.key() in OF_THE_WINDOW:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the visit; the end of a code or a variable replaces it."""
        if event.key() in ENTER and event.modifiers() & CONTROL:
            self.keep()
            self.next_wanted.emit()
            return
        if event.key() in LEAVES:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and event.key() not in ENTER
            self.finished.emit(-1 if back else LEAVES[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
        if event.text() in SIGNS:
            self._expand()
