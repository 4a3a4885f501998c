"""Files from outside: a story or a picture, whatever it was written with."""

from pathlib import Path

from deskeditor.core.errors import DeskError
from deskeditor.importers.files import TEXT_LIMIT, decode, first_bytes, read_text
from deskeditor.importers.incoming import (
    Identity,
    Importer,
    Incoming,
    IncomingArticle,
    IncomingFields,
    IncomingPhoto,
    IncomingUse,
)
from deskeditor.importers.markdown_text import MarkdownImporter
from deskeditor.importers.pictures import PictureImporter
from deskeditor.importers.plain_text import PlainTextImporter

__all__ = [
    "IMPORTERS",
    "TEXT_LIMIT",
    "Identity",
    "Importer",
    "Incoming",
    "IncomingArticle",
    "IncomingFields",
    "IncomingPhoto",
    "IncomingUse",
    "decode",
    "pick",
    "read_text",
]

IMPORTERS: tuple[Importer, ...] = (MarkdownImporter(), PlainTextImporter(), PictureImporter())


def pick(path: Path) -> Importer:
    """The importer for a file; ``DeskError`` where it is missing, a folder, unreadable, empty or of no known kind."""
    start = first_bytes(path, 4096)
    for importer in IMPORTERS:
        if importer.accepts(path):
            return importer
    kind = "a binary file of a kind" if b"\0" in start else "a kind of file"
    raise DeskError(
        f"This is {kind} that cannot be imported",
        where=str(path),
        mend="give it as Markdown (.md), plain text (.txt) or a picture (JPEG, PNG, WebP, TIFF, GIF, AVIF)",
    )
