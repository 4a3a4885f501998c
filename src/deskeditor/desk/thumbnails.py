"""Small pictures, kept on this computer and not in the desk: they can be made again at any time."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from deskeditor.core.errors import DeskError


def thumbnail(original: Path, sha256: str, box: int) -> bytes:
    """A JPEG of at most ``box`` pixels a side, from the cache where it is there."""
    from deskeditor import photos
    from deskeditor.store import written_whole

    kept = platformdirs.user_cache_path("deskeditor", appauthor=False) / "thumbnails" / f"{sha256}-{box}.jpg"
    try:
        return kept.read_bytes()
    except OSError:
        data = photos.thumbnail(original, box)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(kept, durable=False) as part:
            part.write_bytes(data)
    except (OSError, DeskError):
        # A full or locked cache costs time, and nothing else.
        pass
    return data
