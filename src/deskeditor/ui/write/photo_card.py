"""One photo of the story: what is seen, and what is said of it here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from deskeditor.core.alt_text import LENGTH
from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.core.rights import Hold
from deskeditor.ui.actions import Actions
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.holds import HoldsBox
from deskeditor.ui.parts import ElidedLabel, push_button
from deskeditor.ui.photos.doubts import doubts
from deskeditor.ui.photos.wording import ai_words
from deskeditor.ui.theme import SPACE, small
from deskeditor.ui.window_keys import leave_undo
from deskeditor.ui.wording import number
from deskeditor.ui.write.card_field import CardField
from deskeditor.ui.write.card_picture import CardPicture

FIELDS = ("caption", "alt", "credit")
"""What is said of a photo in a story, in the order in which it is written."""


class PhotoCard(QWidget):
    """The fields are those of the use in this story; what stands in the archive shows through where they are empty."""

    changed = Signal(str, str)
    """A field (caption, alt, credit, note) and its new text."""
    decorative_wanted = Signal(bool)
    crop_wanted = Signal()
    archive_wanted = Signal()
    lead_wanted = Signal()
    insert_wanted = Signal()
    remove_wanted = Signal()
    left = Signal()
    """Ctrl+Enter: on to the next photo."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._used: UsedPhoto | None = None
        self.picture = CardPicture()
        self._role = QLabel()
        self._role.setProperty("heading", True)
        self._file = ElidedLabel()
        self._file.setProperty("rest", True)
        self._file.setFont(small(self.font()))
        self.told = QLabel()
        self.told.setProperty("tone", "warning")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.holds = HoldsBox()
        self.fields: dict[str, GrowingField] = {}
        self.origins: dict[str, CardField] = {}
        self.decorative = QCheckBox(self.tr("Decorative picture"))
        self.decorative.setToolTip(
            self.tr("It says nothing that the text does not: those who cannot see it are told nothing of it.")
        )
        self.decorative.clicked.connect(self.decorative_wanted)
        self.crop = push_button(self.tr("Crop for this story…"))
        self.crop.clicked.connect(self.crop_wanted)
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
        column.addWidget(self.told)
        column.addWidget(self.holds)
        for name in FIELDS:
            column.addWidget(self._make_field(name, actions))
        column.addSpacing(SPACE)
        column.addWidget(self.decorative)
        self.origins["framing"] = CardField(self.tr("Crop"), self.crop, actions)
        column.addWidget(self.origins["framing"])
        column.addWidget(self._make_note())

    def _titles(self) -> dict[str, str]:
        return {"caption": self.tr("Caption"), "alt": self.tr("Alt text"), "credit": self.tr("Credit")}

    def _make_field(self, name: str, actions: Actions) -> CardField:
        title = self._titles()[name]
        field = self._make_text(name, title, one_line=name == "credit")
        self.origins[name] = CardField(title, field, actions)
        return self.origins[name]

    def _make_note(self) -> QWidget:
        title = self.tr("Note for the desk")
        field = self._make_text("note", title, one_line=False)
        field.setToolTip(self.tr("Seen by everybody on this desk, wherever the photo is, and never exported."))
        label = QLabel(title)
        label.setFont(small(self.font()))
        label.setProperty("rest", True)
        label.setBuddy(field)
        home = QWidget()
        column = QVBoxLayout(home)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label)
        column.addWidget(field)
        return home

    def _make_text(self, name: str, title: str, *, one_line: bool) -> GrowingField:
        field = self.fields[name] = GrowingField(title, one_line=one_line)
        field.committed.connect(lambda text: self.changed.emit(name, text))
        field.textChanged.connect(self._doubt)
        field.finished.connect(self.left)
        field.entered.connect(self.left)
        leave_undo(field)
        return field

    def show_photo(self, used: UsedPhoto, use: PhotoUse, *, read_only: bool) -> None:
        """Show the photo as it stands in the story."""
        self._used = used
        self._role.setText(self.tr("Lead photo") if used.role is Role.LEAD else self.tr("In the story"))
        self._file.setText(used.photo.filename)
        self.setAccessibleName(used.photo.filename)
        self._lead.setVisible(used.role is not Role.LEAD)
        for name in FIELDS:
            own, shown = getattr(use, name), getattr(used, name)
            # The caption and alt text of a photo in the text stand there and inherit nothing.
            follows = used.role is Role.LEAD or name == "credit"
            archived = getattr(used.photo.fields, name) if follows else ""
            self.fields[name].take(own or "", self.tr("Inherited: {text}").format(text=archived) if archived else "")
            is_missing = not shown.strip() and not (name == "alt" and used.decorative)
            self.origins[name].show_origin(
                is_own=name in used.own, is_missing=is_missing, read_only=read_only, follows=follows
            )
        self.origins["framing"].show_origin(is_own="framing" in used.own, is_missing=False, read_only=read_only)
        self.fields["note"].take(used.photo.note)
        self.decorative.setChecked(used.decorative)
        self._doubt()
        self._tell(used)
        self._set_read_only(read_only)
        self.fields["alt"].setReadOnly(read_only or used.decorative)

    def _doubt(self) -> None:
        """Say how the texts fit and what is doubtful about them, those that are inherited too."""
        if self._used is None:
            return
        said = {name: self.fields[name].toPlainText() or getattr(self._used, name) for name in FIELDS}
        for name, text in said.items():
            is_told = bool(text.strip()) and not (name == "alt" and self._used.decorative)
            found = doubts(name, text, said["caption"]) if is_told else []
            measure = f"{number(len(text.strip()))} / {number(LENGTH)}" if is_told and name == "alt" else ""
            self.origins[name].show_marks(measure, ". ".join(each.sentence for each in found))

    def show_holds(self, holds: Sequence[Hold], *, read_only: bool) -> None:
        """Show what holds the photo back from this story."""
        self.holds.show_holds(holds, read_only=read_only)

    @property
    def focused(self) -> str:
        """Which of caption, alt, credit and framing has the focus; empty for none."""
        focused = QApplication.focusWidget()
        return next((name for name, each in self.origins.items() if each.field is focused), "")

    def _tell(self, used: UsedPhoto) -> None:
        said = [ai_words(used.photo.fields.digital_source_type)]
        if used.photo.fields.restrictions:
            said.append(self.tr("Restricted: {terms}").format(terms=used.photo.fields.restrictions))
        self.told.setText("\n".join(filter(None, said)))
        self.told.setVisible(bool(self.told.text()))

    def _set_read_only(self, on: bool) -> None:
        self._menu.setEnabled(not on)
        for field in self.fields.values():
            field.setReadOnly(on)
        for part in (self.decorative, self.crop):
            part.setEnabled(not on)

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
        menu.addAction(self.tr("Show in the archive")).triggered.connect(self.archive_wanted)
        menu.addAction(self.tr("Remove from the story")).triggered.connect(self.remove_wanted)
        button.setMenu(menu)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: menu.popup(self.mapToGlobal(place)))
        return button
