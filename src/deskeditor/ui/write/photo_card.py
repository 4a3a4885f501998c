"""One photo of the story: what is seen, and what is said of it here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.parts import ElidedLabel
from deskeditor.ui.theme import SPACE, small

FIELDS = ("caption", "alt", "credit")
LEAST, MOST = 36 * SPACE, 72 * SPACE
"""Pixels of the height of a picture."""


class Picture(QWidget):
    """The photo, cropped to a calm frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFixedHeight(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        """The pixels have come."""
        self._image = image
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as a news picture is, within reason."""
        super().resizeEvent(event)
        self.setFixedHeight(max(LEAST, min(MOST, self.width() * 2 // 3)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture fills the frame; until it comes the frame is a quiet plane."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(self.rect(), SPACE, SPACE)
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), self.palette().mid())
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        fit = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        pixmap = QPixmap.fromImage(self._image.scaled(size, fit, Qt.TransformationMode.SmoothTransformation))
        pixmap.setDevicePixelRatio(ratio)
        x = (self.width() - pixmap.deviceIndependentSize().width()) / 2
        y = (self.height() - pixmap.deviceIndependentSize().height()) / 2
        painter.drawPixmap(int(x), int(y), pixmap)


class PhotoCard(QWidget):
    """The fields are those of the use in this story; what stands in the archive shows through where they are empty."""

    changed = Signal(str, str)
    """A field (caption, alt, credit) and its new text."""
    lead_wanted = Signal()
    insert_wanted = Signal()
    remove_wanted = Signal()
    left = Signal()
    """Ctrl+Enter: on to the next photo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = Picture()
        self._role = QLabel()
        self._role.setProperty("heading", True)
        self._file = ElidedLabel()
        self._file.setProperty("rest", True)
        self._file.setFont(small(self.font()))
        self._labels: dict[str, QLabel] = {}
        self.fields: dict[str, GrowingField] = {}
        self._menu = self._make_menu()
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self._role)
        head.addWidget(self._file, 1)
        head.addWidget(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.picture)
        column.addLayout(head)
        for name, title in self._titles().items():
            self._add_field(column, name, title)

    def _titles(self) -> dict[str, str]:
        return {"caption": self.tr("Caption"), "alt": self.tr("Alt text"), "credit": self.tr("Credit")}

    def show_photo(self, used: UsedPhoto, use: PhotoUse) -> None:
        """Show the photo as it stands in the story."""
        self._role.setText(self.tr("Lead photo") if used.role is Role.LEAD else self.tr("In the story"))
        self._file.setText(used.photo.filename)
        self.setAccessibleName(used.photo.filename)
        self._lead.setVisible(used.role is not Role.LEAD)
        for name, title in self._titles().items():
            own, shown = getattr(use, name), getattr(used, name)
            # The caption and alt text of a photo in the text stand there and inherit nothing.
            archived = getattr(used.photo.fields, name) if used.role is Role.LEAD or name == "credit" else ""
            self.fields[name].take(own or "", self.tr("Inherited: {text}").format(text=archived) if archived else "")
            self._mark(self._labels[name], title, missing=not shown.strip())

    def set_read_only(self, on: bool) -> None:
        """Show without letting anything be changed."""
        self._menu.setEnabled(not on)
        for field in self.fields.values():
            field.setReadOnly(on)

    def _mark(self, label: QLabel, title: str, *, missing: bool) -> None:
        label.setText(self.tr("{field} · missing").format(field=title) if missing else title)
        label.setProperty("rest", not missing)
        label.setProperty("tone", "warning" if missing else "")
        label.style().polish(label)

    def _add_field(self, column: QVBoxLayout, name: str, title: str) -> None:
        label = QLabel(title)
        label.setFont(small(self.font()))
        field = GrowingField(title, one_line=name == "credit")
        label.setBuddy(field)
        field.committed.connect(lambda text: self.changed.emit(name, text))
        field.finished.connect(self.left)
        field.entered.connect(self.left)
        self._labels[name], self.fields[name] = label, field
        column.addSpacing(SPACE)
        column.addWidget(label)
        column.addWidget(field)

    def _make_menu(self) -> QToolButton:
        button = QToolButton()
        button.setText("⋯")
        button.setAccessibleName(self.tr("What to do with this photo"))
        button.setToolTip(self.tr("What to do with this photo"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self._lead = menu.addAction(self.tr("Set as lead photo"))
        self._lead.triggered.connect(self.lead_wanted)
        menu.addAction(self.tr("Insert at the cursor")).triggered.connect(self.insert_wanted)
        menu.addAction(self.tr("Remove from the story")).triggered.connect(self.remove_wanted)
        button.setMenu(menu)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: menu.popup(self.mapToGlobal(place)))
        return button
