"""The words for crops, for what holds a picture back, and for what AI has made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from deskeditor.core.framing import FREE
from deskeditor.core.rights import Hold, ai_part


def crop_word(ratio: str) -> str:
    """What a crop is called: its ratio, or a word."""
    named = {
        FREE: QCoreApplication.translate("Crops", "Free"),
        "": QCoreApplication.translate("Crops", "All of it"),
    }
    return named.get(ratio, ratio)


def held_words(holds: Sequence[Hold]) -> str:
    """What holds a picture back from publication and is not lifted, shortly; that it was rejected is seen on it."""
    said = {
        "embargo": QCoreApplication.translate("Pictures", "Under embargo"),
        "licence": QCoreApplication.translate("Pictures", "Licence ended"),
        "minor": QCoreApplication.translate("Pictures", "Child, no release"),
    }
    return " · ".join(said[hold.rule] for hold in holds if hold.rule in said and hold.lift is None)


def ai_words(digital_source_type: str) -> str:
    """What AI had to do with a picture; empty where that is nothing."""
    said = {
        "whole": QCoreApplication.translate("Pictures", "Made with AI"),
        "part": QCoreApplication.translate("Pictures", "Changed in part with AI"),
    }
    return said.get(ai_part(digital_source_type), "")
