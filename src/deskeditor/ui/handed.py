"""What the clipboard or a drop hands over of pictures: files, folders, or the bytes of one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

FORMATS = (("image/jpeg", "pasted.jpg"), ("image/png", "pasted.png"), ("image/webp", "pasted.webp"))


class HandedPicture(NamedTuple):
    """A picture that came without a file: a name for it, and what gives its bytes, which may have to be made."""

    name: str
    read: Callable[[], bytes]


def paths_of(mime: QMimeData) -> list[Path]:
    """The files and folders."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture_of(mime: QMimeData) -> HandedPicture | None:
    """The picture whose bytes or pixels are there."""
    for kind, name in FORMATS:
        if mime.hasFormat(kind):
            return HandedPicture(name, partial(bytes, mime.data(kind).data()))
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    return HandedPicture("pasted.png", partial(_as_png, image))


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
