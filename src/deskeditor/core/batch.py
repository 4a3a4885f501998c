"""One change of many photos: what each field of each becomes, to be shown before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deskeditor.core.matching import Matcher, Query
from deskeditor.core.photo import LISTS, PhotoFields
from deskeditor.core.sheets import parted
from deskeditor.core.template import FieldText

CLOSING, OPENING = ",.;:!?)]…”’", "([“‘"
"""Signs before and behind which no space stands."""
SaidOf = Callable[[str], str]


class Way(StrEnum):
    """What becomes of a field."""

    REPLACE = "replace"
    PREPEND = "prepend"
    APPEND = "append"
    COPY = "copy"
    """It says what another field of the same photo says."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A change of one field (of ``PhotoFields``). The items of a list are parted by semicolons in ``text``;
    ``source`` is the field that is copied.
    """

    field: str
    way: Way
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Replacing:
    """Find and replace in these fields; ``by`` as ``Matcher.replacements`` takes it."""

    fields: tuple[str, ...]
    query: Query
    by: str = ""


def changed(fields: PhotoFields, changes: Sequence[FieldChange], said: SaidOf = str) -> dict[str, FieldText]:
    """What each field becomes; ``said`` puts the words of the photo in the place of codes and variables.

    What is copied is what stood there before any of the changes.
    """
    return {change.field: _changed(fields, change, said) for change in changes}


def replaced(fields: PhotoFields, names: Iterable[str], matcher: Matcher, by: str) -> dict[str, FieldText]:
    """What each field becomes in which something was found. Raises ``DeskError`` as ``matcher`` does."""
    found = {}
    for name in names:
        value = getattr(fields, name)
        texts = (value,) if isinstance(value, str) else value
        after = tuple(_replaced(text, matcher, by) for text in texts)
        if after != tuple(texts):
            found[name] = after[0] if isinstance(value, str) else after
    return found


def _changed(fields: PhotoFields, change: FieldChange, said: SaidOf) -> FieldText:
    before: FieldText = getattr(fields, change.field)
    is_list = change.field in LISTS
    given: FieldText
    if change.way is Way.EMPTY:
        return () if is_list else ""
    if change.way is Way.COPY:
        given = getattr(fields, change.source)
        return _as_list(given) if is_list else _as_text(given)
    given = tuple(map(said, parted(change.text))) if is_list else said(change.text)
    if change.way is Way.REPLACE:
        return given
    first, second = (before, given) if change.way is Way.APPEND else (given, before)
    if isinstance(first, str) or isinstance(second, str):
        return _joined(_as_text(first), _as_text(second))
    return tuple(dict.fromkeys((*first, *second)))


def _as_list(value: FieldText) -> tuple[str, ...]:
    return parted(value) if isinstance(value, str) else value


def _as_text(value: FieldText) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _joined(first: str, second: str) -> str:
    close = not first or not second or first[-1].isspace() or second[0].isspace()
    return first + ("" if close or second[0] in CLOSING or first[-1] in OPENING else " ") + second


def _replaced(text: str, matcher: Matcher, by: str) -> str:
    parts, at = [], 0
    for span, put in matcher.replacements(text, by):
        parts += [text[at : span.start], put]
        at = span.end
    return "".join((*parts, text[at:]))
