"""A bundle is looked over: whether every byte is what was sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.desk import verify_bundle
from deskeditor.ui.export_target import BUNDLE_MARK
from deskeditor.ui.exporting import LAST_FOLDER
from deskeditor.ui.parts import open_once
from deskeditor.ui.strip import LONG

if TYPE_CHECKING:
    from deskeditor.bags.arrived import Fault
    from deskeditor.ui.window import MainWindow

VERIFY = "verify"
"""What the messages are about."""
NAMED = 3
"""Files that a message names; the command line names all."""


class Verifying(QObject):
    """A zip file is chosen by itself, a folder by the file that every bundle has at its top."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask(self) -> None:
        """Choose a bundle and verify it."""
        folder = str(self._window.settings.value(LAST_FOLDER, str(Path.home())))
        dialog = QFileDialog(self._window, self.tr("Verify a bundle"), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Bundles ({names})").format(names=f"*.zip {BUNDLE_MARK}")])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Verify"))
        dialog.fileSelected.connect(lambda name: self.verify(Path(name)))
        open_once(dialog, self._window)

    def verify(self, chosen: Path) -> None:
        """Look the bundle over and say what was found."""
        bundle = chosen.parent if chosen.name == BUNDLE_MARK else chosen
        progress = self._window.work.watch(self.tr("Verifying"))

        def tell(faults: list[Fault]) -> None:
            progress.finish()
            self._tell(bundle, faults)

        def refuse(error: DeskError) -> None:
            progress.finish()
            if not isinstance(error, CancelledError):
                self._window.strip.error(error, about=VERIFY)

        self._window.jobs.read(self, lambda _desk: verify_bundle(bundle, progress), tell, refuse)

    def _tell(self, bundle: Path, faults: list[Fault]) -> None:
        if not faults:
            said = self.tr("{bundle}: every byte is what was sent.").format(bundle=bundle.name)
            self._window.strip.tell(said, about=VERIFY, lasts=LONG)
            return
        named = "; ".join(f"{fault.file}: {fault.what}" for fault in faults[:NAMED])
        more = self.tr(" and {n} more").format(n=len(faults) - NAMED) if len(faults) > NAMED else ""
        mend = self.tr("export it again, or copy it again from where it came")
        self._window.strip.error(DeskError(named + more, where=str(bundle), mend=mend), about=VERIFY)
