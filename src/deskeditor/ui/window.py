"""The one window: three rooms, a head, a strip for messages, a line of status.

It is painted before the desk is opened; what an empty window need not have is made after that first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.errors import DeskError, ReadOnlyDeskError
from deskeditor.ui import menus
from deskeditor.ui.actions import Actions, Needs
from deskeditor.ui.header import Header
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.parts import hairline
from deskeditor.ui.pictures import Pictures
from deskeditor.ui.services import Services
from deskeditor.ui.strip import MessageStrip
from deskeditor.ui.theme import Look, Theme
from deskeditor.ui.work_bar import WorkBar
from deskeditor.ui.write import glance
from deskeditor.ui.write.room import WriteRoom

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.ui.commands import Commands
    from deskeditor.ui.edition.room import EditionRoom
    from deskeditor.ui.photos.room import PhotosRoom

SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """A window on the desk in that folder."""

    ready = Signal()
    """The desk is open and every part of the window is made."""

    def __init__(self, desk_path: Path, look: Look, settings: QSettings) -> None:
        super().__init__()
        self._path = desk_path
        self._look = look
        self.settings = settings
        self.setWindowTitle(f"{desk_path.name} – DeskEditor")
        self.resize(*SIZE)
        self.jobs = Jobs(self)
        actions = Actions(self)
        self.strip = MessageStrip()
        self.work = WorkBar()
        self.services = Services(self.jobs, actions, self.strip, Pictures(self.jobs, self))
        menus.fill(self.menuBar(), actions)
        self.header = Header(actions)
        self.write = WriteRoom(self.services, self.settle, glance.recall(settings, str(desk_path)))
        self.photos: PhotosRoom | None = None
        self.edition: EditionRoom | None = None
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.write)
        self.commands: Commands | None = None
        self._lay_out()
        for name in ("room.write", "view.list", "view.inspector", f"theme.{look.theme}"):
            actions[name].setChecked(True)
        self.jobs.failed.connect(self.strip.error)
        self.jobs.opened.connect(self._on_opened)
        self._painted = False
        geometry = settings.value("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(hairline())
        column.addWidget(self.work)
        column.addWidget(self.strip)
        column.addWidget(self.rooms, 1)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint done, the rest is made."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._complete)

    def _complete(self) -> None:
        self.jobs.open(self, self._opener(), self._on_unopened)
        self.write.list.complete(self.jobs)
        column = self.write.complete()
        self.statusBar().addWidget(column.status, 1)
        from deskeditor.ui.commands import Commands

        self.commands = Commands(self)
        self._dress()
        self._look.changed.connect(self._dress)
        self.settle()

    def _opener(self) -> Callable[[], Desk]:
        path = self._path

        def opener() -> Desk:
            from deskeditor.desk import Desk  # on the jobs thread: this loads the database

            try:
                return Desk.open(path)
            except ReadOnlyDeskError as error:
                self._held = error
                return Desk.open(path, read_only=True)

        return opener

    _held: ReadOnlyDeskError | None = None

    def _on_opened(self, _desk: Desk) -> None:
        if self._held is not None:
            self.strip.warn(self._held.sentence())
        self.settle()
        if self.focusWidget() is None or not self.write.isAncestorOf(self.focusWidget()):
            self._focus_room()
        self.ready.emit()

    def _on_unopened(self, error: DeskError) -> None:
        self.strip.error(error, (self.tr("Try again"), self._reopen))

    def _reopen(self) -> None:
        self.jobs.open(self, self._opener(), self._on_unopened)

    def _dress(self) -> None:
        self.services.actions.dress(self.palette())

    def settle(self) -> None:
        """Enable what can be done now."""
        present = Needs.NOTHING if self.jobs.read_only else Needs.DESK
        room = self.rooms.currentWidget()
        if room is self.write:
            present |= self.write.present
        if Needs.STORY in present and Needs.DESK in present:
            present |= Needs.TEXT
        if self.edition is not None and room is self.edition and Needs.DESK in present:
            present |= self.edition.present
        self.services.actions.allow(present)

    def show_room(self, name: str) -> None:
        """Go to a room; it is made when it is first gone to."""
        rooms: dict[str, Callable[[], QWidget]] = {
            "room.write": lambda: self.write,
            "room.photos": self._photos_room,
            "room.edition": self._edition_room,
        }
        if self.write.column is not None:
            self.write.column.story.collect()
        self.rooms.setCurrentWidget(rooms[name]())
        self.services.actions[name].setChecked(True)
        self.header.show_room(name)
        self.settle()
        self._focus_room()

    def _focus_room(self) -> None:
        room = self.rooms.currentWidget()
        if room is self.write and self.write.column is not None:
            self.write.take_focus()
        elif self.photos is not None and room is self.photos:
            self.photos.sheet.setFocus()
        elif self.edition is not None and room is self.edition:
            self.edition.list.view.setFocus()

    def _photos_room(self) -> PhotosRoom:
        if self.photos is None:
            from deskeditor.ui.photos.room import PhotosRoom

            self.photos = PhotosRoom(self.services)
            self.photos.dropped.connect(self._take_into_archive)
            self.rooms.addWidget(self.photos)
        return self.photos

    def _edition_room(self) -> EditionRoom:
        if self.edition is None:
            from deskeditor.ui.edition.room import EditionRoom

            self.edition = EditionRoom(self.services, self.settle)
            self.edition.story_wanted.connect(self.open_story)
            self.rooms.addWidget(self.edition)
        return self.edition

    def _take_into_archive(self, paths: list[Path]) -> None:
        if self.commands is not None:
            self.commands.importing.bring_in(paths)

    def open_story(self, article_id: str) -> None:
        """Show a story in the Write room."""
        self.show_room("room.write")
        self.write.open(article_id)

    def choose_theme(self, theme: Theme) -> None:
        """Show the theme, now and the next time."""
        self._look.choose(theme)
        self.settings.setValue("theme", str(theme))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is lost: what cannot be saved keeps the window open, and says so."""
        column = self.write.column
        if column is not None:
            self._commit_focus()
            column.story.collect()
            column.autosave.flush()
            self.jobs.drain()
            if not column.autosave.all_saved and not self._leaving:
                event.ignore()
                self.strip.warn(
                    self.tr("The story could not be saved; its text is still here. Copy it before you leave."),
                    (self.tr("Try again"), self.close),
                    (self.tr("Close without saving"), self._leave),
                )
                return
            glance.keep(self.settings, str(self._path), self.write.list.view.top_rows)
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.jobs.close()
        super().closeEvent(event)

    _leaving = False

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def _commit_focus(self) -> None:
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
