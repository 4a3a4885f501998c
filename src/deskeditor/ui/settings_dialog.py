"""The desk's particulars: under what name and address it publishes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.core.publication import Publication
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.theme import SPACE


class SettingsDialog(QDialog):
    """A form; what is wrong is said in it and nothing is changed."""

    def __init__(self, jobs: Jobs, publication: Publication, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._publication = publication
        self.setWindowTitle(self.tr("Desk settings"))
        self.setMinimumWidth(120 * SPACE)
        titles = {
            "name": self.tr("Publication"),
            "base_url": self.tr("Base address"),
            "language": self.tr("Language"),
            "copyright_holder": self.tr("Copyright holder"),
        }
        form = QFormLayout()
        form.setSpacing(2 * SPACE)
        self.fields: dict[str, QLineEdit] = {}
        for name, title in titles.items():
            field = QLineEdit(str(getattr(publication, name)))
            field.setAccessibleName(title)
            form.addRow(title, field)
            self.fields[name] = field
        self.fields["base_url"].setPlaceholderText("https://news.example")
        self.fields["copyright_holder"].setPlaceholderText(self.tr("The publication itself"))
        self._wrong = QLabel()
        self._wrong.setWordWrap(True)
        self._wrong.setProperty("tone", "error")
        self._wrong.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(form)
        column.addWidget(self._wrong)
        column.addWidget(buttons)

    def _save(self) -> None:
        said = {name: field.text().strip() for name, field in self.fields.items()}
        wanted = replace(self._publication, **said)
        self._jobs.mutate(self, lambda desk: desk.set_publication(wanted), lambda _done: self.accept(), self._refuse)

    def _refuse(self, error: DeskError) -> None:
        self._wrong.setText(error.sentence())
        self._wrong.show()
