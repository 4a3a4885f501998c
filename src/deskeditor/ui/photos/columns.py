"""The columns of the caption desk: which fields of a photo, how wide, and how a cell's text stands for a value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deskeditor.core.photo import LISTS, Photo
from deskeditor.core.sheets import joined, parted

CONTEXT = "PhotoFields"


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the archive record; ``needed`` ones are marked where they are empty.

    ``width`` is in pixels; of a wider window each column has ``share`` parts.
    """

    name: str
    title: object
    width: int
    needed: bool = False
    share: int = 0

    @property
    def many(self) -> bool:
        """Whether the field is a list, whose items are parted by semicolons."""
        return self.name in LISTS

    @property
    def heading(self) -> str:
        """Its name in the user's language."""
        return QCoreApplication.translate(CONTEXT, str(self.title))


COLUMNS = (
    Column("filename", QT_TRANSLATE_NOOP(CONTEXT, "File"), 220),
    Column("headline", QT_TRANSLATE_NOOP(CONTEXT, "Headline"), 140, share=1),
    Column("people", QT_TRANSLATE_NOOP(CONTEXT, "People"), 160),
    Column("caption", QT_TRANSLATE_NOOP(CONTEXT, "Caption"), 320, needed=True, share=3),
    Column("alt", QT_TRANSLATE_NOOP(CONTEXT, "Alt text"), 240, needed=True, share=2),
    Column("credit", QT_TRANSLATE_NOOP(CONTEXT, "Credit"), 140, needed=True),
    Column("creator", QT_TRANSLATE_NOOP(CONTEXT, "Creator"), 140),
    Column("event", QT_TRANSLATE_NOOP(CONTEXT, "Event"), 160),
    Column("sublocation", QT_TRANSLATE_NOOP(CONTEXT, "Place"), 140),
    Column("city", QT_TRANSLATE_NOOP(CONTEXT, "City"), 120),
    Column("country", QT_TRANSLATE_NOOP(CONTEXT, "Country"), 120),
    Column("date_created", QT_TRANSLATE_NOOP(CONTEXT, "Date"), 180),
    Column("copyright", QT_TRANSLATE_NOOP(CONTEXT, "Rights"), 160),
    Column("source", QT_TRANSLATE_NOOP(CONTEXT, "Source"), 120),
    Column("usage_terms", QT_TRANSLATE_NOOP(CONTEXT, "Usage terms"), 160),
    Column("keywords", QT_TRANSLATE_NOOP(CONTEXT, "Keywords"), 160),
)
FILE = 0
"""The column of the picture and its file name, which nobody edits."""
COLUMN_OF = {column.name: number for number, column in enumerate(COLUMNS)}


def text_of(photo: Photo, name: str) -> str:
    """What a cell says."""
    if name == "filename":
        return photo.filename
    value = getattr(photo.fields, name)
    return value if isinstance(value, str) else joined(value)


def value_of(name: str, text: str) -> str | tuple[str, ...]:
    """What the text of a cell means."""
    return parted(text) if name in LISTS else text.strip()
