"""What comes from outside: stories and pictures, whatever they were written with, and bundles of them."""

from pathlib import Path

from deskeditor.core.errors import DeskError
from deskeditor.importers.bundle import BundleImporter
from deskeditor.importers.files import TEXT_LIMIT, decode, first_bytes, read_text
from deskeditor.importers.incoming import (
    Identity,
    Importer,
    Incoming,
    IncomingArticle,
    IncomingBundle,
    IncomingEdition,
    IncomingFields,
    IncomingLine,
    IncomingPhoto,
    IncomingUse,
)
from deskeditor.importers.markdown_text import MarkdownImporter
from deskeditor.importers.pictures import PictureImporter, is_picture, is_raw
from deskeditor.importers.plain_text import PlainTextImporter

__all__ = [
    "IMPORTERS",
    "TEXT_LIMIT",
    "Identity",
    "Importer",
    "Incoming",
    "IncomingArticle",
    "IncomingBundle",
    "IncomingEdition",
    "IncomingFields",
    "IncomingLine",
    "IncomingPhoto",
    "IncomingUse",
    "decode",
    "is_bundle",
    "is_picture",
    "is_raw",
    "pick",
    "read_text",
]

STORY, STORY_DEPTH = "article.md", 3
"""A story lies at ``data/items/SLUG/article.md``."""

BUNDLE = BundleImporter()
IMPORTERS: tuple[Importer, ...] = (BUNDLE, MarkdownImporter(), PlainTextImporter(), PictureImporter())


def is_bundle(folder: Path) -> bool:
    """Whether the folder is a publish bundle, and not one of files."""
    return BUNDLE.holds(folder)


def pick(path: Path) -> Importer:
    """The importer for a file or a bundle's folder.

    Raises ``DeskError`` where it is missing, any other folder, unreadable, empty or of no known kind.
    """
    if is_bundle(path):
        return BUNDLE
    _refuse_part(path)
    start = first_bytes(path, 4096)
    for importer in IMPORTERS:
        if importer.accepts(path):
            return importer
    kind = "a binary file of a kind" if b"\0" in start else "a kind of file"
    raise DeskError(
        f"This is {kind} that cannot be imported",
        where=str(path),
        mend="give it as Markdown (.md), plain text (.txt), a picture (JPEG, PNG, WebP, TIFF, GIF, AVIF) or a bundle",
    )


def _refuse_part(path: Path) -> None:
    """Refuse a story of a bundle on its own: its pictures are named by their places in the bundle."""
    above = path.absolute().parents
    if path.name == STORY and len(above) > STORY_DEPTH and is_bundle(above[STORY_DEPTH]):
        mend = f"import the bundle itself: {above[STORY_DEPTH]}"
        raise DeskError("This is a story of a publish bundle", where=str(path), mend=mend)
