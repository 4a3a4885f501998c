"""How photos look on the sheet, and how cells look on the caption desk."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskeditor.core.photo import Photo
from deskeditor.ui.keeping import commit_while_typed
from deskeditor.ui.paged import Index
from deskeditor.ui.photos.photo_model import COLUMNS, MISSING, PHOTO, PhotoModel
from deskeditor.ui.pictures import THUMB, Pictures
from deskeditor.ui.theme import SPACE, Tones, small, tones

CELL = QSize(52 * SPACE, 48 * SPACE)
"""A frame of the sheet."""
TEXT_MARGIN = 3
"""Pixels that the style puts before the text of a cell."""


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
        painter.drawPixmap(place.topLeft(), pixmap)

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


class CellField(QLineEdit):
    """A cell while it is edited: it saves itself as it is typed in. ``visit`` counts such fields."""

    def __init__(self, parent: QWidget, index: Index, visit: int) -> None:
        super().__init__(parent)
        self._place = QPersistentModelIndex(index)
        self._before = str(index.data(Qt.ItemDataRole.EditRole) or "")
        self._visit = visit
        commit_while_typed(self, self.keep)

    def keep(self) -> None:
        """Hand over what was typed, if it was."""
        if self.isModified():
            self._say(self.text())

    def give_up(self) -> None:
        """What stood here before holds again."""
        if self.isModified():
            self._say(self._before)
            self.setText(self._before)

    def _say(self, text: str) -> None:
        model = self._place.model()
        if isinstance(model, PhotoModel):
            model.say(self._place, text, self._visit)


class CellDelegate(QStyledItemDelegate):
    """A cell that a reader would miss says so; the editor is a plain line that saves itself as it is typed in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._visits = 0
        self.closeEditor.connect(self._on_closed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(MISSING):
            painter.save()
            painter.setPen(QColor(tones().warning))
            said = QCoreApplication.translate("Missing", "Missing")
            rect = QRect(option.rect).adjusted(2 * SPACE + TEXT_MARGIN, 0, 0, 0)
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
            painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._visits += 1
        field = CellField(parent, index, self._visits)
        field.setFrame(False)
        field.setStyleSheet("border-radius: 0; padding: 0 6px")
        field.setAccessibleName(str(COLUMNS[index.column()].title))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # What the desk made of words that are being typed is shown when the cell is left.
        if isinstance(editor, CellField) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        if isinstance(editor, CellField):
            editor.keep()

    def _on_closed(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        escaped = hint is QStyledItemDelegate.EndEditHint.RevertModelCache
        if escaped and isinstance(editor, CellField):
            editor.give_up()
