"""The use cases of the newsroom: all that the window and the command line can do, without either.

Importing this is cheap on purpose: the store (and SQLAlchemy with it, four times an empty window's start) is loaded by
``Desk.open``, which the window calls on its jobs thread after its first paint; exporters, importers, checks and the
picture libraries come with the first use that needs them.
"""

from deskeditor.core.queries import ArticleFilter, Hit, PhotoFilter
from deskeditor.desk.articles import Articles
from deskeditor.desk.backups import Backups, restore
from deskeditor.desk.caption_edits import Preview
from deskeditor.desk.captioning import Captioning
from deskeditor.desk.checking import Checking
from deskeditor.desk.desk import Desk
from deskeditor.desk.doctor import examine, repair
from deskeditor.desk.editions import Editions
from deskeditor.desk.fields import (
    ArticleFields,
    Exported,
    ExportedItem,
    ExportRequest,
    Imported,
    PhotoEdit,
    PhotoEdits,
    PhotosEdited,
)
from deskeditor.desk.importing import Importing, standing_pictures
from deskeditor.desk.photos import Photos, inheritable
from deskeditor.desk.publishing import Publishing, verify_bundle
from deskeditor.desk.rights import Rights
from deskeditor.desk.tags import Tags
from deskeditor.desk.words import Words

__all__ = [
    "ArticleFields",
    "ArticleFilter",
    "Articles",
    "Backups",
    "Captioning",
    "Checking",
    "Desk",
    "Editions",
    "ExportRequest",
    "Exported",
    "ExportedItem",
    "Hit",
    "Imported",
    "Importing",
    "PhotoEdit",
    "PhotoEdits",
    "PhotoFilter",
    "Photos",
    "PhotosEdited",
    "Preview",
    "Publishing",
    "Rights",
    "Tags",
    "Words",
    "examine",
    "inheritable",
    "repair",
    "restore",
    "standing_pictures",
    "verify_bundle",
]
