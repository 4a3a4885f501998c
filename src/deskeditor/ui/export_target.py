"""Where an export goes to: a place that is free, proposed so that Enter alone takes it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from deskeditor.core.names import safe_filename

ZIP = ".zip"
COUNTED = re.compile(r"-\d+")
BUNDLE_MARK = "bagit.txt"
"""What every bundle has at its top (RFC 8493)."""


class TargetDialog(QFileDialog):
    """Chooses a name that nothing has yet. What is there already is ``taken``: a folder may have been gone into."""

    chosen = Signal(object, bool)
    """The ``Path`` of the export, and whether it is a zip file."""
    taken = Signal(object)
    """The ``Path`` that was asked for and is there."""

    def __init__(self, folder: Path, name: str, parent: QWidget, *, zipped: bool) -> None:
        super().__init__(parent, self.tr("Check and export to"), str(folder))
        self._zip_filter = self.tr("Zip file (*.zip)")
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.setNameFilters([self.tr("Folder (*)"), self._zip_filter])
        if zipped:
            self.selectNameFilter(self._zip_filter)
        self.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Export"))
        self.selectFile(free_name(folder, name))
        self.fileSelected.connect(self._on_selected)
        self.finished.connect(self.deleteLater)
        self.finished.connect(parent.activateWindow)

    def accept(self) -> None:
        """Nothing that is there is written over, and no folder that is there is the end of the way."""
        files = self.selectedFiles()
        target = self._target(Path(files[0])) if files else None
        if target is not None and os.path.lexists(target):
            self.taken.emit(target)
            self.reject()
        else:
            super().accept()

    def _on_selected(self, name: str) -> None:
        target = self._target(Path(name))
        self.chosen.emit(target, target.suffix.lower() == ZIP)

    def _target(self, asked: Path) -> Path:
        zipped = self.selectedNameFilter() == self._zip_filter and asked.suffix.lower() != ZIP
        return asked.with_name(asked.name + ZIP) if zipped else asked


def free_name(folder: Path, name: str) -> str:
    """The name, or with ``-2``, ``-3``, … where the folder has it as a folder or a zip file already."""
    whole = safe_filename(name, "export")
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    number, free = 1, whole
    while free in there or free + ZIP in there:
        number += 1
        free = f"{whole}-{number}"
    return free


def another_name(taken: Path, name: str) -> tuple[Path, str]:
    """The folder and the name to propose in the place of what is ``taken``; ``name`` is that of what is exported.

    A folder leads into itself, but nothing is put into a bundle.
    """
    if taken.is_dir() and not (taken / BUNDLE_MARK).exists():
        return taken, name
    asked = taken.stem if taken.suffix.lower() == ZIP else taken.name
    # What was counted on already is counted on: story-2 is followed by story-3, not by story-2-2.
    return taken.parent, name if asked.startswith(name) and COUNTED.fullmatch(asked[len(name) :]) else asked
