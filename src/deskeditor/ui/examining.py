"""The desk looked over for damage from the window, beside all other work."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import CancelledError, DeskError
from deskeditor.ui.strip import LONG

if TYPE_CHECKING:
    from deskeditor.core.health import Complaint
    from deskeditor.desk import Desk
    from deskeditor.ui.window import MainWindow
    from deskeditor.ui.work_bar import Watched

ABOUT = "examination"
NAMED = 3


class Examining(QObject):
    """It changes nothing; what it finds is mended with the desk closed, by ``deskeditor doctor --repair``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def examine(self) -> None:
        """Read every page, text and picture."""
        progress = self._window.work.watch(self.tr("Checking the desk"))

        def tell(found: tuple[Path, list[Complaint]]) -> None:
            progress.finish()
            self._tell(found[0], [complaint for complaint in found[1] if complaint.fault])

        def refuse(error: DeskError) -> None:
            progress.finish()
            if isinstance(error, CancelledError):
                self._window.strip.tell(error.sentence(), about=ABOUT)
            else:
                self._window.strip.error(error, about=ABOUT)

        self._window.jobs.mutate_aside(self, lambda desk: _examine(desk, progress), tell, refuse)

    def _tell(self, folder: Path, faults: list[Complaint]) -> None:
        strip = self._window.strip
        if not faults:
            said = self.tr("The desk is sound: every page, text, word and picture is what was kept.")
            strip.tell(said, about=ABOUT, lasts=LONG)
            return
        named = "; ".join(f"{fault.place}: {fault.message}" for fault in faults[:NAMED])
        more = " …" if len(faults) > NAMED else ""
        mend = self.tr("Close the window, then run: {command}").format(
            command=f"deskeditor --desk {quote(str(folder))} doctor --repair"
        )
        strip.warn(f"{named}{more}. {mend}", about=ABOUT)


def _examine(desk: Desk, progress: Watched) -> Done[tuple[Path, list[Complaint]]]:
    from deskeditor.desk import examine

    return Done((desk.path, examine(desk.path, progress)), Changes())
