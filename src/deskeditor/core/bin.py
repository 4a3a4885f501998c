"""What was deleted and can be put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What can be in the bin."""

    STORY = "story"
    PHOTO = "photo"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Binned:
    """Something in the bin. ``size`` counts the words of a story, the bytes of a photo, the stories of a tag."""

    kind: Kind
    id: str
    name: str
    at: datetime
    by: str
    size: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is, or was, deleted for ever, and the bytes of pictures that go with it.

    ``staying`` are photos that stay in the bin, because a story or a version of one shows them.
    """

    gone: tuple[Binned, ...]
    staying: tuple[Binned, ...] = ()
    bytes: int = 0
