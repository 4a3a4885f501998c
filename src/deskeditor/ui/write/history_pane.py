"""The History pane: the story as it was, a version a row; choosing one shows what was changed since."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deskeditor.core.article import RevisionRow
from deskeditor.ui.keeping import Said
from deskeditor.ui.parts import action_button
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import exact
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.revisions import (
    DAMAGED,
    GROWTH,
    REVISION,
    RevisionDelegate,
    growth,
    reason_word,
    relative,
)

REREAD_AFTER = 1_000
"""Milliseconds; a pause in writing makes a revision, not each save."""


class RevisionList(QListWidget):
    """Enter, a click, or the arrows while a version is shown choose one; F2 names it; Escape goes back to writing."""

    left = Signal()
    entered_version = Signal()

    @property
    def is_naming(self) -> bool:
        """Whether a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, and Enter on every system; what a field for a name leaves of them is nothing."""
        if self.is_naming:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.entered_version.emit()
        else:
            super().keyPressEvent(event)


class HistoryPane(QWidget):
    """Versions, the newest first."""

    chosen = Signal(object, object, bool)
    """The ``RevisionRow`` to be shown, the one that was kept before it or None, and whether to go there."""
    left = Signal()
    """Escape."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._revisions: list[RevisionRow] = []
        self._of = ""
        self._damaged: dict[int, str] = {}
        self.is_compared = False
        """Whether a version is shown, so that the arrows show the next."""
        self._hint = QLabel(
            self.tr("The story as it was at each pause, change of status, export, import, return and replacement.")
        )
        self._hint.setProperty("rest", True)
        self._hint.setWordWrap(True)
        self.list = RevisionList()
        self.list.setAccessibleName(self.tr("Versions"))
        delegate = RevisionDelegate(self.list)
        delegate.closeEditor.connect(self.refresh)
        self.list.setItemDelegate(delegate)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        self.list.entered_version.connect(lambda: self._choose(self.list.currentRow(), go=True))
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemChanged.connect(self._on_named)
        self.list.left.connect(self.left)
        self.list.addActions([services.actions[name] for name in ("history.compare", "history.name")])
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._wrong = QLabel()
        self._wrong.setWordWrap(True)
        self._wrong.setTextFormat(Qt.TextFormat.PlainText)
        self._wrong.setProperty("tone", "error")
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._hint.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 2 * SPACE)
        self._wrong.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        foot = QVBoxLayout()
        foot.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 3 * SPACE)
        foot.addWidget(action_button(services.actions["history.compare"], short=self.tr("Show what was changed")))
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        column.addWidget(self._wrong)
        column.addLayout(foot)
        self.setFocusProxy(self.list)
        self._clock = QTimer(self, singleShot=True, interval=REREAD_AFTER)
        self._clock.timeout.connect(self.refresh)
        story.opened.connect(self.refresh)
        story.settled.connect(self.refresh)
        story.updated.connect(lambda: None if self._clock.isActive() else self._clock.start())
        self.refresh()

    def refresh(self) -> None:
        """Read the versions again."""
        if self._story.id:
            self._story.ask(self, lambda desk, key: desk.history.of(key), self._show)
        else:
            self._show([])

    def show_current(self) -> None:
        """Show the version that is current in the list; where none is, the newest that is not what the story is now."""
        chosen = self.list.currentRow()
        self._ask(lambda is_now: self._go_to(chosen if chosen >= 0 else min(is_now, len(self._revisions) - 1)))

    def show_crash(self) -> None:
        """Show what was typed last before the program was ended."""
        self._ask(lambda _is_now: self._go_to_crash())

    def name_current(self) -> None:
        """Type a name for the version that is current in the list; where none is, for the newest."""
        self._ask(lambda _is_now: self._name())

    def _ask(self, then: Callable[[bool], None]) -> None:
        """Read the versions again, and go on with whether the newest is what the story is now."""

        def show(found: tuple[list[RevisionRow], bool]) -> None:
            self._show(found[0])
            if found[0]:
                then(found[1])
            else:
                self._services.strip.tell(
                    self.tr("There is no version of this story yet. One is kept at the first pause in writing.")
                )

        self._story.ask(self, lambda desk, key: desk.history.with_now(key), show)

    def _go_to(self, row: int) -> None:
        self.list.setCurrentRow(row)
        self._choose(row, go=True)

    def _go_to_crash(self) -> None:
        crashes = (row for row, revision in enumerate(self._revisions) if revision.reason == "crash")
        self._go_to(min(next(crashes, 0) + 1, len(self._revisions) - 1))

    def _name(self) -> None:
        self.list.setCurrentRow(max(0, self.list.currentRow()))
        self.list.editItem(self.list.currentItem())

    def tell_damaged(self, number: int, sentence: str) -> None:
        """A version is not what was kept."""
        self._damaged[number] = sentence
        for row, revision in enumerate(self._revisions):
            if revision.number == number:
                self._fill(self.list.item(row), row)
        self._on_current()

    def _show(self, revisions: list[RevisionRow]) -> None:
        if self.list.is_naming and self._of == self._story.id:
            return  # a name that is being typed stays; the versions are read again once it is said
        if revisions == self._revisions and self._of == self._story.id:
            self.list.viewport().update()  # "3 min ago"
            return
        if self._of != self._story.id:
            self._damaged.clear()
        current = self.list.currentItem()
        number = current.data(REVISION).number if current is not None and self._of == self._story.id else None
        self._revisions, self._of = revisions, self._story.id
        self.list.blockSignals(True)
        self.list.clear()
        for row, revision in enumerate(revisions):
            item = QListWidgetItem(self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._fill(item, row)
            if revision.number == number:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _fill(self, item: QListWidgetItem, row: int) -> None:
        revision, before = self._revisions[row], self._before(row)
        was = self.list.blockSignals(True)
        grown = growth(revision, before)
        item.setData(REVISION, revision)
        item.setData(GROWTH, grown)
        item.setData(DAMAGED, self._damaged.get(revision.number, ""))
        item.setToolTip("\n".join(filter(None, (exact(revision.made), self._damaged.get(revision.number)))))
        said = (revision.name, reason_word(revision.reason), relative(revision.made), revision.by, grown)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, said)))
        self.list.blockSignals(was)

    def _before(self, row: int) -> RevisionRow | None:
        return self._revisions[row + 1] if row + 1 < len(self._revisions) else None

    def _choose(self, row: int, *, go: bool = False) -> None:
        if row >= 0:
            self.chosen.emit(self._revisions[row], self._before(row), go)

    def _on_current(self) -> None:
        item = self.list.currentItem()
        wrong = item.data(DAMAGED) if item is not None else ""
        self._wrong.setText(wrong or "")
        self._wrong.setVisible(bool(wrong))
        if self.is_compared and item is not None and self.list.hasFocus() and not wrong:
            self._choose(self.list.currentRow())

    def _on_named(self, item: QListWidgetItem) -> None:
        revision, name = item.data(REVISION), item.data(Qt.ItemDataRole.EditRole)
        if name is None or name == revision.name or self._services.jobs.read_only:
            return
        article_id, number = self._of, revision.number
        self._services.keeping.say(
            Said(
                f"name of version {number} of {article_id}",
                self.tr("Name of a version"),
                str(name),
                lambda desk: desk.history.name(article_id, number, str(name)),
                lambda _none: self.refresh(),
            )
        )
