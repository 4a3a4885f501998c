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
from deskeditor.desk.context import found_article, found_photo, found_photos
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


class StoriesOf:
    """The stories of photos, whose people, places and event are codes and whose headline is a variable.

    Of a photo it is the story that is ``named``; where none is, those that show the photo; where none does, the only
    one that shows any of the photos, for they are of one event; else the one ``at_hand``.
    """

    def __init__(self, work: Work, photos: Sequence[str], named: str = "", at_hand: str = "") -> None:
        """``photos`` are ids; raises ``NotFoundError`` for a named story that there is not."""
        self._work = work
        self._named = (found_article(work, named),) if named else ()
        self._at_hand = at_hand
        self._uses = {} if named else work.photos.past_uses(list(photos))
        self._lists = lists_of(work)
        self._articles: dict[str, Article | None] = {}
        self._codes: dict[tuple[str, ...], Codes] = {}
        together = {use.article_id for uses in self._uses.values() for use in uses}
        self._together = tuple(together) if len(together) == 1 else (at_hand,)

    def codes(self, photo: Photo | None) -> Codes:
        """The codes of the desk's lists, and behind them those of the photo's stories; None for all photos at once."""
        stories = self._of(photo)
        key = tuple(story.id for story in stories)
        if key not in self._codes:
            self._codes[key] = codes_of(self._work, stories) | self._lists
        return self._codes[key]

    def variables(self, photo: Photo, now: datetime) -> dict[str, str]:
        """What each variable of a template stands for; of several stories it is that at hand, else the last one."""
        return variables_of(next(iter(self._of(photo)), None), photo, now)

    def _of(self, photo: Photo | None) -> Sequence[Article]:
        if self._named:
            return self._named
        uses = self._uses.get(photo.id, ()) if photo is not None else ()
        ids = [use.article_id for use in uses] or self._together
        found = map(self._article, sorted(ids, key=lambda key: key != self._at_hand))
        return [story for story in found if story is not None]

    def _article(self, key: str) -> Article | None:
        if key not in self._articles:
            self._articles[key] = self._work.articles.find(key) if key else None
        return self._articles[key]


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
    photos: Sequence[Photo], template: Template, stories: StoriesOf, now: datetime, *, only_empty: bool
) -> list[PhotoEdit]:
    """The fields of photos as the template fills them."""
    edits = []
    for photo in photos:
        codes, values = stories.codes(photo), stories.variables(photo, now)
        filled = {
            field: _filled(text, values, codes)
            for field, text in template.fields
            if not (only_empty and getattr(photo.fields, field))
        }
        edits.append(PhotoEdit(photo.id, cast("PhotoEdits", filled)))
    return edits


def batch_edits(
    photos: Sequence[Photo], changes: Sequence[FieldChange] | Replacing, stories: StoriesOf, now: datetime
) -> list[PhotoEdit]:
    """The fields of photos as the changes make them; codes and variables of their texts are those of each photo."""
    made: list[dict[str, Any]]
    if isinstance(changes, Replacing):
        matcher = Matcher(changes.query)
        made = [dict(replaced(photo.fields, changes.fields, matcher, changes.by)) for photo in photos]
    else:
        for change in changes:
            check_variables(change.text)
        made = []
        for photo in photos:
            codes, values = stories.codes(photo), stories.variables(photo, now)

            def said(text: str, codes: Codes = codes, values: Mapping[str, str] = values) -> str:
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


def lists_of(work: Work) -> dict[str, tuple[str, ...]]:
    """The codes of the desk's lists; of one that stands in two of them the list added last counts."""
    return {code: said for each in reversed(work.code_lists.all()) for code, said in each.codes}


def codes_of(work: Work, stories: Sequence[Article]) -> dict[str, tuple[str, ...]]:
    """The codes that stories have by themselves: people, places, and the event where it is one."""
    shown = dict.fromkeys(use.photo_id for story in stories for use in story.photos)
    photos = [photo.fields for photo in work.photos.load(list(shown))]
    people = [name for fields in photos for name in fields.people]
    places = [place for each in photos for place in (each.sublocation, each.city, each.state, each.country) if place]
    authors = [name for story in stories for name in story.byline]
    codes = codes_of_names([*people, *authors, *places, *(story.dateline for story in stories if story.dateline)])
    events = list(dict.fromkeys(fields.event for fields in photos if fields.event))
    return codes | {"event": (events[0],)} if len(events) == 1 else codes


def _filled(text: FieldText, values: Mapping[str, str], codes: Codes) -> FieldText:
    if isinstance(text, str):
        # The codes first: what a headline says is not looked at for them.
        return fill(expand(text, codes).text, values)
    return tuple(fill(expand(each, codes).text, values) for each in text)
