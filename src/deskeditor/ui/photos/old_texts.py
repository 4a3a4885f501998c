"""Old texts that were read in a wrong encoding: the others, with what each would make of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskeditor.ui.jobs import Jobs
from deskeditor.ui.parts import Choice, push_button
from deskeditor.ui.photos.detail_specs import SPECS
from deskeditor.ui.theme import SPACE

if TYPE_CHECKING:
    from deskeditor.desk import PhotoEdits

CONTEXT = "Encodings"
ENCODINGS = {
    "cp1252": QT_TRANSLATE_NOOP(CONTEXT, "Western (Windows)"),
    "mac_roman": QT_TRANSLATE_NOOP(CONTEXT, "Western (old Macintosh)"),
    "cp949": QT_TRANSLATE_NOOP(CONTEXT, "Korean"),
    "shift_jis": QT_TRANSLATE_NOOP(CONTEXT, "Japanese"),
    "gb18030": QT_TRANSLATE_NOOP(CONTEXT, "Chinese, simplified"),
    "big5": QT_TRANSLATE_NOOP(CONTEXT, "Chinese, traditional"),
    "cp1250": QT_TRANSLATE_NOOP(CONTEXT, "Central European"),
    "cp1251": QT_TRANSLATE_NOOP(CONTEXT, "Cyrillic"),
    "iso8859_15": QT_TRANSLATE_NOOP(CONTEXT, "Western (ISO 8859-15)"),
}
"""What the encodings of ``photos.iim`` are called."""
LABELS = {spec.name: spec for spec in SPECS}


class OldTexts(QWidget):
    """A button asks the file; then a choice, what it would make of the texts, and a button to read them so."""

    chosen = Signal(str)
    """The encoding in which the texts are to be read."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._photo_id = ""
        self._readings: Mapping[str, PhotoEdits] = {}
        self.ask = push_button(self.tr("Texts in a wrong encoding…"))
        self.ask.clicked.connect(self._ask)
        self.encoding = Choice()
        self.encoding.setAccessibleName(self.tr("Encoding of the old texts"))
        self.encoding.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.encoding.currentIndexChanged.connect(lambda _row: self._preview())
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.read = push_button(self.tr("Read them so"))
        self.read.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        left = Qt.AlignmentFlag.AlignLeft
        column.addWidget(self.ask, 0, left)
        column.addWidget(self.encoding)
        column.addWidget(self.preview)
        column.addWidget(self.read, 0, left)
        self.begin("")

    def begin(self, photo_id: str) -> None:
        """For another photo; empty for none or several."""
        self._photo_id = photo_id
        self.setVisible(bool(photo_id))
        self._show({}, said="")

    def set_read_only(self, on: bool) -> None:
        """Nothing can be read anew."""
        self.ask.setEnabled(not on)

    def _ask(self) -> None:
        asked = self._photo_id

        def show(readings: Mapping[str, PhotoEdits]) -> None:
            if asked == self._photo_id:
                found = {name: edits for name, edits in readings.items() if edits}
                self._show(found, said="" if found else self.tr("Each encoding says the same: the texts are UTF-8."))
                if found:
                    self.encoding.setFocus()

        self._jobs.read_in_turn(self, lambda desk: desk.photos.readings(asked), show)

    def _show(self, readings: Mapping[str, PhotoEdits], said: str) -> None:
        self._readings = readings
        self.encoding.blockSignals(True)
        self.encoding.clear()
        for name in readings:
            self.encoding.addItem(QCoreApplication.translate(CONTEXT, str(ENCODINGS[name])), name)
        self.encoding.blockSignals(False)
        for part in (self.encoding, self.read):
            part.setVisible(bool(readings))
        self.ask.setVisible(not readings)
        self.preview.setText(said)
        self.preview.setVisible(bool(said or readings))
        if readings:
            self._preview()

    def _preview(self) -> None:
        edits = self._readings.get(str(self.encoding.currentData()), {})
        lines = [
            f"{LABELS[name].label}: {_text(value) or self.tr('nothing')}"
            for name, value in edits.items()
            if name in LABELS
        ]
        self.preview.setText("\n".join(lines))

    def _take(self) -> None:
        encoding = str(self.encoding.currentData())
        self._show({}, said="")
        self.ask.setFocus()
        self.chosen.emit(encoding)


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)
