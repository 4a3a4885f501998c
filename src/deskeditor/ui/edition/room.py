"""The Edition room: choose stories on the left, order the page in the middle, see it on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.changes import Changes, Done
from deskeditor.core.edition import Edition, Teaser
from deskeditor.core.errors import DeskError
from deskeditor.ui.actions import Needs
from deskeditor.ui.edition.front import Front, FrontPage
from deskeditor.ui.edition.preview import Preview
from deskeditor.ui.edition.steps import Change, Edited, make
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.history import History
from deskeditor.ui.keeping import Said
from deskeditor.ui.parts import action_button, hairline, push_button
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import today
from deskeditor.ui.write.article_list import ArticleList

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.desk.editions import EditionFields

REREAD_AFTER = 300
"""Milliseconds from the first change of a story that is not shown in the preview."""
ABOUT = "edition"
TAKEN_OFF = "taken off the page"
"""What the messages are about."""
COLUMNS = ((56 * SPACE, 76 * SPACE), (88 * SPACE, 112 * SPACE), (96 * SPACE, 172 * SPACE))
"""Pixels of each column: at the least, and to begin with."""


class EditionRoom(QWidget):
    """One edition at a time; each change saves itself and can be undone."""

    story_wanted = Signal(str)
    """The id of a story to open in the Write room."""

    def __init__(self, services: Services, on_needs: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = services.jobs
        self._on_needs = on_needs
        self.current: Edition | None = None
        self.list = ArticleList(services.actions)
        self.page = FrontPage(services.actions)
        self.preview = Preview(services.pictures)
        self._histories: dict[str, History[Edition]] = {}
        self._turn = 0
        self._is_read = self._focus_waits = False
        self.make_today = push_button(self.tr("Make today's edition"))
        self.make_today.setProperty("primary", True)
        self.make_today.clicked.connect(lambda: self._make(today().isoformat(), today()))
        self._lay_out()
        self._clock = QTimer(self, singleShot=True, interval=REREAD_AFTER)
        self._clock.timeout.connect(self._reread)
        self.list.entered.connect(lambda article_id: self.add("teasers", article_id))
        self.page.edited.connect(self._edit)
        self.page.opened.connect(self.story_wanted)
        self.page.chosen.connect(self._open)
        self.page.made.connect(self._make)
        services.jobs.changed.connect(self._on_changed)
        self.list.complete(services.jobs)
        self.list.view.addActions([services.actions[f"front.{part}"] for part in self.page.parts])
        self.list.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.shown.connect(self._settle_focus)
        self._load()

    @property
    def present(self) -> Needs:
        """What there is to act on."""
        return Needs.EDITION | Needs.HISTORY if self.current is not None else Needs.NOTHING

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """The stories to choose from, the page in parts, its picture."""
        return (self._left, self._middle, self.preview)

    def take_focus(self) -> None:
        """Give the focus to the stories to choose from; to the one button where there is no edition yet."""
        self._focus_waits = True
        self._settle_focus()

    def add(self, part: str, article_id: str = "") -> None:
        """Put a story on the page, the chosen one if none is named: as ``lead``, or at the end of a list of it."""
        added = article_id or self.list.view.current_id

        def fields(edition: Edition) -> EditionFields:
            if part == "lead":
                return {"lead": added}
            if part == "teasers":
                return {"teasers": (*edition.teasers, Teaser(added))}
            return cast("EditionFields", {part: (*getattr(edition, part), added)})

        if self.current is None:
            return
        if added:
            self._edit(self.current.id, Change(fields))
        else:
            self._services.strip.tell(self.tr("Choose a story in the list first."))

    def move_chosen(self, step: int) -> None:
        """Move the chosen story of the page up or down."""
        self.page.step(step)

    def undo(self) -> None:
        """Take back the last change of this edition."""
        if self.current is not None:
            self._services.keeping.once_saved(self._history(self.current.id).undo)

    def redo(self) -> None:
        """Make it again."""
        if self.current is not None:
            self._services.keeping.once_saved(self._history(self.current.id).redo)

    def _lay_out(self) -> None:
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        column.addLayout(self._add_buttons())
        self._empty = EmptyState(
            self.tr("No edition yet"),
            self.tr("An edition is the front page of a date: a lead story, teasers in order, and what is most read."),
            self.make_today,
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self.page)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for part, (least, _) in zip((self._left, self._middle, self.preview), COLUMNS, strict=True):
            splitter.addWidget(part)
            part.setMinimumWidth(least)
        splitter.setSizes([width for _, width in COLUMNS])
        for number, share in enumerate((1, 1, 3)):
            splitter.setStretchFactor(number, share)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def _add_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        grid.setSpacing(SPACE)
        titles = {
            "lead": self.tr("Lead"),
            "teasers": self.tr("Teaser"),
            "related": self.tr("Related"),
            "most_read": self.tr("Most read"),
        }
        self.add_buttons = {
            part: action_button(self._services.actions[f"front.{part}"], short=title) for part, title in titles.items()
        }
        for number, button in enumerate(self.add_buttons.values()):
            grid.addWidget(button, number // 2, number % 2)
        return grid

    def _settle_focus(self) -> None:
        """The room is read piece by piece: the focus goes to the best place that there is by now."""
        focused = QApplication.focusWidget()
        lost = focused is None or not focused.isVisible()
        if not (self.isVisible() and self._is_read and self.list.is_read and (self._focus_waits or lost)):
            return
        self._focus_waits = False
        if self.current is None and self.make_today.isEnabled():
            self.make_today.setFocus()
        elif self.list.view.isVisible():
            self.list.view.go_to_first()
        else:
            self.list.search.setFocus()

    # What the desk has

    def _load(self) -> None:
        self._jobs.read_in_turn(self, lambda desk: desk.editions.all(), self._take_all)

    def _take_all(self, editions: list[Edition]) -> None:
        self.page.offer(editions)
        known = {edition.id for edition in editions}
        if self.current is None or self.current.id not in known:
            if editions:
                self._open(editions[0].id)
            else:
                self._show_nothing()

    def _open(self, edition_id: str) -> None:
        self._turn += 1
        turn = self._turn
        self._jobs.read_in_turn(self, lambda desk: _read_front(desk, edition_id), lambda front: self._take(turn, front))

    def _reread(self) -> None:
        if self.current is not None:
            self._open(self.current.id)

    def _take(self, turn: int, front: tuple[Front, str]) -> None:
        if turn != self._turn:
            return
        page, html = front
        self.current = page.edition
        self.page.show_front(page, read_only=self._jobs.read_only)
        self.preview.show_page(html)
        self._middle.setCurrentWidget(self.page)
        self._settle()

    def _show_nothing(self) -> None:
        self.current = None
        self._middle.setCurrentWidget(self._empty)
        self.preview.show_page("")
        self._settle()

    def _settle(self) -> None:
        self._is_read = True
        self.make_today.setEnabled(not self._jobs.read_only)
        self._on_needs()
        self._settle_focus()

    def _make(self, name: str, day: date) -> None:
        def show(edition: Edition) -> None:
            self.current = edition
            self._load()
            self._open(edition.id)

        self._focus_waits = True
        self._jobs.mutate(self, lambda desk: desk.editions.new(name, day), show, about=ABOUT)

    def _edit(self, edition_id: str, change: Change) -> None:
        def done(edited: Edited) -> None:
            self._services.strip.settle(TAKEN_OFF)
            if edited.before != edited.after:
                history, step = self._history(edition_id), edited.step()
                history.add(step, f"{change.field} {change.visit}" if change.field else "")
                if change.taken_off:
                    said = self.tr("“{headline}” was taken off the page.").format(headline=change.taken_off)
                    self._services.strip.tell(said, (self.tr("Undo"), lambda: history.take_back(step)), about=TAKEN_OFF)
            if change.field:
                self.current = edited.after if self.current and self.current.id == edition_id else self.current
            else:
                self._on_edited(edited.after)

        def work(desk: Desk) -> Done[Edited]:
            return make(desk, edition_id, change)

        if change.field:
            title = self.tr("Front page: {field}").format(field=change.field.partition(" ")[0])
            self._services.keeping.say(Said(change.field, title, change.text, work, done, self._on_refused))
        else:
            self._history(edition_id).make(work, done)

    def _history(self, edition_id: str) -> History[Edition]:
        if edition_id not in self._histories:
            self._histories[edition_id] = History(self._jobs, self, self._on_edited, self._on_refused, ABOUT)
        return self._histories[edition_id]

    def _on_edited(self, edition: Edition) -> None:
        if self.current is not None and self.current.id == edition.id:
            self.current = edition
            self._reread()

    def _on_refused(self, error: DeskError) -> None:
        self._jobs.failed.emit(error, ABOUT)
        self._reread()  # the page shows again what the desk has

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if changes.editions and initiator is not self:
            self._load()
        shown = changes.articles or changes.editions or changes.settings or changes.photos
        if shown and initiator is not self and not self._clock.isActive():
            self._clock.start()


def _read_front(desk: Desk, edition_id: str) -> tuple[Front, str]:
    edition = desk.editions.get(edition_id)
    shown = [edition.lead] if edition.lead else []
    shown += [teaser.article_id for teaser in edition.teasers]
    shown += [*edition.related, *edition.most_read]
    stories = {article_id: desk.articles.get(article_id) for article_id in dict.fromkeys(shown)}
    # An edition without a story has no page to show; what is missing is said in the middle.
    html = desk.editions.preview_html(edition_id) if shown else ""
    return Front(edition, stories), html
