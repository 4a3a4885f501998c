"""A folder of this computer that is watched: pictures that come into it are taken in by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from deskeditor.core.errors import DeskError
from deskeditor.ui.taking_in import TakingIn, ask_for_folder
from deskeditor.ui.write import whereabouts

if TYPE_CHECKING:
    from deskeditor.ui.window import MainWindow

SOON, LATER = 1_500, 5_000
"""Milliseconds to the next look: where something is still growing, and where nothing was new. A folder on a disk of the
network tells nobody of what comes into it, nor does one that lies below the folder watched.
"""
WATCHED = "watched"
ABOUT = "photos.watched"

Stamp = tuple[int, int]


class WatchedFolder(QObject):
    """Remembered for this desk on this computer. A file is copied once two looks have found it the same: it no longer
    grows. What could not be read is told once, and tried again only when it has changed.
    """

    changed = Signal()
    """``folder`` or ``is_away`` is another now."""

    def __init__(self, window: MainWindow, taking_in: TakingIn) -> None:
        super().__init__(window)
        self._window = window
        self._taking_in = taking_in
        self._action: QAction = window.services.actions["photo.watch"]
        self._key = f"{whereabouts.group(window.path)}/{WATCHED}"
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self.look())
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.look)
        self._is_looking = False
        self._seen: dict[Path, Stamp] = {}
        self._handed: dict[Path, Stamp] = {}
        self.folder: Path | None = None
        self.is_away = False
        window.services.actions.connect_all({"photo.watch": self.toggle})
        remembered = str(window.settings.value(self._key, ""))
        if remembered:
            self.begin(Path(remembered))

    def toggle(self) -> None:
        """Choose a folder to watch, or watch it no longer."""
        if self.folder is not None:
            self.stop()
        else:
            self._action.setChecked(False)
            ask_for_folder(self._window, self.tr("Watch a folder for photos"), self.begin)

    def begin(self, folder: Path) -> None:
        """Watch this folder from now on, the next time too; what is in it already is taken in."""
        self.folder, self.is_away = folder, False
        self._seen, self._handed = {}, {}
        self._window.settings.setValue(self._key, str(folder))
        self._action.setChecked(True)
        self.changed.emit()
        self.look()

    def stop(self) -> None:
        """Watch no longer; what was taken in stays."""
        self.folder = None
        self._clock.stop()
        self._watcher.removePaths(self._watcher.directories())
        self._window.settings.remove(self._key)
        self._window.strip.settle(ABOUT)
        self._action.setChecked(False)
        self.changed.emit()

    def look(self) -> None:
        """Look into the folder, beside all other work."""
        folder = self.folder
        if folder is None or self._is_looking or not self._window.isVisible():  # closed: nothing works any more
            return
        self._is_looking = True

        def look() -> dict[Path, Stamp]:
            from deskeditor.desk import standing_pictures

            return standing_pictures(folder)

        self._window.jobs.compute(
            self, look, lambda found: self._on_found(folder, found), lambda error: self._on_away(folder, error)
        )

    def _on_found(self, folder: Path, found: dict[Path, Stamp]) -> None:
        self._is_looking = False
        if folder != self.folder:
            self.look()
            return
        if str(folder) not in self._watcher.directories():
            self._watcher.addPath(str(folder))
        self._be_away(None)
        waiting = {path: stamp for path, stamp in found.items() if self._handed.get(path) != stamp}
        whole = [path for path, stamp in waiting.items() if stamp[0] and self._seen.get(path) == stamp]
        self._seen = found
        if whole and not self._window.jobs.read_only:
            self._handed |= {path: found[path] for path in whole}
            self._taking_in.take(whole, quietly=True)
        self._clock.start(SOON if len(waiting) > len(whole) else LATER)

    def _on_away(self, folder: Path, error: DeskError) -> None:
        self._is_looking = False
        if folder == self.folder:
            self._be_away(error)
            self._clock.start(LATER)
        else:
            self.look()

    def _be_away(self, error: DeskError | None) -> None:
        if self.is_away == (error is not None):
            return
        self.is_away = error is not None
        if error is not None:
            said = self.tr("{error}. It is watched again as soon as it is back.")
            stop = (self.tr("Watch it no longer"), self.stop)
            self._window.strip.warn(said.format(error=error.sentence().rstrip(".")), stop, about=ABOUT)
        else:
            self._window.strip.settle(ABOUT)
        self.changed.emit()


class WatchSign(QPushButton):
    """Says in the head of a room which folder is watched, and ends it."""

    def __init__(self, watched: WatchedFolder, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watched = watched
        self.setAutoDefault(True)
        self.setIcon(action.icon())
        self.clicked.connect(action.trigger)
        action.changed.connect(lambda: self.setIcon(action.icon()))
        watched.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        folder = self._watched.folder
        self.setVisible(folder is not None)
        if folder is None:
            return
        said = self.tr("“{folder}” is away") if self._watched.is_away else self.tr("Watching “{folder}”")
        self.setText(said.format(folder=folder.name or str(folder)))
        tip = self.tr("Pictures that come into {folder} are taken in. Press to watch it no longer.")
        self.setToolTip(tip.format(folder=folder))
