"""What the actions of the window do that belong to no one room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence

from deskeditor import __version__
from deskeditor.core.article import ArticleRow
from deskeditor.core.queries import ArticleFilter
from deskeditor.ui.binning import Binning
from deskeditor.ui.calm import Calm
from deskeditor.ui.contact_printing import ContactPrinting
from deskeditor.ui.examining import Examining
from deskeditor.ui.exporting import Exporting
from deskeditor.ui.finder import Entry, Finder
from deskeditor.ui.importing import Importing
from deskeditor.ui.keys_dialog import KeysDialog
from deskeditor.ui.log import log_file
from deskeditor.ui.menus import full_name
from deskeditor.ui.photos.captioning import Captioning
from deskeditor.ui.photos.looking import Looking
from deskeditor.ui.photos.marking import Marking
from deskeditor.ui.printing import Printing
from deskeditor.ui.reading import Reading
from deskeditor.ui.regions import go_on
from deskeditor.ui.taking_in import TakingIn
from deskeditor.ui.theme import Theme
from deskeditor.ui.verifying import Verifying
from deskeditor.ui.watched_folder import WatchedFolder
from deskeditor.ui.wording import moment, status_word

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from deskeditor.desk import Desk
    from deskeditor.ui.window import MainWindow


class Room(Protocol):
    """What every room can do."""

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """The parts of the room, from left to right or from top to bottom."""

    def take_focus(self) -> None:
        """Give the focus to what the room is for."""

    def undo(self) -> None:
        """Take back the last change."""

    def redo(self) -> None:
        """Make it again."""

    def move_chosen(self, step: int) -> None:
        """Move what is chosen up (-1) or down (1), where it has an order."""


PARTS = ("lead", "teasers", "related", "most_read")
ROOMS = ("room.write", "room.photos", "room.edition")
SWITCHES = {"text.typography": True, "view.spaces": False}
"""What is on or off in every story, and how it is until somebody says otherwise."""
QUICK = 2_000
"""Stories, the latest changed, that the quick opener knows without asking the desk's search."""


class Commands(QObject):
    """Made after the first paint, with everything that it needs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.services.actions
        self._jobs = window.jobs
        self.finder = Finder(window)
        self.exporting = Exporting(window)
        self.importing = Importing(window)
        self.taking_in = TakingIn(window)
        self.watched = WatchedFolder(window, self.taking_in)
        self.examining = Examining(window)
        self.printing = Printing(window)
        self.contact_printing = ContactPrinting(window)
        self.reading = Reading(window)
        self.calm = Calm(window)
        self.verifying = Verifying(window)
        self.binning = Binning(window, self.finder)
        self.marking = Marking(window)
        self.looking = Looking(window)
        self.captioning = Captioning(window, self.finder)
        self._rows: dict[str, ArticleRow] = {}
        self.finder.typed.connect(self._search)
        self._actions.connect_all(
            {
                **{name: partial(window.show_room, name) for name in ROOMS},
                **{f"theme.{theme}": partial(window.choose_theme, theme) for theme in Theme},
                "find.action": self.find_action,
                "find.open": self.find_story,
                "change.list": self.find_change,
                "find.desk": self._find_in_desk,
                "edit.undo": lambda: self._room.undo(),
                "edit.redo": lambda: self._room.redo(),
                **{f"front.{part}": partial(self._put_on_page, part) for part in PARTS},
                "edition.new": self._new_edition,
                "move.up": lambda: self._room.move_chosen(-1),
                "move.down": lambda: self._room.move_chosen(1),
                "photo.add": self.importing.ask_for_photos,
                "photo.place": self._place_photo,
                "focus.next": lambda: go_on((window.strip, *self._room.regions), 1),
                "focus.previous": lambda: go_on((window.strip, *self._room.regions), -1),
                "story.export": self.exporting.export_story,
                "story.correct": self.exporting.correct_story,
                "edition.export": self.exporting.export_edition,
                "desk.import": self.importing.ask,
                "story.print": self.printing.print_story,
                "story.pdf": self.printing.save_pdf,
                "bundle.verify": self.verifying.ask,
                "desk.settings": self._settings,
                "desk.backups": self._backups,
                "desk.check": self.examining.examine,
                "desk.begin": window.own_desk_wanted.emit,
                "view.list": lambda: window.write.show_list(self._actions["view.list"].isChecked()),
                "view.inspector": lambda: window.show_inspector(self._actions["view.inspector"].isChecked()),
                "photo.details": window.show_photo_details,
                "view.spaces": lambda: self._switch("view.spaces"),
                "text.typography": lambda: self._switch("text.typography"),
                "app.quit": window.close,
                "help.keys": lambda: KeysDialog(self._actions, window).open(),
                "help.log": self._show_log,
                "help.about": self._about,
            }
        )

        for name, on in SWITCHES.items():
            self._actions[name].setChecked(window.settings.value(name, on) in (True, "true"))
            self._switch(name)

    def find_action(self) -> None:
        """The palette: every action by name, with its shortcut."""
        self._finds_stories = False
        native = QKeySequence.SequenceFormat.NativeText
        entries = [
            Entry(
                full_name(action),
                action.shortcut().toString(native),
                action.trigger,
                enabled=action.isEnabled(),
            )
            for action in self._actions
        ]
        self.finder.open(self.tr("Find an action"), entries)

    def find_story(self) -> None:
        """The quick opener: every story by letters of its headline."""
        self._finds_stories = True
        self.finder.open(self.tr("Open a story by letters of its headline"), self._story_entries())
        self._jobs.read(self, _latest, self._offer_stories)

    def find_change(self) -> None:
        """A change that is pending in the story, by its words."""
        self._finds_stories = False
        if self._window.write.column is not None:
            self._window.write.column.tracking.offer(self.finder)

    _finds_stories = False

    def _search(self, text: str) -> None:
        if self._finds_stories and len(text) >= 2:
            self._jobs.read(self, lambda desk: _found(desk, text), self._offer_stories)

    def _offer_stories(self, rows: list[ArticleRow]) -> None:
        self._rows.update({row.id: row for row in rows})
        if self.finder.isVisible() and self._finds_stories:
            self.finder.offer(self._story_entries())

    def _story_entries(self) -> list[Entry]:
        rows = sorted(self._rows.values(), key=lambda row: row.modified, reverse=True)
        return [
            Entry(
                row.headline or self.tr("Untitled"),
                f"{status_word(row.status)} · {moment(row.modified)}",
                partial(self._window.open_story, row.id),
            )
            for row in rows
        ]

    def _find_in_desk(self) -> None:
        self._window.show_room("room.write")
        self._window.write.show_list(True)
        self._actions["view.list"].setChecked(True)
        self._window.write.list.go_to_search()

    @property
    def _room(self) -> Room:
        return cast("Room", self._window.rooms.currentWidget())

    def _put_on_page(self, part: str) -> None:
        if self._window.edition is not None:
            self._window.edition.add(part)

    def _place_photo(self) -> None:
        photo_id = self._window.photos.current_id if self._window.photos else ""
        column = self._window.write.column
        if photo_id and column is not None and column.story.id:
            self._window.show_room("room.write")
            column.story.photos.place(photo_id)

    def _new_edition(self) -> None:
        self._window.show_room("room.edition")
        if self._window.edition is not None:
            self._window.edition.page.ask_new()

    def _backups(self) -> None:
        from deskeditor.ui.backups_dialog import BackupsDialog

        backing_up = self._window.backing_up
        dialog = BackupsDialog(self._jobs, backing_up.failure if backing_up else "", self._window)
        dialog.opened.connect(self._window.desk_wanted)
        if backing_up is not None:
            dialog.finished.connect(lambda _result: backing_up.tell())
        dialog.open()

    def _settings(self) -> None:
        from deskeditor.ui.settings_dialog import SettingsDialog

        self._jobs.read_in_turn(
            self,
            lambda desk: desk.publication(),
            lambda publication: SettingsDialog(self._window.services.keeping, publication, self._window).open(),
        )

    def _switch(self, name: str) -> None:
        """Do as the action says, now and the next time."""
        on = self._actions[name].isChecked()
        self._window.settings.setValue(name, on)
        column = self._window.write.column
        assert column is not None
        if name == "text.typography":
            column.editor.typographer.on = on
        else:
            column.editor.show_spaces(on)

    def _show_log(self) -> None:
        file = log_file()
        shown = file if file.exists() else file.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))

    def _about(self) -> None:
        self._window.strip.tell(
            self.tr("DeskEditor {version}, an offline newsroom. MIT licence.").format(version=__version__)
        )


def _latest(desk: Desk) -> list[ArticleRow]:
    return desk.articles.rows(desk.articles.ids()[:QUICK])


def _found(desk: Desk, text: str) -> list[ArticleRow]:
    return desk.articles.rows(desk.articles.ids(ArticleFilter(text=text))[:QUICK])
