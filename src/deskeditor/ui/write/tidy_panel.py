"""Clean up the story: a panel below the page that shows every change before it is made."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskeditor.ui.editor import tidying
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.tidying import Offer
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import number
from deskeditor.ui.write.tidy_table import TidyModel, TidyTable

LOOK_AGAIN = 400
"""Milliseconds from the first change of the text, while the panel is open, that it does not show."""


class TidyPanel(QWidget):
    """Space leaves a place out, Enter makes the changes, Escape leaves the story as it is."""

    def __init__(self, jobs: Jobs, editor: StoryEditor, strip: MessageStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._editor = editor
        self._strip = strip
        self._turn = 0
        self.setAccessibleName(self.tr("Clean up the story"))
        self.model = TidyModel(self)
        self.table = TidyTable(self.model)
        self.table.setAccessibleName(self.tr("What would be changed"))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._point(now.row()))
        self._all = QCheckBox()
        self._all.clicked.connect(self._choose_all)
        self._said = QLabel()
        self._said.setProperty("rest", True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said.setText(self.tr("Space leaves a place out"))
        self.button = QPushButton()
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.apply)
        cancel = QPushButton(self.tr("Cancel   Esc"))
        cancel.setAccessibleName(self.tr("Cancel"))
        cancel.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._all)
        row.addWidget(self._said, 1)
        row.addWidget(cancel)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(row)
        column.addWidget(self.table)
        self._clock = QTimer(self, singleShot=True, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._look)
        editor.edited.connect(lambda: None if self.isHidden() or self._clock.isActive() else self._clock.start())
        self.model.dataChanged.connect(self._show_count)
        self.model.modelReset.connect(self._show_count)
        self.hide()

    def open(self) -> None:
        """Look the story over, and show what would be changed; where there is nothing, say so."""
        self._look()

    def apply(self) -> None:
        """Make the checked changes, all of them one step of undo."""
        chosen = self.model.chosen()
        self.leave()
        if not chosen:
            return
        made = tidying.apply(self._editor.document(), chosen)
        said = self.tr("1 place was cleaned up.") if made == 1 else self.tr("{n} places were cleaned up.")
        left = "" if made == len(chosen) else self.tr("What had changed meanwhile was left alone.")
        self._strip.tell(" ".join((said.format(n=number(made)), self.tr("Undo takes it back."), left)).strip())

    def leave(self) -> None:
        """Close the panel and go back to the page."""
        self.hide()
        self._editor.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is still being looked for is not shown any more."""
        self._turn += 1
        self._clock.stop()
        super().hideEvent(event)

    def _look(self) -> None:
        self._clock.stop()
        self._turn += 1
        turn, language = self._turn, self._editor.language
        found = tidying.texts(self._editor.document())
        self._jobs.read(self, lambda _desk: tidying.offers(found, language), lambda offers: self._show(turn, offers))

    def _show(self, turn: int, offers: list[Offer]) -> None:
        if turn != self._turn:
            return
        if not offers:
            was_open = not self.isHidden()
            self.leave() if was_open else self._strip.tell(self.tr("There is nothing to clean up in this story."))
            return
        row = max(0, self.table.currentIndex().row())
        opening = self.isHidden()
        self.model.show(offers)
        self.show()
        if opening:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.selectRow(0)
        else:
            self.table.selectRow(min(row, len(offers) - 1))

    def _point(self, row: int) -> None:
        """Show the place on the page."""
        if row < 0 or self._editor.hasFocus():
            return
        cursor = tidying.select(self._editor.document(), self.model.offers[row])
        if cursor is not None:
            self._editor.setTextCursor(cursor)
            self._editor.ensureCursorVisible()

    def _choose_all(self, on: bool) -> None:
        self.model.choose(range(len(self.model.offers)), on)

    def _show_count(self) -> None:
        chosen, every = len(self.model.chosen()), len(self.model.offers)
        self._all.setChecked(chosen == every)
        self._all.setText(self.tr("{chosen} of {n} places").format(chosen=number(chosen), n=number(every)))
        self.button.setText(self.tr("Clean up   Enter"))
        self.button.setAccessibleName(self.tr("Clean up"))
        self.button.setEnabled(chosen > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
