"""The photos of a page: put in, taken to its head, and what is missing of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QImage, QTextBlock

from deskeditor.core.photo import Role, UsedPhoto
from deskeditor.ui.editor import insertions, margins
from deskeditor.ui.editor.figures import PictureSource
from deskeditor.ui.editor.lines import Kind
from deskeditor.ui.editor.look import kind_of
from deskeditor.ui.editor.page import Page
from deskeditor.ui.editor.units import CAPTIONS
from deskeditor.ui.editor.view import PageView
from deskeditor.ui.editor.walk import line_of


class PicturedPage(PageView):
    """A page whose photos come and go. ``picture`` gives the pixels of one if they are at hand."""

    commanded = Signal()
    """A command is about to change the page, which may be hidden behind its Markdown."""
    lead_changed = Signal(str)
    """The lead photo was deleted, or undo and redo brought another: its id, or the empty string."""
    photo_wanted = Signal(str, Role)
    """What is missing of a figure is to be written, beside its caption: the id of its photo, and where it stands."""

    _page: Page | None

    @property
    def page(self) -> Page | None:
        """The document of the story that is shown."""
        return self._page

    @property
    def article_id(self) -> str:
        """The story on the page; empty where there is none."""
        return self._page.article_id if self._page else ""

    @property
    def lead_photo(self) -> str:
        """The id of the photo at the head of the page; empty where there is none."""
        return self._page.lead_photo if self._page else ""

    @property
    def picture(self) -> PictureSource:
        """Where the pixels of photos come from."""
        return self._pictures.source

    @picture.setter
    def picture(self, source: Callable[[str], QImage | None]) -> None:
        self._pictures.source = source

    def picture_arrived(self, photo_id: str, image: QImage) -> None:
        """The pixels of a photo have been loaded."""
        known = photo_id in self._pictures.used
        self._pictures.arrived(photo_id, image)
        if known:
            self.viewport().update()
        elif self._page is not None:
            self._page.measure_again()

    def know_photos(self, photos: Iterable[UsedPhoto]) -> None:
        """These photos are about to come into the story."""
        self._pictures.used |= {used.photo.id: used for used in photos}

    def insert_figure(self, photo: UsedPhoto) -> None:
        """Put a photo into the body at the cursor; the cursor goes into its caption."""
        self._pictures.used[photo.photo.id] = photo
        self._command(insertions.insert_figure, photo)

    def set_lead(self, photo: UsedPhoto | None) -> None:
        """Put a photo at the head of the story, or take the one there away."""
        if photo is not None:
            self._pictures.used[photo.photo.id] = photo
        if self._page is not None:
            self._page.expect_lead(photo.photo.id if photo else "", photo.caption if photo else "")
        self._command(insertions.set_lead, photo)

    def missing_at(self, point: QPointF) -> tuple[str, Role] | None:
        """The photo, and where it stands, of which it is said at that point of the view what is missing, if it is."""
        if self._page is None:
            return None
        place = point + QPointF(0, self.verticalScrollBar().value())
        caption = margins.marking_at(self._page, place, self._pictures)
        return _shown_in(caption.previous()) if caption is not None else None

    @property
    def photo_at_cursor(self) -> tuple[str, Role]:
        """The photo whose picture or caption the cursor is in, else that at the head; its id may be empty."""
        block = self.textCursor().block()
        at_cursor = _shown_in(block.previous() if kind_of(block) in CAPTIONS else block)
        return at_cursor if at_cursor[0] else (self.lead_photo, Role.LEAD)

    @property
    def is_in_caption(self) -> bool:
        """Whether the caret is in the caption of a photo."""
        return self.hasFocus() and kind_of(self.textCursor().block()) in CAPTIONS

    def wants_words(self) -> bool:
        """Whether the photo in whose caption the cursor is needs more words than that: an alt text, a credit."""
        block = self.textCursor().block()
        return kind_of(block) in CAPTIONS and bool({*margins.missing_of(block, self._pictures)} - {"caption"})

    def _command(self, command: Callable[..., object], *arguments: Any) -> None:
        self.commanded.emit()
        super()._command(command, *arguments)


def _shown_in(picture: QTextBlock) -> tuple[str, Role]:
    return line_of(picture).photo_id, Role.LEAD if kind_of(picture) is Kind.LEAD_PICTURE else Role.INLINE
