"""The Edition room: choose stories on the left, order the page in the middle, see it on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.core.changes import Changes
from deskeditor.core.edition import Edition, Teaser
from deskeditor.ui.actions import Needs
from deskeditor.ui.edition.front import Front, FrontPage
from deskeditor.ui.edition.preview import Preview
from deskeditor.ui.empty import EmptyState
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import today
from deskeditor.ui.write.article_list import ArticleList

if TYPE_CHECKING:
    from deskeditor.desk import Desk
    from deskeditor.desk.editions import EditionFields

REREAD_AFTER = 300
"""Milliseconds from the first change of a story that is not shown in the preview."""


class EditionRoom(QWidget):
    """One edition at a time; each change saves itself."""

    story_wanted = Signal(str)
    """The id of a story to open in the Write room."""

    def __init__(self, services: Services, on_needs: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = services.jobs
        self._on_needs = on_needs
        self.current: Edition | None = None
        self.list = ArticleList(services.actions)
        self.page = FrontPage()
        self.preview = Preview()
        self._turn = 0
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
        self._load()

    @property
    def present(self) -> Needs:
        """What there is to act on."""
        return Needs.EDITION if self.current is not None else Needs.NOTHING

    def add(self, part: str, article_id: str) -> None:
        """Put a story on the page: as ``lead``, or at the end of ``teasers``, ``related`` or ``most_read``."""
        edition = self.current
        if edition is None or not article_id:
            return
        if part == "lead":
            self._edit({"lead": article_id})
        elif part == "teasers":
            self._edit({"teasers": (*edition.teasers, Teaser(article_id))})
        else:
            self._edit(cast("EditionFields", {part: (*getattr(edition, part), article_id)}))

    def move_line(self, step: int) -> None:
        """Move the chosen story of the page up or down."""
        self.page.step(step)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(self._add_buttons())
        self._empty = EmptyState(
            self.tr("No edition yet"),
            self.tr("An edition is the front page of a date: a lead story, teasers in order, and what is most read."),
        )
        self._first = QPushButton(self.tr("Make today's edition"))
        self._first.setProperty("primary", True)
        self._first.clicked.connect(lambda: self._make(today().isoformat(), today()))
        middle = QWidget()
        with_button = QVBoxLayout(middle)
        with_button.addWidget(self._empty, 1)
        with_button.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        with_button.addStretch(1)
        self._middle = QStackedWidget()
        self._middle.addWidget(middle)
        self._middle.addWidget(self.page)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for part, size in ((left, 76 * SPACE), (self._middle, 112 * SPACE), (self.preview, 170 * SPACE)):
            splitter.addWidget(part)
            part.setMinimumWidth(size // 2)
        splitter.setSizes([76 * SPACE, 112 * SPACE, 172 * SPACE])
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def _add_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        row.setSpacing(SPACE)
        titles = {
            "lead": self.tr("Lead"),
            "teasers": self.tr("Teaser"),
            "related": self.tr("Related"),
            "most_read": self.tr("Most read"),
        }
        self.add_buttons: dict[str, QPushButton] = {}
        for part, title in titles.items():
            button = QPushButton(title)
            button.setAccessibleName(self.tr("Add the chosen story: {part}").format(part=title))
            button.setToolTip(self.tr("Add the chosen story: {part}").format(part=title))
            button.setStyleSheet("padding-left: 6px; padding-right: 6px")
            button.clicked.connect(lambda _on=False, part=part: self.add(part, self.list.view.current_id))
            row.addWidget(button, 1)
            self.add_buttons[part] = button
        return row

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
        self._allow()

    def _show_nothing(self) -> None:
        self.current = None
        self._middle.setCurrentIndex(0)
        self.preview.show_page("")
        self._allow()

    def _allow(self) -> None:
        writable = not self._jobs.read_only
        self._first.setEnabled(writable)
        for button in self.add_buttons.values():
            button.setEnabled(writable and self.current is not None)
        self._on_needs()

    def _make(self, name: str, day: date) -> None:
        def show(edition: Edition) -> None:
            self.current = edition
            self._load()
            self._open(edition.id)

        self._jobs.mutate(self, lambda desk: desk.editions.new(name, day), show)

    def _edit(self, fields: EditionFields) -> None:
        edition = self.current
        if edition is not None:
            self._jobs.mutate(
                self, lambda desk: desk.editions.edit(edition.id, **fields), self._on_edited, self._on_refused
            )

    def _on_edited(self, edition: Edition) -> None:
        self.current = edition
        self._reread()

    def _on_refused(self, error: Exception) -> None:
        self._jobs.failed.emit(error)
        self._reread()  # the page shows again what the desk has

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if changes.editions and initiator is not self:
            self._load()
        shown = changes.articles or changes.editions or changes.settings
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
