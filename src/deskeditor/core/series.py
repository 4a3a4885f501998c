"""A series of pictures of one event: what the next one has from the one before, and what it must be given itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from deskeditor.core.byline import join_byline
from deskeditor.core.photo import PhotoFields

SHARED = (
    *("headline", "event", "sublocation", "city", "state", "country", "country_code", "keywords", "job_id"),
    *("creator", "creator_title", "credit", "source", "copyright", "usage_terms", "web_statement", "licensor"),
    *("licensor_url", "licence_end", "embargo", "restrictions", "data_mining", "caption_writer", "instructions"),
)
"""Fields that say neither who is in a picture, nor what is seen, nor how the picture came about."""
_COMMAS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts whose languages list names by commas alone."""


def shared(before: PhotoFields, here: PhotoFields, but: str = "") -> dict[str, Any]:
    """What an empty field of the next picture takes over: all but who and what, and but the field that is being
    written from picture to picture. A date comes as the day alone.
    """
    taken = {name: getattr(before, name) for name in SHARED if getattr(before, name) and not getattr(here, name)}
    if before.date_created and not here.date_created:
        taken["date_created"] = before.date_created.partition("T")[0]
    taken.pop(but, None)
    return taken


def sentence_about(others: Sequence[str], before: PhotoFields) -> str:
    """The caption of the picture before with these names in the place of its own.

    Empty where its names do not stand in it together, or where a part of one stands in it once more: then it says
    something that is not true of others. Empty too where it is of one and these are several, or the other way round, in
    a language whose verbs tell that.
    """
    unnamed = before.caption
    for name in before.people:
        unnamed = unnamed.replace(name, " ")
    # A name in another script is a name in a caption of this language still.
    languages = ("ko", "en") if _COMMAS.search(unnamed) else ("en", "ko")
    joined = {language: join_byline(before.people, language) for language in languages}
    language = next((each for each in languages if before.caption.count(joined[each]) == 1), "")
    if not language or not before.people or not others:
        return ""
    if languages[0] == "en" and (len(before.people) == 1) != (len(others) == 1):
        return ""
    names = joined[language]
    around = before.caption.replace(names, " ")
    words = set(re.findall(r"\w+", around.casefold()))
    if words & {word for name in before.people for word in re.findall(r"\w+", name.casefold()) if len(word) > 1}:
        return ""
    return before.caption.replace(names, join_byline(others, language))
