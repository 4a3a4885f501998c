"""The photos of the story on the page, and their pixels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPixmap

from deskeditor.core.photo import UsedPhoto

TALLEST = 0.85
"""Of the column's width: a portrait does not fill more than one screen."""
MISSING_HEIGHT = 120.0

PictureSource = Callable[[str], QImage | None]


class Pictures:
    """The photos of the story on the page: what is known of them, and their pixels as they arrive."""

    def __init__(self) -> None:
        self.used: dict[str, UsedPhoto] = {}
        self.source: PictureSource = lambda _photo_id: None
        self._images: dict[str, QImage] = {}
        self._scaled: dict[tuple[str, int, int], QPixmap] = {}

    def show(self, used: Mapping[str, UsedPhoto]) -> bool:
        """These are the photos of the story now; whether one that was there is framed otherwise than before."""
        before, self.used = self.used, dict(used)
        reframed = [key for key, known in used.items() if key in before and before[key].framing != known.framing]
        for photo_id in reframed:
            self._images.pop(photo_id, None)
            self._forget_scaled(photo_id)
        return bool(reframed)

    def arrived(self, photo_id: str, image: QImage) -> None:
        """The pixels are there, or there are new ones."""
        self._images[photo_id] = image
        self._forget_scaled(photo_id)

    def _forget_scaled(self, photo_id: str) -> None:
        self._scaled = {key: pixmap for key, pixmap in self._scaled.items() if key[0] != photo_id}

    def is_missing(self, photo_id: str) -> bool:
        """Whether the desk has no such photo, or nothing to show of it."""
        image = self._images.get(photo_id)
        return photo_id not in self.used if image is None else image.isNull()

    def size_in(self, photo_id: str, column: float) -> QSizeF:
        """The size of the picture in a column of that width, known before its pixels are."""
        known, image = self.used.get(photo_id), self._images.get(photo_id)
        if known is not None and known.photo.width > 0 and known.photo.height > 0:
            width, height = known.framing.shown_size(known.photo.width, known.photo.height)
        elif image is not None and not image.isNull():
            width, height = float(image.width()), float(image.height())
        else:
            return QSizeF(column, MISSING_HEIGHT)
        scale = min(column / width, column * TALLEST / height)
        return QSizeF(max(1.0, width * scale), max(1.0, height * scale))

    def pixmap(self, photo_id: str, width: float, height: float, ratio: float) -> QPixmap | None:
        """The picture for that size, ``ratio`` pixels of it a pixel of the page, and never with more than it has.

        It is asked of the source where it has not come yet.
        """
        size = (round(width * ratio), round(height * ratio))
        key = (photo_id, *size)
        if key not in self._scaled:
            image = self._images.get(photo_id) or self.source(photo_id)
            if image is None or image.isNull():
                return None
            self._images[photo_id] = image
            if size[0] < image.width():
                image = image.scaled(
                    *size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            self._scaled[key] = QPixmap.fromImage(image)
        return self._scaled[key]
