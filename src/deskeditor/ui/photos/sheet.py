"""The contact sheet: the photos of the archive, and in words what is missing of each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskeditor.core.photo import Photo
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.marks import FADED, draw_marks
from deskeditor.ui.photos.photo_model import PHOTO, PhotoModel
from deskeditor.ui.pictures import THUMB, Pictures
from deskeditor.ui.theme import SPACE, Tones, small, tones

CELL = QSize(52 * SPACE, 48 * SPACE)
"""A frame of the sheet."""


class ContactSheet(QListView):
    """Delete puts the chosen photo into the bin."""

    deleted = Signal()

    def __init__(self, model: PhotoModel, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Contact sheet"))
        self.setModel(model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setGridSize(CELL)
        self.setItemDelegate(FrameDelegate(pictures, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(CELL.width(), CELL.height()))
        pictures.arrived.connect(lambda _photo, _box: self.viewport().update())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class FrameDelegate(QStyledItemDelegate):
    """The picture, its file name, and what is missing of it in words."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, photo = tones(), index.data(PHOTO)
        rect = QRect(option.rect).adjusted(2 * SPACE, 2 * SPACE, 0, 0)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.chosen))
            focused = option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QColor(now.accent if focused else now.edge))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        words = 2 * QFontMetrics(small(option.font)).height() + 2 * SPACE
        frame = rect.adjusted(2 * SPACE, 2 * SPACE, -2 * SPACE, -words - SPACE)
        if isinstance(photo, Photo):
            self._picture(painter, frame, photo, now)
            draw_marks(painter, frame, photo)
            self._words(painter, QRect(frame.x(), frame.bottom() + SPACE, frame.width(), words), option, photo)
        else:
            painter.fillRect(frame, QColor(now.line))
        painter.restore()

    def _picture(self, painter: QPainter, frame: QRect, photo: Photo, now: Tones) -> None:
        image = self._pictures.get(photo.id, THUMB)
        if image is None or image.isNull():
            painter.fillRect(frame, QColor(now.line))
            return
        ratio = painter.device().devicePixelRatioF()
        fit = Qt.AspectRatioMode.KeepAspectRatio
        scaled = image.scaled(frame.size() * ratio, fit, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(scaled)
        pixmap.setDevicePixelRatio(ratio)
        size = pixmap.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(frame.center())
        place.moveBottom(frame.bottom())
        if photo.rejected:
            painter.setOpacity(FADED)
        painter.drawPixmap(place.topLeft(), pixmap)
        painter.setOpacity(1)

    def _words(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, photo: Photo) -> None:
        now, font = tones(), small(QFont(option.font))
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(now.text))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        name = metrics.elidedText(photo.filename, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, top, name)
        said = missing_words(photo)
        painter.setPen(QColor(now.warning if said else now.rest))
        rest = metrics.elidedText(said or photo.fields.credit, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.adjusted(0, metrics.height(), 0, 0), top, rest)


def missing_words(photo: Photo) -> str:
    """``No caption, alt`` …; empty where all is there."""
    titles = {
        "caption": QCoreApplication.translate("Missing", "caption"),
        "alt": QCoreApplication.translate("Missing", "alt"),
        "credit": QCoreApplication.translate("Missing", "credit"),
    }
    lost = [title for name, title in titles.items() if not getattr(photo.fields, name).strip()]
    return QCoreApplication.translate("Missing", "No {what}").format(what=", ".join(lost)) if lost else ""
