"""One line to type in and a list that narrows: the command palette and the quick opener."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deskeditor.ui.rows import draw_words, paint_ground
from deskeditor.ui.theme import SPACE, small, tones

ENTRY = Qt.ItemDataRole.UserRole
SHOWN = 60
"""Entries shown at once; more than anybody reads."""
WIDTH = 150 * SPACE
MOST_ROWS = 12
_BEGINNING = re.compile(r"(?<![^\W_])[^\W_]")
"""The letter that a word begins with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to choose: its name, what stands beside it, and what choosing does."""

    name: str
    beside: str
    choose: Callable[[], object]
    enabled: bool = True


def score(query: str, name: str) -> int | None:
    """How well the letters of the query, in order, make the name: higher is better, None where they do not.

    Letters that begin a word or follow one another count more, so that ``nsd`` finds North Sea Draft before ``sounds``.
    """
    wanted, text = query.casefold(), name.casefold()
    if not wanted:
        return 0
    whole = text.find(wanted)
    if whole >= 0:
        return 1000 - whole + (500 if _begins(text, whole) else 0)
    scores = [_walk(wanted, text, step) for step in (_word_first, str.find)]
    return max((points for points in scores if points is not None), default=None)


def _begins_words(query: str, name: str) -> bool:
    """Whether the name can be read off the query: each letter begins a word of it or follows the one before."""
    text = name.casefold()
    beginnings = [match.start() for match in _BEGINNING.finditer(text)]
    reached = {-1}
    for letter in "".join(query.casefold().split()):
        first = min(reached)
        going_on = {at + 1 for at in reached if text[at + 1 : at + 2] == letter}
        reached = going_on | {at for at in beginnings if at > first and text[at] == letter}
        if not reached:
            return False
    return True


def _walk(wanted: str, text: str, step: Callable[[str, str, int], int]) -> int | None:
    """The points of the letters as the step finds them one after the other."""
    points, at, last = 0, 0, -2
    for letter in wanted:
        if letter.isspace():
            continue
        found = step(text, letter, at)
        if found < 0:
            return None
        points += 8 if found == last + 1 else 0
        points += 10 if _begins(text, found) else 0
        last, at = found, found + 1
    return points - len(text) // 8


def _word_first(text: str, letter: str, start: int) -> int:
    """Where the letter stands next: at the beginning of a word if it begins one, else anywhere."""
    plain = at = text.find(letter, start)
    while at > start and not _begins(text, at):
        at = text.find(letter, at + 1)
    return at if at >= 0 else plain


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def rank(query: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that match, the best first; all of them in their own order where nothing is asked.

    Letters from anywhere in a name count only where no name begins with them, or has words that do.
    """
    near = [entry for entry in entries if query.casefold() in entry.name.casefold() or _begins_words(query, entry.name)]
    scored = [(score(query, entry.name), number, entry) for number, entry in enumerate(near or entries)]
    found = [(points, number, entry) for points, number, entry in scored if points is not None]
    return [entry for _, _, entry in sorted(found, key=lambda row: (-row[0], row[1]))]


class Finder(QFrame):
    """A panel over the top of the window; Escape or a click elsewhere puts it away."""

    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("finder")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self._entries: list[Entry] = []
        self._before: QWidget | None = None
        self.field.textEdited.connect(self._on_typed)
        self.list.itemClicked.connect(self._choose)
        self.hide()

    def open(self, name: str, entries: Sequence[Entry]) -> None:
        """Show the entries; ``name`` says what is looked for."""
        window = self.parentWidget()
        self._before = window.focusWidget() if window else None
        self.field.clear()
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.list.setAccessibleName(name)
        self.offer(entries)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def offer(self, entries: Sequence[Entry]) -> None:
        """These can be chosen now."""
        self._entries = list(entries)
        self._narrow()

    @property
    def shown(self) -> list[Entry]:
        """The entries as they are listed, the best first."""
        return [self.list.item(row).data(ENTRY) for row in range(self.list.count())]

    def _on_typed(self, text: str) -> None:
        self._narrow()
        self.typed.emit(text.strip())

    def _narrow(self) -> None:
        self.list.clear()
        for entry in rank(self.field.text().strip(), self._entries)[:SHOWN]:
            item = QListWidgetItem(entry.name)
            item.setData(ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}, {entry.beside}")
            if not entry.enabled:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self._fit()
        self.list.setCurrentRow(next((row for row, entry in enumerate(self.shown) if entry.enabled), -1))

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = min(WIDTH, window.width() - 8 * SPACE)
        row = self.list.sizeHintForRow(0) if self.list.count() else 0
        rows = min(MOST_ROWS, max(1, self.list.count())) * row
        self.list.setFixedHeight(min(rows, window.height() // 2))
        self.setGeometry((window.width() - width) // 2, 20 * SPACE, width, self.sizeHint().height())

    def _choose(self, item: QListWidgetItem | None) -> None:
        entry = item.data(ENTRY) if item is not None else None
        if isinstance(entry, Entry) and entry.enabled:
            self.put_away()
            entry.choose()

    def put_away(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter and Escape act on the list while the field has the focus."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.put_away()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count():
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentRow(row)
                return
            row += step


class _Delegate(QStyledItemDelegate):
    """The name on the left, what stands beside it on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(10 * SPACE, QFontMetrics(option.font).height() + 3 * SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry, now, rect = index.data(ENTRY), tones(), QRect(option.rect)
        painter.save()
        paint_ground(painter, option, hairline=False)
        inner = rect.adjusted(3 * SPACE, 0, -3 * SPACE, 0)
        beside = small(QFont(option.font))
        width = min(QFontMetrics(beside).horizontalAdvance(entry.beside), inner.width() // 2)
        painter.setPen(QColor(now.rest))
        painter.setFont(beside)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, entry.beside)
        left, colour = middle | Qt.AlignmentFlag.AlignLeft, now.text if entry.enabled else now.rest
        draw_words(painter, inner.adjusted(0, 0, -width - 4 * SPACE, 0), left, entry.name, option.font, colour)
        painter.restore()
