"""A teaser's own words: empty fields show the story's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from deskeditor.core.edition import Teaser
from deskeditor.ui.fields import GrowingField
from deskeditor.ui.theme import SPACE, small


class TeaserWords(QWidget):
    """Headline and standfirst of the chosen teaser, edited in place."""

    changed = Signal(str, str, str, str)
    """The ids of edition and story, ``headline`` or ``standfirst``, and the new words (empty: the story's own)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = ("", "")
        titles = {
            "headline": self.tr("Headline on the front page"),
            "standfirst": self.tr("Standfirst on the front page"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        self.fields: dict[str, GrowingField] = {}
        for name, title in titles.items():
            label = QLabel(title)
            label.setProperty("rest", True)
            label.setFont(small(self.font()))
            field = GrowingField(title, one_line=name == "headline")
            field.committed.connect(lambda text, name=name: self.changed.emit(*self._place, name, text.strip()))
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            self.fields[name] = field
        self.hide()

    def show_teaser(
        self, edition_id: str, teaser: Teaser | None, headline: str, standfirst: str, *, read_only: bool
    ) -> None:
        """Show the words of a teaser of that edition, and through empty fields those of its story."""
        place = (edition_id, teaser.article_id if teaser else "")
        for field in self.fields.values():
            if place == self._place:
                field.commit()
            else:
                field.release()
        self._place = place
        self.setVisible(teaser is not None)
        if teaser is None:
            return
        inherited = self.tr("Inherited: {text}")
        self.fields["headline"].take(teaser.headline or "", inherited.format(text=headline))
        self.fields["standfirst"].take(teaser.standfirst or "", inherited.format(text=standfirst))
        for field in self.fields.values():
            field.setReadOnly(read_only)
