"""A list of any length: ids for all of it, and pages of rows read when they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from deskeditor.core.errors import DeskError
from deskeditor.ui.jobs import Jobs

if TYPE_CHECKING:
    from deskeditor.desk import Desk

PAGE = 64
PAGES_KEPT = 32
PAGES_ASKED = 4
"""Enough for what two views of one list show at once."""
OF_BEFORE = -1
"""A page of what was listed before."""

Index = QModelIndex | QPersistentModelIndex


class Identified(Protocol):
    """A row that knows its id."""

    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=Identified)


class PagedModel(QAbstractTableModel, Generic[Row]):
    """A hundred thousand rows cost a list of strings; the scroll bar is true from the first paint.

    Those who show something else say in ``_list`` and ``_read`` where it comes from; both run on the jobs threads.
    """

    filled = Signal()
    """The ids have come."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._ids: list[str] = []
        self._rows: OrderedDict[str, Row] = OrderedDict()
        self._asked: list[int] = []
        self._reading: int | None = None
        self._turn = 0

    def _list(self, desk: Desk) -> list[str]:
        raise NotImplementedError

    def _read(self, desk: Desk, ids: list[str]) -> list[Row]:
        raise NotImplementedError

    @property
    def ids(self) -> list[str]:
        """The ids of everything in the list, in its order."""
        return self._ids

    def refresh(self) -> None:
        """List again; an answer to an earlier question is dropped."""
        self._turn += 1
        turn = self._turn
        self._jobs.read(self, self._list, lambda ids: self._take_ids(turn, ids))

    def reread(self, ids: Iterable[str]) -> None:
        """Read these rows again; until they come they are shown as they were."""
        wanted = list(ids)
        if len(wanted) > PAGE:
            self._rows.clear()
            self._forget_asked()
            self._tell()
        elif wanted:
            self._jobs.read(self, lambda desk: self._read(desk, wanted), lambda rows: self._take_again(wanted, rows))

    def id_at(self, index: Index) -> str:
        """The id in that row; empty for none."""
        return self._ids[index.row()] if index.isValid() and index.row() < len(self._ids) else ""

    def row_at(self, index: Index) -> Row | None:
        """The row, or None while it is being read."""
        row = self._rows.get(self._ids[index.row()])
        if row is None:
            self._ask(index.row() // PAGE)
        return row

    def index_of(self, key: str, column: int = 0) -> QModelIndex:
        """Where it stands; an invalid index for what is not in the list."""
        try:
            return self.index(self._ids.index(key), column)
        except ValueError:
            return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def _take_again(self, wanted: list[str], rows: list[Row]) -> None:
        gone = set(wanted) - {row.id for row in rows}
        if gone.intersection(self._ids):
            self.refresh()
        self._take_rows(rows)

    def _to_top(self, row: int) -> None:
        if row > 0:
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), 0)
            self._ids.insert(0, self._ids.pop(row))
            self.endMoveRows()
            self._forget_asked()

    def _ask(self, page: int) -> None:
        if page == self._reading:
            return
        # The latest first, and only a few: what was scrolled past need not be read, and is asked for when it is seen.
        self._asked = [*(other for other in self._asked if other != page), page][-PAGES_ASKED:]
        self._read_next()

    def _read_next(self) -> None:
        if self._reading is not None or not self._asked:
            return
        page = self._reading = self._asked.pop()
        ids = self._ids[page * PAGE : (page + 1) * PAGE]

        def take(rows: list[Row]) -> None:
            self._reading = None
            self._take_rows(rows)
            self._read_next()

        def fail(error: DeskError) -> None:
            self._reading = None
            self._jobs.failed.emit(error, "")

        self._jobs.read(self, lambda desk: self._read(desk, ids), take, fail)

    def _forget_asked(self) -> None:
        """The pages are other ones now; what is being read of the old ones still comes."""
        self._asked.clear()
        if self._reading is not None:
            self._reading = OF_BEFORE

    def _take_ids(self, turn: int, ids: list[str]) -> None:
        if turn != self._turn:
            return
        self._forget_asked()
        new = len(ids) - len(self._ids)
        if new > 0 and self._ids and ids[new:] == self._ids:
            # What came in stands at the head: what is chosen and edited below it stays so.
            self.beginInsertRows(QModelIndex(), 0, new - 1)
            self._ids = ids
            self.endInsertRows()
        elif ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
        self.filled.emit()

    def _take_rows(self, rows: list[Row]) -> None:
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        while len(self._rows) > PAGE * PAGES_KEPT:
            self._rows.popitem(last=False)
        self._tell()

    def _tell(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))
