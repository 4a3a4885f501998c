"""A template or a photographer's card, field by field; what is typed is kept as it is typed, a name once it is left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from deskeditor.core.photo import LISTS
from deskeditor.core.sheets import joined, parted
from deskeditor.core.template import VARIABLES, FieldText, Template, TemplateKind
from deskeditor.ui.keeping import commit_while_typed
from deskeditor.ui.photos.batch_forms import FIELDS
from deskeditor.ui.theme import SPACE

CARD = ("creator", "creator_title", "credit", "source", "copyright", "usage_terms")
"""Fields that say whose pictures they are."""


class TemplateEditor(QWidget):
    """A card has the fields of a card, a template all that hold words."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = TemplateKind.TEMPLATE
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("A name to know it by"))
        # Not as it is typed: on its way to its end a name may be that of another.
        self.name.editingFinished.connect(self.commit)
        self.lines: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 3 * SPACE, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for row, spec in enumerate(FIELDS):
            label, line = QLabel(spec.label), QLineEdit()
            line.setAccessibleName(spec.label)
            line.setPlaceholderText(self.tr("parted by semicolons") if spec.name in LISTS else "")
            label.setBuddy(line)
            commit_while_typed(line, self.commit)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
            self.lines[spec.name], self._labels[spec.name] = line, label
        grid.setRowStretch(len(FIELDS), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        hint = QLabel(
            self.tr("{variables} stand for those of the photo and the open story; codes are replaced too.").format(
                variables=" ".join(f"{{{name}}}" for name in VARIABLES)
            )
        )
        hint.setProperty("rest", True)
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.name)
        column.addWidget(area, 1)
        column.addWidget(hint)

    @property
    def texts(self) -> dict[str, FieldText]:
        """The fields that say something."""
        said = {name: line.text().strip() for name, line in self.lines.items() if not line.isHidden()}
        return {name: parted(text) if name in LISTS else text for name, text in said.items() if text}

    @property
    def words(self) -> str:
        """All that it says, for a reader."""
        return " · ".join(f"{line.accessibleName()}: {line.text()}" for line in self.lines.values() if line.text())

    def commit(self) -> None:
        """Hand over what was typed, if it was."""
        fields = (self.name, *self.lines.values())
        if any(field.isModified() for field in fields):
            for field in fields:
                field.setModified(False)
            self.changed.emit()

    def show_template(self, template: Template) -> None:
        """Show it to be edited."""
        self._show(template.kind, template.name, dict(template.fields))

    def begin(self, kind: TemplateKind, texts: Mapping[str, FieldText]) -> None:
        """Begin a new one with these texts, and no name yet."""
        self._show(kind, "", texts)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, kind: TemplateKind, name: str, texts: Mapping[str, FieldText]) -> None:
        self.kind = kind
        self.name.setText(name)
        for field, line in self.lines.items():
            text = texts.get(field, "")
            line.setText(text if isinstance(text, str) else joined(text))
            line.setCursorPosition(0)
            shown = kind is TemplateKind.TEMPLATE or field in CARD
            line.setVisible(shown)
            self._labels[field].setVisible(shown)
