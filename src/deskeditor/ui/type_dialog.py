"""The typeface of the story: chosen while the page is seen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from deskeditor.ui.reading import SIZES, faces
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import number

if TYPE_CHECKING:
    from deskeditor.ui.reading import Reading


class TypeDialog(QDialog):
    """What is chosen is seen at once behind the dialog, which is no question and can stay open."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Typeface of the story"))
        self.family = QComboBox()
        self.family.setAccessibleName(self.tr("Typeface"))
        self.family.addItem(self.tr("As the program chooses"), "")
        for face in faces():
            self.family.addItem(face, face)
        self.family.setCurrentIndex(max(0, self.family.findData(reading.family)))
        self.points = QComboBox()
        self.points.setAccessibleName(self.tr("Size"))
        for size in SIZES:
            self.points.addItem(self.tr("{n} pt").format(n=number(size)), size)
        self.points.setCurrentIndex(SIZES.index(reading.size))
        self._reading = reading
        form = QFormLayout()
        form.setSpacing(2 * SPACE)
        form.addRow(self.tr("Typeface"), self.family)
        form.addRow(self.tr("Size"), self.points)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(form)
        column.addWidget(buttons)
        self.family.currentIndexChanged.connect(self._set)
        self.points.currentIndexChanged.connect(self._set)

    def _set(self) -> None:
        self._reading.set_type(str(self.family.currentData()), self.points.currentData())
