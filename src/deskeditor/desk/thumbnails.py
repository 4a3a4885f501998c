"""Small pictures, kept on this computer and not in the desk: they can be made again at any time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import platformdirs

from deskeditor.core.errors import DeskError
from deskeditor.core.framing import AS_IT_CAME, Framing, to_record


def thumbnail(original: Path, sha256: str, box: int, framing: Framing, *, keep: bool = True) -> bytes:
    """A JPEG of at most ``box`` pixels a side, from the cache where it is there."""
    from deskeditor import photos

    try:
        return _place(sha256, box, framing).read_bytes()
    except OSError:
        data = photos.thumbnail(original, box, framing)
    if keep:
        keep_thumbnail(sha256, box, data, framing)
    return data


def keep_thumbnail(sha256: str, box: int, data: bytes, framing: Framing = AS_IT_CAME) -> None:
    """Put one that was made by the way into the cache."""
    from deskeditor.store import written_whole

    kept = _place(sha256, box, framing)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(kept, durable=False) as part:
            part.write_bytes(data)
    except (OSError, DeskError):
        # A full or locked cache costs time, and nothing else.
        pass


def forget_thumbnails(hashes: Iterable[str]) -> None:
    """Have those of these originals made anew when they are next looked at."""
    for sha256 in hashes:
        for kept in _folder().glob(f"{sha256}-*.jpg"):
            with suppress(OSError):
                kept.unlink()


def _folder() -> Path:
    return platformdirs.user_cache_path("deskeditor", appauthor=False) / "thumbnails"


def _place(sha256: str, box: int, framing: Framing) -> Path:
    record = json.dumps(to_record(framing), sort_keys=True)
    shown = "" if framing == AS_IT_CAME else f"-{hashlib.sha256(record.encode()).hexdigest()[:12]}"
    return _folder() / f"{sha256}-{box}{shown}.jpg"
