"""The facts of a story that are not typed on its page: status, section, language."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from deskeditor.core.article import MOVES, Article, Status
from deskeditor.core.errors import DeskError
from deskeditor.core.languages import is_language_tag
from deskeditor.desk.fields import ArticleFields
from deskeditor.ui.keeping import Said, commit_while_typed
from deskeditor.ui.parts import Choice
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.window_keys import leave_window_keys
from deskeditor.ui.wording import status_word
from deskeditor.ui.write.open_story import OpenStory

LANGUAGES = ("en", "ko", "ja", "zh", "de", "fr", "es", "ar", "he", "ru")
LABEL_WIDTH = 72


class Facts(QWidget):
    """Each fact saves itself: the section as it is typed, the others when they are chosen."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self._said: dict[str, str] = {}
        """What was said or shown last, by fact."""
        self._typed: set[str] = set()
        """Facts that were typed in since; a line that completes words does not know it is modified."""
        self.status = Choice()
        self.section = QLineEdit()
        self.section.setPlaceholderText(self.tr("World, Culture, …"))
        self.language = Choice()
        self.language.setEditable(True)
        self.language.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.language.addItems(LANGUAGES)
        leave_window_keys(self.section)
        self._fields = {"status": self.status, "section": self.section, "language": self.language}
        language = self.language.lineEdit()
        assert language is not None
        self._lines = {"section": self.section, "language": language}
        for name, line in self._lines.items():
            line.textEdited.connect(lambda _text, name=name: self._typed.add(name))
        grid = QGridLayout(self)
        grid.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        titles = (self.tr("Status"), self.tr("Section"), self.tr("Language"))
        for row, (title, field) in enumerate(zip(titles, self._fields.values(), strict=True)):
            label = QLabel(title)
            label.setProperty("rest", True)
            label.setBuddy(field)
            field.setAccessibleName(title)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.status.activated.connect(self._on_status)
        commit_while_typed(self.section, partial(self._commit, "section"))
        self.language.textActivated.connect(partial(self._say, "language"))
        language.editingFinished.connect(partial(self._commit, "language"))
        story.collecting.connect(self._collect)
        story.opened.connect(self._on_opened)
        story.updated.connect(self.refresh)
        self.refresh()

    def _on_opened(self) -> None:
        self._typed.clear()
        self.refresh()

    def _collect(self) -> None:
        self._commit("section")
        if is_language_tag(self._lines["language"].text().strip()):  # half a tag is on its way to a whole one
            self._commit("language")

    def _commit(self, name: str) -> None:
        text = self._lines[name].text().strip()
        if name in self._typed and text != self._said[name]:
            self._say(name, text)

    def _say(self, name: str, text: str) -> None:
        article_id = self._story.id
        self._said[name] = text
        self._services.keeping.say(
            Said(
                _about(name, article_id),
                self._fields[name].accessibleName(),
                text,
                lambda desk: desk.articles.edit(article_id, **cast("ArticleFields", {name: text})),
                on_refused=lambda error: self._refuse(article_id, name, text, error),
            )
        )

    def _refuse(self, article_id: str, name: str, text: str, error: DeskError) -> None:
        self._services.strip.error(error)
        if self._story.id == article_id and self._lines[name].text().strip() == text:
            self._typed.discard(name)
            self.refresh()

    def refresh(self) -> None:
        """Show the facts of the story; a field that is being typed in is left alone."""
        story = self._story.story
        self.setEnabled(story is not None and not self._services.jobs.read_only)
        if story is None:
            self.status.clear()
        else:
            self._show_status(story.article)
        for name, line in self._lines.items():
            if not (line.hasFocus() and name in self._typed):
                self._typed.discard(name)
                self._said[name] = self._known(name)
                if line.text() != self._said[name]:
                    line.setText(self._said[name])

    def _known(self, name: str) -> str:
        """The fact, with what the desk does not have yet."""
        unsaved = self._services.keeping.text_of(_about(name, self._story.id))
        if unsaved is not None:
            return unsaved
        story = self._story.story
        return getattr(story.article, name) if story is not None else ""

    def go_to(self, place: str) -> None:
        """Put the focus into the field of that name."""
        field = self._fields.get(place)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_status(self, article: Article) -> None:
        choices = [article.status, *(status for status in Status if status in _moves(article))]
        shown = [self.status.itemData(row) for row in range(self.status.count())]
        if shown != choices:
            self.status.clear()
            for status in choices:
                self.status.addItem(status_word(status), status)
        self.status.setCurrentIndex(0)

    def _on_status(self, row: int) -> None:
        self._story.change({"status": Status(self.status.itemData(row))})


def _about(name: str, article_id: str) -> str:
    return f"{name} of {article_id}"


def _moves(article: Article) -> frozenset[Status]:
    """Where the story can go from here by hand; publishing is done by an export."""
    out = Status.WITHDRAWN if article.version else Status.DRAFT
    other = Status.DRAFT if article.version else Status.WITHDRAWN
    moves = MOVES[article.status] - {Status.PUBLISHED, other}
    return moves | {out} if article.version and article.status is not Status.WITHDRAWN else moves
