"""The Details: all that is known of the photos that are chosen, to be read and to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Photo
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.holds import HoldsBox
from deskeditor.ui.parts import ElidedLabel, hairline, push_button
from deskeditor.ui.photos.chosen_photos import ChosenPhotos, Standing, with_values
from deskeditor.ui.photos.detail_edits import DetailEdits
from deskeditor.ui.photos.detail_group import DetailGroup
from deskeditor.ui.photos.detail_row import DetailRow
from deskeditor.ui.photos.detail_specs import GROUPS, Spec
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.file_facts import FileFacts
from deskeditor.ui.photos.old_texts import OldTexts
from deskeditor.ui.photos.past_uses import PastUses
from deskeditor.ui.photos.position_box import PositionBox
from deskeditor.ui.photos.wording import ai_words
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import fields_said_twice
from deskeditor.ui.wording import photos as count_photos

if TYPE_CHECKING:
    from deskeditor.desk import Desk

LEAST, WIDTH = 68 * SPACE, 84 * SPACE
"""Pixels of the pane: no narrower, and at first."""
CLOSED = "photos/closed"
"""The setting that names the groups that are closed."""


class Details(QWidget):
    """Each field saves itself as it is typed, for every photo that is chosen; what they do not share is not touched
    until something is typed there.
    """

    story_wanted = Signal(str)
    """The id of a story to open."""
    on_wanted = Signal()
    """The next photo, with the focus in the same field."""

    def __init__(self, services: Services, editing: PhotoEditing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = services.jobs
        self._edits = DetailEdits(services, editing, self)
        self._reading = self._stale = False
        self._unseen: tuple[tuple[str, ...], Sequence[Photo] | None] | None = None
        self.rows: dict[str, DetailRow] = {}
        self.setMinimumWidth(LEAST)
        self._name = ElidedLabel()
        self._name.setProperty("heading", True)
        self.ai = QLabel()
        self.ai.setProperty("tone", "warning")
        self.ai.setWordWrap(True)
        self.twice = push_button("")
        self.twice.setProperty("line", True)
        self.twice.clicked.connect(self._go_to_conflict)
        self.holds = HoldsBox()
        self.holds.lift_wanted.connect(self._edits.lift)
        self.holds.hold_wanted.connect(self._edits.hold_again)
        self._lay_out()
        self.groups = self._make_groups()
        self._jobs.changed.connect(self._on_changed)

    def _make_groups(self) -> dict[str, DetailGroup]:
        inner, groups = self._area.widget(), {}
        for group in GROUPS:
            made = groups[group.id] = DetailGroup(group.label, inner)
            for spec in group.specs:
                made.add(self._make_row(spec, made.body))
            if group.id == "place":
                self.position = PositionBox(made.body)
                self.position.share_wanted.connect(lambda on: self._edits.share_position(on=on))
                made.add(self.position)
        self.rows["alt"].caption = lambda: self.rows["caption"].text
        caption = self.rows["caption"].field
        assert isinstance(caption, GrowingField)
        caption.textChanged.connect(self.rows["alt"].doubt)
        uses = groups["uses"] = DetailGroup(self.tr("Used in"), inner)
        self.uses = PastUses(uses.body)
        self.uses.story_wanted.connect(self.story_wanted)
        uses.add(self.uses)
        file = groups["file"] = DetailGroup(self.tr("The file"), inner)
        self.file, self.old_texts = FileFacts(file.body), OldTexts(self._jobs, file.body)
        self.old_texts.chosen.connect(self._edits.read_again)
        for part in (self.file, self.old_texts):
            file.add(part)
        closed = str(self._services.settings.value(CLOSED, "")).split()
        for name, made in groups.items():
            made.set_open(name not in closed)
            made.toggled.connect(lambda _on: self._remember())
            self._parts.addWidget(made)
        self._parts.addStretch(1)
        return groups

    def _make_row(self, spec: Spec, parent: QWidget) -> DetailRow:
        row = self.rows[spec.name] = DetailRow(spec, parent)
        row.said.connect(self._edits.say)
        row.on_wanted.connect(self.on_wanted)
        row.other_wanted.connect(self._edits.take_other)
        row.shown_wanted.connect(self._edits.keep_shown)
        return row

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        full = QWidget(self._stack)
        self._area = QScrollArea(full)
        inner = QWidget(self._area)
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 4 * SPACE)
        self._parts.setSpacing(SPACE)
        for part in (self.ai, self.twice, self.holds):
            self._parts.addWidget(part)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        head = QVBoxLayout()
        head.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        head.addWidget(self._name)
        filled = QVBoxLayout(full)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(0)
        filled.addLayout(head)
        filled.addWidget(hairline())
        filled.addWidget(self._area, 1)
        said = self.tr("All that is known of the photo that is chosen stands here, and of several what they share.")
        self._stack.addWidget(EmptyState(self.tr("No photo is chosen"), said))
        self._stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def choose(self, ids: Sequence[str], photos: Sequence[Photo] | None) -> None:
        """Show these; ``photos`` are their records where they are at hand, so that who goes on typing is not held."""
        if not self.isVisible():
            self._unseen = (tuple(ids), photos)
            return
        if tuple(ids) == self._edits.ids:
            return
        self.release()
        self._edits.choose(ids)
        if not ids:
            self._stack.setCurrentIndex(0)
            return
        self._show_standing(Standing())
        self.old_texts.begin(ids[0] if len(ids) == 1 else "")
        if photos:
            self._show(ChosenPhotos.of(photos))
        else:
            self._set_read_only(on=True)  # until it is known what is typed over, and decided on
        self._read()

    def release(self) -> None:
        """Hand over what was typed; what could not be kept is told once more, for its field is going."""
        for row in self.rows.values():
            refusal = row.refusal
            row.release()
            if refusal:
                self._services.strip.warn(refusal)

    def take_focus(self) -> None:
        """Into the field that had it last, or the first."""
        inner = self._area.widget()
        last = inner.focusWidget() if inner is not None else None
        (last or self.rows["headline"].field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _read(self) -> None:
        """What is chosen as the desk has it now; one reading at a time, for ten thousand may be chosen."""
        self._stale = self._reading
        ids, choice = self._edits.ids, self._edits.choice
        if self._reading or not ids:
            return
        self._reading = True
        keeping = self._services.keeping
        typed = {} if keeping.all_saved else {key: keeping.unsaved_of(key) for key in ids}

        def work(desk: Desk) -> tuple[ChosenPhotos | None, Standing]:
            photos = [with_values(photo, typed.get(photo.id, {})) for photo in desk.photos.rows(ids)]
            chosen = ChosenPhotos.of(photos) if photos else None
            return chosen, Standing.read(desk, ids[0]) if len(photos) == len(ids) == 1 else Standing()

        def take(read: tuple[ChosenPhotos | None, Standing]) -> None:
            self._reading = False
            chosen, standing = read
            if choice == self._edits.choice and chosen is not None:
                self._show(chosen)
                self._show_standing(standing)
            if self._stale or choice != self._edits.choice:
                self._read()

        def miss(error: DeskError) -> None:
            self._reading = False
            self._jobs.failed.emit(error, "")

        self._jobs.read(self, work, take, miss)

    def _show(self, chosen: ChosenPhotos) -> None:
        photo = self._edits.photo = chosen.photo
        self._name.setText(photo.filename if photo else count_photos(len(chosen.ids)))
        conflicts = {each.field: each for each in photo.open_conflicts} if photo else {}
        for name, row in self.rows.items():
            row.show_value(chosen.values[name])
            row.show_conflict(conflicts.get(name))
        self.twice.setVisible(bool(conflicts))
        self.twice.setText(fields_said_twice(len(conflicts)))
        self.ai.setText(ai_words(str(chosen.values["digital_source_type"] or "")))
        self.ai.setVisible(bool(self.ai.text()))
        self.position.show_chosen(chosen)
        self.groups["uses"].setVisible(photo is not None)
        if photo is not None:
            self.file.show_photo(photo)
        else:
            self.file.show_many(len(chosen.ids), chosen.size)
        self._set_read_only(on=self._jobs.read_only)
        self._stack.setCurrentIndex(1)

    def _show_standing(self, standing: Standing) -> None:
        self.holds.show_holds(standing.holds, read_only=self._jobs.read_only)
        self.uses.show_uses(standing.uses, standing.blocked, self.groups["uses"].heading)

    def _set_read_only(self, *, on: bool) -> None:
        for row in self.rows.values():
            row.set_read_only(on)
        self.position.share.setEnabled(not on)
        self.old_texts.set_read_only(on)

    def _go_to_conflict(self) -> None:
        row = next((row for row in self.rows.values() if row.conflict), None)
        if row is not None:
            next(group for group in self.groups.values() if group.isAncestorOf(row)).set_open(True)
            row.field.setFocus()
            self._area.ensureWidgetVisible(row)

    def _remember(self) -> None:
        closed = [name for name, group in self.groups.items() if not group.is_open]
        self._services.settings.setValue(CLOSED, " ".join(closed))

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.photos.intersection(self._edits.ids) or (changes.articles and self._edits.photo):
            if self.isVisible():
                self._read()
            else:
                self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """What was changed while it was not seen."""
        super().showEvent(event)
        unseen, self._unseen = self._unseen, None
        if unseen is not None:
            self.choose(*unseen)
        if self._stale:
            self._read()
