"""The facts of a story that are not typed on its page: status, section, language."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from deskeditor.core.article import MOVES, Article, Status
from deskeditor.core.errors import DeskError
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
        self._said = ""
        self.status = Choice()
        self.section = QLineEdit()
        self.section.setPlaceholderText(self.tr("World, Culture, …"))
        self.language = Choice()
        self.language.setEditable(True)
        self.language.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.language.addItems(LANGUAGES)
        leave_window_keys(self.section)
        grid = QGridLayout(self)
        grid.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        titles = (self.tr("Status"), self.tr("Section"), self.tr("Language"))
        for row, (title, field) in enumerate(zip(titles, (self.status, self.section, self.language), strict=True)):
            label = QLabel(title)
            label.setProperty("rest", True)
            label.setBuddy(field)
            field.setAccessibleName(title)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.status.activated.connect(self._on_status)
        commit_while_typed(self.section, self._commit_section)
        self.language.textActivated.connect(lambda tag: self._say("language", tag.strip()))
        edit = self.language.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(lambda: self._say("language", self.language.currentText().strip()))
        story.collecting.connect(self._commit_section)
        story.opened.connect(self._on_opened)
        story.updated.connect(self.refresh)
        self.refresh()

    def _on_opened(self) -> None:
        self._said = ""
        self.section.setModified(False)
        self.refresh()

    def _commit_section(self) -> None:
        story, text = self._story.story, self.section.text().strip()
        if story is None or not self.section.isModified() or text == self._said:
            return
        self._said, article_id = text, story.article.id
        self._services.keeping.say(
            Said(
                f"section of {article_id}",
                self.section.accessibleName(),
                text,
                lambda desk: desk.articles.edit(article_id, section=text),
                on_refused=self._refuse,
            )
        )

    def _refuse(self, error: DeskError) -> None:
        self._services.strip.error(error)
        self.section.setModified(False)
        self.refresh()

    def refresh(self) -> None:
        """Show the facts of the story; a field that is being typed in is left alone."""
        story = self._story.story
        self.setEnabled(story is not None and not self._services.jobs.read_only)
        if story is None:
            self.status.clear()
            self.section.clear()
            self.language.setCurrentText("")
            return
        self._show_status(story.article)
        if not (self.section.hasFocus() and self.section.isModified()):
            self.section.setText(story.article.section)
            self._said = story.article.section
        if self.language.focusWidget() is None or not self.language.hasFocus():
            self.language.setCurrentText(story.article.language)

    def go_to(self, place: str) -> None:
        """Put the focus into the field of that name."""
        field = {"status": self.status, "section": self.section, "language": self.language}.get(place)
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
        self._say("status", Status(self.status.itemData(row)))

    def _say(self, name: str, value: object) -> None:
        story = self._story.story
        if story is not None and value != getattr(story.article, name):
            self._story.change(cast(ArticleFields, {name: value}))


def _moves(article: Article) -> frozenset[Status]:
    """Where the story can go from here by hand; publishing is done by an export."""
    out = Status.WITHDRAWN if article.version else Status.DRAFT
    other = Status.DRAFT if article.version else Status.WITHDRAWN
    moves = MOVES[article.status] - {Status.PUBLISHED, other}
    return moves | {out} if article.version and article.status is not Status.WITHDRAWN else moves
