"""Edits of photos: made fit to be kept, written as far as they change something, and taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError
from deskeditor.core.photo import MOST_STARS, Photo, PhotoFields
from deskeditor.desk.cleaning import many_lines, names, one_line
from deskeditor.desk.context import found_photo
from deskeditor.desk.fields import PhotoEdit, PhotoEdits, PhotosEdited

if TYPE_CHECKING:
    from deskeditor.store import Work

OF_THE_PICTURE = frozenset(field.name for field in fields(PhotoFields))
EXPORTED = OF_THE_PICTURE | {"framing", "share_position"}
"""What a receiver may see: a change of it is a new revision of the photo."""
DATES = frozenset({"date_created", "licence_end", "embargo"})
ADDRESSES = {
    "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "model_release": "http://ns.useplus.org/ldf/vocab/MR-NON",
    "minor_age": "http://ns.useplus.org/ldf/vocab/AG-A25",
    "data_mining": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
    "web_statement": "https://news.example/rights",
    "licensor_url": "https://news.example/licence",
}
"""Fields that hold an address, with one that shows what is meant."""


def write_edits(work: Work, edits: Sequence[PhotoEdit], now: datetime) -> tuple[PhotosEdited, Changes]:
    """Make each edit in its order; only what differs is written. Raises ``DeskError``: then the caller's transaction
    ends without any.
    """
    known = {photo.id: photo for photo in work.photos.load([edit.photo for edit in edits])}
    photos: dict[str, Photo] = {}
    undo: list[PhotoEdit] = []
    changed: set[str] = set()
    for edit in edits:
        before = photos.get(edit.photo) or known.get(edit.photo) or found_photo(work, edit.photo)
        given = cast("dict[str, Any]", edit.edits) if edit.put_back else clean_edits(edit.edits, before)
        after, taken_back = _changed(before, given, now)
        if taken_back:
            work.photos.update(after)
            changed.add(after.id)
            undo.append(PhotoEdit(after.id, taken_back, put_back=True))
        photos[after.id] = after
    using = work.articles.using_any(sorted(changed))
    work.articles.needs_indexing(using)
    done = PhotosEdited(tuple(photos.values()), tuple(reversed(undo)))
    return done, Changes(articles=frozenset(using), photos=frozenset(changed))


def _changed(before: Photo, given: dict[str, Any], now: datetime) -> tuple[Photo, PhotoEdits]:
    """The photo with the values given, and the values that it had in their places."""
    own = {name: value for name, value in given.items() if name not in OF_THE_PICTURE}
    told = {name: value for name, value in given.items() if name in OF_THE_PICTURE}
    had = {name: _held(before, name) for name in given}
    differing = {name for name, value in given.items() if value != had[name]}
    after = replace(before, fields=replace(before.fields, **told), **own)
    if differing:
        after = replace(after, revision=before.revision + bool(differing & EXPORTED), modified=now)
    return after, cast("PhotoEdits", {name: value for name, value in had.items() if name in differing})


def clean_edits(edits: PhotoEdits, photo: Photo) -> dict[str, Any]:
    """The values as they can be kept; raises ``DeskError`` for one that cannot.

    What the photo says already stays as its file has it, so that a table is not refused for what nobody wrote.
    """
    return {name: value if value == _held(photo, name) else _clean(name, value, photo) for name, value in edits.items()}


def _held(photo: Photo, name: str) -> object:
    return getattr(photo.fields if name in OF_THE_PICTURE else photo, name)


def _clean(name: str, value: Any, photo: Photo) -> Any:
    where = photo.filename
    match name:
        case "note":
            return many_lines(str(value), name, where)
        case "framing":
            return value.checked(photo.width, photo.height, where)
        case "rating":
            if value not in range(MOST_STARS + 1):
                raise DeskError("A photo has no stars, or up to five", where=where, mend="give a number from 0 to 5")
            return int(value)
        case "rejected" | "share_position":
            return bool(value)
        case "conflicts":
            return tuple(value)
    if isinstance(value, tuple):
        return names(value, name, where)
    text = one_line(str(value), name.replace("_", " "), where)
    _refuse_ill_formed(name, text, where)
    return text


def _refuse_ill_formed(name: str, value: str, where: str) -> None:
    """Refuse what the formats of a picture cannot hold in that field; empty is always well-formed."""
    from deskeditor.photos.dates import is_date

    if not value:
        return
    if name in DATES and not is_date(value):
        mend = "write it as 2025-12-05T06:00+09:00, or less precisely as 2025-12-05, 2025-12 or 2025"
        raise DeskError(f"“{value[:40]}” is not a date", where=where, mend=mend)
    if name == "country_code" and not re.fullmatch("[A-Z]{2,3}", value):
        raise DeskError(f"“{value[:40]}” is not a country code", where=where, mend="write one of ISO 3166, such as KR")
    if name in ADDRESSES and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        what = f"“{value[:40]}” is not a {name.replace('_', ' ')}"
        raise DeskError(what, where=where, mend=f"write its address, such as {ADDRESSES[name]}")
