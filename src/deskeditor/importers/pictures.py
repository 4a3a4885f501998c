"""Pictures: the desk reads, checks and keeps them; here they are only recognised."""

from __future__ import annotations

from pathlib import Path

from deskeditor.importers.files import first_bytes
from deskeditor.importers.incoming import IncomingPhoto

SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".webp", ".tif", ".tiff", ".gif", ".avif"})
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")


class PictureImporter:
    kind = "picture"

    def accepts(self, path: Path) -> bool:
        """By its name, or by its first bytes where the name says nothing."""
        return path.suffix.lower() in SUFFIXES or (not path.suffix and first_bytes(path, 8).startswith(SIGNATURES))

    def read(self, path: Path) -> IncomingPhoto:
        first_bytes(path, 1)
        return IncomingPhoto(path)
