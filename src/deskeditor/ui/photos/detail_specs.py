"""The fields of a photo as an editor thinks of them: in groups, each with its words and its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deskeditor.core.rights import AGES, DATA_MINING, MODEL_RELEASES, NEWSCODES, PLUS, SOURCE_TYPES

CONTEXT = "PhotoFields"


class Kind(Enum):
    """How a field is filled in."""

    LINE = auto()
    """A few words, beside their title."""
    TEXT = auto()
    """Sentences, below their title."""
    NAMES = auto()
    """Several, parted by semicolons."""
    CHOICE = auto()
    """One of a vocabulary, in words."""
    NOTE = auto()
    """Lines for the desk."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A field of ``PhotoFields``, or ``note``. ``words`` are those of its vocabulary, by the end of its URIs."""

    name: str
    title: object
    kind: Kind = Kind.LINE
    example: object = ""
    words: Mapping[str, str] | None = None
    base: str = ""
    """What the URIs of the vocabulary begin with."""

    @property
    def label(self) -> str:
        """The title in the user's language."""
        return QCoreApplication.translate(CONTEXT, str(self.title))

    @property
    def hint(self) -> str:
        """What may stand here, where nothing does."""
        return QCoreApplication.translate(CONTEXT, str(self.example)) if self.example else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a heading."""

    id: str
    title: object
    specs: tuple[Spec, ...]

    @property
    def label(self) -> str:
        """The heading in the user's language."""
        return QCoreApplication.translate(CONTEXT, str(self.title))


def _(text: str) -> str:
    return str(QT_TRANSLATE_NOOP(CONTEXT, text))


DATE = _("2025-12-05")
GROUPS = (
    Group(
        "what",
        _("What is seen"),
        (
            Spec("headline", _("Headline")),
            Spec("caption", _("Caption"), Kind.TEXT, _("Who and what, then where and when; two sentences at most")),
            Spec("alt", _("Alt text"), Kind.TEXT, _("What those who cannot see the picture should know of it")),
            Spec("extended_description", _("Extended description"), Kind.TEXT),
            Spec("keywords", _("Keywords"), Kind.NAMES, _("Parted by semicolons")),
            Spec("people", _("People"), Kind.NAMES, _("Parted by semicolons")),
            Spec("event", _("Event")),
        ),
    ),
    Group(
        "place",
        _("Where and when"),
        (
            Spec("sublocation", _("Place")),
            Spec("city", _("City")),
            Spec("state", _("State")),
            Spec("country", _("Country")),
            Spec("country_code", _("Country code"), example=_("KR")),
            Spec("date_created", _("Date"), example=DATE),
        ),
    ),
    Group(
        "makers",
        _("Who made it"),
        (
            Spec("creator", _("Creator"), Kind.NAMES),
            Spec("creator_title", _("Job title")),
            Spec("credit", _("Credit")),
            Spec("source", _("Source")),
            Spec("copyright", _("Copyright")),
            Spec("caption_writer", _("Caption writer")),
            Spec("title", _("Title")),
        ),
    ),
    Group(
        "rights",
        _("Rights"),
        (
            Spec("usage_terms", _("Usage terms"), Kind.TEXT),
            Spec("restrictions", _("Restrictions"), Kind.TEXT),
            Spec("licensor", _("Licensor")),
            Spec("licensor_url", _("Its address"), example="https://"),
            Spec("web_statement", _("Rights page"), example="https://"),
            Spec("licence_end", _("Licence ends"), example=DATE),
            Spec("embargo", _("Embargo until"), example=DATE),
            Spec("model_release", _("Model release"), Kind.CHOICE, words=MODEL_RELEASES, base=PLUS),
            Spec("minor_age", _("Youngest shown"), Kind.CHOICE, words=AGES, base=PLUS),
            Spec("data_mining", _("Data mining"), Kind.CHOICE, words=DATA_MINING, base=PLUS),
            Spec("digital_source_type", _("How it was made"), Kind.CHOICE, words=SOURCE_TYPES, base=NEWSCODES),
            Spec("ai_system", _("AI system")),
            Spec("ai_prompt", _("AI prompt"), Kind.TEXT),
        ),
    ),
    Group(
        "desk",
        _("For the desk"),
        (
            Spec("note", _("Note"), Kind.NOTE, _("Seen by everybody on this desk, and never exported")),
            Spec("job_id", _("Job")),
            Spec("instructions", _("Instructions"), Kind.TEXT),
            Spec("guid", _("GUID")),
        ),
    ),
)
SPECS = tuple(spec for group in GROUPS for spec in group.specs)
