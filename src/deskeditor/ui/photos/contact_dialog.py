"""What goes onto a contact sheet of paper: which photos, how many on each sheet, to a file or to a printer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QFormLayout, QRadioButton, QVBoxLayout, QWidget

from deskeditor.ui.parts import Choice, push_button
from deskeditor.ui.photos.contact_paper import GRIDS
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import number, photos

ON_EACH, USUAL = "contact/on_each", 12


class ContactDialog(QDialog):
    """For the photos that are chosen, where they are several, or all that are listed; how many is remembered."""

    pdf_wanted = Signal(list, int)
    print_wanted = Signal(list, int)
    """Either has the ids of the photos, and how many of them stand on a sheet."""

    def __init__(
        self, chosen: list[str], listed: list[str], settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Contact sheet"))
        self._settings = settings
        self._ids = {True: chosen, False: listed}
        self.all = QRadioButton(self.tr("All that are listed: {photos}").format(photos=photos(len(listed))))
        self.some = QRadioButton(self.tr("Those that are chosen: {photos}").format(photos=photos(len(chosen))))
        several = 1 < len(chosen) < len(listed)
        self.some.setVisible(several)
        (self.some if several else self.all).setChecked(True)
        group = QButtonGroup(self)
        self.on_each = Choice()
        self.on_each.setAccessibleName(self.tr("Photos on each sheet"))
        for count, (across, down) in GRIDS.items():
            said = self.tr("{n}, {across} by {down}")
            self.on_each.addItem(said.format(n=number(count), across=number(across), down=number(down)), count)
        self.on_each.setCurrentIndex(max(0, self.on_each.findData(settings.value(ON_EACH, USUAL, int))))
        form = QFormLayout()
        form.setSpacing(2 * SPACE)
        which = QVBoxLayout()
        which.setSpacing(SPACE)
        for button in (self.some, self.all):
            group.addButton(button)
            which.addWidget(button)
        form.addRow(self.tr("Photos"), which)
        form.addRow(self.tr("On each sheet"), self.on_each)
        self.pdf, self.print = push_button(self.tr("Save as PDF…")), push_button(self.tr("Print…"))
        self.pdf.setProperty("primary", True)
        self.pdf.setDefault(True)
        self.pdf.clicked.connect(lambda: self._accept(self.pdf_wanted.emit))
        self.print.clicked.connect(lambda: self._accept(self.print_wanted.emit))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.print, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.pdf, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(4 * SPACE)
        column.addLayout(form)
        column.addWidget(buttons)

    def _accept(self, want: Callable[[list[str], int], object]) -> None:
        on_each = int(self.on_each.currentData())
        self._settings.setValue(ON_EACH, on_each)
        want(self._ids[self.some.isChecked()], on_each)
        self.accept()
