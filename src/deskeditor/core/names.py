"""Slugs, URNs and file names that every system takes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

SLUG_LENGTH = 80
"""Characters; long enough for a headline, short enough for any file system and URL."""

RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})
"""Device names that Windows refuses as file names."""


def new_id() -> str:
    """A fresh random UUID (RFC 9562, version 4) in its usual text form."""
    return str(uuid.uuid4())


def make_urn(domain: str, day: date, name: str) -> str:
    """``urn:newsml:DOMAIN:YYYYMMDD:NAME``, the NewsML URN of RFC 3085."""
    return f"urn:newsml:{domain}:{day:%Y%m%d}:{name}"


def make_slug(text: str, fallback: str) -> str:
    """A slug of lower-case ASCII letters, digits and hyphens that is safe as a folder and in a URL.

    ``fallback`` is used where nothing of the text can be written so (emoji only, say), or where it is a name that
    Windows reserves.
    """
    # Loaded with the first slug and not with the window, which it would keep waiting.
    from slugify import slugify

    slug = slugify(text[:400], max_length=SLUG_LENGTH, word_boundary=True)
    if not slug or slug in RESERVED:
        return slugify(f"{fallback} {slug}".strip()) or "story"
    return slug


def free_slug(slug: str, taken: Callable[[str], bool]) -> str:
    """The slug itself, or with ``-2``, ``-3``, … where another story has it."""
    if not taken(slug):
        return slug
    number = 2
    while taken(f"{slug[: SLUG_LENGTH - 5].rstrip('-')}-{number}"):
        number += 1
    return f"{slug[: SLUG_LENGTH - 5].rstrip('-')}-{number}"


def safe_filename(name: str, fallback: str = "photo") -> str:
    """A file name that Linux, macOS and Windows all take, without direction overrides or control characters."""
    from pathvalidate import sanitize_filename

    printable = "".join(c for c in name if c.isprintable())
    return str(sanitize_filename(printable, platform="universal", max_len=120)).strip(" .") or fallback
