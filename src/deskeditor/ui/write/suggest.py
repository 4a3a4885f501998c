"""A field that suggests what the desk has, below itself and without taking the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QVBoxLayout, QWidget

from deskeditor.ui.keeping import commit_while_typed
from deskeditor.ui.window_keys import leave_window_keys


class SuggestField(QWidget):
    """Down and Up choose among the suggestions, Enter takes the chosen one or what was typed, Escape puts them away."""

    asked = Signal(str)
    """What was typed, to suggest for."""
    taken = Signal(str)
    typed = Signal(str)
    """What stands in the field and was not taken, soon after a key."""

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.field.installEventFilter(self)
        leave_window_keys(self.field)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Suggestions for {field}").format(field=name))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.setFocusProxy(self.field)
        self._known = ""
        commit_while_typed(self.field, self.commit)
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self._take)
        self.list.itemClicked.connect(lambda item: self._emit(item.text()))

    def reset(self) -> None:
        """Begin with nothing."""
        self.list.hide()
        self._known = ""
        self.field.setText("")

    def begin(self, text: str) -> None:
        """Show what was half typed another time; what was typed since ``reset`` stays."""
        if not self.field.isModified():
            self._known = text
            self.field.setText(text)

    def commit(self) -> None:
        """Hand over what is half typed, if it is new."""
        text = self.field.text()
        if text != self._known:
            self._known = text
            self.typed.emit(text)

    def suggest(self, asked: str, names: list[str]) -> None:
        """Show the suggestions for what was asked; an answer that comes too late is dropped."""
        if asked != self.field.text().strip() or not asked:
            return
        self.list.clear()
        self.list.addItems(names)
        self.list.setVisible(bool(names))
        self.list.setFixedHeight(max(1, len(names)) * (self.fontMetrics().height() + 8) + 4)

    def _on_edited(self, text: str) -> None:
        self.list.hide()
        if text.strip():
            self.asked.emit(text.strip())

    def _take(self) -> None:
        item = self.list.currentItem() if self.list.isVisible() else None
        self._emit(item.text() if item is not None else self.field.text().strip())

    def _emit(self, name: str) -> None:
        self.list.hide()
        self.field.clear()
        if name:
            self.taken.emit(name)
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that choose."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.list.isVisible():
                self.list.hide()
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.isVisible():
                self.list.setCurrentRow(max(-1, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)
