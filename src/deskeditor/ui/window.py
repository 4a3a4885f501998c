"""The one window: three rooms, a head, a strip for messages, a line of status.

It is painted before the desk is opened; what an empty window need not have is made after that first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.resources import resources
from deskeditor.ui import menus
from deskeditor.ui.actions import Actions, Needs
from deskeditor.ui.header import Header
from deskeditor.ui.parts import hairline
from deskeditor.ui.theme import Look, Theme
from deskeditor.ui.write import glance, whereabouts
from deskeditor.ui.write.room import WriteRoom

if TYPE_CHECKING:
    from deskeditor.core.errors import DeskError
    from deskeditor.desk import Desk
    from deskeditor.ui.backing_up import BackingUp
    from deskeditor.ui.commands import Commands
    from deskeditor.ui.edition.room import EditionRoom
    from deskeditor.ui.jobs import Jobs
    from deskeditor.ui.photos.room import PhotosRoom
    from deskeditor.ui.services import Services
    from deskeditor.ui.strip import MessageStrip
    from deskeditor.ui.work_bar import WorkBar

SIZE = (1440, 900)
"""Pixels, on a screen that is large enough."""
ESCAPE = 0x01000000
"""Of the enum ``Qt.Key``, as a number: that namespace costs a seventh of an empty window's start."""
DESK = "desk"
"""What the messages about opening it are about."""


class MainWindow(QMainWindow):
    """A window on the desk in that folder; where ``make_sample`` is given, on a sample, which it makes if it must.

    ``__init__`` makes what the first paint shows, ``_furnish`` what opens the desk and lists it, ``_complete`` the page
    to write on and the rest.
    """

    ready = Signal()
    """The desk is open and every part of the window is made."""
    desk_wanted = Signal(Path)
    """The user wants to go on to the desk in that folder."""
    own_desk_wanted = Signal()
    """The user has seen enough of the sample desk."""

    jobs: Jobs
    strip: MessageStrip
    work: WorkBar
    services: Services
    commands: Commands | None = None
    photos: PhotosRoom | None = None
    edition: EditionRoom | None = None
    backing_up: BackingUp | None = None

    def __init__(
        self, desk_path: Path, look: Look, settings: QSettings, make_sample: Callable[[Path], None] | None = None
    ) -> None:
        super().__init__()
        self._make_sample = make_sample
        self.path = desk_path.expanduser().absolute()
        self._look = look
        self.settings = settings
        self.setWindowTitle(f"{self.path.name} – DeskEditor")
        room = self.screen().availableSize()
        self.resize(min(SIZE[0], room.width() * 15 // 16), min(SIZE[1], room.height() * 15 // 16))
        self._actions = Actions(self)
        self._menus = menus.name_menus(self.menuBar())
        self.header = Header(self._actions)
        self.write = WriteRoom(self._actions, self.settle, glance.recall(self.path))
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.write)
        self._lay_out()
        for name in ("room.write", "view.list", "view.inspector", f"theme.{look.theme}"):
            self._actions[name].setChecked(True)
        self._painted = self._furnished = self._leaving = False
        self._held: DeskError | None = None
        geometry, columns = settings.value("window/geometry"), settings.value("window/columns")
        if geometry is not None:
            self.restoreGeometry(geometry)
        if columns is not None:
            self.write.splitter.restoreState(columns)

    def _lay_out(self) -> None:
        centre = QWidget()
        self._column = QVBoxLayout(centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(hairline())
        self._column.addWidget(self.rooms, 1)
        self.setCentralWidget(centre)
        self.statusBar().setSizeGripEnabled(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint done, the rest is made."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._furnish)

    def _furnish(self) -> None:
        from deskeditor.ui.garbage import Garbage
        from deskeditor.ui.jobs import Jobs
        from deskeditor.ui.keeping import Keeping
        from deskeditor.ui.pictures import Pictures
        from deskeditor.ui.services import Services
        from deskeditor.ui.strip import MessageStrip
        from deskeditor.ui.work_bar import WorkBar

        self._actions.complete()
        menus.fill(self.menuBar(), self._menus, self._actions)
        self.jobs = Jobs(self)
        self._garbage = Garbage(self)
        makes_sample = self._make_sample is not None and not self.path.exists()
        self._open()
        self.strip, self.work = MessageStrip(), WorkBar()
        if makes_sample:
            self.strip.tell(self.tr("The sample desk is being made…"), about=DESK, lasts=0)
        below_header = 2
        self._column.insertWidget(below_header, self.strip)
        self._column.insertWidget(below_header, self.work)
        pictures = Pictures(self.jobs, self)
        keeping = Keeping(self.jobs, self)
        self.services = Services(self.jobs, keeping, self._actions, self.strip, self.work, pictures, self.settings)
        self.jobs.failed.connect(lambda error, about: self.strip.error(error, about=about))
        self.jobs.settled.connect(self.strip.settle)
        self.strip.left.connect(self._focus_room)
        self.jobs.opened.connect(self._on_opened)
        self._furnished = True
        self.write.list.complete(self.jobs)
        # The page and its grammar load once the list is painted: two loads at once would keep both from the user.
        self.write.list.shown.connect(lambda: QTimer.singleShot(0, self._complete))

    def _complete(self) -> None:
        if self.commands is not None or self._leaving:
            return
        from deskeditor.ui.backing_up import BackingUp
        from deskeditor.ui.commands import Commands
        from deskeditor.ui.rescue import Rescue
        from deskeditor.ui.watch import Watch

        column = self.write.complete(self.services)
        self.statusBar().addWidget(column.status, 1)
        self.commands = Commands(self)
        QGuiApplication.setWindowIcon(QIcon(str(resources() / "icons" / "deskeditor.svg")))
        self._dress()
        self._look.changed.connect(self._dress)
        self.settle()
        self._focus_room()
        self._resume()
        column.story.opened.connect(self._remember)
        self.write.archive_wanted.connect(self.show_in_archive)
        self.write.crop_wanted.connect(self.commands.looking.frame)
        self._rescue = Rescue(self, column.autosave)
        self.watch = Watch(self.jobs, self.strip, self)
        self.backing_up = BackingUp(self.jobs, self.strip, self)
        self.backing_up.known.connect(column.status.show_copy)
        self._garbage.spare()
        self.ready.emit()

    def _remember(self) -> None:
        column = self.write.column
        if column is not None:
            whereabouts.keep(self.settings, self.path, column.place)

    def _resume(self) -> None:
        place, column = whereabouts.recall(self.settings, self.path), self.write.column
        ids = self.write.list.view.stories.ids
        if column is not None and place.story in ids:
            column.resume(place)
        elif column is not None and ids and self._make_sample is not None:
            column.begin(ids[0])

    def _open(self) -> None:
        self.jobs.open(self, self._opener(), self._on_unopened)

    def _opener(self) -> Callable[[], Desk]:
        path, make_sample = self.path, self._make_sample

        def opener() -> Desk:
            from deskeditor.core.errors import ReadOnlyDeskError
            from deskeditor.desk import Desk  # on the jobs thread: this loads the database

            if make_sample is not None:
                make_sample(path)
            try:
                return Desk.open(path)
            except ReadOnlyDeskError as error:
                self._held = error
                return Desk.open(path, read_only=True)

        return opener

    def _on_opened(self, desk: Desk) -> None:
        from deskeditor.ui.strip import LONG

        self.strip.settle(DESK)
        if self._make_sample is not None:
            self.strip.warn(
                self.tr("This is a sample desk, to look around in. Your own is empty, and apart from it."),
                (self.tr("Begin your own desk"), self.own_desk_wanted.emit),
            )
        if self._held is not None:
            self.strip.warn(self._held.sentence())
        elif desk.recovered:
            self.strip.tell(
                self.tr("The program was ended while you were writing. Everything that was typed and saved is here."),
                (self.tr("Show the difference"), lambda: self._show_typed(desk.recovered[-1])),
                (self.tr("Open that story"), lambda: self.open_story(desk.recovered[-1])),
                lasts=LONG,
            )
        self.settle()

    def _on_unopened(self, error: DeskError) -> None:
        self.strip.error(error, (self.tr("Try again"), self._open), about=DESK)

    def _dress(self) -> None:
        self._actions.dress(self.palette())

    def tell_error(self, error: DeskError) -> None:
        """Say in the window what went wrong."""
        if self._furnished:
            self.strip.error(error)

    def settle(self) -> None:
        """Enable what can be done now."""
        present = Needs.NOTHING if self.jobs.read_only or self.commands is None else Needs.DESK
        if self._make_sample is not None:
            present |= Needs.SAMPLE
        room = self.rooms.currentWidget()
        if room is self.write:
            present |= self.write.present
        if Needs.STORY in present and Needs.DESK in present:
            present |= Needs.TEXT | Needs.WORDS | Needs.HISTORY
        else:
            present &= ~(Needs.MARKS | Needs.BLOCKS)
        if self.edition is not None and room is self.edition and Needs.DESK in present:
            present |= self.edition.present
        if self.photos is not None and room is self.photos:
            there = self.photos.present
            if Needs.DESK in present:
                present |= there
                present |= Needs.HISTORY
                if Needs.PICTURE in present:
                    present |= Needs.WORDS | (Needs.PHOTO if self.write.present else Needs.NOTHING)
            present |= there & ~(Needs.PICTURE | Needs.TURN | Needs.FRAMING)
        if self.commands is not None and self.commands.looking.dialog is not None:
            present |= Needs.LARGE | (Needs.TURN | Needs.FRAMING if Needs.DESK in present else Needs.NOTHING)
        self._actions.allow(present)

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
        self._actions[name].setChecked(True)
        self.header.show_room(name)
        if self.write.column is not None:
            self.write.column.status.show_story(name == "room.write")
        self.settle()
        self._focus_room()

    def _focus_room(self) -> None:
        room = self.rooms.currentWidget()
        if room is self.write and self.write.column is not None:
            self.write.take_focus()
        elif self.photos is not None and room is self.photos:
            self.photos.take_focus()
        elif self.edition is not None and room is self.edition:
            self.edition.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing else takes it: out of the calm, else back to what the room is for."""
        if event.key() != ESCAPE or self.commands is None:
            super().keyPressEvent(event)
        elif self._actions["view.calm"].isChecked():
            self._actions["view.calm"].trigger()
        else:
            self._focus_room()

    def _photos_room(self) -> PhotosRoom:
        if self.photos is None:
            from deskeditor.ui.photos.room import PhotosRoom
            from deskeditor.ui.watched_folder import WatchSign

            self.photos = PhotosRoom(self.services, self.settle, self._open_story_id, self.rooms)
            self.photos.dropped.connect(self._take_into_archive)
            if self.commands is not None:
                self.photos.alike.look(self.commands.taking_in.came)
                self.commands.taking_in.taken.connect(self.photos.alike.look)
                self.photos.put_into_head(WatchSign(self.commands.watched, self._actions["photo.watch"]))
            self.photos.story_wanted.connect(self.open_story)
            self.photos.show_inspector(self._actions["view.inspector"].isChecked())
            self.rooms.addWidget(self.photos)
        return self.photos

    def _open_story_id(self) -> str:
        return self.write.column.story.id if self.write.column is not None else ""

    def _edition_room(self) -> EditionRoom:
        if self.edition is None:
            from deskeditor.ui.edition.room import EditionRoom

            self.edition = EditionRoom(self.services, self.settle, self.rooms)
            self.edition.story_wanted.connect(self.open_story)
            self.rooms.addWidget(self.edition)
        return self.edition

    def _take_into_archive(self, paths: list[Path]) -> None:
        if self.commands is not None:
            self.commands.taking_in.take(paths)

    def open_story(self, article_id: str) -> None:
        """Show a story in the Write room."""
        self.show_room("room.write")
        self.write.open(article_id)

    def _show_typed(self, article_id: str) -> None:
        self.show_room("room.write")
        self.write.show_typed_before_crash(article_id)

    def show_inspector(self, on: bool) -> None:
        """Show what stands on the right of a room, or put it away: in every room that has it."""
        self.write.show_inspector(on)
        if self.photos is not None:
            self.photos.show_inspector(on)

    def show_photo_details(self) -> None:
        """Go into the Details of the photo that is chosen."""
        self.show_room("room.photos")
        self._actions["view.inspector"].setChecked(True)
        self.show_inspector(True)
        if self.photos is not None:
            self.photos.show_details()

    def show_in_archive(self, photo_id: str) -> None:
        """Show a photo in the Photos room."""
        self.show_room("room.photos")
        if self.photos is not None:
            self.photos.go_to(photo_id)

    def choose_theme(self, theme: Theme) -> None:
        """Show the theme, now and the next time."""
        self._look.choose(theme)
        self.settings.setValue("theme", str(theme))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is lost: what cannot be saved keeps the window open, and says so; so does what is under way."""
        if self._furnished and self.work.is_busy and not self._leaving:
            event.ignore()
            self.strip.warn(self.tr("Something is still under way."), (self.tr("Stop it and close"), self._stop))
            return
        column = self.write.column
        if column is not None:
            column.spelling.verdicts.close()  # saving does not wait for it
            focused = self.focusWidget()
            if focused is not None:
                focused.clearFocus()  # a field commits when it is left
            column.story.collect()
            column.autosave.flush()
            self.services.keeping.flush()
            self.jobs.drain()
            if not (column.autosave.all_saved and self.services.keeping.all_saved) and not self._leaving:
                event.ignore()
                if focused is not None:
                    focused.setFocus()
                self.strip.warn(
                    self.tr("The text could not be saved, and is still here. Keep it elsewhere before you leave."),
                    (self.tr("Try again"), self.close),
                    (self.tr("Keep the text elsewhere…"), self._rescue.ask),
                    (self.tr("Close without saving"), self._leave),
                )
                column.spelling.verdicts.reopen()
                return
        self._leaving = True
        if self._furnished:
            self._remember()
            if self.backing_up is not None:
                self.backing_up.leave()
            if self.write.list.is_read:
                glance.keep(self.path, self.write.list.view.glance())
            self.jobs.close()
            self._garbage.end()
        if not self._actions["view.calm"].isChecked():
            self.remember()
        super().closeEvent(event)

    def remember(self) -> None:
        """Where the window stands and how wide its columns are, for the next time."""
        self.settings.setValue("window/geometry", self.saveGeometry())
        self.settings.setValue("window/columns", self.write.splitter.saveState())
        if self.photos is not None:
            self.photos.remember()

    def end(self) -> None:
        """Save and close now, whatever is under way: somebody else than the user wants it."""
        if not self.close():
            self._stop()

    def _stop(self) -> None:
        if self._furnished:
            self.work.cancel_all()
            self.jobs.drain()
        QCoreApplication.processEvents()  # what is drawn on this thread hears of it now
        self.close()

    def _leave(self) -> None:
        self._leaving = True
        self.close()
