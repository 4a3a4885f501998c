"""The commands for the photos of the story: described, cropped for it, set against the archive."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskeditor.core.photo import Role
from deskeditor.ui.services import Services
from deskeditor.ui.write.inspector import Inspector
from deskeditor.ui.write.page_column import PageColumn
from deskeditor.ui.write.photos_pane import PhotosPane
from deskeditor.ui.write.story_uses import Place


class Illustrating(QObject):
    """They act on the photo whose field has the focus in its card, else on that in whose caption the caret is."""

    crop_wanted = Signal(str, object)
    """A photo and its ``Role``, to be cropped for this story."""

    def __init__(
        self, services: Services, column: PageColumn, inspector: Inspector, show_pane: Callable[[str], QWidget]
    ) -> None:
        super().__init__(column)
        self._editor = column.editor
        self._inspector = inspector
        self._show_pane = show_pane
        inspector.crop_wanted.connect(self.crop_wanted)
        column.editor.photo_wanted.connect(self._describe)
        services.actions.connect_all(
            {
                "photo.describe": lambda: self._describe(*column.editor.photo_at_cursor),
                "photo.crop_here": self._crop,
                "photo.follow": lambda: self._set_against(column.story.uses.follow),
                "photo.push": lambda: self._set_against(column.story.uses.push),
            }
        )

    def go_to(self, filename: str, check: str) -> None:
        """To the card of that file, and there to what the check is about."""
        self._pane().go_to(filename, check)

    def _describe(self, photo_id: str, role: Role) -> None:
        """To the card of a photo, where its alt text and its credit are written."""
        self._pane().describe(photo_id, role)

    def _pane(self) -> PhotosPane:
        pane = self._show_pane("photos")
        assert isinstance(pane, PhotosPane)
        return pane

    @property
    def _in_hand(self) -> tuple[Place, str] | None:
        """Which photo is meant, and which of caption, alt text, credit and crop."""
        pane = self._inspector.pane("photos") if self._inspector.shown == "photos" else None
        focused = pane.focused if isinstance(pane, PhotosPane) else None
        if focused is None and self._editor.is_in_caption:
            return self._editor.photo_at_cursor, "caption"
        return focused

    def _set_against(self, act: Callable[[Place, str], None]) -> None:
        if self._in_hand is not None:
            act(*self._in_hand)

    def _crop(self) -> None:
        """Where none is in hand, the lead."""
        photo_id, role = self._in_hand[0] if self._in_hand else self._editor.photo_at_cursor
        if photo_id:
            self.crop_wanted.emit(photo_id, role)
