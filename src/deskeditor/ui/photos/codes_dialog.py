"""The lists of codes, the templates and the photographers of the desk: to see, to take in, to write and to take out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.core.names import new_id
from deskeditor.core.photo import Photo
from deskeditor.core.series import SHARED
from deskeditor.core.template import CodeList, FieldText, Template, TemplateKind
from deskeditor.ui.keeping import Said
from deskeditor.ui.parts import open_once, push_button
from deskeditor.ui.photos.template_editor import CARD, TemplateEditor
from deskeditor.ui.services import Services
from deskeditor.ui.tables import read_by_rows
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import codes

if TYPE_CHECKING:
    from deskeditor.desk import Desk

LAST_FOLDER = "import/folder"
Kept = CodeList | Template


@dataclass
class Draft:
    """A template that is written in: its ``name`` on the desk, empty for one that it does not have yet.

    It outlives the dialog where the disk lets it wait.
    """

    name: str = ""
    about: str = field(default_factory=lambda: f"template {new_id()}")


class CodesDialog(QDialog):
    """Every change is made at once; what is refused is said in the dialog, and what was typed stays."""

    def __init__(self, services: Services, photo: Photo | None, parent: QWidget | None = None) -> None:
        """A new template begins with what that photo says."""
        super().__init__(parent)
        self._services = services
        self._jobs = services.jobs
        self._photo = photo
        self._kept: list[Kept] = []
        self._draft = Draft()
        self._wanted = ""
        self.setWindowTitle(self.tr("Codes, templates, photographers"))
        self.resize(210 * SPACE, 140 * SPACE)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Lists of codes, templates, photographers"))
        self.list.setMinimumWidth(64 * SPACE)
        self.list.currentRowChanged.connect(self._show)
        self.codes = QTableWidget()
        read_by_rows(self.codes, self.tr("Codes"), [self.tr("Code"), self.tr("Becomes"), self.tr("Or")], wide=1)
        self.editor = TemplateEditor()
        self.editor.changed.connect(self._save)
        nothing = QLabel(
            self.tr(
                "Codes are lists in Photo Mechanic's format: in each line a code, a tab and its replacement. "
                "In a caption =code= or \\code\\ becomes the replacement.\n\n"
                "A template fills several fields at once; a photographer's card fills creator, credit, source and "
                "copyright."
            )
        )
        nothing.setWordWrap(True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        nothing.setProperty("rest", True)
        self._pages = QStackedWidget()
        for page in (nothing, self.codes, self.editor):
            self._pages.addWidget(page)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        self.take_in = push_button(self.tr("Take in codes…"))
        self.template = push_button(self.tr("New template"))
        self.card = push_button(self.tr("New photographer"))
        self.remove = push_button(self.tr("Remove"))
        self.remove.setToolTip(self.tr("Remove (Del)"))
        self.take_in.clicked.connect(self._ask)
        self.template.clicked.connect(lambda: self._begin(TemplateKind.TEMPLATE, SHARED))
        self.card.clicked.connect(lambda: self._begin(TemplateKind.PHOTOGRAPHER, CARD))
        self.remove.clicked.connect(self._remove)
        for button in (self.take_in, self.template, self.card, self.remove):
            button.setEnabled(not self._jobs.read_only)
        self._lay_out()
        self._jobs.changed.connect(self._on_changed)
        self.finished.connect(self.editor.commit)
        self._read()

    def _lay_out(self) -> None:
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        middle, row = QHBoxLayout(), QHBoxLayout()
        middle.setSpacing(4 * SPACE)
        middle.addWidget(self.list)
        middle.addWidget(self._pages, 1)
        row.setSpacing(2 * SPACE)
        for button in (self.take_in, self.template, self.card, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addLayout(middle, 1)
        column.addWidget(self.said)
        column.addLayout(row)

    def _read(self) -> None:
        self._jobs.read_in_turn(self, _kept, self._take, self._refuse)

    def _take(self, kept: list[Kept]) -> None:
        current = self._wanted or (self.list.currentItem().text() if self.list.currentItem() else "")
        self._kept, self._wanted = kept, ""
        self.list.blockSignals(True)
        self.list.clear()
        for each in kept:
            item = QListWidgetItem(self._title(each))
            item.setToolTip(item.text())
            self.list.addItem(item)
        rows = [row for row, each in enumerate(kept) if self._title(each) == current]
        self.list.setCurrentRow(rows[0] if rows else -1)
        self.list.blockSignals(False)
        self.remove.setEnabled(bool(rows) and not self._jobs.read_only)
        if not self.editor.isAncestorOf(self.focusWidget()):  # not from under the hands of somebody who types
            self._show(self.list.currentRow())

    def _title(self, kept: Kept) -> str:
        if isinstance(kept, CodeList):
            return f"{kept.name} · {codes(len(kept.codes))}"
        return _title_of(self, kept.kind, kept.name)

    def _show(self, row: int) -> None:
        self.editor.commit()
        kept = self._kept[row] if 0 <= row < len(self._kept) else None
        self.remove.setEnabled(kept is not None and not self._jobs.read_only)
        if isinstance(kept, Template):
            self._draft = Draft(kept.name)
            self.editor.show_template(kept)
            self._pages.setCurrentWidget(self.editor)
        elif isinstance(kept, CodeList):
            self.codes.setRowCount(len(kept.codes))
            for number, (code, said) in enumerate(kept.codes):
                for place, text in enumerate((f"={code}=", said[0], " | ".join(said[1:]))):
                    self.codes.setItem(number, place, QTableWidgetItem(text))
            self._pages.setCurrentWidget(self.codes)
        else:
            self._pages.setCurrentIndex(0)

    def _begin(self, kind: TemplateKind, names: tuple[str, ...]) -> None:
        fields = self._photo.fields if self._photo is not None else None
        texts: dict[str, FieldText] = {name: getattr(fields, name) for name in names} if fields is not None else {}
        self.editor.commit()
        self.list.setCurrentRow(-1)
        self._draft = Draft()
        self._pages.setCurrentWidget(self.editor)
        self.editor.begin(kind, texts)

    def _save(self) -> None:
        kind, name, draft, texts = self.editor.kind, self.editor.name.text().strip(), self._draft, self.editor.texts
        if not name or not texts:
            return

        def work(desk: Desk) -> Done[Template]:
            return desk.captioning.save(kind, name, texts, was=draft.name)

        def done(template: Template) -> None:
            draft.name = template.name
            if isValid(self):
                self._wanted = self._title(template)
                self.said.hide()

        def refuse(error: DeskError) -> None:
            if not isValid(self):
                self._jobs.failed.emit(error, draft.about)
                return
            self._refuse(error)
            if draft is self._draft and draft.name and not self.editor.name.hasFocus():
                self.editor.name.setText(draft.name)  # what is typed next is kept under it

        title = _title_of(self, kind, name)
        self._services.keeping.say(Said(draft.about, title, self.editor.words, work, done, refuse))

    def _remove(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._kept):
            return
        kept = self._kept[row]

        def work(desk: Desk) -> Done[None]:
            if isinstance(kept, CodeList):
                return desk.captioning.remove_codes(kept.name)
            return desk.captioning.remove(kept.kind, kept.name)

        self._jobs.mutate(self, work, None, self._refuse)

    def _ask(self) -> None:
        folder = str(self._services.settings.value(LAST_FOLDER, str(Path.home())))
        dialog = QFileDialog(self, self.tr("Take in codes"), folder, self.tr("Lists of codes (*.txt *.tsv *.tab)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._take_in(Path(name)))
        open_once(dialog, self)

    def _take_in(self, path: Path) -> None:
        self._services.settings.setValue(LAST_FOLDER, str(path.parent))

        def tell(taken: tuple[CodeList, tuple[str, ...]]) -> None:
            kept, doubts = taken
            self._wanted = self._title(kept)
            self._tell(" ".join((self.tr("{title} taken in.").format(title=self._title(kept)), *doubts[:2])))

        self._jobs.mutate(self, lambda desk: desk.captioning.import_codes(path), tell, self._refuse)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.templates:
            self._read()

    def _refuse(self, error: DeskError) -> None:
        self._tell(error.sentence(), "error")

    def _tell(self, sentence: str, tone: str = "") -> None:
        self.said.setText(sentence)
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)
        self.said.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, where no field takes it, removes what is chosen; Enter in a field does not close the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif event.key() == Qt.Key.Key_Delete and self.remove.isEnabled():
            self._remove()
        else:
            super().keyPressEvent(event)


def _title_of(dialog: CodesDialog, kind: TemplateKind, name: str) -> str:
    words = {
        TemplateKind.TEMPLATE: dialog.tr("{name} · template"),
        TemplateKind.PHOTOGRAPHER: dialog.tr("{name} · photographer"),
    }
    return words[kind].format(name=name)


def _kept(desk: Desk) -> list[Kept]:
    captioning = desk.captioning
    return [*captioning.code_lists(), *(each for kind in TemplateKind for each in captioning.templates(kind))]
