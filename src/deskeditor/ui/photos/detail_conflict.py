"""A field that a file says twice and differently: both values, and which of them is to hold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskeditor.core.photo import Conflict
from deskeditor.ui.flow import FlowLayout
from deskeditor.ui.parts import push_button
from deskeditor.ui.theme import SPACE, small

HOMES = {"xmp": "XMP", "iim": "IIM"}
"""The two places of a file, as its trade calls them."""


class ConflictBox(QWidget):
    """Below the field; it goes once somebody has decided."""

    taken = Signal(object)
    """The ``Conflict`` of which the other value is to hold."""
    kept = Signal(object)
    """The ``Conflict`` of which the value that is shown is to hold."""

    def __init__(self, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflict = conflict
        other = "xmp" if conflict.taken == "iim" else "iim"
        self.said = QLabel(
            self.tr("The file says this twice. Its {shown} is shown; its {other} says: “{text}”").format(
                shown=HOMES[conflict.taken], other=HOMES[other], text="; ".join(getattr(conflict, other))
            )
        )
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setFont(small(self.font()))
        self.said.setProperty("tone", "warning")
        self.take = push_button(self.tr("Take that of the {home}").format(home=HOMES[other]))
        self.take.clicked.connect(lambda: self.taken.emit(conflict))
        self.keep = push_button(self.tr("Keep this"))
        self.keep.clicked.connect(lambda: self.kept.emit(conflict))
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self.take)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.said)
        column.addWidget(buttons)
