"""What is shown of the photos that are chosen: their values, where they agree, and what one of them has besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from deskeditor.core.photo import Photo, PhotoFields
from deskeditor.core.rights import Hold, blocks
from deskeditor.core.uses import PastUse
from deskeditor.ui.photos.detail_specs import SPECS

if TYPE_CHECKING:
    from deskeditor.desk import Desk


class _Mixed:
    def __bool__(self) -> bool:
        return False


MIXED = _Mixed()
"""The value of a field that differs among the photos."""


@dataclass(frozen=True, slots=True)
class ChosenPhotos:
    """The values by field; ``share_position`` is among them."""

    ids: tuple[str, ...]
    values: Mapping[str, Any]
    size: int
    """Bytes of all originals."""
    has_position: bool
    photo: Photo | None = None
    """The one that is chosen, where it is one."""

    @classmethod
    def of(cls, photos: Sequence[Photo]) -> ChosenPhotos:
        """Of photos that are at hand."""
        values = {spec.name: _shared(photos, spec.name) for spec in SPECS}
        values["share_position"] = _shared(photos, "share_position")
        return cls(
            ids=tuple(photo.id for photo in photos),
            values=values,
            size=sum(photo.size for photo in photos),
            has_position=any(photo.position for photo in photos),
            photo=photos[0] if len(photos) == 1 else None,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds a photo back from any story today, and the stories that show it, the last first."""

    holds: tuple[Hold, ...] = ()
    uses: tuple[PastUse, ...] = ()
    blocked: frozenset[str] = frozenset()
    """The ids of those that are not published, and from which it is held back when they are to be."""

    @classmethod
    def read(cls, desk: Desk, photo_id: str) -> Standing:
        """As it is on the desk."""
        uses = desk.photos.past_uses(photo_id)
        coming = [use.article_id for use in uses if not use.is_published]
        blocked = {key for key in coming if blocks(desk.rights.holds(photo_id, key))}
        return cls(tuple(desk.rights.holds(photo_id)), tuple(uses), frozenset(blocked))


def value_of(photo: Photo, name: str) -> Any:
    """The value of a field, or of what the desk keeps beside the fields."""
    return getattr(photo.fields if name in _FIELDS else photo, name)


def with_values(photo: Photo, values: Mapping[str, Any]) -> Photo:
    """The photo with other values of fields, or of what the desk keeps beside the fields."""
    fields = {name: value for name, value in values.items() if name in _FIELDS}
    own = {name: value for name, value in values.items() if name not in _FIELDS}
    return replace(photo, fields=replace(photo.fields, **fields), **own) if values else photo


_FIELDS = frozenset(PhotoFields.__dataclass_fields__)


def _shared(photos: Sequence[Photo], name: str) -> Any:
    first = value_of(photos[0], name)
    return first if all(value_of(photo, name) == first for photo in photos) else MIXED
