"""The Details: all that is known of the photos that are chosen, to be read and to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import Photo
from deskeditor.core.rights import ai_part
from deskeditor.desk.fields import PhotoEdit
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.holds import HoldsBox
from deskeditor.ui.keeping import Said
from deskeditor.ui.parts import ElidedLabel, hairline
from deskeditor.ui.photos.chosen_photos import MIXED, ChosenPhotos, Standing
from deskeditor.ui.photos.detail_group import DetailGroup
from deskeditor.ui.photos.detail_row import DetailRow
from deskeditor.ui.photos.detail_specs import GROUPS, Spec
from deskeditor.ui.photos.editing import PhotoEditing
from deskeditor.ui.photos.file_facts import FileFacts, position_word
from deskeditor.ui.photos.past_uses import PastUses
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import photos as count_photos

if TYPE_CHECKING:
    from deskeditor.desk import Desk, PhotoEdits, PhotosEdited

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
        self._editing = editing
        self._shown: ChosenPhotos | None = None
        self._ids: tuple[str, ...] = ()
        self._choice = 0
        self._reading = self._stale = False
        self.rows: dict[str, DetailRow] = {}
        self.setMinimumWidth(LEAST)
        self._name = ElidedLabel()
        self._name.setProperty("heading", True)
        self.ai = QLabel()
        self.ai.setProperty("tone", "warning")
        self.ai.setWordWrap(True)
        self.holds = HoldsBox()
        self.holds.lift_wanted.connect(self._lift)
        self.holds.hold_wanted.connect(self._hold_again)
        self.share = QCheckBox(self.tr("Let the position leave with the picture"))
        self.share.clicked.connect(self._share)
        self.position = QLabel()
        self.position.setProperty("rest", True)
        self.position.setWordWrap(True)
        self.uses = PastUses()
        self.uses.story_wanted.connect(self.story_wanted)
        self.file = FileFacts()
        self.groups = self._make_groups()
        self._lay_out()
        self._jobs.changed.connect(self._on_changed)
        self._show_nothing()

    def _make_groups(self) -> dict[str, DetailGroup]:
        groups = {group.id: DetailGroup(group.label) for group in GROUPS}
        groups["uses"] = DetailGroup(self.tr("Used in"))
        groups["file"] = DetailGroup(self.tr("The file"))
        for group in GROUPS:
            for spec in group.specs:
                groups[group.id].add(self._make_row(spec))
        for part in (self.position, self.share):
            groups["place"].add(part)
        groups["uses"].add(self.uses)
        groups["file"].add(self.file)
        closed = str(self._services.settings.value(CLOSED, "")).split()
        for name, made in groups.items():
            made.set_open(name not in closed)
            made.toggled.connect(lambda _on: self._remember())
        return groups

    def _make_row(self, spec: Spec) -> DetailRow:
        row = self.rows[spec.name] = DetailRow(spec)
        row.said.connect(self._say)
        row.on_wanted.connect(self.on_wanted)
        return row

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.ai)
        column.addWidget(self.holds)
        for group in self.groups.values():
            column.addWidget(group)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self._area = area
        head = QVBoxLayout()
        head.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        head.addWidget(self._name)
        full = QWidget()
        filled = QVBoxLayout(full)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(0)
        filled.addLayout(head)
        filled.addWidget(hairline())
        filled.addWidget(area, 1)
        said = self.tr("All that is known of the photo that is chosen stands here, and of several what they share.")
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(self.tr("No photo is chosen"), said))
        self._stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def choose(self, ids: Sequence[str], photos: Sequence[Photo] | None) -> None:
        """Show these; ``photos`` are their records where they are at hand, so that who goes on typing is not held."""
        if tuple(ids) == self._ids:
            return
        self.release()
        self._ids = tuple(ids)
        self._choice += 1
        if not ids:
            self._show_nothing()
            return
        if photos:
            self._show(ChosenPhotos.of(photos))
        else:
            self._set_read_only(on=True)  # until it is known what is typed over
        self.holds.show_holds((), read_only=True)
        self.uses.show_uses(())
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

    def _show_nothing(self) -> None:
        self._shown = None
        self._stack.setCurrentIndex(0)

    def _read(self) -> None:
        """What is chosen as the desk has it now; one reading at a time, for ten thousand may be chosen."""
        self._stale = self._reading
        if self._reading or not self._ids:
            return
        self._reading = True
        ids, choice = self._ids, self._choice

        def work(desk: Desk) -> tuple[ChosenPhotos | None, Standing | None]:
            photos = desk.photos.rows(ids)
            chosen = ChosenPhotos.of(photos) if photos else None
            return chosen, Standing.read(desk, photos[0].id) if len(photos) == 1 else None

        def take(read: tuple[ChosenPhotos | None, Standing | None]) -> None:
            self._reading = False
            chosen, standing = read
            if choice == self._choice and chosen is not None:
                self._show(chosen)
                self._show_standing(standing or Standing())
            if self._stale or choice != self._choice:
                self._read()

        def miss(error: DeskError) -> None:
            self._reading = False
            self._jobs.failed.emit(error, "")

        self._jobs.read(self, work, take, miss)

    def _show(self, chosen: ChosenPhotos) -> None:
        self._shown, photo = chosen, chosen.photo
        self._name.setText(photo.filename if photo else count_photos(len(chosen.ids)))
        for name, row in self.rows.items():
            row.show_value(chosen.values[name])
        self._show_ai(chosen)
        self._show_position(chosen)
        self.groups["uses"].setVisible(photo is not None)
        if photo is not None:
            self.file.show_photo(photo)
        else:
            self.file.show_many(len(chosen.ids), chosen.size)
        self._set_read_only(on=self._jobs.read_only)
        self._stack.setCurrentIndex(1)

    def _show_ai(self, chosen: ChosenPhotos) -> None:
        part = ai_part(str(chosen.values["digital_source_type"] or ""))
        made = {"whole": self.tr("Made with AI"), "part": self.tr("Changed in part with AI")}
        self.ai.setText(made.get(part, ""))
        self.ai.setVisible(bool(part))

    def _show_position(self, chosen: ChosenPhotos) -> None:
        photo = chosen.photo
        shared = chosen.values["share_position"]
        self.position.setVisible(chosen.has_position)
        self.share.setVisible(chosen.has_position)
        where = position_word(photo.position) if photo and photo.position else self.tr("The camera's position is known")
        leaves = self.tr("It leaves with the picture.") if shared is True else self.tr("It never leaves the desk.")
        self.position.setText(where if shared is MIXED else f"{where}. {leaves}")
        self.share.setTristate(shared is MIXED)
        mixed = Qt.CheckState.PartiallyChecked
        self.share.setCheckState(mixed if shared is MIXED else _checked(on=bool(shared)))

    def _show_standing(self, standing: Standing) -> None:
        self.holds.show_holds(standing.holds, read_only=self._jobs.read_only)
        self.uses.show_uses(standing.uses)

    def _set_read_only(self, *, on: bool) -> None:
        for row in self.rows.values():
            row.set_read_only(on)
        self.share.setEnabled(not on)

    def _say(self, row: DetailRow, value: Any) -> None:
        ids, choice, name = self._ids, self._choice, row.spec.name
        one = self._shown.photo if self._shown else None
        about = f"{name} of {one.id}" if one else f"{name} of choice {choice}"
        step = f"{about} details {row.visit}"

        def work(desk: Desk) -> Done[PhotosEdited]:
            edits = cast("PhotoEdits", {name: value})
            as_before = value is MIXED
            return desk.photos.apply(
                self._editing.so_far(step) if as_before else [PhotoEdit(key, edits) for key in ids]
            )

        def done(edited: PhotosEdited) -> None:
            self._editing.add(work, edited, step)
            if choice == self._choice:
                row.answered(number)

        def refuse(error: DeskError) -> None:
            if choice == self._choice:
                row.refuse(number, error.sentence())
            else:
                self._jobs.failed.emit(error, about)

        number = row.sent()
        title = f"{row.spec.label} ({one.filename if one else count_photos(len(ids))})"
        self._services.keeping.say(Said(about, title, str(value or ""), work, done, refuse))

    def _share(self) -> None:
        self.share.setTristate(False)
        edits: PhotoEdits = {"share_position": self.share.checkState() is not Qt.CheckState.Unchecked}
        ids = self._ids
        self._editing.make(lambda desk: desk.photos.apply([PhotoEdit(key, edits) for key in ids]))

    def _lift(self, rule: str, reason: str) -> None:
        key = self._ids[0]
        self._editing.change(
            lambda desk: _told(desk, key, desk.rights.lift(key, rule, reason).changes),
            lambda desk: _told(desk, key, desk.rights.hold_again(key, rule).changes),
        )

    def _hold_again(self, rule: str) -> None:
        lift = next((part.hold.lift for part in self.holds.parts if part.hold.rule == rule), None)
        if lift is None:
            return
        key, reason, story, by = self._ids[0], lift.reason, lift.article_id, lift.by
        self._editing.change(
            lambda desk: _told(desk, key, desk.rights.hold_again(key, rule, story=story).changes),
            lambda desk: _told(desk, key, desk.rights.lift(key, rule, reason, story=story, by=by).changes),
        )

    def _remember(self) -> None:
        closed = [name for name, group in self.groups.items() if not group.is_open]
        self._services.settings.setValue(CLOSED, " ".join(closed))

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.photos.intersection(self._ids) or (changes.articles and self._shown and self._shown.photo):
            if self.isVisible():
                self._read()
            else:
                self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """What was changed while it was not seen."""
        super().showEvent(event)
        if self._stale:
            self._read()


def _told(desk: Desk, key: str, changes: Changes) -> Done[PhotosEdited]:
    """A change of what holds a photo back, as an edit of it."""
    from deskeditor.desk import PhotosEdited

    return Done(PhotosEdited((desk.photos.get(key),)), changes)


def _checked(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
