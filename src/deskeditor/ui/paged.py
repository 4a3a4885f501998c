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
FIRST = 24
"""Rows that are read before the whole list is: about a screenful."""
PAGES_KEPT = 32
PAGES_ASKED = 4
"""Enough for what two views of one list show at once."""
OF_BEFORE = -1
"""A page of what was listed before."""
MOST_RUNS = 64
"""Runs of rows that come or go one after the other; a list that differs in more is another list."""

Index = QModelIndex | QPersistentModelIndex


class Identified(Protocol):
    """A row that knows its id."""

    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=Identified)


class PagedModel(QAbstractTableModel, Generic[Row]):
    """A hundred thousand rows cost a list of strings; the scroll bar is true once what is in sight has been painted.

    Those who show something else say in ``_list``, ``_read`` and ``_begin`` where it comes from; they run on the jobs
    threads.
    """

    filled = Signal()
    """The ids have come."""
    follows = False
    """Whether rows also go one by one where they can; else the list is made anew, with nothing chosen in it."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._ids: list[str] = []
        self._rows: OrderedDict[str, Row] = OrderedDict()
        self._asked: list[int] = []
        self._reading: int | None = None
        self._turn = 0
        self._is_held = self._is_behind = False

    def _list(self, desk: Desk) -> list[str]:
        raise NotImplementedError

    def _read(self, desk: Desk, ids: list[str]) -> list[Row]:
        raise NotImplementedError

    def _begin(self, desk: Desk) -> tuple[list[str], list[Row]]:
        """What is seen first of a list: its ids, of all or of the ``FIRST`` rows, and those rows."""
        ids = self._list(desk)
        return ids, self._read(desk, ids[:FIRST])

    @property
    def ids(self) -> list[str]:
        """The ids of everything in the list, in its order."""
        return self._ids

    def refresh(self) -> None:
        """List again; an answer to an earlier question is dropped."""
        self._turn += 1
        turn = self._turn
        if self._ids:
            self._jobs.read(self, self._list, lambda ids: self._take_ids(turn, ids))
        else:
            self._jobs.read(self, self._begin, lambda begun: self._take_begun(turn, *begun))

    def hold(self, on: bool) -> None:
        """While a row is edited, let others come, but none go or change places: the field would go with it."""
        self._is_held = on
        if self._is_behind and not on:
            self._is_behind = False
            self.refresh()

    def reread(self, ids: Iterable[str]) -> None:
        """Read these rows again; until they come they are shown as they were."""
        wanted = list(ids)
        if len(wanted) > PAGE:
            self._rows.clear()
            self._forget_asked()
            self._tell()
        elif wanted:
            # In turn: of two answers about one row the older must not come last.
            self._jobs.read_in_turn(
                self, lambda desk: self._read(desk, wanted), lambda rows: self._take_again(wanted, rows)
            )

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

    def _take_begun(self, turn: int, ids: list[str], rows: list[Row]) -> None:
        if turn != self._turn:
            return
        self._rows.update((row.id, row) for row in rows)
        if len(ids) == FIRST:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
            self._jobs.read_once_painted(self, self._list, lambda ids: self._take_ids(turn, ids))
        else:
            self._take_ids(turn, ids)
        self._tell()

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

        self._jobs.read_in_turn(self, lambda desk: self._read(desk, ids), take, fail)

    def _forget_asked(self) -> None:
        """The pages are other ones now; what is being read of the old ones still comes."""
        self._asked.clear()
        if self._reading is not None:
            self._reading = OF_BEFORE

    def _take_ids(self, turn: int, ids: list[str]) -> None:
        if turn != self._turn:
            return
        self._forget_asked()
        if ids != self._ids and not self._follow(ids):
            if self._is_held:
                self._is_behind = True
                return
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
        self.filled.emit()

    def _follow(self, ids: list[str]) -> bool:
        """Let rows come and go where that is all that differs: what is chosen and what is typed in stays as it is."""
        here, there = set(self._ids), set(ids)
        if [key for key in self._ids if key in there] != [key for key in ids if key in here] or not here & there:
            return False
        going = _runs([row for row, key in enumerate(self._ids) if key not in there])
        coming = _runs([row for row, key in enumerate(ids) if key not in here])
        if len(going) + len(coming) > MOST_RUNS or (going and (self._is_held or not self.follows)):
            return False
        for first, last in reversed(going):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._ids[first : last + 1]
            self.endRemoveRows()
        for first, last in coming:
            self.beginInsertRows(QModelIndex(), first, last)
            self._ids[first:first] = ids[first : last + 1]
            self.endInsertRows()
        return True

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


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """The first and the last of each stretch of rows that follow one another."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
