"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error blocks publication; a warning is shown and does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a story.

    ``article`` is the slug; ``check`` the short name of the check; ``place`` says where: a field name (``headline``),
    ``photo FILENAME``, or ``body: paragraph N``.
    """

    article: str
    check: str
    severity: Severity
    place: str
    message: str
