"""What the desk's disk refuses is taken to another place: as Markdown, to a file and to the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from deskeditor.core.errors import DeskError
from deskeditor.ui.exporting import LAST_FOLDER
from deskeditor.ui.parts import open_once
from deskeditor.ui.saving import save
from deskeditor.ui.strip import LONG

if TYPE_CHECKING:
    from deskeditor.core.article import Article
    from deskeditor.ui.keeping import Said
    from deskeditor.ui.window import MainWindow
    from deskeditor.ui.write.autosave import Autosave

UNSAVED = "unsaved"
"""What the messages are about."""
FIELDS = ("slug", "section", "kicker", "headline", "standfirst", "byline", "dateline", "language", "tags")


class Rescue(QObject):
    """Offers it when a save fails, until everything is saved."""

    def __init__(self, window: MainWindow, autosave: Autosave) -> None:
        super().__init__(window)
        self._window = window
        self._autosave = autosave
        self._keeping = window.services.keeping
        self._offered = False
        autosave.failed.connect(self._offer)
        self._keeping.failed.connect(self._offer)
        autosave.saved.connect(lambda _article, _typed: self._settle())
        self._keeping.saved.connect(self._settle)

    def text(self) -> str:
        """All that the desk does not have yet; a story alone can be imported, and is that story again."""
        return rescued(self._autosave.unsaved_stories, self._keeping.unsaved)

    def ask(self) -> None:
        """Put the text on the clipboard, and ask where else to."""
        text = self.text()
        QGuiApplication.clipboard().setText(text)
        folder = str(self._window.settings.value(LAST_FOLDER, str(Path.home())))
        dialog = QFileDialog(self._window, self.tr("Keep the text elsewhere"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Markdown (*.md)"))
        dialog.setDefaultSuffix("md")
        stories = self._autosave.unsaved_stories
        dialog.selectFile(f"{stories[0].slug if stories else 'unsaved'}.md")
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen), text))
        open_once(dialog, self._window)

    def write(self, path: Path, text: str) -> None:
        """Write it there, beside all other work."""

        def tell(_nothing: None) -> None:
            said = self.tr("The text is in {path} and on the clipboard.").format(path=path)
            self._window.strip.tell(said, lasts=LONG)

        self._window.jobs.compute(self, lambda: save(path, text.encode()), tell, self._window.strip.error)

    def _offer(self, error: DeskError) -> None:
        if self._offered:
            return  # the line stands, perhaps with the focus on its button, while it is tried again
        self._offered = True
        self._window.strip.warn(
            self.tr("Not saved: {what}. The text is kept here and tried again.").format(what=error.sentence()),
            (self.tr("Keep the text elsewhere…"), self._ask_again),
            (self.tr("Try now"), self._try_again),
            about=UNSAVED,
        )

    def _ask_again(self) -> None:
        self._offered = False  # its line is closed by the button: what fails next is told again
        self.ask()

    def _try_again(self) -> None:
        self._offered = False
        self._autosave.flush()
        self._keeping.flush()

    def _settle(self) -> None:
        if self._offered and self._autosave.all_saved and self._keeping.all_saved:
            self._offered = False
            self._window.strip.settle(UNSAVED)


def rescued(stories: Iterable[Article], fields: Iterable[Said]) -> str:
    """The stories as Markdown with front matter, and below them what stands in other fields."""
    from deskeditor.markup import front_matter

    parts = []
    for story in stories:
        values = {
            "id": story.id,
            "uri": story.urn,
            **{name: getattr(story, name) for name in FIELDS},
            "byline": list(story.byline),
            "tags": list(story.tags),
        }
        lead = story.lead_photo
        if lead is not None and lead.caption:
            values["photos"] = [{"id": lead.photo_id, "role": "lead", "caption": lead.caption}]
        parts.append(front_matter.join({name: value for name, value in values.items() if value}, story.body))
    said = "\n".join(f"- {field.title}: {field.text}" for field in fields)
    return "\n\n".join(filter(None, [*parts, said and f"{said}\n"]))
