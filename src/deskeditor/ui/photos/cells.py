"""The cells of the caption desk: the picture with its file name, the words with what is to be said of them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskeditor.core.photo import Photo
from deskeditor.ui.expanding import Expanding
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.cell_field import CellField
from deskeditor.ui.photos.columns import FILE
from deskeditor.ui.photos.photo_model import DOUBTS, PHOTO, PhotoModel
from deskeditor.ui.pictures import THUMB, Pictures
from deskeditor.ui.rows import draw_words
from deskeditor.ui.theme import SPACE, small, tones

PICTURE = 12 * SPACE
"""Pixels that a picture may be wide."""
MARGIN = 2 * SPACE + 3
"""Pixels before and behind the text of a cell."""


class CellDelegate(QStyledItemDelegate):
    """Cells are edited in place; the field saves itself as it is typed in."""

    next_wanted = Signal()
    """Ctrl+Enter in the field that is edited."""
    typed = Signal(str, str)
    """The name of the field that is edited, and every text of it."""

    def __init__(self, view: QAbstractItemView, model: PhotoModel, pictures: Pictures, expanding: Expanding) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._pictures = pictures
        self._expanding = expanding
        self._visits = 0
        self.appends = False
        """Whether the next field begins with the caret behind its words; else the first key replaces them."""
        self.closeEditor.connect(self._on_closed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        photo = index.data(PHOTO)
        self._ground(painter, option, index)
        if not isinstance(photo, Photo):
            return
        painter.save()
        rect = QRect(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        if index.column() == FILE:
            self._picture(painter, QRect(rect.left(), rect.top(), PICTURE, rect.height()), photo)
            rect.setLeft(rect.left() + PICTURE + 2 * SPACE)
        else:
            rect = self._doubts(painter, rect, option, index)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        draw_words(painter, rect, align, str(index.data()), option.font, tones().text)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect, state = tones(), QRect(option.rect), option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.chosen))
            if index.column() == FILE:
                painter.fillRect(rect.x(), rect.y(), SPACE - 1, rect.height(), QColor(now.accent))
        if self._view.currentIndex() == index:
            focused = self._view.hasFocus()
            painter.save()
            painter.setPen(QColor(now.accent if focused else now.edge))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.restore()

    def _picture(self, painter: QPainter, frame: QRect, photo: Photo) -> None:
        image = self._pictures.get(photo.id, THUMB)
        frame = frame.adjusted(0, SPACE // 2, 0, -SPACE // 2)
        if image is None or image.isNull():
            painter.fillRect(frame, QColor(tones().line))
            return
        ratio = painter.device().devicePixelRatioF()
        fit = Qt.AspectRatioMode.KeepAspectRatio
        pixmap = QPixmap.fromImage(image.scaled(frame.size() * ratio, fit, Qt.TransformationMode.SmoothTransformation))
        pixmap.setDevicePixelRatio(ratio)
        place = QRect(frame.topLeft(), pixmap.deviceIndependentSize().toSize())
        place.moveCenter(frame.center())
        painter.drawPixmap(place.topLeft(), pixmap)

    def _doubts(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index) -> QRect:
        """What is to be said stands at the right, or in the place of what is missing; back comes the room left."""
        found = index.data(DOUBTS)
        if not found:
            return rect
        font = small(option.font)
        said = " · ".join(each.short for each in found)
        align = Qt.AlignmentFlag.AlignVCenter
        if not index.data():
            draw_words(painter, rect, align | Qt.AlignmentFlag.AlignLeft, said, option.font, tones().warning)
            return rect
        # The advance is rounded, down too: then the last letters would be cut.
        width = min(QFontMetrics(font).horizontalAdvance(said) + 1, rect.width() * 2 // 3)
        place = QRect(rect.right() - width + 1, rect.top(), width, rect.height())
        draw_words(painter, place, align | Qt.AlignmentFlag.AlignRight, said, font, tones().warning)
        return rect.adjusted(0, 0, -width - 2 * SPACE, 0)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._visits += 1
        self._model.hold(True)
        photo = index.data(PHOTO)
        if isinstance(photo, Photo):
            self._expanding.look_at([photo.id])
        field = CellField(parent, self._model, index, self._visits, self._expanding)
        self.setEditorData(field, index)
        if self.appends:
            field.moveCursor(field.textCursor().MoveOperation.End)
        else:
            field.selectAll()
        self.appends = False
        field.typed.connect(lambda text: self.typed.emit(field.name, text))
        field.finished.connect(lambda step: self._end(field, step))
        field.next_wanted.connect(self.next_wanted)
        return field

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._model.hold(False)
        super().destroyEditor(editor, index)

    def _end(self, field: CellField, step: int) -> None:
        hints = QStyledItemDelegate.EndEditHint
        self.commitData.emit(field)
        self.closeEditor.emit(field, (hints.NoHint, hints.EditNextItem, hints.EditPreviousItem)[step])

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        if isinstance(editor, CellField):
            editor.fit(QRect(option.rect))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # What the desk made of words that are being typed is shown when the cell is left.
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, CellField) and text is not None:
            editor.show_text(str(text))

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        if isinstance(editor, CellField):
            editor.keep()

    def _on_closed(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        escaped = hint is QStyledItemDelegate.EndEditHint.RevertModelCache
        if escaped and isinstance(editor, CellField):
            editor.give_up()
