"""The quiet line at the foot of the window: length, selection, language, and whether everything is saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextEdit, QWidget

from deskeditor.core.article import Article, ArticleRow
from deskeditor.core.errors import DeskError
from deskeditor.ui.jobs import Jobs
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import words
from deskeditor.ui.write.autosave import Autosave
from deskeditor.ui.write.open_story import OpenStory

WORDS_A_MINUTE = 230
"""How fast news is read, silently, in English."""
COUNT_AFTER = 200
"""Milliseconds from the first change of the selection that is not counted."""


class StatusLine(QWidget):
    """Says the truth about saving, in words."""

    def __init__(
        self, jobs: Jobs, editor: QTextEdit, story: OpenStory, autosave: Autosave, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._editor = editor
        self._story = story
        self._autosave = autosave
        self.length = QLabel()
        self.selection = QLabel()
        self.language = QLabel()
        self.saved = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        row.setSpacing(4 * SPACE)
        row.addWidget(self.length)
        row.addWidget(self.selection)
        row.addStretch(1)
        row.addWidget(self.saved)
        row.addWidget(self.language)
        self._clock = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._clock.timeout.connect(self._count_selection)
        editor.selectionChanged.connect(lambda: None if self._clock.isActive() else self._clock.start())
        story.opened.connect(self._on_opened)
        story.updated.connect(self._count)
        autosave.saving.connect(lambda: self._say(self.tr("Saving…")))
        autosave.saved.connect(lambda _article, _typed: self._on_saved())
        autosave.failed.connect(self._on_failed)

    def show_story(self, on: bool) -> None:
        """Say something of the story only where it is seen; whether it is saved is said everywhere."""
        for label in (self.length, self.selection, self.language):
            label.setVisible(on)

    def _on_opened(self) -> None:
        article = self._story.story.article if self._story.story else None
        self.selection.clear()
        self.length.clear()
        self.language.setText(_language(article))
        if self._jobs.read_only:
            self._say(self.tr("Read only"))
        elif self._autosave.all_saved:
            self._say(self.tr("Saved") if article else "")
        self._count()

    def _on_saved(self) -> None:
        if self._autosave.all_saved:
            self._say(self.tr("Saved {time}").format(time=datetime.now().astimezone().strftime("%H:%M:%S")))

    def _on_failed(self, error: DeskError) -> None:
        seconds = self._autosave.retries_in
        said = self.tr("Not saved: {what}. The text is kept here and saved again in {n} s.")
        self._say(said.format(what=error.sentence(), n=seconds))

    def _say(self, text: str) -> None:
        self.saved.setText(text)
        self.saved.setToolTip(text)

    def _count(self) -> None:
        self._story.ask(self, lambda desk, key: desk.articles.rows([key]), self._show_length)

    def _show_length(self, rows: list[ArticleRow]) -> None:
        count = sum(row.words for row in rows)
        minutes = self.tr("  ·  {n} min").format(n=max(1, round(count / WORDS_A_MINUTE))) if count else ""
        self.length.setText(words(count) + minutes)
        self.language.setText(_language(self._story.story.article if self._story.story else None))

    def _count_selection(self) -> None:
        text = self._editor.textCursor().selectedText()
        if not text:
            self.selection.clear()
            return

        def show(count: int) -> None:
            if self._editor.textCursor().hasSelection():
                self.selection.setText(self.tr("{words} selected").format(words=words(count)))

        self._jobs.read(self, lambda _desk: _words_of(text), show)


def _words_of(text: str) -> int:
    from deskeditor.markup import count_words  # the grammar is loaded with the first text, on its own thread

    return count_words(text)


def _language(article: Article | None) -> str:
    if article is None:
        return ""
    locale = QLocale(article.language)
    known = locale.language() not in (QLocale.Language.C, QLocale.Language.AnyLanguage)
    return QLocale.languageToString(locale.language()) if known else article.language
