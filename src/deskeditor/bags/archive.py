"""Zip files that are the same bytes for the same content, and tell when one of them is not."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

STORED = frozenset({".jpg", ".png", ".webp", ".gif", ".zip", ".epub"})
"""Compressed already."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time of a zip; the real ones are in the content."""
SEAL = b"sha256:"
SEAL_LENGTH = len(SEAL) + hashlib.sha256().digest_size * 2


def pack(folder: Path, names: Iterable[str], archive: Path, *, top: str) -> None:
    """Zip the named files of a folder under one ``top`` folder, sealed with the SHA-256 of all that comes before.

    The seal is the archive's comment: other programs pass over it, and ``broken_seal`` finds the damage that
    checksums of the content cannot see, such as in dates or padding.
    """
    with zipfile.ZipFile(archive, "w") as out:
        for name in names:
            entry = zipfile.ZipInfo(f"{top}/{name}", LONG_AGO)
            stored = PurePosixPath(name).suffix.lower() in STORED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            out.writestr(entry, (folder / name).read_bytes())
        out.comment = SEAL + b"0" * (SEAL_LENGTH - len(SEAL))
    with archive.open("r+b") as sealed:
        digest = _digest_without_seal(archive)
        sealed.seek(len(SEAL) - SEAL_LENGTH, 2)
        sealed.write(digest)


def broken_seal(archive: Path, comment: bytes) -> bool:
    """Whether an archive carries a seal and it does not hold; one that other programs made carries none."""
    with archive.open("rb") as file:
        file.seek(-min(SEAL_LENGTH, archive.stat().st_size), 2)
        tail = file.read()
    if not comment and not tail.startswith(SEAL):
        return False
    return tail != SEAL + _digest_without_seal(archive)


def _digest_without_seal(archive: Path) -> bytes:
    remaining = archive.stat().st_size - SEAL_LENGTH
    digest = hashlib.sha256()
    with archive.open("rb") as file:
        while remaining > 0 and (chunk := file.read(min(1 << 20, remaining))):
            digest.update(chunk)
            remaining -= len(chunk)
    return digest.hexdigest().encode()
