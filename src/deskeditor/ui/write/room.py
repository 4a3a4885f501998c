"""The Write room: list, page, inspector. The page is made after the window has first been painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from deskeditor.ui.actions import Actions, Needs
from deskeditor.ui.theme import SPACE
from deskeditor.ui.write.article_list import ArticleList

if TYPE_CHECKING:
    from deskeditor.core.article import Article
    from deskeditor.ui.empty import EmptyState
    from deskeditor.ui.services import Services
    from deskeditor.ui.write.history_pane import HistoryPane
    from deskeditor.ui.write.inspector import Inspector
    from deskeditor.ui.write.page_column import PageColumn

PANES = ("photos", "tags", "comments", "checks", "history")
LIST_WIDTH = 76 * SPACE
INSPECTOR_WIDTH = 80 * SPACE


class WriteRoom(QWidget):
    """Three columns that can be drawn wider; list and inspector can be put away."""

    crop_wanted = Signal(str, object)
    """A photo and its ``Role``, to be cropped for this story."""
    archive_wanted = Signal(str)
    """The id of a photo to be shown in the archive."""

    inspector: Inspector
    _services: Services
    _empty: EmptyState

    def __init__(
        self,
        actions: Actions,
        on_needs: Callable[[], None],
        glance: QPixmap | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_needs = on_needs
        self._find_in = self._compare_in = ""
        self.list = ArticleList(actions, glance)
        self.column: PageColumn | None = None
        self._middle = QStackedWidget()
        self._middle.addWidget(QWidget())
        self._middle.setAutoFillBackground(True)
        self._middle.setBackgroundRole(self.palette().ColorRole.Base)
        self._inspector_home = QWidget()
        QVBoxLayout(self._inspector_home).setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, (widget, least) in enumerate(
            ((self.list, 56 * SPACE), (self._middle, 116 * SPACE), (self._inspector_home, 64 * SPACE))
        ):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(number, 4 if number == 1 else 1)
        self.splitter.setSizes([LIST_WIDTH, 200 * SPACE, INSPECTOR_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def complete(self, services: Services) -> PageColumn:
        """Make the page and the inspector: what an empty window need not wait for."""
        from PySide6.QtCore import Qt

        from deskeditor.ui.empty import EmptyState
        from deskeditor.ui.parts import action_button
        from deskeditor.ui.write.commenting import Commenting
        from deskeditor.ui.write.illustrating import Illustrating
        from deskeditor.ui.write.inspector import Inspector
        from deskeditor.ui.write.page_column import PageColumn

        self._services = services
        self._begin = action_button(services.actions["story.new"], primary=True)
        self._empty = EmptyState("", "", self._begin)
        self._middle.addWidget(self._empty)
        column = PageColumn(services)
        self.column = column
        self._middle.addWidget(column)
        self.inspector = Inspector(self._services, column.story)
        self.inspector.hide()
        home = self._inspector_home.layout()
        assert home is not None
        home.addWidget(self.inspector)
        self.inspector.place_wanted.connect(self.go_to)
        self.inspector.archive_wanted.connect(self.archive_wanted)
        self.inspector.version_chosen.connect(column.show_difference)
        self.inspector.left.connect(self._on_left)
        column.difference_toggled.connect(self.inspector.tell_compared)
        column.version_damaged.connect(self.inspector.tell_damaged)
        self._commenting = Commenting(services, column, self.show_pane)
        self._illustrating = Illustrating(services, column, self.inspector, self.show_pane)
        self._illustrating.crop_wanted.connect(self.crop_wanted)
        self.list.view.addActions([services.actions[name] for name in ("story.new", "story.export", "story.discard")])
        self.list.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.view.deleted.connect(self._on_deleted)
        self.list.chosen.connect(column.story.open)
        self.list.filled.connect(self._on_filled)
        if self.list.is_read:
            self._on_filled(len(self.list.view.stories.ids))
        self.list.entered.connect(lambda _article_id: column.written_on.setFocus())
        column.story.opened.connect(self._on_opened)
        column.needs_changed.connect(self._on_needs)
        self._services.actions.connect_all(
            {
                "story.new": self.new_story,
                "story.discard": self.discard,
                "find.desk": self.list.go_to_search,
                "tag.add": lambda: self.show_pane("tags").setFocus(),
                "check.next": self._next_finding,
                "history.compare": self._compare,
                "history.name": lambda: self._history().name_current(),
                **{f"pane.{name}": partial(self.show_pane, name) for name in PANES},
            }
        )
        return column

    @property
    def present(self) -> Needs:
        """What there is to act on."""
        if self.column is None or not self.column.story.id:
            return Needs.NOTHING
        return Needs.STORY | self.column.present

    def undo(self) -> None:
        """Take back the last thing that was typed or set on the page, or in the Photos pane where the focus is."""
        if self.column is not None:
            (self.inspector.undoes or self.column.written_on).undo()

    def redo(self) -> None:
        """Make it again."""
        if self.column is not None:
            (self.inspector.undoes or self.column.written_on).redo()

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """The list, the page, the inspector."""
        return (self.list, self._middle, self._inspector_home)

    def take_focus(self) -> None:
        """Give the focus to the story; to the list where none is open, to the one button where there is no story."""
        assert self.column is not None
        if self.column.story.id:
            self.column.take_focus()
        elif self.list.view.isVisible():
            self.list.view.setFocus()
        else:
            (self._begin if self._begin.isEnabled() else self.list.search).setFocus()

    def open(self, article_id: str) -> None:
        """Show the story and put the cursor into it."""
        if self.column is not None:
            self.column.begin(article_id)

    def new_story(self) -> None:
        """Begin a story, the cursor in its headline."""

        def begin(article: Article) -> None:
            if self.column is not None:
                self.column.begin(article.id, fresh=True)

        if self.column is not None:
            self.column.story.collect()
        self._services.jobs.mutate(self, lambda desk: desk.articles.new(), begin)

    def discard(self) -> None:
        """Put the story into the bin, and offer to bring it back."""
        column = self.column
        if column is None or not column.story.id:
            return
        story, article_id = column.story, column.story.id

        def restore() -> None:
            self._services.jobs.mutate(
                self, lambda desk: desk.articles.restore(article_id), lambda _article: self.open(article_id)
            )

        def offer(pages: tuple[str, ...]) -> None:
            if story.id == article_id:
                story.close()
            column.autosave.drop(article_id)
            said = self.tr("The story is in the bin.")
            if pages:
                said = self.tr("The story is in the bin, and off the front page of {names}.").format(
                    names=", ".join(pages)
                )
            self._services.strip.tell(said, (self.tr("Undo"), restore))

        story.once_saved(
            lambda: self._services.jobs.mutate(self, lambda desk: desk.articles.discard(article_id), offer)
        )

    def _on_deleted(self, article_id: str) -> None:
        # A story that is still being opened is not the one whose row is seen.
        if self.column is not None and self.column.story.id == article_id:
            self._services.actions["story.discard"].trigger()

    def add_photos(self, paths: list[Path]) -> None:
        """Put picture files into the open story."""
        if self.column is not None:
            self.column.story.photos.add(paths)

    def move_chosen(self, step: int) -> None:
        """Move the paragraph at the cursor."""
        if self.column is not None:
            self.column.editor.move_block(step)

    def show_list(self, on: bool) -> None:
        """Show the list or put it away."""
        self.list.setVisible(on)

    def show_inspector(self, on: bool) -> None:
        """Show the inspector or put it away."""
        self._inspector_home.setVisible(on)

    def show_pane(self, name: str) -> QWidget:
        """Bring a pane of the inspector to the front; its first field takes the focus."""
        from deskeditor.ui.write.tags_pane import TagsPane

        self.show_inspector(True)
        pane = self.inspector.pane(name)
        if isinstance(pane, TagsPane):
            return pane.field
        return pane

    def show_findings(self, article_id: str) -> None:
        """Open the story and go to its first finding."""
        assert self.column is not None
        if self.column.story.id == article_id:
            self._next_finding()
        else:
            self._find_in = article_id
            self.column.story.open(article_id)

    def _history(self) -> HistoryPane:
        from deskeditor.ui.write.history_pane import HistoryPane

        pane = self.show_pane("history")
        assert isinstance(pane, HistoryPane)
        return pane

    def _compare(self) -> None:
        assert self.column is not None
        if self.column.shows_difference:
            self.column.leave_difference()
        else:
            self._services.actions["history.compare"].setChecked(False)  # until it is shown
            self._history().show_current()

    def show_typed_before_crash(self, article_id: str) -> None:
        """Open a story that was being typed when the program was ended, and show what was typed last."""
        if self.column is None:
            return
        self._compare_in = article_id
        if self.column.story.id == article_id:
            self._show_crash()
        else:
            self.open(article_id)

    def _show_crash(self) -> None:
        self._compare_in = ""
        self._history().show_crash()

    def _on_left(self) -> None:
        assert self.column is not None
        self.column.leave_difference()
        self.take_focus()

    def _next_finding(self) -> None:
        from deskeditor.ui.write.checks_pane import ChecksPane

        pane = self.show_pane("checks")
        assert isinstance(pane, ChecksPane)
        pane.next()

    def go_to(self, place: str, check: str = "") -> None:
        """Go to the place of a finding of that check."""
        if place.startswith("photo "):
            self._illustrating.go_to(place.removeprefix("photo "), check)
        elif self.column is not None and not self.column.go_to(place):
            self.inspector.facts.go_to(place)

    def _on_filled(self, stories: int) -> None:
        if stories:
            self._empty.say(self.tr("Nothing is open"), self.tr("Choose a story in the list, or begin a new one."))
        else:
            self._empty.say(self.tr("No stories yet"), self.tr("A story is a page to write on. It saves itself."))
        if self._middle.currentWidget() is not self.column:
            self._middle.setCurrentWidget(self._empty)

    def _on_opened(self) -> None:
        assert self.column is not None
        key = self.column.story.id
        self.inspector.setVisible(bool(key))
        self._middle.setCurrentWidget(self.column if key else self._empty)
        self.list.view.select_story(key)
        self._on_needs()
        if key:
            self.column.enter()
        else:
            self.take_focus()
        if self._find_in:
            self._find_in = ""
            self._next_finding()
        if key and self._compare_in == key:
            self._show_crash()
