"""The contact sheet: the photos of the archive, and in words what is missing of each."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskeditor.core.photo import OF_A_USE, Photo
from deskeditor.core.rights import Hold
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.grid import Grid
from deskeditor.ui.photos.in_sight import InSight, draw_used, holds_in_sight, stories_in_sight
from deskeditor.ui.photos.marks import FADED, draw_marks
from deskeditor.ui.photos.photo_model import PHOTO, PhotoModel
from deskeditor.ui.photos.wording import ai_words, held_words
from deskeditor.ui.pictures import Pictures
from deskeditor.ui.theme import SPACE, Tones, small, tones

WIDTHS = (36 * SPACE, 44 * SPACE, 52 * SPACE, 68 * SPACE, 84 * SPACE)
"""Pixels of a frame; the widest shows all that a thumbnail has."""
USUAL = 2
"""Which of them, until somebody asks for larger or smaller ones."""
SCALED_KEPT = 200
"""Pictures that are kept as they are drawn: a few screens of them."""

CENTRED = QTextOption(Qt.AlignmentFlag.AlignHCenter)
"""By an option, and not by flags, a line is drawn in half the time."""
CENTRED.setWrapMode(QTextOption.WrapMode.NoWrap)


def cell(step: int) -> QSize:
    """A frame of that one of ``WIDTHS``: a picture of 10 by 7 with two lines of words."""
    return QSize(WIDTHS[step], round((WIDTHS[step] - 6 * SPACE) * 0.7) + 16 * SPACE)


class ContactSheet(Grid):
    """Delete puts the chosen photo into the bin."""

    deleted = Signal()

    def __init__(self, model: PhotoModel, pictures: Pictures, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(model, cell(USUAL), parent)
        self._pictures = pictures
        self._used, self._held = stories_in_sight(jobs, self), holds_in_sight(jobs, self)
        self.setAccessibleName(self.tr("Contact sheet"))
        self.setItemDelegate(FrameDelegate(pictures, self._used, self._held, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        pictures.arrived.connect(self._on_picture)
        for found in (self._used, self._held):
            found.came.connect(lambda: self.viewport().update())

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """All frames have one font, so that it is looked for once."""
        super().initViewItemOption(option)
        option.font = small(option.font)
        option.fontMetrics = QFontMetrics(option.font)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frames in sight. Their pictures are wanted first, then those below, where most will go, then above."""
        super().paintEvent(event)
        model, seen = self.model(), self.seen()
        if isinstance(model, PhotoModel):
            near = (seen, range(seen.stop, self.seen(after=1).stop), range(self.seen(before=1).start, seen.start))
            for found in (self._used, self._held):
                found.look_at(model.ids[row] for row in seen)
            self._pictures.look_at(model.ids[row] for rows in near for row in rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def _on_picture(self, photo_id: str, _box: int) -> None:
        model = self.model()
        if isinstance(model, PhotoModel):
            for row in self.seen():
                if model.ids[row] == photo_id:
                    self.update(model.index(row, 0))


class FrameDelegate(QStyledItemDelegate):
    """The picture with its marks and uses, its file name, and in words what holds it back and what is missing of it."""

    def __init__(self, pictures: Pictures, used: InSight[int], held: InSight[list[Hold]], parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._used = used
        self._held = held
        self._scaled: OrderedDict[tuple[int, int, int], QPixmap] = OrderedDict()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, photo = tones(), index.data(PHOTO)
        rect = QRect(option.rect).adjusted(2 * SPACE, 2 * SPACE, 0, 0)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.chosen))
            painter.setPen(QColor(now.edge))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if focused:
            painter.setPen(QColor(now.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        words = 2 * option.fontMetrics.height() + 2 * SPACE
        frame = rect.adjusted(2 * SPACE, 2 * SPACE, -2 * SPACE, -words - SPACE)
        if isinstance(photo, Photo):
            self._picture(painter, frame, photo, now)
            draw_marks(painter, frame, photo)
            draw_used(painter, frame, self._used.of(photo.id) or 0)
            painter.setFont(option.font)
            self._words(painter, QRect(frame.x(), frame.bottom() + SPACE, frame.width(), words), photo, now)
        else:
            painter.fillRect(frame, QColor(now.line))
        painter.restore()

    def _picture(self, painter: QPainter, frame: QRect, photo: Photo, now: Tones) -> None:
        image = self._pictures.kept(photo.id)
        if image is None or image.isNull():
            painter.fillRect(frame, QColor(now.line))
            return
        pixmap = self._fitted(image, frame.size(), painter.device().devicePixelRatioF())
        size = pixmap.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(frame.center())
        place.moveBottom(frame.bottom())
        if photo.rejected:
            painter.setOpacity(FADED)
        painter.drawPixmap(place.topLeft(), pixmap)
        painter.setOpacity(1)

    def _fitted(self, image: QImage, room: QSize, ratio: float) -> QPixmap:
        """The picture in the size in which it is drawn, scaled once."""
        key = (image.cacheKey(), room.width(), room.height())
        pixmap = self._scaled.pop(key, None)
        if pixmap is None:
            fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            pixmap = QPixmap.fromImage(image.scaled(room * ratio, fit, smooth))
            pixmap.setDevicePixelRatio(ratio)
        self._scaled[key] = pixmap
        if len(self._scaled) > SCALED_KEPT:
            self._scaled.popitem(last=False)
        return pixmap

    def _words(self, painter: QPainter, rect: QRect, photo: Photo, now: Tones) -> None:
        metrics = painter.fontMetrics()
        painter.setPen(QColor(now.text))
        name = metrics.elidedText(photo.filename, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(QRectF(rect), name, CENTRED)
        held = held_words(self._held.of(photo.id) or ())
        said = " · ".join(filter(None, (held, warning_words(photo))))
        painter.setPen(QColor(now.error if held else now.warning if said else now.rest))
        rest = metrics.elidedText(said or photo.fields.credit, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QRectF(rect.adjusted(0, metrics.height(), 0, 0)), rest, CENTRED)


def warning_words(photo: Photo) -> str:
    """What AI had to do with it, which nobody may overlook, and what is missing."""
    return " · ".join(filter(None, (ai_words(photo.fields.digital_source_type), missing_words(photo))))


def missing_words(photo: Photo) -> str:
    """``No caption, alt`` …; empty where all is there."""
    lost = [name for name in OF_A_USE if not getattr(photo.fields, name).strip()]
    if not lost:
        return ""
    titles = {
        "caption": QCoreApplication.translate("Missing", "caption"),
        "alt": QCoreApplication.translate("Missing", "alt"),
        "credit": QCoreApplication.translate("Missing", "credit"),
    }
    what = ", ".join(titles[name] for name in lost)
    return QCoreApplication.translate("Missing", "No {what}").format(what=what)
