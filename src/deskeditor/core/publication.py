"""Who publishes: the desk's own particulars."""

from __future__ import annotations

from dataclasses import dataclass

WITHDRAWN_PREFIX = "KILL: "
"""Before the headline of a story taken back, for those who read headlines and no status."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The name and address under which the desk publishes.

    ``base_url`` is absolute, without a trailing slash: ninjs, feeds and JSON-LD join it with a path of the bundle.
    ``domain`` names the desk in its URNs (RFC 3085) and is fixed when the desk is made.
    """

    name: str = "News desk"
    base_url: str = "https://news.example"
    domain: str = "news.example"
    language: str = "en"
    copyright_holder: str = ""
    """Empty: the name of the publication."""
    ratios: tuple[str, ...] = ()
    """Crops that the site shows beside those of every desk (``core.framing.RATIOS``), such as ``21:9``."""
