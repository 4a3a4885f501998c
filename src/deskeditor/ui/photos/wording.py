"""The words for crops."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskeditor.core.framing import FREE


def crop_word(ratio: str) -> str:
    """What a crop is called: its ratio, or a word."""
    named = {
        FREE: QCoreApplication.translate("Crops", "Free"),
        "": QCoreApplication.translate("Crops", "All of it"),
    }
    return named.get(ratio, ratio)
