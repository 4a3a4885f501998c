"""Finding the pictures that a story names: beside its file or below, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SHOWN = 80
"""Characters of a hostile address that a sentence repeats."""


def is_remote(address: str) -> bool:
    """Whether it names a picture on another computer."""
    return address.lower().startswith(("http://", "https://", "//"))


def find_picture(address: str, folder: Path) -> Path | str:
    """The file that an address in a story leads to, or a sentence on why it is not taken and what would mend it.

    A story from outside may name any path: one that is absolute, climbs out of the folder (by ``..`` or by a link) or
    is a ``file:`` address would put a private file into a publication.
    """
    shown = address if len(address) <= _SHOWN else address[:_SHOWN] + "…"
    if is_remote(address):
        return f"The picture {shown} is on another computer; save it beside the story"
    candidates = [name.replace("\\", "/") for name in (address, unquote(address))]
    if any(_leads_away(name) for name in candidates):
        return f"The picture {shown} is outside the story's folder; put it beside the story"
    try:
        home = folder.resolve()
        for path in (folder / name for name in candidates):
            if path.is_file():
                if path.resolve().is_relative_to(home):
                    return path
                return f"The picture {shown} is a link out of the story's folder; copy it there"
    except (OSError, ValueError):
        return f"The picture {shown} has a name that no file can have"
    return f"The picture {shown} is not there; put it beside the story"


def _leads_away(name: str) -> bool:
    return bool(_SCHEME.match(name)) or name.startswith("/") or ".." in PurePosixPath(name).parts
