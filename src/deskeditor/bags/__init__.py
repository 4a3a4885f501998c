"""Bags of files as they travel (BagIt 1.0, RFC 8493): packed, read where they lie, and verified to the byte.

Archives and hashes are loaded with the first bag, not with the window.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from deskeditor.core.progress import UNWATCHED, Progress

if TYPE_CHECKING:
    from deskeditor.bags.arrived import Fault


def verify(bundle: Path, progress: Progress = UNWATCHED) -> list[Fault]:
    """Every file of a bundle (a folder or a zip) that was changed, lost or added; empty where it is whole.

    Nothing is unpacked or written; a step is a file. Raises ``DeskError`` where it is no bundle at all.
    """
    from deskeditor.bags.verifying import verify as check

    return check(bundle, progress)
