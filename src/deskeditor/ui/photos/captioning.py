"""What can be done to the captions of photos that are chosen: filled down, changed, filled, taken out and in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.template import Template, TemplateKind
from deskeditor.ui.exporting import LAST_FOLDER as EXPORT_FOLDER
from deskeditor.ui.finder import Entry
from deskeditor.ui.importing import LAST_FOLDER as IMPORT_FOLDER
from deskeditor.ui.parts import open_once
from deskeditor.ui.saving import save
from deskeditor.ui.strip import LONG
from deskeditor.ui.wording import photos

if TYPE_CHECKING:
    from deskeditor.core.photo import Photo
    from deskeditor.desk import Desk
    from deskeditor.ui.finder import Finder
    from deskeditor.ui.photos.caption_desk import CaptionDesk
    from deskeditor.ui.photos.room import PhotosRoom
    from deskeditor.ui.window import MainWindow

SHEET = "captions.csv"
ABOUT = "sheet"
"""What the messages are about."""


class Captioning(QObject):
    """Nothing is asked: what would be changed is shown before, and can be undone after."""

    def __init__(self, window: MainWindow, finder: Finder) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = window.jobs
        self._finder = finder
        window.services.actions.connect_all(
            {
                "photo.change": lambda: self._desk.change_chosen(),
                "photo.down": lambda: self._desk.fill_down(),
                "photo.sort": lambda: self._desk.sort(),
                "photo.template": self.choose_template,
                "photo.codes": self.open_codes,
                "photo.sheet_out": self.ask_where,
                "photo.sheet_in": self.ask_for_sheet,
                "find.replace": self._replace,
            }
        )

    @property
    def _room(self) -> PhotosRoom:
        room = self._window.photos
        assert room is not None, "these actions need photos that are chosen"
        return room

    @property
    def _desk(self) -> CaptionDesk:
        return self._room.captions

    def choose_template(self) -> None:
        """Choose a template or a photographer by letters of the name; what it would fill in is shown then."""

        def offer(templates: list[Template]) -> None:
            words = {TemplateKind.TEMPLATE: self.tr("Template"), TemplateKind.PHOTOGRAPHER: self.tr("Photographer")}
            entries = [
                Entry(each.name, words[each.kind], partial(self._desk.fill_from, each.kind, each.name))
                for each in templates
            ]
            entries.append(Entry(self.tr("Codes, templates, photographers…"), "", self.open_codes))
            self._finder.open(self.tr("Fill from a template or a photographer"), entries)

        self._jobs.read_in_turn(
            self, lambda desk: [each for kind in TemplateKind for each in desk.captioning.templates(kind)], offer
        )

    def open_codes(self) -> None:
        """Show the codes, the templates and the photographers."""
        from deskeditor.ui.photos.codes_dialog import CodesDialog

        def show(found: list[Photo]) -> None:
            dialog = CodesDialog(self._window.services, found[0] if found else None, self._window)
            open_once(dialog, self._window)

        room = self._window.photos
        current = [room.current_id] if room is not None else []
        self._jobs.read_in_turn(self, lambda desk: desk.photos.rows(current), show)

    def ask_where(self) -> None:
        """Ask where the caption sheet should go: of the photos that are chosen, of all shown where it is one."""
        chosen = self._room.chosen
        keys = chosen if len(chosen) > 1 else list(self._room.model.ids)
        folder = str(self._window.settings.value(EXPORT_FOLDER, str(Path.home())))
        title = self.tr("Caption sheet of {photos}").format(photos=photos(len(keys)))
        dialog = QFileDialog(self._window, title, folder, self.tr("Tables (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(SHEET)
        dialog.fileSelected.connect(lambda name: self.write_sheet(keys, Path(name)))
        open_once(dialog, self._window)

    def write_sheet(self, keys: list[str], path: Path) -> None:
        """Write the caption sheet, after everything typed so far is on the desk."""
        self._window.settings.setValue(EXPORT_FOLDER, str(path.parent))
        said = self.tr("A caption sheet of {photos} is in {path}.").format(photos=photos(len(keys)), path=path)

        def work(desk: Desk) -> None:
            save(path, desk.captioning.sheet(keys).encode())

        def start() -> None:
            self._jobs.read_in_turn(
                self,
                work,
                lambda _none: self._window.strip.tell(said, about=ABOUT, lasts=LONG),
                lambda error: self._window.strip.error(error, about=ABOUT),
            )

        self._window.services.keeping.once_saved(start)

    def ask_for_sheet(self) -> None:
        """Choose a caption sheet; what it would change is shown then."""
        folder = str(self._window.settings.value(IMPORT_FOLDER, str(Path.home())))
        dialog = QFileDialog(
            self._window, self.tr("Take in a caption sheet"), folder, self.tr("Tables (*.csv *.tsv *.txt)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def take(name: str) -> None:
            self._window.settings.setValue(IMPORT_FOLDER, str(Path(name).parent))
            self._window.show_room("room.photos")
            self._desk.take_sheet(Path(name))

        dialog.fileSelected.connect(take)
        open_once(dialog, self._window)

    def _replace(self) -> None:
        column = self._window.write.column
        if self._window.photos is not None and self._window.rooms.currentWidget() is self._window.photos:
            self._desk.find_and_replace()
        elif column is not None:
            column.find_and_replace()
