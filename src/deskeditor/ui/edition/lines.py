"""One part of the front page: stories in an order that the user gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDropEvent, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from deskeditor.ui.paged import Index
from deskeditor.ui.rows import draw_words, paint_ground
from deskeditor.ui.theme import SPACE, small, tones

LINE = Qt.ItemDataRole.UserRole
MOST = 12
"""Lines shown without scrolling."""


@dataclass(frozen=True, slots=True)
class Line:
    """A story on the page, with the words that are shown; ``own`` where they are not the story's."""

    article_id: str
    headline: str
    beside: str = ""
    own: bool = False


class StoryLines(QListWidget):
    """Alt+Up and Alt+Down or a drag order them, Delete takes one off, Enter opens the story."""

    reordered = Signal(list)
    """The ids in their new order."""
    removed = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(LINE).article_id))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, keys, act in (
            (self.tr("Open the story"), "Enter", lambda: self.opened.emit(self.current_id)),
            (self.tr("Move up"), "Alt+Up", lambda: self.step(-1)),
            (self.tr("Move down"), "Alt+Down", lambda: self.step(1)),
            (self.tr("Take off the page"), "Del", lambda: self.removed.emit(self.current_id)),
        ):
            # The keys are those of the list and of the window: they are only named here.
            action = QAction(f"{text}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}", self)
            action.triggered.connect(act)
            self.addAction(action)

    @property
    def ids(self) -> list[str]:
        """The stories in their order."""
        return [self.item(row).data(LINE).article_id for row in range(self.count())]

    @property
    def current_id(self) -> str:
        """The story that is chosen; empty for none."""
        item = self.currentItem()
        return str(item.data(LINE).article_id) if item is not None else ""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; what is chosen stays chosen, and where it is gone, what has moved to its place."""
        chosen, before = self.current_id, self.currentRow()
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.headline)
            item.setData(LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.headline}, {line.beside}")
            self.addItem(item)
        self.setCurrentRow(self.ids.index(chosen) if chosen in self.ids else min(before, len(lines) - 1))
        self.blockSignals(False)
        self.setFixedHeight(min(MOST, max(1, len(lines))) * _Delegate.height(self.font()))

    def choose(self, article_id: str) -> None:
        """Make the story the chosen one."""
        if article_id in self.ids:
            self.setCurrentRow(self.ids.index(article_id))

    def step(self, by: int) -> None:
        """Move the chosen story up (-1) or down (1)."""
        ids, row = self.ids, self.currentRow()
        if row < 0 or not 0 <= row + by < len(ids):
            return
        ids.insert(row + by, ids.pop(row))
        self.insertItem(row + by, self.takeItem(row))
        self.setCurrentRow(row + by)
        self.reordered.emit(ids)

    def dropEvent(self, event: QDropEvent) -> None:
        """A drag is an order."""
        super().dropEvent(event)
        self.reordered.emit(self.ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen story off the page."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current_id:
            self.removed.emit(self.current_id)
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """The headline, and below it what the page says beside it."""

    @staticmethod
    def height(font: QFont) -> int:
        """Pixels of a line."""
        return QFontMetrics(font).height() + QFontMetrics(small(font)).height() + 4 * SPACE

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40 * SPACE, self.height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, now, rect = index.data(LINE), tones(), QRect(option.rect)
        painter.save()
        paint_ground(painter, option)
        inner = rect.adjusted(3 * SPACE, 2 * SPACE, -3 * SPACE, -2 * SPACE)
        head, beside = QFont(option.font), small(QFont(option.font))
        head.setWeight(QFont.Weight.DemiBold)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        draw_words(painter, inner, top, line.headline, head, now.text)
        below = inner.adjusted(0, QFontMetrics(head).height(), 0, 0)
        draw_words(painter, below, top, line.beside, beside, now.rest)
        painter.restore()
