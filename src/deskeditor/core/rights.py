"""Whether a picture may be published at a planned time, and who may say that it may after all."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deskeditor.core.photo import Photo, PhotoFields

SOURCE_TYPES = {
    "digitalCapture": "taken with a digital camera",
    "computationalCapture": "taken with a camera that computes the picture from several",
    "negativeFilm": "digitised from a negative",
    "positiveFilm": "digitised from a transparency",
    "print": "digitised from a print",
    "humanEdits": "edited by people",
    "composite": "put together from several",
    "compositeCapture": "put together from photographs",
    "algorithmicallyEnhanced": "enhanced by a program",
    "dataDrivenMedia": "drawn from data",
    "digitalCreation": "drawn by people on a computer",
    "screenCapture": "taken of a screen",
    "virtualRecording": "recorded in a virtual scene",
    "algorithmicMedia": "made by a program",
    "compositeSynthetic": "put together, in part with AI",
    "compositeWithTrainedAlgorithmicMedia": "changed in part with AI",
    "trainedAlgorithmicMedia": "made with AI",
}
"""The digital source types of the IPTC, by the end of their URI, in the words of a newsroom."""
NEWSCODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
AI_PART = frozenset({"compositeSynthetic", "compositeWithTrainedAlgorithmicMedia"})
AI_WHOLE = frozenset({"trainedAlgorithmicMedia"})

MINORS = frozenset({"AG-A17", "AG-A16", "AG-A15", "AG-U14"})
RELEASED = "MR-UMR"
"""Ends of URIs of the PLUS vocabulary: those under 18, and a release without limits."""

MODEL_RELEASES = {
    "MR-NON": "none",
    "MR-NAP": "not applicable",
    "MR-UMR": "unlimited releases",
    "MR-LMR": "limited or incomplete releases",
}
AGES = {"AG-UNK": "unknown", "AG-U14": "14 or under"} | {f"AG-A{age}": f"{age}" for age in range(15, 25)}
AGES["AG-A25"] = "25 or over"
DATA_MINING = {
    "DMI-UNSPECIFIED": "not said",
    "DMI-ALLOWED": "allowed",
    "DMI-PROHIBITED-AIMLTRAINING": "not for training AI",
    "DMI-PROHIBITED-GENAIMLTRAINING": "not for training generative AI",
    "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING": "only for search engines",
    "DMI-PROHIBITED": "not allowed",
    "DMI-PROHIBITED-SEECONSTRAINT": "as the restrictions say",
    "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR": "as the rights in the file say",
    "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR": "as the rights elsewhere say",
}
"""The PLUS vocabulary by the end of its URIs, in words."""
RULES = ("embargo", "licence", "minor", "rejected")
"""What may hold a photo back, in the order told."""
PLUS = "http://ns.useplus.org/ldf/vocab/"


@dataclass(frozen=True, slots=True)
class Lift:
    """Somebody's decision that a rule does not hold a photo back; ``article_id`` is empty for every story.

    ``terms`` is what the rule stood on, such as the end of the licence: where that changes, the decision is none.
    """

    photo_id: str
    rule: str
    article_id: str
    terms: str
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """What holds a photo back: the rule, why, who may lift it, and the lift where somebody did."""

    rule: str
    reason: str
    who: str
    terms: str
    lift: Lift | None = None


def holds(photo: Photo, planned: datetime, lifts: Sequence[Lift] = (), article_id: str = "") -> list[Hold]:
    """What holds the photo back from a story that is to be published at ``planned`` (aware)."""
    return [
        Hold(rule, reason, who, terms, _lifted(photo, rule, terms, lifts, article_id))
        for rule, reason, who, terms in _found(photo, planned)
    ]


def blocks(found: Sequence[Hold]) -> bool:
    """Whether something holds a photo back that nobody has lifted."""
    return any(hold.lift is None for hold in found)


def _found(photo: Photo, planned: datetime) -> Iterator[tuple[str, str, str, str]]:
    fields = photo.fields
    owner = fields.licensor or fields.source or fields.credit or "the picture's owner"
    embargo, end = moment(fields.embargo, planned), moment(fields.licence_end, planned, end=True)
    # What cannot be read as a date may lie ahead, or be over: it holds until a person has looked at it.
    if fields.embargo and (embargo is None or planned < embargo):
        yield "embargo", f"The picture is under embargo until {_told(fields.embargo)}", owner, fields.embargo
    if fields.licence_end and (end is None or planned > end):
        when = f"ended on {_told(fields.licence_end)}" if end else f"ends at “{fields.licence_end}”, which is no date"
        reason = f"The licence of the picture {when}"
        yield "licence", reason, f"{owner}, by a new licence", fields.licence_end
    age = vocabulary(fields.minor_age)
    if age in MINORS and vocabulary(fields.model_release) != RELEASED:
        reason = f"The picture shows a child ({AGES[age]}) and there is no full release for it"
        terms = f"{fields.minor_age} {fields.model_release}".rstrip()
        yield "minor", reason, "the editor in charge, with the consent of a parent", terms
    if photo.rejected:
        yield "rejected", "The picture desk rejected the picture", "the picture desk", "rejected"


def _lifted(photo: Photo, rule: str, terms: str, lifts: Sequence[Lift], article_id: str) -> Lift | None:
    for lift in lifts:
        is_meant = lift.photo_id == photo.id and lift.rule == rule and lift.terms == terms
        if is_meant and lift.article_id in ("", article_id):
            return lift
    return None


def vocabulary(uri: str) -> str:
    """The end of a URI, which is the word in a vocabulary."""
    return uri.rstrip("/").rpartition("/")[2]


def source_type(uri: str) -> str:
    """How the picture came about, in words; empty where it is not said."""
    word = vocabulary(uri)
    return SOURCE_TYPES.get(word, word)


def ai_part(uri: str) -> str:
    """``whole`` where a digital source type says that AI made the picture, ``part`` where it changed some of it."""
    word = vocabulary(uri)
    return "whole" if word in AI_WHOLE else "part" if word in AI_PART else ""


def moment(iso: str, planned: datetime, *, end: bool = False) -> datetime | None:
    """The first moment of a date of any precision, or with ``end`` its last; None for what is no date.

    What is said without an offset is meant in the time zone of ``planned``.
    """
    try:
        if len(iso) > len("2025-12-05"):
            found = datetime.fromisoformat(iso)
            return found if found.tzinfo else found.replace(tzinfo=planned.tzinfo)
        year, month, day = ([int(part) for part in iso.split("-")] + [0, 0])[:3]
        if not end:
            return datetime(year, month or 1, day or 1, tzinfo=planned.tzinfo)
        month = month or 12
        return datetime(year, month, day or monthrange(year, month)[1], 23, 59, 59, tzinfo=planned.tzinfo)
    except ValueError:
        return None


def _told(iso: str) -> str:
    return iso.replace("T", " ")


def with_stand_ins(fields: PhotoFields) -> PhotoFields:
    """With the credit for a creator and a copyright notice that nobody stated: receivers refuse pictures without them.

    Nobody has claimed a copyright: no © stands before it.
    """
    creator = (fields.credit,) if fields.credit else ()
    return replace(fields, creator=fields.creator or creator, copyright=fields.copyright or fields.credit)


def without_stand_ins(fields: PhotoFields) -> PhotoFields:
    """The inverse, for a picture that comes back: a copyright notice that only repeats the credit is none."""
    if not fields.credit or fields.copyright != fields.credit:
        return fields
    return replace(fields, creator=() if fields.creator == (fields.credit,) else fields.creator, copyright="")
