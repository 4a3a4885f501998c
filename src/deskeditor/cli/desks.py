"""Opening the desk that the options name."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from deskeditor.cli.printing import tell_warning
from deskeditor.core.errors import DeskError

if TYPE_CHECKING:
    from deskeditor.desk import Desk


def reading(path: Path) -> Desk:
    """The desk, which is not made, changed or held."""
    return _existing(path, read_only=True)


def writing(path: Path) -> Desk:
    """The desk, held for changes."""
    return _existing(path, read_only=False)


def writing_or_new(path: Path) -> Desk:
    """The desk, held for changes; made where there is none."""
    from deskeditor.desk import Desk

    return _told(Desk.open(path))


def _existing(path: Path, *, read_only: bool) -> Desk:
    if not path.exists():
        mend = f"check the name, or make one by importing something: deskeditor --desk {quote(str(path))} import FILE"
        raise DeskError("There is no desk", where=str(path), mend=mend)
    from deskeditor.desk import Desk

    return _told(Desk.open(path, create=False, read_only=read_only))


def _told(desk: Desk) -> Desk:
    for notice in desk.notices():
        tell_warning(notice.sentence())
    return desk
