"""Photos that came in and show what others show that are here: where those were used, and their texts to take over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from deskeditor.core.photo import Photo
from deskeditor.core.uses import Alike
from deskeditor.ui.parts import ElidedLabel, hairline, push_button
from deskeditor.ui.photos.editing import PhotoEditing, Undo
from deskeditor.ui.photos.wording import past_uses
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import photos

if TYPE_CHECKING:
    from deskeditor.desk import Desk

AT_ONCE = 50
"""Photos that are compared with all others before somebody else has a turn at the desk."""
ROW, SHOWN = 20 * SPACE, 3
"""Pixels of a pair, and pairs that are shown without scrolling."""
THUMB_ROOM = 24 * SPACE


@dataclass(frozen=True, slots=True)
class Pair:
    """A new photo and the one that was here; ``offers`` says whether there are texts to take over."""

    new: Photo
    older: Alike
    offers: bool


class AlikePanel(QWidget):
    """Hidden while there is nothing to say. What is taken over is one step of the room's undo."""

    def __init__(self, services: Services, editing: PhotoEditing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._editing = editing
        self._rows: list[PairRow] = []
        self._said = QLabel()
        self._said.setProperty("heading", True)
        self.take_all = push_button(self.tr("Take over all"))
        self.take_all.setToolTip(self.tr("Give each of these photos the texts of the other, where it has none"))
        self.take_all.clicked.connect(lambda: self._take(list(self._rows)))
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName(self.tr("Close"))
        close.setToolTip(self.tr("Close, and leave these photos as they are"))
        close.clicked.connect(self.clear)
        head = QHBoxLayout()
        head.setContentsMargins(4 * SPACE, SPACE, 3 * SPACE, SPACE)
        head.setSpacing(2 * SPACE)
        head.addWidget(self._said, 1)
        head.addWidget(self.take_all)
        head.addWidget(close)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area)
        column.addWidget(hairline())
        self.setAccessibleName(self.tr("Photos that look like others"))
        self.hide()

    def look(self, new: Sequence[str]) -> None:
        """See whether these photos, which are new on the desk, show what others show; the others, not one another."""
        ids = list(new)

        def ask(start: int) -> None:
            part = ids[start : start + AT_ONCE]
            if part:
                self._services.jobs.read(
                    self, lambda desk: _pairs(desk, part, set(ids)), lambda found: go_on(start, found)
                )

        def go_on(start: int, found: list[Pair]) -> None:
            self._add(found)
            ask(start + AT_ONCE)

        ask(0)

    def clear(self) -> None:
        """Say nothing more of them."""
        for row in list(self._rows):
            self._drop(row)

    def _add(self, pairs: Sequence[Pair]) -> None:
        there = {row.pair.new.id for row in self._rows}
        for pair in pairs:
            if pair.new.id not in there:
                row = PairRow(pair, self._services)
                row.take.clicked.connect(lambda _checked=False, row=row: self._take([row]))
                self._rows.append(row)
                self._column.insertWidget(self._column.count() - 1, row)
        self._show()

    def _take(self, rows: Sequence[PairRow]) -> None:
        pairs = [(row.pair.new.id, row.pair.older.photo.id) for row in rows if row.pair.offers]
        taken = [row for row in rows if row.pair.offers]

        def done(undo: Undo) -> None:
            for row in taken:
                self._drop(row)
            one = self.tr("The texts were taken over. Ctrl+Z gives them back.")
            many = self.tr("The texts were taken over for {photos}. Ctrl+Z gives them back.")
            said = one if len(taken) == 1 else many.format(photos=photos(len(taken)))
            self._services.strip.tell(said, (self.tr("Undo"), undo))

        if pairs:
            self._editing.make(lambda desk: desk.photos.inherit_all(pairs), done)

    def _drop(self, row: PairRow) -> None:
        if row in self._rows:
            self._rows.remove(row)
            row.hide()
            row.deleteLater()
            self._show()

    def _show(self) -> None:
        count = len(self._rows)
        one = self.tr("1 photo looks like one that is here")
        many = self.tr("{photos} look like ones that are here").format(photos=photos(count))
        self._said.setText(one if count == 1 else many)
        self.take_all.setVisible(sum(row.pair.offers for row in self._rows) > 1)
        self._area.setFixedHeight(ROW * min(count, SHOWN))
        self.setVisible(count > 0)


class PairRow(QWidget):
    """The new picture, the older one with what is known of it, and the button that takes its texts over."""

    def __init__(self, pair: Pair, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pair = pair
        self._services = services
        older = pair.older.photo
        self.take: QPushButton = push_button(self.tr("Take over caption and credit"))
        self.take.setToolTip(self.tr("Also what else is said of the older photo and not yet of this one"))
        self.take.setAccessibleName(
            self.tr("Take over caption and credit of {older} for {new}").format(
                older=older.filename, new=pair.new.filename
            )
        )
        keeps = self.take.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # so that the pairs stand below one another
        self.take.setSizePolicy(keeps)
        self.take.setVisible(pair.offers)
        self._thumbs = {pair.new.id: QLabel(), older.id: QLabel()}
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 3 * SPACE, SPACE)
        row.setSpacing(3 * SPACE)
        row.addWidget(self._thumbs[pair.new.id])
        row.addLayout(_words(pair.new.filename, self.tr("New")), 1)
        row.addWidget(self._thumbs[older.id])
        row.addLayout(_words(older.filename, past_uses(pair.older.uses, datetime.now(UTC)), older.fields.caption), 2)
        row.addWidget(self.take)
        self.setFixedHeight(ROW)
        for key, thumb in self._thumbs.items():
            thumb.setFixedSize(THUMB_ROOM, ROW - 2 * SPACE)
            thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
            thumb.setAccessibleName(key)
            self._fill(key)
        services.pictures.arrived.connect(self._on_picture)

    def _on_picture(self, photo_id: str, _box: int) -> None:
        if photo_id in self._thumbs:
            self._fill(photo_id)

    def _fill(self, photo_id: str) -> None:
        image = self._services.pictures.get(photo_id)
        if image is not None and not image.isNull():
            thumb, ratio = self._thumbs[photo_id], self.devicePixelRatioF()
            fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            pixmap = QPixmap.fromImage(image.scaled(thumb.size() * ratio, fit, smooth))
            pixmap.setDevicePixelRatio(ratio)
            thumb.setPixmap(pixmap)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline above."""
        QPainter(self).fillRect(0, 0, self.width(), 1, self.palette().mid())


def _words(title: str, *lines: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    for number, line in enumerate(filter(None, (title, *lines))):
        label = ElidedLabel()
        label.setText(line)
        label.setProperty("rest", number > 0)
        column.addWidget(label)
    column.addStretch(1)
    return column


def _pairs(desk: Desk, ids: list[str], new: set[str]) -> list[Pair]:
    """Of each photo that shows what an older one shows, the nearest; what came together is a series."""
    from deskeditor.desk import inheritable

    found = desk.photos.alike(ids)
    pairs = []
    for photo in desk.photos.rows(ids):
        older = next((alike for alike in found[photo.id] if alike.photo.id not in new), None)
        if older is not None and (older.uses or inheritable(photo, older.photo)):
            pairs.append(Pair(photo, older, offers=bool(inheritable(photo, older.photo))))
    return pairs
