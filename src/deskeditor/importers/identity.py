"""Which story a file is about: what its front matter says of ids, versions and times."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from deskeditor.importers.incoming import Identity

URN = re.compile(r"urn:newsml:[^\s:]{1,100}:\d{8}:[^\s]{1,100}")
"""The NewsML URN of RFC 3085, as ``core.names.make_urn`` writes it."""
HIGHEST_VERSION = 2**31 - 1


def read_identity(named: Mapping[str, object]) -> Identity | None:
    """The identity that the keys ``id`` or ``uri`` give; None where neither is one of a desk or a NewsML system."""
    given = {str(key).strip().lower(): value for key, value in named.items()}
    urn = as_urn(given.get("uri") or given.get("urn"))
    own_id = as_id(given.get("id"))
    if not (own_id or urn):
        return None
    return Identity(
        id=own_id,
        urn=urn,
        version=as_version(given.get("version")) if urn else 0,
        first_published=_moment(given.get("firstcreated")),
        last_published=_moment(given.get("versioncreated")),
        modified=_moment(given.get("modified")),
        note=note if isinstance(note := given.get("ednote"), str) else "",
    )


def as_id(value: object) -> str:
    """A UUID in its usual text form; empty where it is none."""
    try:
        return str(uuid.UUID(value)) if isinstance(value, str) and len(value) == 36 else ""
    except ValueError:
        return ""


def as_urn(value: object) -> str:
    """A NewsML URN; empty where it is none."""
    return value if isinstance(value, str) and URN.fullmatch(value) else ""


def as_version(value: object) -> int:
    """A version; 0 where it is none."""
    return value if type(value) is int and 0 < value <= HIGHEST_VERSION else 0


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value.strip()).astimezone(UTC) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None
