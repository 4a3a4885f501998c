"""What the actions of the window do that belong to no one room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence

from deskeditor import __version__
from deskeditor.core.article import ArticleRow
from deskeditor.core.queries import ArticleFilter
from deskeditor.ui.calm import Calm
from deskeditor.ui.exporting import Exporting
from deskeditor.ui.finder import Entry, Finder
from deskeditor.ui.importing import Importing
from deskeditor.ui.log import log_file
from deskeditor.ui.printing import Printing
from deskeditor.ui.reading import Reading
from deskeditor.ui.theme import Theme
from deskeditor.ui.wording import moment, status_word

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.ui.window import MainWindow

ROOMS = ("room.write", "room.photos", "room.edition")
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
        self.printing = Printing(window)
        self.reading = Reading(window)
        self.calm = Calm(window)
        self._rows: dict[str, ArticleRow] = {}
        self.finder.typed.connect(self._search)
        self._actions.connect_all(
            {
                **{name: partial(window.show_room, name) for name in ROOMS},
                **{f"theme.{theme}": partial(window.choose_theme, theme) for theme in Theme},
                "find.action": self.find_action,
                "find.open": self.find_story,
                "find.desk": self._find_in_desk,
                "move.up": lambda: self._move(-1),
                "move.down": lambda: self._move(1),
                "photo.add": self.importing.ask_for_photos,
                "story.export": self.exporting.export_story,
                "edition.export": self.exporting.export_edition,
                "desk.import": self.importing.ask,
                "story.print": self.printing.print_story,
                "story.pdf": self.printing.save_pdf,
                "desk.settings": self._settings,
                "view.list": lambda: window.write.show_list(self._actions["view.list"].isChecked()),
                "view.inspector": lambda: window.write.show_inspector(self._actions["view.inspector"].isChecked()),
                "app.quit": window.close,
                "help.log": self._show_log,
                "help.about": self._about,
            }
        )

    def find_action(self) -> None:
        """The palette: every action by name, with its shortcut."""
        self._finds_stories = False
        native = QKeySequence.SequenceFormat.NativeText
        entries = [
            Entry(
                action.text().rstrip("…"),
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

    def _move(self, step: int) -> None:
        room = self._window.rooms.currentWidget()
        if room is self._window.write:
            self._window.write.move_block(step)
        elif self._window.edition is not None and room is self._window.edition:
            self._window.edition.move_line(step)

    def _settings(self) -> None:
        from deskeditor.ui.settings_dialog import SettingsDialog

        self._jobs.read_in_turn(
            self,
            lambda desk: desk.publication(),
            lambda publication: SettingsDialog(self._jobs, publication, self._window).open(),
        )

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
