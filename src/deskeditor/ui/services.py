"""What every view of the window works with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from deskeditor.ui.actions import Actions
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.keeping import Keeping
from deskeditor.ui.pictures import Pictures
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.work_bar import WorkBar


@dataclass(frozen=True, slots=True)
class Services:
    """Given to each view by the window; there is no global."""

    jobs: Jobs
    keeping: Keeping
    actions: Actions
    strip: MessageStrip
    work: WorkBar
    pictures: Pictures
    settings: QSettings
