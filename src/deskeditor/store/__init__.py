"""Where a desk is kept: SQLite for what is typed, files for pictures. Nothing above this sees SQL."""

from deskeditor.store.backups import Backups, restore_copy
from deskeditor.store.disk import told, written_whole
from deskeditor.store.engine import Store
from deskeditor.store.examination import examine_database, examine_desk, mend_desk
from deskeditor.store.lock import DeskLock, user_name
from deskeditor.store.migrations import bring_up, create_desk, look, needs_bringing_up
from deskeditor.store.originals import Originals
from deskeditor.store.publications import Published
from deskeditor.store.revisions import canonical_json, sha256
from deskeditor.store.salvage import salvage
from deskeditor.store.surroundings import conflict_copies
from deskeditor.store.words import read_query
from deskeditor.store.work import Work

__all__ = [
    "Backups",
    "DeskLock",
    "Originals",
    "Published",
    "Store",
    "Work",
    "bring_up",
    "canonical_json",
    "conflict_copies",
    "create_desk",
    "examine_database",
    "examine_desk",
    "look",
    "mend_desk",
    "needs_bringing_up",
    "read_query",
    "restore_copy",
    "salvage",
    "sha256",
    "told",
    "user_name",
    "written_whole",
]
