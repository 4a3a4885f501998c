"""The list of stories, newest change first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt

from deskeditor.core.article import ArticleRow
from deskeditor.core.changes import Changes
from deskeditor.core.queries import ArticleFilter
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.paged import Index, PagedModel
from deskeditor.ui.wording import moment, photos, status_word, words

if TYPE_CHECKING:
    from deskeditor.desk import Desk

ROW = Qt.ItemDataRole.UserRole
"""The role under which a row is the ``ArticleRow`` itself, or None while it is being read."""


class ArticleModel(PagedModel[ArticleRow]):
    """One column: the story."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(jobs, parent)
        self._only = ArticleFilter()
        jobs.changed.connect(self._on_changed)

    def show(self, only: ArticleFilter) -> None:
        """Show the stories that pass."""
        self._only = only
        self.refresh()

    def _list(self, desk: Desk) -> list[str]:
        return desk.articles.ids(self._only)

    def _read(self, desk: Desk, ids: list[str]) -> list[ArticleRow]:
        return desk.articles.rows(ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row_at(index)
        if row is None or role == ROW:
            return row
        headline = row.headline or self.tr("Untitled")
        if role == Qt.ItemDataRole.DisplayRole:
            return headline
        noted = [self.tr("has a note for the desk")] if row.noted else []
        return ", ".join((headline, status_word(row.status), *facts(row), *noted, moment(row.modified)))

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if not changes.articles:
            return
        # A save comes every second: the list is not read again for it, the story just comes to the top.
        if self._only != ArticleFilter() or len(changes.articles) > 1 or not changes.articles.issubset(self._ids):
            self.refresh()
        self.reread(changes.articles)

    def _take_again(self, wanted: list[str], rows: list[ArticleRow]) -> None:
        if self._only == ArticleFilter() and len(rows) == 1 and rows[0].id in self._ids:
            self._to_top(self._ids.index(rows[0].id))
        super()._take_again(wanted, rows)


def facts(row: ArticleRow) -> list[str]:
    """What the list says of a story after its status: section, words, photos."""
    said = [row.section, words(row.words), photos(row.photos) if row.photos else ""]
    return [fact for fact in said if fact]
