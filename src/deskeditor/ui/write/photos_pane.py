"""The Photos pane: the pictures of the story, their captions and credits, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from deskeditor.core.changes import Changes
from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.core.rights import Hold
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.expanding import Expanding, of_the_story
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.handed import paths_of, picture_of
from deskeditor.ui.parts import action_button
from deskeditor.ui.pictures import THUMB
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.photo_card import FIELDS, PhotoCard
from deskeditor.ui.write.story_photos import about
from deskeditor.ui.write.story_uses import Place, about_note


class PhotosPane(QWidget):
    """One card a photo, in the order of the story; pictures are added by the button, by drop and by paste."""

    crop_wanted = Signal(str, object)
    """A photo and its ``Role``, to be cropped for this story."""
    archive_wanted = Signal(str)
    """The id of a photo to be shown in the archive."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._cards: dict[Place, PhotoCard] = {}
        self._turns = story.uses.turns
        self._turns.went_to.connect(self._go_to_field)
        self._expanding = Expanding(services.jobs, of_the_story(lambda: story.id), self)
        self._asked: tuple[object, ...] = ()
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._empty = EmptyState(
            self.tr("No photos in this story"),
            self.tr("Drop pictures here or onto the page. The first becomes the lead photo."),
        )
        self._column = QVBoxLayout()
        self._column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        self._column.setSpacing(2 * SPACE)
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self._add = action_button(services.actions["photo.add"])
        foot = QVBoxLayout()
        foot.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 3 * SPACE)
        foot.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._empty, 1)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        story.collecting.connect(self._commit)
        story.opened.connect(self._on_opened)
        story.updated.connect(self.refresh)
        services.pictures.arrived.connect(self._on_picture)
        services.jobs.changed.connect(self._on_changed)
        self.refresh()

    def _commit(self) -> None:
        for card in self._cards.values():
            for field in card.fields.values():
                field.commit()

    def _on_opened(self) -> None:
        for card in self._cards.values():
            for field in card.fields.values():
                field.release()
                field.document().clearUndoRedoStacks()  # its next words are another story's
            self._turns.forget_fields([*card.fields.values()])
        self._asked = ()
        self.refresh()

    def refresh(self) -> None:
        """Show the photos of the story; cards stay where they are, so that the focus does."""
        story = self._story.story
        photos = story.photos if story else ()
        uses = {(use.photo_id, use.role): use for use in story.article.photos} if story else {}
        wanted = [(used.photo.id, used.role) for used in photos]
        for place in [place for place in self._cards if place not in wanted]:
            card = self._cards.pop(place)
            self._turns.forget_fields([*card.fields.values()])
            card.deleteLater()
        for number, used in enumerate(photos):
            place = (used.photo.id, used.role)
            card = self._cards.get(place) or self._new_card(place)
            self._column.insertWidget(number, card)
            shown = self._typed_over(used, uses.get(place, PhotoUse(*place)))
            card.show_photo(*shown, read_only=self._services.jobs.read_only)
            self._show_picture(used)
        if wanted:
            self.setTabOrder(self._cards[wanted[-1]].fields["note"], self._add)
        self._ask_holds()
        self._empty.setVisible(not photos)
        self._area.setVisible(bool(photos))

    def _typed_over(self, used: UsedPhoto, use: PhotoUse) -> tuple[UsedPhoto, PhotoUse]:
        """Both with what was typed in the card and is not saved: who comes back must not write over it."""
        keeping = self._services.keeping
        if keeping.all_saved:
            return used, use
        kept = {name: keeping.text_of(about(name, use.photo_id, use.role, self._story.id)) for name in FIELDS}
        typed: dict[str, Any] = {name: text for name, text in kept.items() if text is not None}
        note = keeping.text_of(about_note(use.photo_id))
        photo = used.photo if note is None else replace(used.photo, note=note)
        return replace(used, photo=photo, own=used.own | typed.keys(), **typed), replace(use, **typed)

    def _ask_holds(self) -> None:
        """What holds the photos back depends on the photos, on when the story is to be published, and on lifts."""
        story = self._story.story
        photos = story.photos if story else ()
        asked = (
            *((used.photo.id, used.photo.modified) for used in photos),
            story.article.embargo if story else None,
        )
        if asked == self._asked or not photos:
            return
        self._asked = asked
        ids = {used.photo.id for used in photos}
        self._story.ask(self, lambda desk, key: {each: desk.rights.holds(each, key) for each in ids}, self._show_holds)

    def _show_holds(self, holds: Mapping[str, Sequence[Hold]]) -> None:
        for (photo_id, _role), card in self._cards.items():
            card.show_holds(holds.get(photo_id, ()), read_only=self._services.jobs.read_only)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if any(photo_id in changes.photos for photo_id, _role in self._cards):
            self._asked = ()  # a lift changes no photo
            self._ask_holds()

    @property
    def focused(self) -> tuple[Place, str] | None:
        """Which photo's caption, alt text, credit or crop has the focus."""
        return next(((place, name) for place, card in self._cards.items() if (name := card.focused)), None)

    def go_to(self, filename: str, check: str = "") -> None:
        """Bring the card of that file into view, what that check is about in focus, or its first missing field."""
        story = self._story.story
        for used in story.photos if story else ():
            if used.photo.filename == filename:
                holds = self._cards[(used.photo.id, used.role)].holds.parts
                if check.startswith("rights-") and holds:
                    self._area.ensureWidgetVisible(holds[0])
                    holds[0].first.setFocus()
                else:
                    self._go_to_missing(used, [name for name in FIELDS if check.startswith(name)] or FIELDS)
                return

    def describe(self, photo_id: str, role: Role) -> None:
        """Go to what is to be said of a photo in that place beside its caption, which is written on the page."""
        story = self._story.story
        for used in story.photos if story else ():
            if (used.photo.id, used.role) == (photo_id, role):
                self._go_to_missing(used, ("alt", "credit"))
                return

    def undo(self) -> None:
        """Take back what was done last to the photos of the story."""
        self._turns.undo()

    def redo(self) -> None:
        """Do it again."""
        self._turns.redo()

    def _go_to_field(self, field: GrowingField) -> None:
        self._area.ensureWidgetVisible(field)
        field.setFocus()

    def _go_to_missing(self, used: UsedPhoto, names: Sequence[str]) -> None:
        card = self._cards[(used.photo.id, used.role)]
        self._go_to_field(card.fields[next((name for name in names if not getattr(used, name).strip()), names[0])])

    def _new_card(self, place: Place) -> PhotoCard:
        card = PhotoCard(self._services.actions)
        self._cards[place] = card
        photo_id, role = place
        uses = self._story.uses
        card.changed.connect(lambda name, text: self._keep(place, name, text))
        card.decorative_wanted.connect(lambda on: uses.set_decorative(place, on=on))
        for field in card.fields.values():
            field.sign_typed.connect(lambda field=field: self._expanding.typed(field.textCursor(), [photo_id]))
            self._turns.watch(field)
        card.holds.lift_wanted.connect(lambda rule, reason: uses.lift(place, rule, reason))
        card.holds.hold_wanted.connect(uses.hold_again)
        card.crop_wanted.connect(lambda: self.crop_wanted.emit(photo_id, role))
        card.archive_wanted.connect(lambda: self.archive_wanted.emit(photo_id))
        card.left.connect(lambda: self._go_on(place))
        card.lead_wanted.connect(lambda: self._story.photos.make_lead(photo_id))
        card.insert_wanted.connect(lambda: self._story.photos.insert(photo_id))
        card.remove_wanted.connect(lambda: self._story.photos.detach(photo_id, role))
        return card

    def _keep(self, place: Place, name: str, text: str) -> None:
        if name == "note":
            self._story.uses.note(place[0], self._cards[place].accessibleName(), text)
        else:
            self._story.photos.caption(*place, name, text)

    def _go_on(self, place: Place) -> None:
        story = self._story.story
        places = [(used.photo.id, used.role) for used in story.photos] if story else [place]
        following = self._cards[places[(places.index(place) + 1) % len(places)]]
        self._area.ensureWidgetVisible(following)
        following.fields["caption"].setFocus()

    def _show_picture(self, used: UsedPhoto) -> None:
        framing = used.framing if "framing" in used.own else None
        image = self._services.pictures.get(used.photo.id, THUMB, framing)
        if image is not None:
            self._cards[(used.photo.id, used.role)].picture.show_image(image)

    def _on_picture(self, photo_id: str, box: int) -> None:
        story = self._story.story
        for used in story.photos if story and box == THUMB else ():
            if used.photo.id == photo_id and (used.photo.id, used.role) in self._cards:
                self._show_picture(used)

    # Drop and paste

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Picture files and folders of them may be dropped."""
        if paths_of(event.mimeData()) and self._story.id:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are taken in and put into the story; the files stay where they are."""
        self._story.photos.take_drop(paths_of(event.mimeData()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste picture files, folders of them, or a picture."""
        if event.matches(QKeySequence.StandardKey.Paste):
            mime = QApplication.clipboard().mimeData()
            paths = paths_of(mime)
            if paths:
                self._story.photos.add(paths)
            elif (picture := picture_of(mime)) is not None:
                self._story.photos.add_picture(picture)
            return
        super().keyPressEvent(event)
