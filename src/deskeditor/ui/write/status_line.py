"""The quiet line at the foot of the window: length, selection, language, and whether everything is saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from deskeditor.core.article import Article
from deskeditor.core.backup import Backup
from deskeditor.core.errors import DeskError
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.wording import exact
from deskeditor.ui.write.autosave import Autosave
from deskeditor.ui.write.length import length_words, time_words
from deskeditor.ui.write.open_story import OpenStory

COUNT_AFTER = 200
"""Milliseconds from the first change of the selection that is not counted."""


class StatusLine(QWidget):
    """Says the truth about saving, in words."""

    def __init__(
        self,
        services: Services,
        editor: StoryEditor,
        story: OpenStory,
        autosave: Autosave,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        jobs, keeping = services.jobs, services.keeping
        self._jobs = jobs
        self._keeping = keeping
        self._editor = editor
        self._story = story
        self._copy = ""
        self._autosave = autosave
        self.length = QLabel()
        self.selection = QLabel()
        self.tracking = QLabel()
        """Whether changes are tracked, and how many are pending."""
        self.language = QLabel()
        self.saved = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 0, 4 * SPACE, 0)
        row.setSpacing(4 * SPACE)
        row.addWidget(self.length)
        row.addWidget(self.selection)
        row.addStretch(1)
        row.addWidget(self.tracking)
        row.addWidget(self.saved)
        row.addWidget(self.language)
        self._clock = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._clock.timeout.connect(self._count_selection)
        editor.selectionChanged.connect(lambda: None if self._clock.isActive() else self._clock.start())
        story.opened.connect(self._on_opened)
        story.updated.connect(self._show_language)
        editor.counts.changed.connect(self._show_length)
        autosave.saving.connect(lambda: self._say(self.tr("Saving…")))
        autosave.saved.connect(lambda _article, _typed: self._on_saved())
        autosave.failed.connect(lambda error: self._on_failed(error, autosave.retries_in))
        keeping.saving.connect(lambda: self._say(self.tr("Saving…")))
        keeping.saved.connect(self._on_saved)
        keeping.refused.connect(lambda error: self._say(self.tr("Not kept: {what}").format(what=error.what)))
        keeping.failed.connect(lambda error: self._on_failed(error, keeping.retries_in))
        jobs.changed.connect(lambda _changes, _initiator: self._on_saved())

    def show_story(self, on: bool) -> None:
        """Say something of the story only where it is seen; whether it is saved is said everywhere."""
        for label in (self.length, self.selection, self.tracking, self.language):
            label.setVisible(on)

    def _on_opened(self) -> None:
        article = self._story.story.article if self._story.story else None
        self.selection.clear()
        self.length.clear()
        self._show_language()
        if self._jobs.read_only:
            self._say(self.tr("Read only"))
        elif self._is_all_saved:
            self._say(self.tr("Saved") if article else "")

    @property
    def _is_all_saved(self) -> bool:
        return self._autosave.all_saved and self._keeping.all_saved

    def _on_saved(self) -> None:
        if self._is_all_saved:
            self._say(self.tr("Saved {time}").format(time=datetime.now().astimezone().strftime("%H:%M:%S")))

    def _on_failed(self, error: DeskError, seconds: int) -> None:
        # Where and how to mend it is said above the page, which has the room for it.
        said = self.tr("Not saved: {what}. Kept here, tried again in {n} s.")
        self._say(said.format(what=error.what, n=seconds))

    def show_copy(self, backup: Backup | None) -> None:
        """Say in the tip when the last copy of the desk was made."""
        made = exact(backup.made) if backup else self.tr("none yet")
        self._copy = self.tr("Last good copy of the desk: {when}").format(when=made)
        self._say(self.saved.text())

    def _say(self, text: str) -> None:
        self.saved.setText(text)
        self.saved.setToolTip("\n".join(filter(None, (text, self._copy))))

    def _show_language(self) -> None:
        self.language.setText(_language(self._story.story.article if self._story.story else None))
        if self._editor.counts.complete:
            self._show_length()

    def _show_length(self) -> None:
        if self._story.story is None:
            self.length.clear()
            return
        length, language = self._editor.counts.story(), self._editor.language
        self.length.setText("  ·  ".join(filter(None, (*length_words(length, language), time_words(length, language)))))
        self._count_selection()

    def _count_selection(self) -> None:
        cursor = self._editor.textCursor()
        if not cursor.hasSelection():
            self.selection.clear()
            return
        said = ", ".join(length_words(self._editor.counts.selection(cursor), self._editor.language))
        self.selection.setText(self.tr("{length} selected").format(length=said))


def _language(article: Article | None) -> str:
    if article is None:
        return ""
    locale = QLocale(article.language)
    known = locale.language() not in (QLocale.Language.C, QLocale.Language.AnyLanguage)
    return QLocale.languageToString(locale.language()) if known else article.language
