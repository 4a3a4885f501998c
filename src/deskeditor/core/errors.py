"""The one error that a user may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskeditor.core.finding import Finding

SHOWN = 5
"""Findings named in the sentence that refuses an export."""


class DeskError(Exception):
    """A sentence for the user: what went wrong, where, and how to mend it.

    Every part of the program turns what the outside world does wrong into this; the window shows it beside the
    thing itself, the command line prints it as ``deskeditor: error: …`` and ends with exit code 1.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """What, where and how to mend it, on one line."""
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.mend}" if self.mend else ""
        return f"{place}{self.what}{remedy}"


class NotFoundError(DeskError):
    """Nothing on the desk has that id, slug or name."""


class UnavailableError(DeskError):
    """The disk refused; nothing is wrong with what was asked, and the same may be done later."""


class ReadOnlyDeskError(DeskError):
    """The desk is held by another program, or its folder cannot be written."""


class StaleWriteError(DeskError):
    """The story has been saved by somebody else since it was read."""


class IllegalMoveError(DeskError):
    """A story cannot go from its status to the one asked for."""


class BlockedError(DeskError):
    """The checks found what blocks publication; nothing was exported."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = "1 thing blocks" if len(findings) == 1 else f"{len(findings)} things block"
        told = "; ".join(f"{finding.article}, {finding.place}: {finding.message}" for finding in findings[:SHOWN])
        super().__init__(f"{count} publication: {told}", mend="nothing was exported")


class CancelledError(DeskError):
    """The user cancelled; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed")
