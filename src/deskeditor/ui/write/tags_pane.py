"""The Tags pane: what the story is about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskeditor.core.tag import Tag
from deskeditor.ui.flow import FlowLayout
from deskeditor.ui.keeping import Said
from deskeditor.ui.services import Services
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.open_story import OpenStory
from deskeditor.ui.write.suggest import SuggestField

LONGEST = 42 * SPACE
"""Pixels of a name; with what stands around it, it fits the narrowest pane."""


class Chip(QPushButton):
    """A tag; a click, Delete or Backspace takes it away."""

    removed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.setText(f"{self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, LONGEST)}  ×")
        self.setAccessibleName(self.tr("Tag {name}").format(name=name))
        self.setToolTip(self.tr("{name}: take the tag away (Delete)").format(name=name))
        self.clicked.connect(lambda: self.removed.emit(self.name))

    def event(self, event: QEvent) -> bool:
        """Delete and Backspace are ours."""
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.removed.emit(self.name)
            return True
        return super().event(event)


class TagsPane(QWidget):
    """A field with type-ahead, and the tags as chips."""

    def __init__(self, services: Services, story: OpenStory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._story = story
        self.field = SuggestField(self.tr("Add a tag"), self.tr("Add a tag, then Enter"))
        self.field.asked.connect(self._suggest)
        self.field.taken.connect(self._add)
        self.field.typed.connect(self._keep)
        story.collecting.connect(self.field.commit)
        self._chips: list[Chip] = []
        self._flow_home = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._flow_home.setSizePolicy(policy)
        self._flow = FlowLayout(self._flow_home)
        self._hint = QLabel(self.tr("Tags gather stories by subject. Suggestions come from the tags of this desk."))
        self._hint.setProperty("rest", True)
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(self.field)
        column.addWidget(self._flow_home)
        column.addWidget(self._hint)
        column.addStretch(1)
        story.opened.connect(self._on_opened)
        story.updated.connect(self.refresh)
        self._on_opened()

    @property
    def names(self) -> list[str]:
        """The tags now shown."""
        return [chip.name for chip in self._chips]

    def refresh(self) -> None:
        """Show the tags of the story."""
        story = self._story.story
        tags = list(story.article.tags) if story else []
        self.setEnabled(story is not None and not self._services.jobs.read_only)
        if tags != self.names:
            self._show(tags)

    def _show(self, tags: list[str]) -> None:
        had_focus = next((number for number, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [Chip(name, self._flow_home) for name in tags]
        for chip in self._chips:
            chip.removed.connect(self._remove)
            self._flow.addWidget(chip)
            chip.show()
        self._hint.setVisible(not tags)
        self._flow_home.updateGeometry()
        if had_focus is not None:
            (self._chips[min(had_focus, len(tags) - 1)] if tags else self.field).setFocus()

    def _on_opened(self) -> None:
        self.field.reset()
        unsaved = self._services.keeping.text_of(self._about_begun)
        if unsaved is not None:
            self.field.begin(unsaved)
        else:
            self._story.ask(self, lambda desk, article_id: desk.tags.begun(article_id), self.field.begin)
        self.refresh()

    @property
    def _about_begun(self) -> str:
        return f"tag begun of {self._story.id}"

    def _keep(self, name: str) -> None:
        article_id = self._story.id
        if article_id and not self._services.jobs.read_only:
            title = self.tr("Tag half typed")
            said = Said(self._about_begun, title, name, lambda desk: desk.tags.begin(article_id, name))
            self._services.keeping.say(said)

    def _suggest(self, prefix: str) -> None:
        def show(tags: list[Tag]) -> None:
            self.field.suggest(prefix, [tag.name for tag in tags if tag.name not in self.names])

        self._services.jobs.read(self, lambda desk: desk.tags.suggest(prefix), show)

    def _add(self, name: str) -> None:
        article_id = self._story.id
        about = f"tag {name} of {article_id}"
        self._services.keeping.say(Said(about, self.tr("Tag"), name, lambda desk: desk.tags.add(article_id, name)))

    def _remove(self, name: str) -> None:
        article_id = self._story.id
        again = self.tr("Undo")

        def offer(_article: object) -> None:
            said = self.tr("The tag “{name}” was taken away.").format(name=name)
            self._services.strip.tell(
                said,
                (again, lambda: self._services.jobs.mutate(self, lambda desk: desk.tags.add(article_id, name))),
            )

        self._services.jobs.mutate(self, lambda desk: desk.tags.remove(article_id, name), offer)
