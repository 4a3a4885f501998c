"""The fields of a photo and where each lives in a file (IPTC Photo Metadata 2025.1, IIM 4.2, EXIF 3.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from deskeditor.core.photo import Conflict, PhotoFields
from deskeditor.photos import dates

Values = Mapping[str, tuple[str, ...]]
"""What one home of the metadata says: by the name of the field in ``PhotoFields``; empty fields are left out."""


class Shape(Enum):
    """How XMP holds a value."""

    TEXT = auto()
    LANGUAGES = auto()
    """An ``rdf:Alt`` of languages; the desk uses ``x-default``."""
    BAG = auto()
    SEQ = auto()
    MEMBER = auto()
    """A text inside the first structure of a list: ``Home.inside`` names the list."""


@dataclass(frozen=True, slots=True)
class Home:
    """One field and its places."""

    name: str
    """As in ``PhotoFields``."""
    label: str
    prefix: str
    xmp: str
    shape: Shape = Shape.TEXT
    iim: int = 0
    """Dataset of IIM record 2; 0 where there is none."""
    limit: int = 0
    """Bytes of UTF-8 that the dataset takes; 0 for a date."""
    exif: int = 0
    """Tag of IFD 0; 0 where there is none."""
    iim_time: int = 0
    """Of a date: the dataset beside ``iim`` that has the time of day."""
    inside: str = ""
    """The property of the same prefix that holds a ``MEMBER``."""

    @property
    def many(self) -> bool:
        """Whether the field is a list."""
        return self.shape in (Shape.BAG, Shape.SEQ)


NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "pur": "http://prismstandard.org/namespaces/prismusagerights/2.1/",
}
"""``pur`` has the embargo, for which IPTC has a place in IIM alone."""

HOMES = (
    Home("headline", "headline", "photoshop", "Headline", iim=105, limit=256),
    Home("title", "title", "dc", "title", Shape.LANGUAGES, iim=5, limit=64),
    Home("caption", "caption", "dc", "description", Shape.LANGUAGES, iim=120, limit=2000, exif=0x010E),
    Home("alt", "alt text", "Iptc4xmpCore", "AltTextAccessibility", Shape.LANGUAGES),
    Home("extended_description", "extended description", "Iptc4xmpCore", "ExtDescrAccessibility", Shape.LANGUAGES),
    Home("caption_writer", "caption writer", "photoshop", "CaptionWriter", iim=122, limit=32),
    Home("creator", "creator", "dc", "creator", Shape.SEQ, iim=80, limit=32, exif=0x013B),
    Home("creator_title", "creator's job title", "photoshop", "AuthorsPosition", iim=85, limit=32),
    Home("credit", "credit", "photoshop", "Credit", iim=110, limit=32),
    Home("source", "source", "photoshop", "Source", iim=115, limit=32),
    Home("copyright", "copyright", "dc", "rights", Shape.LANGUAGES, iim=116, limit=128, exif=0x8298),
    Home("usage_terms", "usage terms", "xmpRights", "UsageTerms", Shape.LANGUAGES),
    Home("web_statement", "web statement of rights", "xmpRights", "WebStatement"),
    Home("licensor", "licensor", "plus", "LicensorName", Shape.MEMBER, inside="Licensor"),
    Home("licensor_url", "licensor's address", "plus", "LicensorURL", Shape.MEMBER, inside="Licensor"),
    Home("licence_end", "end of the licence", "plus", "LicenseEndDate", iim=37, iim_time=38),
    Home("embargo", "embargo", "pur", "embargoDate", iim=30, iim_time=35),
    Home("restrictions", "restrictions", "plus", "OtherConstraints", Shape.LANGUAGES),
    Home("model_release", "model release", "plus", "ModelReleaseStatus"),
    Home("minor_age", "age of minors", "plus", "MinorModelAgeDisclosure"),
    Home("data_mining", "data mining", "plus", "DataMining"),
    Home("keywords", "keywords", "dc", "subject", Shape.BAG, iim=25, limit=64),
    Home("people", "people shown", "Iptc4xmpExt", "PersonInImage", Shape.BAG),
    Home("event", "event", "Iptc4xmpExt", "Event", Shape.LANGUAGES),
    Home("sublocation", "sublocation", "Iptc4xmpCore", "Location", iim=92, limit=32),
    Home("city", "city", "photoshop", "City", iim=90, limit=32),
    Home("state", "state", "photoshop", "State", iim=95, limit=32),
    Home("country", "country", "photoshop", "Country", iim=101, limit=64),
    Home("country_code", "country code", "Iptc4xmpCore", "CountryCode", iim=100, limit=3),
    # EXIF has it as a tag and its offset as another: see exif.py. How each writes a date is in dates.py.
    Home("date_created", "date created", "photoshop", "DateCreated", iim=55, iim_time=60),
    Home("instructions", "instructions", "photoshop", "Instructions", iim=40, limit=256),
    Home("job_id", "job identifier", "photoshop", "TransmissionReference", iim=103, limit=32),
    Home("digital_source_type", "digital source type", "Iptc4xmpExt", "DigitalSourceType"),
    Home("ai_system", "AI system", "Iptc4xmpExt", "AISystemUsed"),
    Home("ai_prompt", "AI prompt", "Iptc4xmpExt", "AIPromptInformation"),
    Home("guid", "GUID", "Iptc4xmpExt", "DigImageGUID"),
)
HOME_OF = {home.name: home for home in HOMES}

MOST_CHARACTERS, MOST_VALUES = 65_000, 1_000
"""Of a field that are read: what is longer could not leave in a JPEG."""

_LINE_END = re.compile("\r\n?")
_NOT_XML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters, lone surrogates and what XML 1.0 cannot hold."""


def clean(text: str) -> str:
    """The text as every home can hold it: no control characters, lines ended by ``\\n``, no space around."""
    if text.isprintable():  # nothing to take out, told four times as fast
        return text.strip()
    return _NOT_XML.sub("", _LINE_END.sub("\n", text)).strip()


def cleaned(found: Mapping[str, list[str]]) -> Values:
    """What a home said, each value cleaned, without those that are then empty."""
    texts = {name: tuple(text for value in values if (text := clean(value))) for name, values in found.items()}
    return {name: values for name, values in texts.items() if values}


def values_of(fields: PhotoFields) -> Values:
    """The fields that say something, cleaned for writing."""
    held = {home.name: getattr(fields, home.name) for home in HOMES}
    return cleaned({name: [value] if isinstance(value, str) else list(value) for name, value in held.items()})


@dataclass(frozen=True, slots=True)
class Meter:
    """How a text fits the dataset of IIM that carries it: what an old program would show, and what it would not."""

    size: int
    limit: int
    """Both in bytes of UTF-8."""
    kept: str
    lost: str


def meter(name: str, text: str) -> Meter | None:
    """The meter of a field, or of one value of a field that is a list; None where IIM has no such field, or a date."""
    home = HOME_OF[name]
    if not home.limit:
        return None
    data = clean(text).encode()
    kept = cut(clean(text), home.limit)
    return Meter(len(data), home.limit, kept.decode(), data[len(kept) :].decode())


def cut(text: str, limit: int) -> bytes:
    """The text in at most ``limit`` bytes of UTF-8, never ending inside a code point."""
    return text.encode()[:limit].decode("utf-8", "ignore").encode()


def merge(
    xmp: Values, iim: Values, exif: Values, warnings: list[str], *, iim_edited: bool
) -> tuple[PhotoFields, tuple[Conflict, ...]]:
    """One record, field by field: XMP, then IIM, then EXIF; and what the first two contradict each other in.

    ``iim_edited`` says that a program which knows no XMP changed the IIM after the two were last in step: then the IIM
    goes first, unless it is only the beginning of the XMP, cut off at IIM's limit. Each contradiction adds a warning.
    """
    chosen: dict[str, Any] = {}
    conflicts = []
    for home in HOMES:
        first, second = _kept(home, xmp, warnings), _kept(home, iim, warnings)
        if first and second and first != second and not _is_cut_of(home, second, first):
            warnings.append(_conflict(home, iim_edited=iim_edited))
            conflicts.append(Conflict(home.name, first, second, "iim" if iim_edited else "xmp"))
            if iim_edited:
                first = second
        values = first or second or _kept(home, exif, warnings)
        if values:
            chosen[home.name] = values if home.many else values[0]
    return PhotoFields(**chosen), tuple(conflicts)


def _kept(home: Home, found: Values, warnings: list[str]) -> tuple[str, ...]:
    """What a home says of a field, as far as the desk keeps it: megabytes would hold up whoever shows them."""
    values = found.get(home.name, ())
    if len(values) <= MOST_VALUES and all(len(value) <= MOST_CHARACTERS for value in values):
        return values
    said = f"Of the {home.label} in the file only the beginning was taken: it is longer than a picture can carry."
    if said not in warnings:
        warnings.append(said)
    return tuple(value[:MOST_CHARACTERS].rstrip() for value in values[:MOST_VALUES])


def _is_cut_of(home: Home, short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    if home.iim_time:
        return dates.is_cut_of(short[0], whole[0])
    pairs = zip(short, whole, strict=False)
    return len(short) == len(whole) and all(" ".join(b.split()).startswith(" ".join(a.split())) for a, b in pairs)


def _conflict(home: Home, *, iim_edited: bool) -> str:
    taken = "IIM, which an older program edited last" if iim_edited else "XMP"
    return f"The {home.label} in the file's XMP and IIM differ; taken from the {taken}."
