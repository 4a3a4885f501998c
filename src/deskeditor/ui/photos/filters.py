"""What the list of photos can be narrowed to: by what is missing, and by the marks of the picture desk."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskeditor.core.photo import MOST_STARS
from deskeditor.core.queries import PhotoFilter
from deskeditor.ui.photos.columns import COLUMNS
from deskeditor.ui.photos.marks import LABELS, label_word, stars_word

NEEDED = tuple(column.name for column in COLUMNS if column.needed)


def by_what_is_missing() -> list[tuple[str, PhotoFilter]]:
    """Every filter with its title."""
    return [
        (_say("All photos"), PhotoFilter()),
        (_say("In no story"), PhotoFilter(unused=True)),
        (_say("Something is missing"), PhotoFilter(missing=NEEDED)),
        (_say("Without a caption"), PhotoFilter(missing=("caption",))),
        (_say("Without alt text"), PhotoFilter(missing=("alt",))),
        (_say("Without a credit"), PhotoFilter(missing=("credit",))),
        (_say("Without people"), PhotoFilter(missing=("people",))),
        (_say("Without an event"), PhotoFilter(missing=("event",))),
        (_say("Without a city"), PhotoFilter(missing=("city",))),
        (_say("Without a date"), PhotoFilter(missing=("date_created",))),
        (_say("Without rights"), PhotoFilter(missing=("copyright",))),
        (_say("Held back from publication"), PhotoFilter(held=True)),
        (_say("Said twice by the file"), PhotoFilter(conflicting=True)),
    ]


def by_mark() -> list[tuple[str, PhotoFilter]]:
    """Every filter with its title."""
    at_least, label = _say("{stars} or more"), _say("Label: {name}")
    return [
        (_say("With any mark or none"), PhotoFilter()),
        (_say("Not rejected"), PhotoFilter(rejected=False)),
        (_say("Rejected"), PhotoFilter(rejected=True)),
        (stars_word(MOST_STARS), PhotoFilter(rating=MOST_STARS)),
        *(
            (at_least.format(stars=stars_word(count)), PhotoFilter(rating=count))
            for count in range(MOST_STARS - 1, 0, -1)
        ),
        *((label.format(name=label_word(each.name)), PhotoFilter(label=each.name)) for each in LABELS),
    ]


def _say(text: str) -> str:
    return QCoreApplication.translate("PhotoFilters", text)
