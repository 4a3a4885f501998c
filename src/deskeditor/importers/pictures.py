"""Pictures: the desk reads, checks and keeps them; here they are only recognised."""

from __future__ import annotations

from pathlib import Path

from deskeditor.importers.files import first_bytes
from deskeditor.importers.incoming import IncomingPhoto

SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".webp", ".tif", ".tiff", ".gif", ".avif", ".heic", ".heif"})
"""HEIC is among them so that a sentence can say why it is not read."""
RAW = frozenset({".3fr", ".arw", ".cr2", ".cr3", ".dng", ".iiq", ".nef", ".orf", ".pef", ".raf", ".rw2", ".srw"})
"""What sensors saw, in each maker's own form; to develop it is a decision of the photographer."""
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")


def is_picture(path: Path) -> bool:
    """Whether it is one by its name."""
    return path.suffix.lower() in SUFFIXES


def is_raw(path: Path) -> bool:
    """Whether it is the raw file of a camera by its name."""
    return path.suffix.lower() in RAW


class PictureImporter:
    kind = "picture"

    def accepts(self, path: Path) -> bool:
        """By its name, or by its first bytes where the name says nothing."""
        return is_picture(path) or (not path.suffix and first_bytes(path, 8).startswith(SIGNATURES))

    def read(self, path: Path) -> IncomingPhoto:
        first_bytes(path, 1)
        return IncomingPhoto(path)
