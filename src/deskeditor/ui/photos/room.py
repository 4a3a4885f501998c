"""The Photos room: see the archive as a sheet, say what is on each picture in the table below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskeditor.ui.actions import Needs
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.handed import paths_of
from deskeditor.ui.parts import Choice, action_button, hairline
from deskeditor.ui.photos.alike_panel import AlikePanel
from deskeditor.ui.photos.caption_desk import CaptionDesk
from deskeditor.ui.photos.details import WIDTH, Details
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.filters import by_mark, by_what_is_missing
from deskeditor.ui.photos.photo_model import PhotoModel
from deskeditor.ui.photos.recognising import Recognising
from deskeditor.ui.photos.sheet import USUAL, WIDTHS, ContactSheet, cell
from deskeditor.ui.photos.upper import Upper
from deskeditor.ui.search_keys import SearchKeys
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.wording import number, photos

FRAMES = "photos/frames"
"""The setting that has how large the frames of the sheet are."""
SEARCH_PAUSE = 120
"""Milliseconds after a key before the desk is asked."""
AT_HAND = 64
"""Photos chosen at most of which the Details are shown without asking the desk."""
PARTS = "photos/columns"
"""The setting that has how wide the parts of the room are."""


class PhotosRoom(QWidget):
    """Sheet and table show the same photos, the same ones as chosen and the same one as current."""

    dropped = Signal(list)
    """Files and folders of pictures for the archive (``Path``)."""
    story_wanted = Signal(str)
    """The id of a story to open."""

    def __init__(
        self,
        services: Services,
        on_needs: Callable[[], None],
        open_story: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """``open_story`` tells the id of the story that is open, empty for none: its people, places and event are codes
        for photos that no story shows.
        """
        super().__init__(parent)
        self._services = services
        self.setAcceptDrops(True)
        self.editing = PhotoEditing(services.jobs, self)
        self.editing.went_to.connect(self._go_to)
        self._wanted = ""
        # Each part is made where it stands and in the order of Tab: to move one with hundreds of children takes
        # milliseconds.
        self._head = QWidget(self)
        self.alike = AlikePanel(services, self.editing, self)
        self._stack = QStackedWidget(self)
        self._splitter = QSplitter(self._stack)
        self._photos = QSplitter(Qt.Orientation.Vertical, self._splitter)
        for splitter in (self._splitter, self._photos):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self.model = PhotoModel(services.jobs, services.keeping, self.editing, self)
        self.model.refresh()  # what takes longest is begun first: it is read while the room is made
        self.search = QLineEdit(self._head)
        self.search.setClearButtonEnabled(True)
        leave_window_keys(self.search)
        SearchKeys(self.search, self._go_to_found)
        self.search.setPlaceholderText(self.tr("Search photos"))
        self.search.setAccessibleName(self.tr("Search photos"))
        self.search.setFixedWidth(72 * SPACE)
        self.filter = Choice(self._head)
        self.filter.setAccessibleName(self.tr("Which photos are shown"))
        for title, only in by_what_is_missing():
            self.filter.addItem(title, only)
        self.marks = Choice(self._head)
        self.marks.setAccessibleName(self.tr("Which marks the photos have"))
        for title, only in by_mark():
            self.marks.addItem(title, only)
        self._count = QLabel(self._head)
        self._count.setProperty("rest", True)
        self.sheet = ContactSheet(self.model, services.pictures, services.jobs, self._photos)
        self.zoom(0)
        self.sheet.deleted.connect(services.actions["photo.discard"].trigger)
        self.captions = CaptionDesk(services, self.model, self.editing, self.sheet, open_story, self._photos)
        self.table, self._chosen = self.captions.table, self.captions.chosen
        self.details = Details(services, self.editing, self._splitter)
        self.details.story_wanted.connect(self.story_wanted)
        self.details.on_wanted.connect(self.go_on)
        for row in self.details.rows.values():
            self.captions.expand_in(row.field)
        self.upper = Upper(services, self.sheet, self.model, self.editing, self._photos)
        self.upper.turned.connect(on_needs)
        self._add = action_button(services.actions["photo.add"], primary=True)
        self._empty = EmptyState(*self._nothing(asked=False), self._add)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.filter.currentIndexChanged.connect(lambda: self._ask())
        self.marks.currentIndexChanged.connect(lambda: self._ask())
        self.model.filled.connect(self._show_count)
        self.model.filled.connect(self._go_to_wanted)
        self.model.filled.connect(on_needs)
        for follow in (on_needs, self._show_count, self._show_details):
            self._chosen.changed.connect(follow)
        for view in (self.sheet, self.table):
            names = ("photo.place", "photo.add", "photo.discard")
            view.addActions([services.actions[name] for name in names])
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        Recognising(services.jobs, self)

    def take_focus(self) -> None:
        """Give the focus to the photos; to the one button where there are none."""
        if self.upper.isVisible():
            self.upper.take_focus()
        else:
            self._add.setFocus()

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """What is looked for, what looks alike, the sheet or the picture, the table, its change, the Details."""
        return (self._head, self.alike, self.upper, self.table, self.captions.batch, self.details, self._empty)

    @property
    def current_id(self) -> str:
        """The photo that is chosen; empty for none."""
        return self._chosen.current_id

    @property
    def chosen(self) -> list[str]:
        """The photos that are chosen, in the order of the sheet, or the current one: what commands act on."""
        return self._chosen.ids

    def go_on(self) -> None:
        """To the next photo, with what it shares filled in; the focus stays where it is."""
        rows = self.details.rows
        self.captions.go_on(next((name for name, row in rows.items() if row.field.hasFocus()), ""))

    def show_inspector(self, on: bool) -> None:
        """Show the Details or put them away."""
        self.details.setVisible(on)

    def show_details(self) -> None:
        """Put the focus into the Details."""
        if self.chosen:
            self.details.take_focus()

    def remember(self) -> None:
        """How wide the parts are, for the next time."""
        self._services.settings.setValue(PARTS, self._splitter.saveState())

    def _show_details(self) -> None:
        ids = self.chosen
        known = [self.model.row_at(self.model.index_of(key)) for key in ids] if len(ids) <= AT_HAND else []
        photos = [photo for photo in known if photo is not None]
        self.details.choose(ids, photos if len(photos) == len(ids) else None)

    @property
    def shown(self) -> str:
        """Which photos are listed, in words; empty for all."""
        said = [choice.currentText() for choice in (self.filter, self.marks) if choice.currentIndex()]
        text = self.search.text().strip()
        return " · ".join([*([f"“{text}”"] if text else []), *said])

    def zoom(self, step: int, *, plain: bool = False) -> None:
        """Show the frames of the sheet a step larger (1) or smaller (-1), or ``plain`` as they are at first."""
        settings = self._services.settings
        now = USUAL if plain else int(settings.value(FRAMES, USUAL, int))  # type: ignore[call-overload]
        now = min(max(now + step, 0), len(WIDTHS) - 1)
        settings.setValue(FRAMES, now)
        self.sheet.set_cell(cell(now))

    def put_into_head(self, widget: QWidget) -> None:
        """Show it in the head of the room, before what adds photos."""
        self._bar.insertWidget(self._bar.count() - 1, widget)

    @property
    def in_sight(self) -> list[str]:
        """The photo that is seen large, or those that are chosen on the sheet: what marks and turns are given to."""
        canvas = self.upper.canvas
        return [canvas.photo.id] if canvas is not None and canvas.photo is not None else self.chosen

    @property
    def present(self) -> Needs:
        """What is there for actions; what only a desk that can be changed allows is left to the window."""
        present = Needs.LISTED if self.model.ids else Needs.NOTHING
        if self.chosen:
            present |= Needs.FRAME | Needs.PICTURE | Needs.TURN
        if len(self.chosen) == 2 or self.upper.pair is not None:
            present |= Needs.PAIR
        if self.upper.canvas is not None:
            present |= Needs.LARGE
        if self.upper.view is not None:
            present |= Needs.FRAMING
        return present

    def undo(self) -> None:
        """Take back the last words said of a photo."""
        self._services.keeping.once_saved(self.editing.undo)

    def redo(self) -> None:
        """Say them again."""
        self._services.keeping.once_saved(self.editing.redo)

    def _go_to(self, photo_id: str) -> None:
        if photo_id not in self.chosen:
            self._chosen.go_to(photo_id)

    def go_to(self, photo_id: str) -> None:
        """Choose a photo; where the filter hides it, show all."""
        if self.model.index_of(photo_id).isValid():
            self._wanted = ""
            self._chosen.go_to(photo_id)
        else:
            self._wanted = photo_id
            self.search.clear()
            self.filter.setCurrentIndex(0)
            self.marks.setCurrentIndex(0)

    def _go_to_wanted(self) -> None:
        if self.model.index_of(self._wanted).isValid():
            self.go_to(self._wanted)

    def move_chosen(self, step: int) -> None:
        """Photos have the order in which they came."""

    def _lay_out(self) -> None:
        self._bar = bar = QHBoxLayout(self._head)
        bar.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        bar.setSpacing(2 * SPACE)
        bar.addWidget(self.search)
        bar.addWidget(self.filter)
        bar.addWidget(self.marks)
        bar.addWidget(self._count)
        bar.addStretch(1)
        bar.addWidget(action_button(self._services.actions["photo.add"]))
        for part in (self.upper, self.captions, self.captions.batch):
            self._photos.addWidget(part)
        self._photos.setSizes([130 * SPACE, 70 * SPACE, 160 * SPACE])
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([250 * SPACE, WIDTH])
        columns = self._services.settings.value(PARTS)
        if columns is not None:
            self._splitter.restoreState(columns)
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(hairline())
        column.addWidget(self.alike)
        column.addWidget(self._stack, 1)

    def _ask(self) -> None:
        marks = self.marks.currentData()
        only = replace(self.filter.currentData(), rating=marks.rating, label=marks.label, rejected=marks.rejected)
        self.model.show(replace(only, text=self.search.text().strip()))

    def _show_count(self) -> None:
        count, chosen = len(self.model.ids), len(self.chosen)
        said = self.tr("{photos}, {n} chosen").format(photos=photos(count), n=number(chosen))
        self._count.setText(said if chosen > 1 else photos(count))
        asked = bool(self.search.text() or self.filter.currentIndex() or self.marks.currentIndex())
        self._stack.setCurrentIndex(0 if count else 1)
        self._empty.say(*self._nothing(asked=asked))

    def _nothing(self, *, asked: bool) -> tuple[str, str]:
        if asked:
            return self.tr("Nothing found"), self.tr("No photo has these words and passes this filter.")
        said = self.tr(
            "Drop pictures and folders here. Originals are kept as they are; what the files say of themselves is read."
        )
        return self.tr("No photos yet"), said

    def _go_to_found(self) -> bool:
        if self.model.ids:
            self.sheet.setFocus()
            if not self.sheet.currentIndex().isValid():
                self.sheet.setCurrentIndex(self.model.index(0, 0))
        return bool(self.model.ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pictures are pasted wherever the focus is, but where words are."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._services.actions["photo.paste"].trigger()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Picture files and folders may be dropped anywhere in the room."""
        if paths_of(event.mimeData()) and not self._services.jobs.read_only:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """As above, on the way."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are taken into the archive; the files stay where they are."""
        paths: list[Path] = paths_of(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.activateWindow()
        self.dropped.emit(paths)
