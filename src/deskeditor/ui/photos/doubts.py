"""What is to be said of the text of a field, beside it and in a sentence below: missing, said twice, cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from deskeditor.core import alt_text
from deskeditor.core.alt_text import Repeats
from deskeditor.photos.fields import HOME_OF, Meter, meter
from deskeditor.ui.photos.columns import COLUMNS, value_of
from deskeditor.ui.wording import characters, number

NEEDED = frozenset(column.name for column in COLUMNS if column.needed)
"""Fields that a reader misses where they are empty."""
SHOWN = 40
"""Characters shown of what would be kept and of what would be cut."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """``short`` stands in the cell of the text. From ``start`` on the text does not fit, where that is the doubt."""

    short: str
    sentence: str
    start: int = -1


def doubts(name: str, text: str, caption: str) -> list[Doubt]:
    """The doubts about the text of a field, the gravest first; ``caption`` is that of the same photo."""
    if not text.strip():
        return [Doubt(_say("Missing"), _say("Missing"))] if name in NEEDED else []
    return [*_repeated(name, text, caption), *_long(name, text), *_cut(name, text)]


def measures(name: str, text: str) -> str:
    """How long the text of a field is, in what its limits are counted in; empty where there is none."""
    if name == "alt":
        said = _say("{n} of {most} characters")
        return said.format(n=number(len(text.strip())), most=number(alt_text.LENGTH))
    found = _meters(name, text)
    if found:
        fullest = max(found, key=lambda each: each.size)
        said = _say("IIM: {n} of {most} bytes")
        return said.format(n=number(fullest.size), most=number(fullest.limit))
    return characters(len(text.strip())) if name in HOME_OF and text.strip() else ""


def _repeated(name: str, text: str, caption: str) -> Iterator[Doubt]:
    found = alt_text.repeats(text, caption) if name == "alt" else Repeats.NOT
    if found is Repeats.EQUAL:
        yield Doubt(_say("= caption"), _say("It says what the caption says, which is read out beside it"))
    elif found is Repeats.NEARLY:
        yield Doubt(_say("≈ caption"), _say("It says nearly what the caption says, which is read out beside it"))


def _long(name: str, text: str) -> Iterator[Doubt]:
    over = alt_text.over(text) if name == "alt" else 0
    if over:
        start = len(text) - len(text.lstrip()) + alt_text.LENGTH
        said = _say("{n} over {most}: screen readers cannot stop inside it")
        sentence = said.format(n=characters(over), most=number(alt_text.LENGTH))
        yield Doubt(_say("{n} over").format(n=number(over)), sentence, start)


def _cut(name: str, text: str) -> Iterator[Doubt]:
    for each in _meters(name, text):
        if each.lost:
            said = _say("IIM ends at “…{kept}” and loses “{lost}”")
            lost = each.lost if len(each.lost) <= SHOWN else f"{each.lost[:SHOWN]}…"
            whole = each.kept + each.lost
            start = text.find(whole) + len(each.kept) if whole in text else -1
            yield Doubt(_say("IIM cuts"), said.format(kept=each.kept[-SHOWN:], lost=lost), start)


def _meters(name: str, text: str) -> list[Meter]:
    if name not in HOME_OF:
        return []
    value = value_of(name, text)
    found = [meter(name, each) for each in ((value,) if isinstance(value, str) else value)]
    return [each for each in found if each is not None]


def _say(text: str) -> str:
    return QCoreApplication.translate("Doubts", text)
