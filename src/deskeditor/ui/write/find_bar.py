"""Find and replace in the story: a bar below the page, not a box above it."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from deskeditor.core.errors import DeskError
from deskeditor.core.matching import Query
from deskeditor.ui.editor.replace import replace_all, replace_current
from deskeditor.ui.editor.search import Search, Written
from deskeditor.ui.icons import icon
from deskeditor.ui.parts import ICON, FootBar, push_button, tool_button
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.wording import number

HELD = "Ctrl+Alt+" if sys.platform == "darwin" else "Alt+"
"""With a letter it turns an option on or off; Option alone types signs on a Mac."""
NARROW = 140 * SPACE
"""Pixels below which field and options do not fit on one line."""


class FindBar(FootBar):
    """Enter finds the next, Shift+Enter the one before; in the second field Enter replaces. Escape goes to the page."""

    about_to_replace = Signal()
    """All that was found is about to be replaced."""
    replaced = Signal()
    """It was."""

    def __init__(self, view: Written, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self.search = Search(view, self)
        self._scope: QTextCursor | None = None
        self._said = ""
        self.field = self._line(self.tr("Find in the story"))
        self.by = self._line(self.tr("Replace with"))
        self.case = self._option("text-aa", "C", self.tr("Only in the same case"))
        self.whole = self._option("brackets-square", "W", self.tr("Whole words"))
        self.expression = self._option("asterisk", "R", self.tr("Regular expression"))
        self.alike = self._option("quotes", "Q", self.tr("Any quotes, dashes and spaces are alike"))
        self.selection = self._option("selection", "S", self.tr("Within the selection"))
        self.alike.setChecked(True)
        self.count = QLabel()
        self.count.setProperty("rest", True)
        self.count.setMinimumWidth(22 * SPACE)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setProperty("tone", "error")
        self.one = push_button(self.tr("Replace"))
        self.all = push_button(self.tr("Replace all"))
        self._give_key(self.all, "A", self.tr("Replace all"))
        self._lay_out()
        self._connect()
        self._dress()
        self.hide()

    def _line(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(name)
        field.setMinimumWidth(30 * SPACE)
        leave_window_keys(field)
        return field

    def _option(self, sign: str, key: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(sign)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFixedSize(8 * SPACE, 8 * SPACE)
        button.setIconSize(QSize(ICON, ICON))
        button.setAccessibleName(name)
        self._give_key(button, key, name)
        return button

    def _give_key(self, button: QAbstractButton, key: str, name: str) -> None:
        """A shortcut beside the button: its own would press it visibly, and act only when it is up again."""
        keys = QKeySequence(HELD + key)
        shortcut = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        button.setToolTip(f"{name} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})")

    def _lay_out(self) -> None:
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName(self.tr("Close the search"))
        close.setToolTip(self.tr("Close the search (Esc)"))
        close.clicked.connect(self.leave)
        self._options_box = QWidget()
        options, steps, replacing = QHBoxLayout(self._options_box), QHBoxLayout(), QHBoxLayout()
        for option in self._options():
            options.addWidget(option)
        options.addStretch(1)
        for name in ("find.previous", "find.next"):
            steps.addWidget(tool_button(self._services.actions[name]))
        steps.addWidget(close)
        replacing.addWidget(self.one)
        replacing.addWidget(self.all)
        for row in (options, steps, replacing):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE // 2)
        replacing.setSpacing(2 * SPACE)
        grid = QGridLayout(self)
        grid.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.field, 0, 0)
        grid.addWidget(self._options_box, 0, 1)
        grid.addWidget(self.count, 0, 2)
        grid.addLayout(steps, 0, 3)
        grid.addWidget(self.wrong, 2, 0, 1, 4)
        grid.addWidget(self.by, 3, 0)
        grid.addLayout(replacing, 3, 1, 1, 3)
        self._grid = grid
        self.setTabOrder(self.field, self.by)
        for before, after in pairwise((self.by, *self._options())):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the bar is narrow the options stand below the field."""
        super().resizeEvent(event)
        if event.size().width() < NARROW:
            self._grid.addWidget(self._options_box, 1, 0, 1, 4)
        else:
            self._grid.addWidget(self._options_box, 0, 1)

    def _connect(self) -> None:
        self.field.textEdited.connect(self._look)
        self.selection.toggled.connect(self._on_selection)
        for option in (self.case, self.whole, self.expression, self.alike):
            option.toggled.connect(self._look)
        self.expression.toggled.connect(lambda on: self.alike.setEnabled(not on))
        self.one.clicked.connect(self._replace_one)
        self.all.clicked.connect(self._replace_all)
        self.search.changed.connect(self._tell)

    def _options(self) -> tuple[QToolButton, ...]:
        return self.case, self.whole, self.expression, self.alike, self.selection

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar with what is selected on the page; a selection of several paragraphs is where to look."""
        cursor = self._view.textCursor()
        selected = cursor.selectedText()
        several = "\u2029" in selected
        if selected and not several and not self.search.is_on:
            self.field.setText(re.escape(selected) if self.expression.isChecked() else selected)
        for widget in (self.by, self.one, self.all):
            widget.setVisible(replacing)
        self.show()
        self._dress()  # no word of a change of theme reaches what is hidden
        self.take_room()
        self._view.ensureCursorVisible()
        if several:
            self.selection.setChecked(False)
            self.selection.setChecked(True)
        else:
            self._look()
        field = self.by if replacing and selected and not several else self.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def watch(self, view: Written) -> None:
        """Search in another view from now on, or in another story of the same one."""
        self.search.stop()
        if view is not self._view:
            self.search.deleteLater()
            self._view, self.search = view, Search(view, self)
            self.search.changed.connect(self._tell)
        self._scope = None
        self.selection.setChecked(False)
        if self.isVisible():
            self.search.look_for(self._query())

    def step(self, *, back: bool = False) -> None:
        """Go to the next match or the one before, from the other end again after the last; the bar may be closed."""
        if not self.field.text():
            self.open()
            return
        is_open = self.search.is_on
        if not is_open:
            self.search.look_for(self._query())
        self._said = ""
        if self.search.step(back=back):
            self._said = self.tr("From the end again") if back else self.tr("From the top again")
        self._tell()
        if not is_open and not self.isVisible():
            self.search.stop()

    def leave(self) -> None:
        """Close the bar; the cursor stays at the match."""
        self.search.stop()
        self._scope = None
        self.selection.setChecked(False)
        self.hide()
        if isinstance(self._view, QWidget):
            self._view.setFocus()

    def _query(self) -> Query:
        return Query(
            self.field.text(),
            case=self.case.isChecked(),
            whole_words=self.whole.isChecked(),
            expression=self.expression.isChecked(),
            quote_blind=self.alike.isChecked(),
        )

    def _look(self) -> None:
        if self.isVisible():
            self._said = ""
            self.search.look_for(self._query(), self._scope, self._scope or self._view.textCursor())

    def _on_selection(self, on: bool) -> None:
        cursor = self._view.textCursor()
        self._scope = cursor if on and cursor.hasSelection() else None
        if on and self._scope is None:
            self.selection.setChecked(False)
            self._said = self.tr("Nothing is selected")
            self._tell()
            return
        self._look()

    def _replace_one(self) -> None:
        cursor = self._view.textCursor()
        try:
            done = replace_current(self.search, self.by.text(), cursor)
        except DeskError as error:
            self._refuse(error)
            return
        if done:
            self._view.setTextCursor(cursor)
        self.step()

    def _replace_all(self) -> None:
        self.about_to_replace.emit()
        try:
            count = replace_all(self.search, self.by.text(), self._view.textCursor())
        except DeskError as error:
            self._refuse(error)
            return
        self.search.finish()
        if count:
            self.replaced.emit()
            self._offer_undo(self.tr("Replaced {n}").format(n=number(count)))

    def _offer_undo(self, said: str) -> None:
        """Of this step: whatever was typed since, here or in another story, is not taken back in its place."""
        strip, view, text = self._services.strip, self._view, self._view.document()
        steps = text.availableUndoSteps()

        def undo() -> None:
            if view.document() is text and text.availableUndoSteps() == steps:
                view.undo()
            else:
                strip.tell(self.tr("More was written since. In the story where it was replaced, Ctrl+Z takes it back."))

        strip.tell(said, (self.tr("Undo"), undo))

    def _refuse(self, error: DeskError) -> None:
        self._show_wrong(error.sentence())

    def _tell(self) -> None:
        error = self.search.error
        self._show_wrong(error.sentence() if error else "")
        found, index = len(self.search.hits), self.search.index
        writable = found > 0 and not self._services.jobs.read_only
        self.one.setEnabled(writable)
        self.all.setEnabled(writable)
        if not self.field.text() or error:
            said = ""
        elif not found:
            said = self.tr("Not in this story") if self.search.is_complete else self.tr("Searching…")
        elif index < 0:
            said = self.tr("{n} found").format(n=number(found))
        else:
            said = self.tr("{index} of {n}").format(index=number(index + 1), n=number(found))
        self.count.setText(" · ".join(part for part in (self._said, said) if part))
        self.field.setAccessibleDescription(self.count.text() or self.wrong.text())

    def _show_wrong(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def _dress(self) -> None:
        for option in self._options():
            option.setIcon(icon(option.objectName(), self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Icons and errors take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.by.hasFocus():
                self._replace_one()
            else:
                self.step(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
