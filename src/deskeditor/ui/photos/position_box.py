"""Where a camera was, and whether that leaves the desk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from deskeditor.core.photo import Position
from deskeditor.ui.photos.chosen_photos import MIXED, ChosenPhotos
from deskeditor.ui.theme import SPACE


class PositionBox(QWidget):
    """Hidden where no position is known."""

    share_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QLabel()
        self.said.setProperty("rest", True)
        self.said.setWordWrap(True)
        self.share = QCheckBox(self.tr("It may leave with the picture"))
        self.share.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.said)
        column.addWidget(self.share)

    def show_chosen(self, chosen: ChosenPhotos) -> None:
        """Show what is known of these photos."""
        photo, shared = chosen.photo, chosen.values["share_position"]
        self.setVisible(chosen.has_position)
        where = position_word(photo.position) if photo and photo.position else self.tr("The camera's position is known")
        leaves = self.tr("It leaves with the picture.") if shared is True else self.tr("It never leaves the desk.")
        self.said.setText(where if shared is MIXED else f"{where}. {leaves}")
        self.share.setTristate(shared is MIXED)
        on = Qt.CheckState.Checked if shared else Qt.CheckState.Unchecked
        self.share.setCheckState(Qt.CheckState.PartiallyChecked if shared is MIXED else on)

    def _on_clicked(self) -> None:
        self.share.setTristate(False)
        self.share_wanted.emit(self.share.checkState() is not Qt.CheckState.Unchecked)


def position_word(position: Position) -> str:
    """``37.5665° N, 126.9780° E``."""
    north = "N" if position.north >= 0 else "S"
    east = "E" if position.east >= 0 else "W"
    return f"{abs(position.north):.4f}° {north}, {abs(position.east):.4f}° {east}"
