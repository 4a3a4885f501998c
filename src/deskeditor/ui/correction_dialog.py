"""What was corrected, in a sentence that goes out with the story."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskeditor.ui.theme import SPACE

WIDTH = 110 * SPACE


class CorrectionDialog(QDialog):
    """Asks before the place of the export is chosen; nothing is exported without a sentence."""

    said = Signal(str)

    def __init__(self, headline: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export a correction"))
        self.setMinimumWidth(WIDTH)
        title = QLabel(headline)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        title.setProperty("heading", True)
        told = QLabel(self.tr("What was wrong, and what is right now. Readers and receivers are shown it."))
        told.setWordWrap(True)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("What was corrected"))
        self.note.setPlaceholderText(self.tr("An earlier version gave the wrong day; the ferry sails on Friday."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_on = buttons.addButton(self.tr("Check and export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on.setDefault(True)
        self.note.textChanged.connect(self._allow)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.said.emit(self.note.text().strip()))
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        for part in (title, told, self.note, buttons):
            column.addWidget(part)
        self._allow()

    def _allow(self) -> None:
        self.go_on.setEnabled(bool(self.note.text().strip()))
