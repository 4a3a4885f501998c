"""The words for crops, for what holds a picture back, for where it was used, and for what AI has made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from deskeditor.core.framing import FREE
from deskeditor.core.rights import Hold, ai_part
from deskeditor.core.uses import PastUse, age
from deskeditor.ui.wording import number


def crop_word(ratio: str) -> str:
    """What a crop is called: its ratio, or a word."""
    named = {
        FREE: QCoreApplication.translate("Crops", "Free"),
        "": QCoreApplication.translate("Crops", "All of it"),
    }
    return named.get(ratio, ratio)


def held_words(holds: Sequence[Hold]) -> str:
    """What holds a picture back from publication and is not lifted, shortly; that it was rejected is seen on it."""
    if not holds:
        return ""
    said = {
        "embargo": QCoreApplication.translate("Pictures", "Under embargo"),
        "licence": QCoreApplication.translate("Pictures", "Licence ended"),
        "minor": QCoreApplication.translate("Pictures", "Child, no release"),
    }
    return " · ".join(said[hold.rule] for hold in holds if hold.rule in said and hold.lift is None)


def past_use(use: PastUse, now: datetime) -> str:
    """``used 3 days ago in “Ferry returns”``."""
    name = use.headline or use.slug
    if not use.is_published:
        return QCoreApplication.translate("Pictures", "in the unpublished “{name}”").format(name=name)
    count, unit = age(use.at, now)
    days = {
        0: QCoreApplication.translate("Pictures", "used today in “{name}”"),
        1: QCoreApplication.translate("Pictures", "used yesterday in “{name}”"),
    }
    said = {
        "days": days.get(count, QCoreApplication.translate("Pictures", "used {n} days ago in “{name}”")),
        "weeks": QCoreApplication.translate("Pictures", "used {n} weeks ago in “{name}”"),
        "months": QCoreApplication.translate("Pictures", "used {n} months ago in “{name}”"),
        "years": QCoreApplication.translate("Pictures", "used {n} years ago in “{name}”"),
    }
    return said[unit].format(n=number(count), name=name)


def past_uses(uses: Sequence[PastUse], now: datetime) -> str:
    """Where it was used last, and in how many stories more."""
    if not uses:
        return QCoreApplication.translate("Pictures", "in no story")
    last, more = past_use(uses[0], now), len(uses) - 1
    if not more:
        return last
    return QCoreApplication.translate("Pictures", "{last_use} and {n} more").format(last_use=last, n=number(more))


def ai_words(digital_source_type: str) -> str:
    """What AI had to do with a picture; empty where that is nothing."""
    part = ai_part(digital_source_type)
    if not part:
        return ""
    said = {
        "whole": QCoreApplication.translate("Pictures", "Made with AI"),
        "part": QCoreApplication.translate("Pictures", "Changed in part with AI"),
    }
    return said[part]
