"""The desk's particulars: under what name and address it publishes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.core.publication import Publication
from deskeditor.ui.keeping import Keeping, Said, commit_while_typed
from deskeditor.ui.theme import SPACE


class SettingsDialog(QDialog):
    """A form that saves itself as it is typed; what cannot be kept so is said in it, and what was before holds."""

    def __init__(self, keeping: Keeping, publication: Publication, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._publication = self._wanted = publication
        self.setWindowTitle(self.tr("Desk settings"))
        self.setMinimumWidth(120 * SPACE)
        titles = {
            "name": self.tr("Publication"),
            "base_url": self.tr("Base address"),
            "language": self.tr("Language"),
            "copyright_holder": self.tr("Copyright holder"),
            "ratios": self.tr("Crops of its own"),
        }
        form = QFormLayout()
        form.setSpacing(2 * SPACE)
        self.fields: dict[str, QLineEdit] = {}
        for name, title in titles.items():
            value = getattr(publication, name)
            field = QLineEdit(value if isinstance(value, str) else ", ".join(value))
            field.setAccessibleName(title)
            commit_while_typed(field, self._save)
            form.addRow(title, field)
            self.fields[name] = field
        self.fields["base_url"].setPlaceholderText("https://news.example")
        self.fields["copyright_holder"].setPlaceholderText(self.tr("The publication itself"))
        self.fields["ratios"].setPlaceholderText(self.tr("21:9, 3:2"))
        self._wrong = QLabel()
        self._wrong.setWordWrap(True)
        self._wrong.setProperty("tone", "error")
        self._wrong.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(form)
        column.addWidget(self._wrong)
        column.addWidget(buttons)

    def _save(self) -> None:
        said = {name: field.text().strip() for name, field in self.fields.items()}
        wanted = replace(
            self._publication,
            name=said["name"],
            base_url=said["base_url"],
            language=said["language"],
            copyright_holder=said["copyright_holder"],
            ratios=tuple(part.strip() for part in said["ratios"].split(",") if part.strip()),
        )
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._keeping.say(
            Said(
                "publication",
                self.windowTitle(),
                "\n".join(said.values()),
                lambda desk: desk.set_publication(wanted),
                lambda _done: self._wrong.hide(),
                self._refuse,
            )
        )

    def _refuse(self, error: DeskError) -> None:
        self._wrong.setText(error.sentence())
        self._wrong.show()
