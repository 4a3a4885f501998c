"""All keys of the window, by menu."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskeditor.ui.actions import Actions
from deskeditor.ui.menus import listed
from deskeditor.ui.tables import read_by_rows
from deskeditor.ui.theme import SPACE


class KeysDialog(QDialog):
    """A list to read and to search; it can stay open beside the work."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search"))
        self.field.setAccessibleName(self.tr("Search the keys"))
        self.field.setClearButtonEnabled(True)
        self.table = self._make_table(list(_rows(actions)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.field.textChanged.connect(self._narrow)
        self.resize(150 * SPACE, 150 * SPACE)
        self.field.setFocus()

    def _make_table(self, rows: list[tuple[str, str, str]]) -> QTableWidget:
        table = QTableWidget()
        read_by_rows(table, self.tr("Keys"), [self.tr("Menu"), self.tr("Action"), self.tr("Keys")], wide=1)
        table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                table.setItem(number, place, QTableWidgetItem(text))
        return table

    def _narrow(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            texts = [item.text().casefold() for place in range(3) if (item := self.table.item(row, place))]
            self.table.setRowHidden(row, text.strip().casefold() not in "\n".join(texts))


def _rows(actions: Actions) -> Iterator[tuple[str, str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    for menu, action in listed(actions):
        keys = ", ".join(shortcut.toString(native) for shortcut in action.shortcuts())
        if keys:
            yield menu, action.text().rstrip("…"), keys
