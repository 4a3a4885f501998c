"""Tags and the people who write and photograph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A subject that stories share. Names differ by more than case."""

    id: str
    name: str
    slug: str
    uses: int = 0
    code: str = ""
    """An IPTC Media Topic code of eight digits, or empty."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person who is named in bylines and credits."""

    id: str
    name: str
    slug: str
    url: str = ""
    email: str = ""
