"""A field whose value is a word of a vocabulary: kept as its address, chosen by what it means."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from deskeditor.core.rights import vocabulary
from deskeditor.ui.parts import Choice
from deskeditor.ui.photos.chosen_photos import MIXED
from deskeditor.ui.photos.detail_specs import Spec


class VocabularyChoice(Choice):
    """The words of the vocabulary, "not said" before them, and what a file says that is none of them."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self.setAccessibleName(spec.label)
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setPlaceholderText(self.tr("Mixed"))
        self.addItem(self.tr("Not said"), "")
        for word in spec.words or {}:
            self.addItem(self._meaning(word), spec.base + word)

    def show_value(self, value: Any) -> None:
        """Show what is kept; ``MIXED`` where photos differ."""
        # An older address of the same word, or one that no vocabulary of ours has.
        if value is not MIXED and self.findData(value) < 0:
            self.addItem(self._meaning(vocabulary(value)), value)
        self.setCurrentIndex(-1 if value is MIXED else self.findData(value))

    def _meaning(self, word: str) -> str:
        meaning = (self._spec.words or {}).get(word)
        said = QCoreApplication.translate("Rights", meaning) if meaning else word
        return said[:1].upper() + said[1:]
