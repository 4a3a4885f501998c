"""The Photos pane: the pictures of the story, their captions and credits, edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from deskeditor.core.photo import PhotoUse, Role, UsedPhoto
from deskeditor.ui.editor.clipboard import picture_bytes, pictures_of
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.parts import action_button
from deskeditor.ui.pictures import THUMB
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.photo_card import FIELDS, PhotoCard

Place = tuple[str, Role]


class PhotosPane(QWidget):
    """One card a photo, in the order of the story; pictures are added by the button, by drop and by paste."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._cards: dict[Place, PhotoCard] = {}
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
        self.refresh()

    def _commit(self) -> None:
        for card in self._cards.values():
            for field in card.fields.values():
                field.commit()

    def _on_opened(self) -> None:
        for card in self._cards.values():
            for field in card.fields.values():
                field.release()
        self.refresh()

    def refresh(self) -> None:
        """Show the photos of the story; cards stay where they are, so that the focus does."""
        story = self._story.story
        photos = story.photos if story else ()
        uses = {(use.photo_id, use.role): use for use in story.article.photos} if story else {}
        wanted = [(used.photo.id, used.role) for used in photos]
        for place in [place for place in self._cards if place not in wanted]:
            self._cards.pop(place).deleteLater()
        for number, used in enumerate(photos):
            place = (used.photo.id, used.role)
            card = self._cards.get(place) or self._new_card(place)
            self._column.insertWidget(number, card)
            card.show_photo(used, uses.get(place, PhotoUse(*place)))
            card.set_read_only(self._services.jobs.read_only)
            image = self._services.pictures.get(used.photo.id, THUMB)
            if image is not None:
                card.picture.show_image(image)
        if wanted:
            self.setTabOrder(self._cards[wanted[-1]].fields["credit"], self._add)
        self._empty.setVisible(not photos)
        self._area.setVisible(bool(photos))

    def go_to(self, filename: str) -> None:
        """Bring the card of that file into view, its first missing field in focus."""
        story = self._story.story
        for used in story.photos if story else ():
            if used.photo.filename == filename:
                self._go_to_missing(used, FIELDS)
                return

    def describe(self, photo_id: str, role: Role) -> None:
        """Go to what is to be said of a photo in that place beside its caption, which is written on the page."""
        story = self._story.story
        for used in story.photos if story else ():
            if (used.photo.id, used.role) == (photo_id, role):
                self._go_to_missing(used, ("alt", "credit"))
                return

    def _go_to_missing(self, used: UsedPhoto, names: Sequence[str]) -> None:
        card = self._cards[(used.photo.id, used.role)]
        field = card.fields[next((name for name in names if not getattr(used, name).strip()), names[0])]
        self._area.ensureWidgetVisible(field)
        field.setFocus()

    def _new_card(self, place: Place) -> PhotoCard:
        card = PhotoCard()
        self._cards[place] = card
        photo_id, role = place
        card.changed.connect(lambda name, text: self._story.photos.caption(photo_id, role, name, text))
        card.left.connect(lambda: self._go_on(place))
        card.lead_wanted.connect(lambda: self._story.photos.make_lead(photo_id))
        card.insert_wanted.connect(lambda: self._story.photos.insert(photo_id))
        card.remove_wanted.connect(lambda: self._story.photos.detach(photo_id, role))
        return card

    def _go_on(self, place: Place) -> None:
        story = self._story.story
        places = [(used.photo.id, used.role) for used in story.photos] if story else [place]
        following = self._cards[places[(places.index(place) + 1) % len(places)]]
        self._area.ensureWidgetVisible(following)
        following.fields["caption"].setFocus()

    def _on_picture(self, photo_id: str, box: int) -> None:
        image = self._services.pictures.get(photo_id, THUMB) if box == THUMB else None
        if image is not None:
            for (card_id, _), card in self._cards.items():
                if card_id == photo_id:
                    card.picture.show_image(image)

    # Drop and paste

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Picture files may be dropped."""
        if pictures_of(event.mimeData()) and self._story.id:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are taken in and put into the story; the files stay where they are."""
        self._story.photos.take_drop(pictures_of(event.mimeData()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture file, or a picture."""
        if event.matches(QKeySequence.StandardKey.Paste):
            mime = QApplication.clipboard().mimeData()
            paths = pictures_of(mime)
            data, name = picture_bytes(mime)
            if paths:
                self._story.photos.add(paths)
            elif data:
                self._story.photos.add_picture(data, name)
            return
        super().keyPressEvent(event)
