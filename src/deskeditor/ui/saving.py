"""Files that the window writes: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from deskeditor.core.errors import DeskError


def save(path: Path, data: bytes) -> None:
    """Write a file in the place of what may be there; raises ``DeskError`` and leaves that where it cannot."""
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()):
        what = f"The file could not be written ({file.errorString()})"
        raise DeskError(what, where=str(path), mend="choose another place")
