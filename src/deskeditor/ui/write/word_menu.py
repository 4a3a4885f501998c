"""Suggestions for a misspelt word, under it: by key, and with the right mouse button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from deskeditor.ui.editor.spelling import Mistake, Spelling
from deskeditor.ui.editor.story import StoryEditor

Suggest = Callable[[Mistake, Callable[[list[str]], None]], None]
Fill = Callable[[QMenu, Mistake], None]
TAKEN = {str(number): number - 1 for number in range(1, 9)}


class WordMenu(QMenu):
    """The suggestions come first; the keys 1 to 8 take one, as Enter takes the one that is chosen."""

    def __init__(self, suggestions: Sequence[str], take: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, suggestion in enumerate(suggestions, 1):
            action = self.addAction(f"{number}   {suggestion.replace('&', '&&')}")
            action.triggered.connect(lambda _checked=False, suggestion=suggestion: take(suggestion))
        self._takeable = self.actions()
        if suggestions:
            self.setActiveAction(self._takeable[0])
        else:
            self.addAction(self.tr("No suggestions")).setEnabled(False)
        self.addSeparator()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take by number."""
        number = TAKEN.get(event.text(), len(self._takeable))
        if number < len(self._takeable):
            self.close()
            self._takeable[number].trigger()
        else:
            super().keyPressEvent(event)


class WordMenus(QObject):
    """Opens the menu once the suggestions are there; a key that is pressed until then is meant for it."""

    def __init__(self, editor: StoryEditor, layer: Spelling, suggest: Suggest, fill: Fill) -> None:
        super().__init__(editor)
        self._editor = editor
        self._layer = layer
        self._suggest = suggest
        self._fill = fill
        self._turn = 0
        self._awaited = False
        self._chosen: int | None = None
        editor.word_menu = self._on_context

    def ask(self, mistake: Mistake) -> None:
        """Suggest for the word; the menu opens under its beginning."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(mistake.start)
        below = self._editor.cursorRect(cursor).bottomLeft()
        self._ask(mistake, self._editor.viewport().mapToGlobal(below), with_edits=False)

    def _ask(self, mistake: Mistake, at: QPoint, *, with_edits: bool) -> None:
        self._turn += 1
        turn = self._turn
        self._wait()

        def open_(suggestions: list[str]) -> None:
            if turn == self._turn and self._awaited:
                self._open(mistake, suggestions, at, with_edits=with_edits)

        self._suggest(mistake, open_)

    def _open(self, mistake: Mistake, suggestions: list[str], at: QPoint, *, with_edits: bool) -> None:
        chosen = self._stop_waiting()
        if self._layer.mistake_at(mistake.start) != mistake:
            return  # the text has changed under it
        if chosen is not None and chosen < len(suggestions):
            self._layer.put_right(mistake, suggestions[chosen])
            return
        menu = WordMenu(suggestions, lambda right: self._layer.put_right(mistake, right), self._editor)
        self._fill(menu, mistake)
        if with_edits:
            menu.addSeparator()
            self._editor.fill_menu(menu, mistake.start)
        menu.popup(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a choice that comes before there is anything to choose from. Whoever writes on wants no menu."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress, QEvent.Type.InputMethod):
            self._stop_waiting()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            choice = 0 if is_enter else TAKEN.get(event.text())
            if choice is not None:
                self._chosen = choice
                return True
            if event.text():
                self._stop_waiting()
                return event.key() == Qt.Key.Key_Escape
        return super().eventFilter(watched, event)

    def _on_context(self, event: QContextMenuEvent) -> bool:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        cursor = self._editor.cursorForPosition(event.pos()) if by_mouse else self._editor.textCursor()
        self._layer.release()
        mistake = self._layer.mistake_at(cursor.position())
        if mistake is None or self._editor.isReadOnly():
            return False
        if by_mouse:
            self._ask(mistake, event.globalPos(), with_edits=True)
        else:
            below = self._editor.cursorRect(cursor).bottomLeft()
            self._ask(mistake, self._editor.viewport().mapToGlobal(below), with_edits=True)
        return True

    def _wait(self) -> None:
        self._awaited = True
        # Only now: a filter in Python costs something at every event.
        self._editor.installEventFilter(self)
        self._editor.viewport().installEventFilter(self)

    def _stop_waiting(self) -> int | None:
        """What was chosen meanwhile."""
        self._awaited = False
        self._editor.removeEventFilter(self)
        self._editor.viewport().removeEventFilter(self)
        chosen, self._chosen = self._chosen, None
        return chosen
