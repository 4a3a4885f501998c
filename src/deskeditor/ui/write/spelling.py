"""The spelling of the open story: in which languages, with which words of the desk, and what the user does about it."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu

from deskeditor.core.changes import Changes
from deskeditor.core.errors import DeskError
from deskeditor.spelling import KnownWords, Script, Word, debian_package, languages_for, own_folder, stems
from deskeditor.ui.editor.next_mistake import NextMistake
from deskeditor.ui.editor.spelling import Mistake, Spelling
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.services import Services
from deskeditor.ui.verdicts import Verdicts
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.word_menu import WordMenus

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskeditor.desk import Desk

ON, TOLD = "spelling/on", "spelling/told"
"""Keys of the window's settings: whether it is switched on, and of which languages it was told that none is there."""


class StorySpelling(QObject):
    """Judges the words of the open story for the layer over it, and acts on them."""

    def __init__(self, services: Services, editor: StoryEditor, story: OpenStory, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._jobs = services.jobs
        self.verdicts = Verdicts(services.jobs, self)
        self._story = story
        self._editor = editor
        self._languages: dict[Script, str] = {}
        self._names, self._known = KnownWords(), KnownWords()
        self._suggests = False
        self.layer = Spelling(editor, self._is_wrong)
        self._switch.setChecked(bool(services.settings.value(ON, defaultValue=True, type=bool)))
        self.layer.on = self._switch.isChecked()
        self.menus = WordMenus(editor, self.layer, self._suggest, self._fill)
        self._next = NextMistake(editor, self.layer)
        self._next.found.connect(self._on_found)
        self._next.none_left.connect(self._on_none_left)
        self.verdicts.learned.connect(self.layer.refresh)
        self.verdicts.learned.connect(self._next.learned)
        self.verdicts.unserved.connect(self._on_unserved)
        self.verdicts.failed.connect(self._on_failed)
        story.opened.connect(self._on_opened)
        story.updated.connect(self._on_updated)
        services.jobs.changed.connect(self._on_changed)
        services.actions.connect_all(
            {
                "spell.check": self._on_switched,
                "spell.suggest": self.suggest,
                "spell.next": self.go_on,
                "spell.words": self._show_words,
            }
        )

    # What is wrong

    def _is_wrong(self, word: Word) -> bool | None:
        language = self._languages.get(word.script)
        if language is None:
            return False
        wrong = self.verdicts.is_wrong(word.text, language)
        return wrong and not self._known.has(word.text, word.script)

    def _on_opened(self) -> None:
        self.verdicts.look_again()
        self._languages = {}  # nothing is wrong until the names of the desk are known
        self.layer.judge_anew()
        self._read_words()

    def _on_updated(self) -> None:
        if self._languages and self._languages != self._languages_now():
            self._languages = self._languages_now()
            self.layer.judge_anew()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.words:
            self._read_words()

    def _read_words(self) -> None:
        def take(read: tuple[list[str], list[str]]) -> None:
            names, ignored = read
            self._names, self._known = KnownWords(names), KnownWords((*names, *ignored))
            self._languages = self._languages_now()
            self.layer.judge_anew()

        self._story.ask(self, _words_of, take)

    def _languages_now(self) -> dict[Script, str]:
        return languages_for(self._story.story.article.language) if self._story.story else {}

    # What the user does

    @property
    def _switch(self) -> QAction:
        return self._services.actions["spell.check"]

    def _on_switched(self) -> None:
        self.layer.on = self._switch.isChecked()
        self._services.settings.setValue(ON, self.layer.on)

    def go_on(self) -> None:
        """Go to the next word that is wrong."""
        self._suggests = False
        if self._is_ready():
            self._next.go()

    def suggest(self) -> None:
        """Suggest for the word at the cursor; where that is right, for the next that is wrong."""
        if not self._is_ready():
            return
        self.layer.release()
        mistake = self.layer.mistake_at(self._editor.textCursor().position())
        if mistake is not None:
            self.menus.ask(mistake)
        else:
            self._suggests = True
            self._next.go()

    def _is_ready(self) -> bool:
        if not self.layer.on:
            self._services.strip.tell(
                self.tr("The spelling is not checked."), (self.tr("Check it"), self._switch.trigger)
            )
        return self.layer.on

    def _on_found(self, mistake: Mistake) -> None:
        if self._suggests:
            self._suggests = False
            self.menus.ask(mistake)

    def _on_none_left(self) -> None:
        self._suggests = False
        self._services.strip.tell(self.tr("There is no misspelt word in this story."))

    def _suggest(self, mistake: Mistake, on_done: Callable[[list[str]], None]) -> None:
        self.verdicts.suggest(self, mistake.text, self._languages[mistake.script], self._names, on_done)

    def _fill(self, menu: QMenu, mistake: Mistake) -> None:
        """What can be done with a word besides putting it right."""
        for name in dict.fromkeys((*stems(mistake.text, mistake.script)[:1], mistake.text)):
            adding = self.tr("Add “{word}” to the desk dictionary").format(word=name)
            menu.addAction(adding, partial(self.add, name))
        menu.addAction(self.tr("Ignore in this story"), lambda: self.ignore(mistake.text))
        menu.addSeparator()
        menu.addAction(self._services.actions["spell.words"])

    def add(self, word: str) -> None:
        """Take the word for right everywhere on this desk, and offer to undo it."""

        def undo() -> None:
            self._jobs.mutate(self, lambda desk: desk.words.remove(word))

        def offer(kept: str) -> None:
            said = self.tr("“{word}” is in the desk dictionary.").format(word=kept)
            self._services.strip.tell(said, (self.tr("Undo"), undo))

        self._jobs.mutate(self, lambda desk: desk.words.add(word), offer)

    def ignore(self, word: str) -> None:
        """Take the word for right in this story, and offer to undo it."""
        article_id = self._story.id

        def undo() -> None:
            self._jobs.mutate(self, lambda desk: desk.words.heed(article_id, word))

        def offer(kept: str) -> None:
            said = self.tr("“{word}” is ignored in this story.").format(word=kept)
            self._services.strip.tell(said, (self.tr("Undo"), undo))

        self._jobs.mutate(self, lambda desk: desk.words.ignore(article_id, word), offer)

    def _show_words(self) -> None:
        from deskeditor.ui.write.words_dialog import WordsDialog

        WordsDialog(self._jobs, self._story.id, self._editor.window()).open()

    # What the user is told

    def _on_unserved(self, language: str) -> None:
        """Say once, of a language that a story is written in, that it is not checked, and what to do about it."""
        settings = self._services.settings
        told = str(settings.value(TOLD, "")).split()
        if language not in self._languages_now().values() or not _is_of(language, self._story) or language in told:
            return
        settings.setValue(TOLD, " ".join((*told, language)))
        said = self.tr("There is no dictionary for {language}, so its spelling is not checked.")
        package = debian_package(language) if shutil.which("apt-get") else ""
        if package:
            mend = self.tr(
                "Install one with “sudo apt install {package}”, or put its .dic and .aff files into {folder}."
            )
        else:
            mend = self.tr("Put its .dic and .aff files into {folder}.")
        name = QLocale.languageToString(QLocale(language).language())
        sentence = f"{said.format(language=name)} {mend.format(package=package, folder=own_folder())}"
        about = f"dictionary {language}"
        self._services.strip.warn(sentence, (self.tr("Open the folder"), _open_folder), about=about)

    def _on_failed(self, error: DeskError) -> None:
        self._services.strip.error(error, about="spelling")


def _is_of(language: str, story: OpenStory) -> bool:
    return story.story is not None and story.story.article.language == language


def _words_of(desk: Desk, article_id: str) -> tuple[list[str], list[str]]:
    return desk.words.all(), desk.words.ignored(article_id)


def _open_folder() -> None:
    folder = own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
