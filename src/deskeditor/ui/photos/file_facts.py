"""What a photo's file is, apart from what it says of itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskeditor.core.photo import Photo
from deskeditor.ui.parts import ElidedLabel
from deskeditor.ui.photos.detail_row import LABEL
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import exact, number, photos, size


class FileFacts(QWidget):
    """A line a fact; what is too long for its line is cut in the middle, and whole in its tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * SPACE)
        self._grid.setVerticalSpacing(SPACE)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, ElidedLabel] = {}
        for row, title in enumerate(self._titles()):
            label = QLabel(title)
            label.setProperty("rest", True)
            label.setFixedWidth(LABEL)
            label.setWordWrap(True)
            value = ElidedLabel()
            value.setAccessibleName(title)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._values[title] = value

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("File"),
            self.tr("Size"),
            self.tr("Pixels"),
            self.tr("Type"),
            self.tr("Taken in"),
            self.tr("SHA-256"),
            self.tr("Content credentials"),
        )

    def show_photo(self, photo: Photo) -> None:
        """Show the facts of one photo."""
        said = (
            photo.filename,
            size(photo.size),
            f"{number(photo.width)} × {number(photo.height)}",
            photo.media_type,
            exact(photo.added),
            photo.sha256,
            credentials_word(photo.credentials),
        )
        self._show(said)

    def show_many(self, count: int, total: int) -> None:
        """Show how many photos there are, and the bytes of all."""
        self._show((photos(count), size(total), "", "", "", "", ""))

    @property
    def said(self) -> dict[str, str]:
        """What is shown, by title."""
        return {title: value.text() for title, value in self._values.items() if value.text()}

    def _show(self, said: tuple[str, ...]) -> None:
        for row, (value, text) in enumerate(zip(self._values.values(), said, strict=True)):
            value.setText(text)
            for column in (0, 1):
                item = self._grid.itemAtPosition(row, column)
                widget = item.widget() if item else None
                if widget is not None:
                    widget.setVisible(bool(text))


def credentials_word(state: str) -> str:
    """What is known of content credentials (C2PA); nobody here verifies them."""
    if state == "embedded":
        return QCoreApplication.translate("FileFacts", "Embedded, not verified")
    if state == "remote":
        return QCoreApplication.translate("FileFacts", "Elsewhere, not verified")
    return QCoreApplication.translate("FileFacts", "None")
