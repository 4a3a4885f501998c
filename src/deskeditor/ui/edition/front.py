"""The front page as the producer orders it: name and date, lead, teasers, related, most read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from deskeditor.core.article import Article
from deskeditor.core.edition import Edition, Teaser
from deskeditor.ui.actions import Actions
from deskeditor.ui.edition.lines import Line, StoryLines
from deskeditor.ui.edition.steps import Change
from deskeditor.ui.edition.words import TeaserWords
from deskeditor.ui.parts import Choice, hairline, open_once, tool_button
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import status_word, today

if TYPE_CHECKING:
    from deskeditor.desk.editions import EditionFields


ARROW = 12 * SPACE
"""Pixels of a choice that are not for its words."""


@dataclass(frozen=True, slots=True)
class Front:
    """An edition with the stories that it names."""

    edition: Edition
    stories: Mapping[str, Article]


class EditionChoice(Choice):
    """A long name is cut with a mark, and is whole in the list that opens."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As the style draws it, with the words that fit."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        space = self.width() - ARROW
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, space)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class FrontPage(QWidget):
    """Tells what the user wants changed; it shows what the desk then has."""

    edited = Signal(str, object)
    """The id of the edition, which need not be the one that is shown by then, and a ``Change``."""
    chosen = Signal(str)
    """The id of another edition."""
    made = Signal(str, object)
    """The name and the ``date`` of a new edition."""
    opened = Signal(str)
    """The id of a story to write in."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._front: Front | None = None
        self.editions = EditionChoice()
        self.editions.setAccessibleName(self.tr("Edition"))
        self.editions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editions.activated.connect(lambda row: self.chosen.emit(self.editions.itemData(row)))
        self.day = QDateEdit()
        self.day.setAccessibleName(self.tr("Date line of the edition"))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("ddd, d MMM yyyy")
        self.day.setKeyboardTracking(False)  # a half typed date is no date of the page
        self.day.dateChanged.connect(self._on_day)
        self._new = tool_button(actions["edition.new"])
        self.words = TeaserWords()
        self.words.changed.connect(self._on_words)
        titles = {
            "lead": self.tr("Lead story"),
            "teasers": self.tr("Teasers"),
            "related": self.tr("Related stories"),
            "most_read": self.tr("Most read"),
        }
        self._hints = {
            "lead": self.tr("Choose a story on the left, then Lead below it."),
            "teasers": self.tr("Enter on a story on the left adds it here."),
            "related": self.tr("Stories that go with the lead."),
            "most_read": self.tr("What is read most, in that order."),
        }
        self.parts: dict[str, StoryLines] = {}
        self._empties: dict[str, QLabel] = {}
        column = QVBoxLayout()
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(SPACE)
        for part, title in titles.items():
            self._add_part(column, part, title)
        column.addStretch(1)
        self._lay_out(column)

    def _add_part(self, column: QVBoxLayout, part: str, title: str) -> None:
        head = QLabel(title)
        head.setProperty("heading", True)
        lines = StoryLines(title)
        empty = QLabel(self._hints[part])
        empty.setProperty("rest", True)
        column.addSpacing(3 * SPACE)
        for widget in (head, hairline(), empty, lines):
            column.addWidget(widget)
        if part == "teasers":
            column.addWidget(self.words)
            lines.currentRowChanged.connect(lambda _row: self._show_words())
        lines.reordered.connect(lambda ids: self._on_order(part, ids))
        lines.removed.connect(lambda article_id: self._on_removed(part, article_id))
        lines.opened.connect(self.opened)
        self.parts[part], self._empties[part] = lines, empty

    def _lay_out(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 2 * SPACE)
        head.setSpacing(2 * SPACE)
        head.addWidget(self.editions, 1)
        head.addWidget(self.day)
        head.addWidget(self._new)
        inner = QWidget()
        inner.setLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(hairline())
        whole.addWidget(area, 1)

    def offer(self, editions: Sequence[Edition]) -> None:
        """These editions can be chosen."""
        self.editions.clear()
        for edition in editions:
            self.editions.addItem(edition.name, edition.id)
        self._mark_chosen()

    def show_front(self, front: Front, *, read_only: bool) -> None:
        """Show the page as the desk has it."""
        self._front = front
        edition = front.edition
        self._mark_chosen()
        self.day.blockSignals(True)
        self.day.setDate(QDate(edition.date.year, edition.date.month, edition.date.day))
        self.day.blockSignals(False)
        ids = {"lead": (edition.lead,) if edition.lead else (), "related": edition.related}
        ids["most_read"] = edition.most_read
        for part, stories in ids.items():
            self._show_part(part, [self._line(article_id) for article_id in stories])
        self._show_part("teasers", [self._teaser_line(teaser) for teaser in edition.teasers])
        for widget in (self.day, *self.parts.values()):
            widget.setEnabled(not read_only)
        self._show_words()

    def step(self, by: int) -> None:
        """Move the chosen story of the part that has the focus."""
        for lines in self.parts.values():
            if lines.hasFocus():
                lines.step(by)

    def _show_part(self, part: str, lines: list[Line]) -> None:
        self.parts[part].show_lines(lines)
        self.parts[part].setVisible(bool(lines))
        self._empties[part].setVisible(not lines)

    def _mark_chosen(self) -> None:
        if self._front is not None:
            self.editions.setCurrentIndex(self.editions.findData(self._shown))

    def _line(self, article_id: str) -> Line:
        story = self._story(article_id)
        return Line(article_id, story.headline or self.tr("Untitled"), f"{status_word(story.status)} · {story.slug}")

    def _teaser_line(self, teaser: Teaser) -> Line:
        story = self._story(teaser.article_id)
        own = teaser.headline is not None or teaser.standfirst is not None
        beside = teaser.standfirst or story.standfirst or status_word(story.status)
        said = self.tr("Own words · {text}").format(text=beside) if own else beside
        return Line(teaser.article_id, teaser.headline or story.headline or self.tr("Untitled"), said, own)

    def _story(self, article_id: str) -> Article:
        assert self._front is not None
        return self._front.stories[article_id]

    @property
    def _shown(self) -> str:
        return self._front.edition.id if self._front is not None else ""

    def _teasers(self) -> tuple[Teaser, ...]:
        return self._front.edition.teasers if self._front else ()

    def _show_words(self) -> None:
        chosen = self.parts["teasers"].current_id
        teaser = next((teaser for teaser in self._teasers() if teaser.article_id == chosen), None)
        story = self._story(chosen) if teaser else None
        self.words.show_teaser(
            self._shown,
            teaser,
            story.headline if story else "",
            story.standfirst if story else "",
            read_only=not self.day.isEnabled(),
        )

    def _on_words(self, edition_id: str, article_id: str, name: str, text: str) -> None:
        def fields(edition: Edition) -> EditionFields:
            return {
                "teasers": [
                    _with_words(teaser, name, text or None) if teaser.article_id == article_id else teaser
                    for teaser in edition.teasers
                ]
            }

        visit = self.words.fields[name].visit
        field = f"{name} of {article_id} on the page of {edition_id}"
        self.edited.emit(edition_id, Change(fields, field=field, text=text, visit=visit))

    def _on_order(self, part: str, ids: list[str]) -> None:
        def fields(edition: Edition) -> EditionFields:
            if part == "lead":
                return {"lead": ids[0] if ids else None}
            if part == "teasers":
                known = {teaser.article_id: teaser for teaser in edition.teasers}
                return {"teasers": [known[article_id] for article_id in ids if article_id in known]}
            return cast("EditionFields", {part: ids})

        self.edited.emit(self._shown, Change(fields))

    def _on_removed(self, part: str, article_id: str) -> None:
        def fields(edition: Edition) -> EditionFields:
            if part == "lead":
                return {"lead": None}
            if part == "teasers":
                return {"teasers": [teaser for teaser in edition.teasers if teaser.article_id != article_id]}
            return cast("EditionFields", {part: [other for other in getattr(edition, part) if other != article_id]})

        taken_off = self._story(article_id).headline or self.tr("Untitled")
        self.edited.emit(self._shown, Change(fields, taken_off=taken_off))

    def _on_day(self, day: QDate) -> None:
        change = Change(lambda _edition: {"date": date(day.year(), day.month(), day.day())})
        self.edited.emit(self._shown, change)

    def ask_new(self) -> None:
        """Ask for the name of a new edition."""
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("New edition"))
        dialog.setLabelText(self.tr("Name of the edition"))
        dialog.setTextValue(today().isoformat())
        dialog.textValueSelected.connect(self._on_named)
        open_once(dialog, self)

    def _on_named(self, name: str) -> None:
        try:
            day = date.fromisoformat(name.strip()[:10])
        except ValueError:
            day = today()
        self.made.emit(name.strip(), day)


def _with_words(teaser: Teaser, name: str, text: str | None) -> Teaser:
    return replace(teaser, headline=text) if name == "headline" else replace(teaser, standfirst=text)
