"""What is to be written into many photos, worked out and not written yet: from templates, changes, and series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from deskeditor.core.article import Article
from deskeditor.core.batch import FieldChange, Replacing, changed, replaced
from deskeditor.core.byline import join_byline
from deskeditor.core.matching import Matcher
from deskeditor.core.photo import Photo
from deskeditor.core.series import sentence_about, shared
from deskeditor.core.template import FieldText, Template, check_variables, codes_of_names, expand, fill
from deskeditor.desk.context import found_photo, found_photos
from deskeditor.desk.fields import PhotoEdit, PhotoEdits
from deskeditor.desk.photo_edits import clean_edits

if TYPE_CHECKING:
    from deskeditor.store import Work

Codes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be changed: the photos as they are, and of each the edits that differ from it, as they will be kept.

    Photos that would stay as they are have no edits.
    """

    photos: tuple[Photo, ...]
    edits: tuple[PhotoEdit, ...]


def preview(work: Work, edits: Iterable[PhotoEdit]) -> Preview:
    """Show the edits of photos; raises ``DeskError`` for one that could not be made."""
    asked = list(edits)
    photos, differing = {}, []
    for edit, photo in zip(asked, found_photos(work, [edit.photo for edit in asked]), strict=True):
        photos[photo.id] = photo
        own = {
            name: value
            for name, value in clean_edits(edit.edits, photo).items()
            if value != getattr(photo if hasattr(photo, name) else photo.fields, name)
        }
        if own:
            differing.append(PhotoEdit(photo.id, cast("PhotoEdits", own)))
    return Preview(tuple(photos.values()), tuple(differing))


def template_edits(
    work: Work, keys: Sequence[str], template: Template, story: Article | None, now: datetime, *, only_empty: bool
) -> list[PhotoEdit]:
    """The fields of photos as the template fills them."""
    codes, edits = codes_of(work, story), []
    for photo in found_photos(work, keys):
        values = variables_of(story, photo, now)
        filled = {
            field: _filled(text, values, codes)
            for field, text in template.fields
            if not (only_empty and getattr(photo.fields, field))
        }
        edits.append(PhotoEdit(photo.id, cast("PhotoEdits", filled)))
    return edits


def batch_edits(
    work: Work, keys: Sequence[str], changes: Sequence[FieldChange] | Replacing, story: Article | None, now: datetime
) -> list[PhotoEdit]:
    """The fields of photos as the changes make them; codes and variables of their texts are those of each photo."""
    photos = found_photos(work, keys)
    made: list[dict[str, Any]]
    if isinstance(changes, Replacing):
        matcher = Matcher(changes.query)
        made = [dict(replaced(photo.fields, changes.fields, matcher, changes.by)) for photo in photos]
    else:
        for change in changes:
            check_variables(change.text)
        codes = codes_of(work, story)
        made = []
        for photo in photos:
            values = variables_of(story, photo, now)

            def said(text: str, values: Mapping[str, str] = values) -> str:
                return fill(expand(text, codes).text, values)

            made.append(dict(changed(photo.fields, changes, said)))
    return [PhotoEdit(photo.id, cast("PhotoEdits", each)) for photo, each in zip(photos, made, strict=True)]


def series_edits(work: Work, key: str, following: str, before: str, but: str) -> list[PhotoEdit]:
    """Leave a photo for the next of the series: its caption is that of the one before with its own people, where it
    has none yet, and the next takes over what it is to share.
    """
    photo, edits = found_photo(work, key), []
    if before and not photo.fields.caption:
        caption = sentence_about(photo.fields.people, found_photo(work, before).fields)
        if caption:
            photo = replace(photo, fields=replace(photo.fields, caption=caption))
            edits.append(PhotoEdit(photo.id, {"caption": caption}))
    if following:
        after = found_photo(work, following)
        edits.append(PhotoEdit(after.id, cast("PhotoEdits", shared(photo.fields, after.fields, but))))
    return edits


def variables_of(story: Article | None, photo: Photo, now: datetime) -> dict[str, str]:
    """What each variable of a template stands for."""
    from deskeditor.exporters.words import long_date

    language = story.language if story else "en"
    taken = photo.fields.date_created[:10]
    try:
        day = date.fromisoformat(taken) if taken else now.date()
        told = long_date(day, language)
    except ValueError:  # a date of which only the year or month is known
        told = taken
    return {
        "headline": (story.headline if story else "") or photo.fields.headline,
        "byline": join_byline(story.byline, language) if story else join_byline(photo.fields.creator),
        "dateline": story.dateline if story else "",
        "city": photo.fields.city or (story.dateline.partition(",")[0].strip() if story else ""),
        "date": told,
        "slug": story.slug if story else "",
        "people": join_byline(photo.fields.people, language),
        "event": photo.fields.event,
    }


def codes_of(work: Work, story: Article | None) -> dict[str, tuple[str, ...]]:
    """The codes of the desk's lists, and behind them those that a story has by itself."""
    codes: dict[str, tuple[str, ...]] = {}
    if story is not None:
        photos = [photo.fields for photo in work.photos.load([use.photo_id for use in story.photos])]
        people = [name for fields in photos for name in fields.people]
        places = [
            place for each in photos for place in (each.sublocation, each.city, each.state, each.country) if place
        ]
        codes = codes_of_names([*people, *story.byline, *places, *([story.dateline] if story.dateline else [])])
        events = list(dict.fromkeys(fields.event for fields in photos if fields.event))
        if len(events) == 1:
            codes["event"] = (events[0],)
    for each in reversed(work.code_lists.all()):
        codes |= dict(each.codes)
    return codes


def _filled(text: FieldText, values: Mapping[str, str], codes: Codes) -> FieldText:
    if isinstance(text, str):
        # The codes first: what a headline says is not looked at for them.
        return fill(expand(text, codes).text, values)
    return tuple(fill(expand(each, codes).text, values) for each in text)
