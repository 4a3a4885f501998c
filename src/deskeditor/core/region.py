"""Parts of a picture that have a name: people, cropping areas (Image Region of IPTC Photo Metadata 2025.1)."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
"""Right and down from the top left corner of the picture as shown, in fractions of its width and height."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a vocabulary: the URIs that name it, and what it is called."""

    uris: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """One part.

    ``shape`` is ``rectangle`` (``points``: its top left and bottom right corner), ``circle`` (its centre, with
    ``radius`` as a fraction of the picture's width) or ``polygon``.
    """

    shape: str
    points: tuple[Point, ...]
    radius: float = 0.0
    id: str = ""
    name: str = ""
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    kinds: tuple[Term, ...] = ()
    roles: tuple[Term, ...] = ()
