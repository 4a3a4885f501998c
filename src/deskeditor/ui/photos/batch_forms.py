"""What is to be changed in the photos that are chosen: fields, words that are found, a template, a caption sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from deskeditor.core.batch import FieldChange, Replacing, Way
from deskeditor.core.matching import Query
from deskeditor.core.sheets import joined
from deskeditor.core.template import Template, TemplateKind
from deskeditor.ui.parts import Choice
from deskeditor.ui.photos.chosen_photos import MIXED, ChosenPhotos
from deskeditor.ui.photos.detail_specs import SPECS, Kind
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys

if TYPE_CHECKING:
    from deskeditor.desk import Desk, Preview

Request = Callable[["Desk", Sequence[str], str], "Preview"]
"""Asks the desk what would become of photos; the last argument is the story that is open, or empty."""
FIELDS = tuple(spec for spec in SPECS if spec.kind not in (Kind.CHOICE, Kind.NOTE))
MOST_ROWS = 6
"""Fields that are changed at once."""


class Form(QWidget):
    """A way to say what is to be changed."""

    changed = Signal()

    def request(self) -> Request | None:
        """What is to be asked; None while nothing is said yet."""
        raise NotImplementedError

    def show_photos(self, chosen: ChosenPhotos) -> None:
        """These are the photos that would be changed."""

    def begin(self) -> None:
        """Take the focus."""
        raise NotImplementedError


class FieldRow(QWidget):
    """A field, what becomes of it, and the words for it."""

    changed = Signal()
    left_out = Signal()
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.source = fields_choice(self.tr("Field")), fields_choice(self.tr("Field to copy"))
        self.way = Choice()
        self.way.setAccessibleName(self.tr("What becomes of it"))
        for way, title in (
            (Way.REPLACE, self.tr("becomes")),
            (Way.PREPEND, self.tr("has put before it")),
            (Way.APPEND, self.tr("has put behind it")),
            (Way.COPY, self.tr("says the same as")),
            (Way.EMPTY, self.tr("is emptied")),
        ):
            self.way.addItem(title, way)
        self.text = QLineEdit()
        self.text.setAccessibleName(self.tr("Words"))
        leave_window_keys(self.text)
        self.out, self.more = (
            _sign("×", self.tr("Leave this field out")),
            _sign("+", self.tr("Another field")),
        )
        self.out.clicked.connect(self.left_out)
        self.more.clicked.connect(self.more_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        for part in (self.field, self.way, self.text, self.source, self.out, self.more):
            row.addWidget(part, int(part in (self.text, self.source)))
        self.way.currentIndexChanged.connect(self._fit)
        for choice in (self.field, self.way, self.source):
            choice.currentIndexChanged.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self._fit()

    def change(self) -> FieldChange | None:
        """The change; None while nothing is said."""
        field, way = str(self.field.currentData()), Way(self.way.currentData())
        if way is Way.COPY:
            source = str(self.source.currentData())
            return None if source == field else FieldChange(field, way, source=source)
        text = self.text.text()
        return FieldChange(field, way, text) if text.strip() or way is Way.EMPTY else None

    def show_photos(self, chosen: ChosenPhotos) -> None:
        """Say in the empty line what stands in the field now."""
        value = chosen.values.get(str(self.field.currentData()), "")
        now = value if isinstance(value, str) else joined(value) if isinstance(value, tuple) else ""
        self.text.setPlaceholderText(self.tr("Mixed") if value is MIXED else now)

    def _fit(self) -> None:
        way = self.way.currentData()
        self.text.setVisible(way not in (Way.COPY, Way.EMPTY))
        self.source.setVisible(way is Way.COPY)


class FieldsForm(Form):
    """Only fields that stand here are written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FieldRow] = []
        self._photos: ChosenPhotos | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._add()

    def set_change(self, field: str, text: str | None = None) -> None:
        """Begin anew with this field; with a text that it is to have, be it none."""
        for row in self.rows[1:]:
            self._leave_out(row)
        first = self.rows[0]
        first.field.setCurrentIndex(first.field.findData(field))
        first.way.setCurrentIndex(first.way.findData(Way.EMPTY if text == "" else Way.REPLACE))
        first.text.setText(text or "")

    def request(self) -> Request | None:
        changes = tuple(change for row in self.rows if (change := row.change()))
        if not changes:
            return None
        return lambda desk, ids, story: desk.captioning.preview_batch(ids, changes, story)

    def show_photos(self, chosen: ChosenPhotos) -> None:
        self._photos = chosen
        for row in self.rows:
            row.show_photos(chosen)

    def begin(self) -> None:
        self.rows[0].text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self) -> FieldRow:
        row = FieldRow()
        taken = {each.field.currentData() for each in self.rows}
        free = next((spec.name for spec in FIELDS if spec.name not in taken), FIELDS[0].name)
        row.field.setCurrentIndex(row.field.findData(free))
        row.changed.connect(self._on_changed)
        row.left_out.connect(lambda: self._leave_out(row))
        row.more_wanted.connect(lambda: self._add().field.setFocus(Qt.FocusReason.TabFocusReason))
        self.rows.append(row)
        self._column.addWidget(row)
        self._settle()
        return row

    def _leave_out(self, row: FieldRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._settle()
        self._on_changed()

    def _settle(self) -> None:
        for row in self.rows:
            row.out.setVisible(len(self.rows) > 1)
            row.more.setVisible(row is self.rows[-1] and len(self.rows) < MOST_ROWS)
            if self._photos is not None:
                row.show_photos(self._photos)

    def _on_changed(self) -> None:
        if self._photos is not None:
            self.show_photos(self._photos)
        self.changed.emit()


class ReplaceForm(Form):
    """Find and replace in one field or in all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.by = QLineEdit(), QLineEdit()
        for field, name in ((self.words, self.tr("Find in the photos")), (self.by, self.tr("Replace with"))):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.textChanged.connect(self.changed)
            leave_window_keys(field)
        self.field = fields_choice(self.tr("Where"))
        self.field.insertItem(0, self.tr("All fields"), "")
        self.field.setCurrentIndex(0)
        self.field.currentIndexChanged.connect(self.changed)
        self.case = QCheckBox(self.tr("Only in the same case"))
        self.whole = QCheckBox(self.tr("Whole words"))
        self.expression = QCheckBox(self.tr("Regular expression"))
        words, options = QHBoxLayout(), QHBoxLayout()
        for part, stretch in ((self.words, 1), (self.by, 1), (self.field, 0)):
            words.addWidget(part, stretch)
        for option in (self.case, self.whole, self.expression):
            option.toggled.connect(self.changed)
            options.addWidget(option)
        options.addStretch(1)
        words.setSpacing(2 * SPACE)
        options.setSpacing(4 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(words)
        column.addLayout(options)
        column.addStretch(1)

    def request(self) -> Request | None:
        if not self.words.text():
            return None
        query = Query(
            self.words.text(), self.case.isChecked(), self.whole.isChecked(), expression=self.expression.isChecked()
        )
        only = str(self.field.currentData())
        replacing = Replacing((only,) if only else tuple(spec.name for spec in FIELDS), query, self.by.text())
        return lambda desk, ids, story: desk.captioning.preview_batch(ids, replacing, story)

    def begin(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()


class TemplateForm(Form):
    """A template of the desk, or a photographer's card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Choice()
        self.choice.setAccessibleName(self.tr("Template or photographer"))
        self.choice.setMinimumWidth(70 * SPACE)
        self.only_empty = QCheckBox(self.tr("Only fields that are empty"))
        self.only_empty.setChecked(True)
        self.none = QLabel(self.tr("There are no templates yet: make one in Photo > Codes, templates, photographers."))
        self.none.setProperty("rest", True)
        self.none.hide()  # beside what it stands in for it would make the window wider
        self.choice.currentIndexChanged.connect(self.changed)
        self.only_empty.toggled.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * SPACE)
        for part in (self.choice, self.only_empty, self.none):
            row.addWidget(part)
        row.addStretch(1)

    def take(self, templates: Sequence[Template]) -> None:
        """Offer these; what was chosen stays."""
        before = self.choice.currentText()
        words = {TemplateKind.TEMPLATE: self.tr("{name}"), TemplateKind.PHOTOGRAPHER: self.tr("{name} (photographer)")}
        self.choice.blockSignals(True)
        self.choice.clear()
        for each in templates:
            self.choice.addItem(words[each.kind].format(name=each.name), (each.kind, each.name))
        self.choice.setCurrentIndex(max(0, self.choice.findText(before)))
        self.choice.blockSignals(False)
        for part in (self.choice, self.only_empty):
            part.setVisible(bool(templates))
        self.none.setVisible(not templates)
        self.changed.emit()

    def choose(self, kind: TemplateKind, name: str) -> None:
        """Fill from this one."""
        for row in range(self.choice.count()):
            if self.choice.itemData(row) == (kind, name):
                self.choice.setCurrentIndex(row)

    def request(self) -> Request | None:
        if self.choice.currentIndex() < 0:
            return None
        kind, name = self.choice.currentData()
        only_empty = self.only_empty.isChecked()
        return lambda desk, ids, story: desk.captioning.preview_fill(
            ids, TemplateKind(kind), name, at_hand=story, only_empty=only_empty
        )

    def begin(self) -> None:
        self.choice.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _sign(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFixedSize(8 * SPACE, 8 * SPACE)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def fields_choice(name: str) -> Choice:
    """The fields that hold words, to choose one."""
    choice = Choice()
    choice.setAccessibleName(name)
    for spec in FIELDS:
        choice.addItem(spec.label, spec.name)
    return choice
