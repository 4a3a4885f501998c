"""The copies of the desk: when the last one was made, one more now, and a desk made of an old one beside this one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.backup import Backup
from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.parts import open_once, push_button
from deskeditor.ui.tables import read_by_rows
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import exact, number, photos, size, stories
from deskeditor.ui.work_bar import Watched, WorkBar

if TYPE_CHECKING:
    from deskeditor.desk import Desk

OLD = timedelta(days=2)
"""A desk on which anything was changed since then should have a newer copy."""

State = tuple[list[Backup], list[Backup], bool]
"""The good copies, the damaged ones, and whether a good one is missing of what was changed since."""


class BackupsDialog(QDialog):
    """What is under way goes on while the list is looked at, and is stopped where the dialog is closed."""

    opened = Signal(Path)
    """The folder of a restored desk that the user wants to see."""

    def __init__(self, jobs: Jobs, failure: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs = jobs
        self._failure = failure
        self._restored: Path | None = None
        self._kept: list[Backup] = []
        self.setWindowTitle(self.tr("Backups"))
        self.setMinimumSize(160 * SPACE, 110 * SPACE)
        self.last = _paragraph()
        self.said = _paragraph()
        self.said.hide()
        self.table = self._make_table()
        self.work = WorkBar()
        self.make = push_button(self.tr("Back up now"))
        self.make.setProperty("primary", True)
        self.restore = push_button(self.tr("Restore as a new desk…"))
        self.open_it = push_button(self.tr("Open it"))
        self._folder = push_button(self.tr("Show in folder"))
        self.make.clicked.connect(self._back_up)
        self.restore.clicked.connect(self._ask_where)
        self.open_it.clicked.connect(self._open)
        self._folder.clicked.connect(self._show_folder)
        self.open_it.hide()
        self._lay_out()
        self._read()

    def _make_table(self) -> QTableWidget:
        titles = (self.tr("Made"), self.tr("Stories"), self.tr("Photos"), self.tr("Size"), self.tr("State"))
        table = QTableWidget()
        read_by_rows(table, self.tr("Copies of the desk"), titles, wide=0)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.itemSelectionChanged.connect(self._settle)
        return table

    def _lay_out(self) -> None:
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.make)
        row.addWidget(self.restore)
        row.addWidget(self._folder)
        row.addStretch(1)
        row.addWidget(close)
        told = QHBoxLayout()
        told.setSpacing(2 * SPACE)
        told.addWidget(self.said, 1)
        told.addWidget(self.open_it, 0, Qt.AlignmentFlag.AlignTop)
        hint = _paragraph()
        hint.setProperty("rest", True)
        hint.setText(
            self.tr("Copies are made by themselves, once a day and when the desk is left; old ones are thinned.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(self.last)
        column.addWidget(self.table, 1)
        column.addLayout(told)
        column.addWidget(self.work)
        column.addWidget(hint)
        column.addLayout(row)

    def _read(self) -> None:
        self._jobs.read(self, _state, self._show, self._refuse)

    def _show(self, state: State) -> None:
        self._kept, damaged, due = state
        rows = [
            (exact(kept.made), number(kept.stories), number(kept.photos), size(kept.size), self.tr("Verified"))
            for kept in self._kept
        ]
        rows += [(exact(broken.made), "", "", size(broken.size), self.tr("Damaged")) for broken in damaged]
        self.table.setRowCount(len(rows))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for line, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if 0 < column < len(texts) - 1:
                    item.setTextAlignment(right)
                self.table.setItem(line, column, item)
        if rows:
            self.table.selectRow(0)
        self._tell_last(due=due)
        self._settle()

    def _tell_last(self, *, due: bool) -> None:
        if self._failure:
            said = self.tr("The last attempt failed: {what}").format(what=self._failure)
        elif not self._kept:
            said = self.tr("There is no copy of this desk yet.")
        else:
            made = exact(self._kept[0].made)
            said = self.tr("The last good copy was made {when}; every page of it was read.").format(when=made)
            if due:
                said += " " + self.tr("The desk was changed since, and a copy is due.")
        wrong = bool(self._failure) or due
        self.last.setText(said)
        _tone(self.last, "error" if self._failure else "warning" if wrong else "")

    @property
    def _chosen(self) -> Backup | None:
        row = self.table.currentRow()
        return self._kept[row] if 0 <= row < len(self._kept) else None

    def _settle(self) -> None:
        self.make.setEnabled(not self._jobs.read_only and not self.work.is_busy)
        self.restore.setEnabled(self._chosen is not None and not self.work.is_busy)
        self._folder.setEnabled(bool(self._kept))

    def _back_up(self) -> None:
        progress = self._begin(self.tr("Copying the desk"))

        def done(backup: Backup) -> None:
            self._failure = ""
            self._tell(_with_missing(self.tr("A copy was made and verified."), backup))
            self._end(progress)

        self._jobs.mutate_aside(
            self, lambda desk: desk.backups.make(progress, gently=True), done, self._refused(progress)
        )

    def _ask_where(self) -> None:
        backup = self._chosen
        if backup is not None:
            self._jobs.read(self, lambda desk: desk.backups.place(), lambda place: self._propose(backup, place))

    def _propose(self, backup: Backup, place: Path) -> None:
        dialog = QFileDialog(self, self.tr("Restore as a new desk"), str(place.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever written over
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Restore"))
        dialog.selectFile(place.name)
        dialog.fileSelected.connect(lambda chosen: self.restore_to(backup, Path(chosen)))
        open_once(dialog, self)

    def restore_to(self, backup: Backup, place: Path) -> None:
        """Make a desk of the copy there; beside, where something is there already."""
        progress = self._begin(self.tr("Restoring the desk"))

        def done(made: Backup) -> None:
            held = f"{stories(made.stories)}, {photos(made.photos)}"
            said = self.tr("A desk with {what} is in {path}.").format(what=held, path=made.path)
            self._restored = made.path
            self._tell(_with_missing(said, made))
            self.open_it.show()
            self.open_it.setFocus()
            self._end(progress)

        self._jobs.mutate_aside(self, lambda _desk: _restore(backup, place, progress), done, self._refused(progress))

    def _begin(self, title: str) -> Watched:
        self.said.hide()
        self.open_it.hide()
        progress = self.work.watch(title)
        self._settle()
        return progress

    def _refused(self, progress: Watched) -> Callable[[DeskError], None]:
        def refuse(error: DeskError) -> None:
            self._refuse(error)
            self._end(progress)

        return refuse

    def _end(self, progress: Watched) -> None:
        progress.finish()
        self._read()

    def _tell(self, sentence: str) -> None:
        self.said.setText(sentence)
        _tone(self.said, "")
        self.said.show()

    def _refuse(self, error: DeskError) -> None:
        self.said.setText(error.sentence())
        _tone(self.said, "" if isinstance(error, CancelledError) else "error")
        self.said.show()

    def _open(self) -> None:
        if self._restored is not None:
            self.opened.emit(self._restored)
            self.accept()

    def _show_folder(self) -> None:
        if self._kept:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._kept[0].path.parent)))

    def done(self, result: int) -> None:
        """Closing stops what is under way; nothing of it is left behind."""
        self.work.cancel_all()
        super().done(result)


def _state(desk: Desk) -> State:
    return *desk.backups.look(), desk.backups.is_due(OLD)


def _restore(backup: Backup, place: Path, progress: Watched) -> Done[Backup]:
    from deskeditor.desk import restore

    return Done(restore(backup.path, place, progress), Changes())


def _with_missing(said: str, backup: Backup) -> str:
    if not backup.missing:
        return said
    lost = QLocale().createSeparatedList(list(backup.missing[:3]))
    more = QCoreApplication.translate("BackupsDialog", "{said} Missing are the files of {names}.")
    return more.format(said=said, names=lost if len(backup.missing) <= 3 else f"{lost} …")


def _paragraph() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _tone(label: QLabel, tone: str) -> None:
    label.setProperty("tone", tone)
    label.style().polish(label)
